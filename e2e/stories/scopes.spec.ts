import type { Page } from '@playwright/test';
import { type Api, defineSmallBoard } from '../fixtures/api.ts';
import { newOwnerLink, sitrep } from '../fixtures/owner-link.ts';
import { sayHello } from '../fixtures/raw-socket.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';

// Each word occurs in one internal object only; none is a word of the product.
const CANARIES = ['Krummholz', 'Zwitscherling', 'Quittenbaum', 'Fjordlotse', 'Bernsteinhans', 'Moosgeflecht', 'Kupferkessel', 'Distelfink'];
const anyOf = new RegExp(CANARIES.join('|'), 'i');

/** Everything internal that a board can hold. */
const writeInternalThings = async (to: Api): Promise<void> => {
  await to.post('/incidents', {
    incidentId: 'secret-krummholz',
    title: 'Krummholz does not answer',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: 'cannot reach Krummholz' }],
  });
  await to.post('/incidents/seen/updates', { scope: 'internal', text: 'Between us: Zwitscherling is to blame.' });
  await to.put('/components/moosgeflecht', { name: 'Moosgeflecht', groupId: 'delivery', scope: 'internal' });
  await to.post('/commitments', { kind: 'action', text: 'Look at the Quittenbaum', incidentId: 'seen', owner: 'Fjordlotse' });
  await to.post('/incidents/seen/roles', { role: 'commander', person: 'Bernsteinhans' });
  await to.post('/incidents/seen/acknowledge', { by: 'Bernsteinhans' });
  await to.post('/incidents/seen/cause', { cause: { text: 'A Kupferkessel boiled over.', class: ['software'], status: 'suspected' } });
  await to.post('/maintenances', {
    title: 'Exchange the Distelfink',
    componentIds: ['vod'],
    from: { ms: Date.now() + 3_600_000, precision: 'minute' },
    until: { ms: Date.now() + 7_200_000, precision: 'minute' },
  });
};

const PATHS = [
  '/',
  '/incidents',
  '/incidents/seen',
  '/incidents/secret-krummholz',
  '/history',
  '/components/vod',
  '/components/moosgeflecht',
  ...[
    '/board',
    '/incidents',
    '/incidents/seen',
    '/incidents/seen/events',
    '/incidents?text=zwitscherling',
    '/incidents?text=krummholz',
    '/components',
    '/components/vod',
  ].map((path) => `/api/v1${path}`),
  ...[
    '/incidents/secret-krummholz',
    '/incidents/never-was',
    '/components/moosgeflecht',
    '/commitments',
    '/maintenances',
    '/history/years',
    '/session',
    '/openapi.json',
  ].map((path) => `/api/v1${path}`),
  '/api/docs',
  '/livez',
  '/readyz',
];
// The uptime window grows with the clock, and every request has its own id.
const PASSING = new Set(['instance', 'requestId', 'now', 'windowMinutes', 'countedMinutes', 'minutes', 'unknownMinutes', 'uptimeMs']);
const settled = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text, (key, value) => (PASSING.has(key) ? undefined : typeof value === 'number' ? Math.round(value) : value)));
  } catch {
    return text;
  }
};
/** The tag of the list of components ends with the minute it is counted at. */
const settledTag = (etag: string | null): string | null => etag?.replace(/-\d{8,}(?="$)/, '-now') ?? null;
/** Status, ETag, length and text of everything an anonymous reader can ask for, without what differs from one request to the next. */
const publicAnswers = async ({ url }: { url: string }) => {
  const answers: Record<string, unknown> = {};
  for (const path of PATHS) {
    const response = await fetch(`${url}${path}`);
    const text = settled(await response.text());
    answers[path] = {
      status: response.status,
      etag: settledTag(response.headers.get('etag')),
      headers: [...response.headers.values()].join(' ').match(anyOf),
      text,
    };
  }
  return answers;
};
const frames = (page: Page): string[] => {
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  return heard;
};

test('internal things reach nobody outside: no page, no answer, no frame, no position, no problem text', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'seen',
    title: 'Recorded video stalls',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'partial_outage' }],
  });
  const page = await visit('about:blank');
  const heard = frames(page);
  await page.goto(server.url);
  const follower = await visit('about:blank');
  const followed = frames(follower);
  await follower.goto(`${server.url}/incidents/seen`);
  for (const open of [page, follower]) await expect(boardPage(open).claim).toHaveText('Live');
  const raw = sayHello(server.url);
  const start = await raw.first('snapshot');
  const before = await publicAnswers(server);
  const eventFrames = (all: readonly string[]) => all.filter((frame) => frame.includes('"delta"')).length;
  const deltas = [eventFrames(heard), eventFrames(followed), eventFrames(raw.frames)];

  await writeInternalThings(to);
  // One public word after them: whoever reads it has been told everything before it.
  const answersMeanwhile = await publicAnswers(server);
  await to.post('/incidents/seen/updates', { scope: 'public', text: 'Still at it; the next word comes at noon.' });
  for (const open of [page, follower]) await expect(open.getByText('Still at it').first()).toBeVisible();
  await raw.first('delta');

  // Not one answer changed by a byte, and not one frame was sent for any of it. Whether a node is ready depends on how busy its machine is.
  for (const path of PATHS.filter((one) => one !== '/readyz')) expect(answersMeanwhile[path], path).toEqual(before[path]);
  expect([eventFrames(heard), eventFrames(followed), eventFrames(raw.frames)].map((count, index) => count - (deltas[index] ?? 0))).toEqual([1, 1, 1]);
  const position = (await (await fetch(`${server.url}/api/v1/board`)).json()).pos;
  expect(position).toBe(Number(start.pos) + 1);

  const unknown = await (await fetch(`${server.url}/api/v1/incidents/never-was`)).json();
  const hidden = await (await fetch(`${server.url}/api/v1/incidents/secret-krummholz`)).json();
  expect({ ...hidden, instance: null, requestId: null }).toEqual({ ...unknown, instance: null, requestId: null });
  for (const [path, answer] of Object.entries(await publicAnswers(server)))
    if (!path.includes('krummholz') && !path.includes('moosgeflecht')) expect(JSON.stringify(answer), path).not.toMatch(anyOf);
  expect([...heard, ...followed, ...raw.frames].join('\n')).not.toMatch(anyOf);
  for (const path of ['/', '/incidents', '/history', '/incidents/seen', '/components/vod']) {
    await page.goto(`${server.url}${path}`);
    await expect(boardPage(page).claim).toHaveText('Live');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.content(), path).not.toMatch(anyOf);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage })), path).not.toMatch(anyOf);
  }
  for (const path of ['/incidents/secret-krummholz', '/components/moosgeflecht']) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByText(/There is no such|There is nothing at this address/).first()).toBeVisible();
  }
  raw.close();

  // The internal scope is not granted on request alone.
  const eager = sayHello(server.url, { scope: 'internal' });
  expect((await eager.first('refused')).code).toBe('not_allowed');
  expect(eager.frames.join('\n')).not.toMatch(anyOf);
  eager.close();
  expect((await fetch(`${server.url}/api/v1/board?scope=internal`)).status).toBeGreaterThanOrEqual(401);
});

test('responders see all of it, and beside it what customers see', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'seen',
    title: 'Recorded video stalls',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'partial_outage' }],
  });
  await writeInternalThings(to);
  const owner = await visit(await server.ownerLink());
  const board = boardPage(owner);
  await expect(board.incidents).toContainText('Krummholz does not answer');
  // Its component is known to customers, so the difference is listed above the cards, and said once.
  await expect(owner.getByRole('region', { name: /^Customers see/ })).toContainText('Krummholz does not answer');
  await expect(board.incidents).not.toContainText('it is internal');
  await expect(board.incidents).toContainText('Bernsteinhans');
  await expect(board.component('Recorded video').first()).toContainText('Major outage');
  await expect(board.component('Recorded video').first()).toContainText('customers see: Partial outage');
  await owner.goto(`${server.url}/incidents/seen`);
  await expect(incidentPage(owner).entries.filter({ hasText: 'Zwitscherling' })).toContainText('Internal');
});

test('a draft published later reads well: whole, in order, and without what was said in private', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const outside = await visit(server.url);
  await expect(boardPage(outside).verdict).toHaveText('No trouble reported');
  await to.post('/incidents', {
    incidentId: 'draft',
    title: 'Krummholz eats uploads',
    impacts: [
      { componentId: 'vod', level: 'partial_outage', what: 'cannot upload videos', audience: { kind: 'share', share: 0.4, of: 'customers', estimate: true } },
    ],
  });
  await to.post('/incidents/draft/updates', { updateId: 'private', scope: 'internal', text: 'Zwitscherling is asleep again.' });
  await to.post('/incidents/draft/updates', { updateId: 'to-share', scope: 'internal', text: 'Quittenbaum: uploads fail for four in ten.' });
  await to.post('/incidents/draft/phase', { phase: 'identified' });
  // Until it is published, nothing public can be said about it.
  await expect(to.post('/incidents/draft/updates', { scope: 'public', text: 'Too early.' })).rejects.toThrow(/not_published/);

  await to.post('/incidents/draft/publish', { title: 'Uploads fail' });
  await to.post('/incidents/draft/updates/to-share/publish', { text: 'Uploads fail for about four in ten.' });
  await expect(boardPage(outside).verdict).toHaveText(/cannot upload videos/i);
  await boardPage(outside).incidents.getByRole('link', { name: 'Uploads fail' }).click();
  const incident = incidentPage(outside);
  await expect(incident.title).toHaveText('Uploads fail');
  await expect(incident.entries.filter({ hasText: 'Uploads fail for about four in ten.' })).toContainText('Public');
  await incident.tab(/^Customers/).click();
  await expect(outside.getByRole('tabpanel')).toContainText('About 40 % of customers');
  await expect(outside.getByText('Identified').first()).toBeVisible();
  for (let turn = 0; turn < 2; turn++) {
    expect(await outside.content()).not.toMatch(anyOf);
    await outside.reload();
    await expect(incident.title).toHaveText('Uploads fail');
  }
  for (const path of ['/incidents/draft', '/incidents/draft/events', '/board', '/incidents'])
    expect(await (await fetch(`${server.url}/api/v1${path}`)).text()).not.toMatch(anyOf);
});

test('an erased text is gone: from the open page, the next one, the API, old cursors and the export, and the log still verifies', async ({
  running: server,
  toRunning: to,
  visit,
}) => {
  await defineSmallBoard(to);
  const SECRET = 'Kupferkessel';
  await to.post('/incidents', {
    incidentId: 'open',
    title: 'Sign-in is slow',
    scope: 'public',
    impacts: [{ componentId: 'sign-in', level: 'degraded_performance' }],
  });
  const early = sayHello(server.url);
  const { epoch, pos } = (await early.first('snapshot')) as { epoch: string; pos: number };
  await to.post('/incidents/open/updates', { updateId: 'slip', scope: 'public', text: `The password is ${SECRET}.` });
  await to.post('/incidents/open/updates/slip/amend', { text: `The password was ${SECRET}, now changed.` });
  await early.first('delta');
  early.close();
  const page = await visit(`${server.url}/incidents/open`);
  const board = await visit(server.url);
  const owner = await visit(await newOwnerLink(server));
  await owner.goto(`${server.url}/incidents/open`);
  for (const open of [page, board, owner]) await expect(open.getByText(SECRET).first()).toBeVisible();

  await to.post('/incidents/open/updates/slip/redact', { reason: 'A secret was in it' });
  for (const open of [page, board, owner]) {
    await expect(open.getByText(SECRET)).toHaveCount(0);
    await expect(boardPage(open).claim).toHaveText('Live');
  }
  for (const open of [page, board, owner]) {
    await open.reload();
    await expect(boardPage(open).claim).toHaveText('Live');
    expect(await open.content()).not.toContain(SECRET);
    await expect.poll(() => open.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(SECRET);
  }
  for (const path of ['/incidents/open', '/incidents/open/events', '/board', '/board?scope=internal', '/incidents?text=password', `/incidents?text=${SECRET}`])
    expect(JSON.stringify(await to.get(path)), path).not.toContain(SECRET);
  // A client that resumes from an earlier position does not get it either.
  const late = sayHello(server.url, { epoch, cursor: pos });
  await late.first('heartbeat');
  expect(late.frames.join('\n')).not.toContain(SECRET);
  late.close();
  expect(await sitrep(server, 'export')).not.toContain(SECRET);
  expect(await sitrep(server, 'verify')).toMatch(/\d+ events/);
});
