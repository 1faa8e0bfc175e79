import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../ground/clock.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
const pushed: string[] = [];
let screen: ReturnType<typeof io>;
/** The clock stands still while answers are compared: those about components change with each minute. */
let stopped: number | null = null;
let ahead = 0;
const CANARY = 'Zwitscherling';

/** Everything an anonymous reader can get, without the parts that differ between requests by nature. */
const publicWorld = async () => {
  const paths = [
    '/api/v1/board',
    '/api/v1/board?scope=public',
    '/api/v1/incidents',
    '/api/v1/incidents?text=zwitscherling',
    '/api/v1/incidents?limit=1',
    '/api/v1/incidents/seen',
    '/api/v1/incidents/hidden',
    '/api/v1/incidents/never-was',
    '/api/v1/incidents/seen/similar',
    '/api/v1/incidents/seen/events',
    '/api/v1/incidents/held',
    '/api/v1/incidents/held/events',
    '/api/v1/incidents/hidden/events',
    '/api/v1/verdict',
    '/api/v1/components',
    '/api/v1/components/live',
    '/api/v1/components/secret',
    '/api/v1/commitments',
    '/api/v1/maintenances',
    '/api/v1/templates',
    '/api/v1/history/years',
    '/api/v1/history/minutes',
    '/api/v1/history/minutes?text=zwitscherling',
    '/api/v1/history/minutes?from=2000-01-01&to=2100-01-01',
    '/api/v1/session',
    '/api/v1/screens',
    '/readyz',
    '/livez',
  ];
  const seen: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, headers, text } = await app.ask('GET', path, { token: null });
    seen[path] = { status, etag: headers.get('etag'), length: headers.get('content-length'), text: text.replace(/"instance":"[^"]*"/, '') };
  }
  return seen;
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 150));

beforeAll(async () => {
  app = await startApp({ ports: { clock: { ...systemClock, now: () => (stopped ?? systemClock.now()) + ahead } } });
  await app.give('define-component', { componentId: 'live', name: 'Live delivery', scope: 'public', evidence: 'measured', goesPublic: 'with_incident' });
  await app.give('open-incident', {
    incidentId: 'seen',
    title: 'Video does not play',
    scope: 'public',
    impacts: [{ componentId: 'live', level: 'major_outage' }],
  });
  screen = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true });
  screen.onAny((name, message) => pushed.push(JSON.stringify([name, message])));
  await new Promise<void>((resolve) => {
    screen.on('snapshot', () => resolve());
    screen.on('connect', () => screen.emit('hello', helloFor('public')));
  });
});
afterAll(async () => {
  screen.close();
  await app.dispose();
});

test('[HT15] [DC140] internal facts of every kind, and what waits to leave, change nothing that the public can see, not a count, a position or a length', async () => {
  stopped = systemClock.now();
  const before = await publicWorld();
  const received = pushed.length;
  const incidentId = 'hidden';
  const note = { incidentId: 'seen', scope: 'internal' };
  await app.give('define-component', { componentId: 'secret', name: `${CANARY} store` });
  await app.give('open-incident', {
    incidentId,
    title: `${CANARY} is down`,
    text: CANARY,
    impacts: [{ componentId: 'live', level: 'partial_outage', what: CANARY }],
  });
  await app.give('post-update', { ...note, updateId: 'whisper', text: `${CANARY} told us` });
  await app.give('amend-update', { incidentId: 'seen', updateId: 'whisper', text: `${CANARY} told us twice` });
  await app.give('retract-update', { incidentId: 'seen', updateId: 'whisper', reason: CANARY });
  await app.give('state-cause', { ...note, cause: { text: CANARY, class: ['database'], status: 'suspected' } });
  await app.give('give-guidance', { ...note, guidance: { kind: 'workaround', text: CANARY } });
  await app.give('name-third-party', { ...note, thirdParty: { name: CANARY, role: null, statusPage: null, link: null } });
  await app.give('state-detection', { ...note, detection: { by: CANARY, at: { ms: null, precision: 'unknown' } } });
  await app.give('flag-incident', { ...note, flag: { code: 'other', words: CANARY } });
  await app.give('write-postmortem', { ...note, section: { key: 'draft', heading: CANARY, text: CANARY } });
  await app.give('assign-role', { incidentId: 'seen', role: 'commander', person: CANARY });
  await app.give('link-resource', { incidentId: 'seen', resource: { kind: 'chat', link: `https://${CANARY}.example`, words: CANARY } });
  await app.give('acknowledge-incident', { incidentId: 'seen', by: CANARY });
  await app.give('link-incident', { incidentId, link: { kind: 'recurrence_of', incidentId: 'seen', commitmentId: null, words: CANARY, inferred: false } });
  await app.give('make-commitment', { kind: 'action', text: CANARY, incidentId: 'seen', owner: CANARY, scope: 'internal' });
  await app.give('schedule-maintenance', {
    title: CANARY,
    componentIds: ['live'],
    from: { ms: app.ports.clock.now() + 1e7, precision: 'exact' },
    until: { ms: app.ports.clock.now() + 2e7, precision: 'exact' },
  });
  await app.give('make-statement', {
    statementId: 'probe',
    componentId: 'live',
    level: 'major_outage',
    source: { kind: 'check', name: CANARY },
    words: CANARY,
  });
  for (const componentId of ['live', 'secret', 'live', 'secret', 'secret']) await app.give('record-sighting', { componentId, words: CANARY, ticket: CANARY });
  const [suspicion] = Object.keys((await app.ask('GET', '/api/v1/board')).body.state.board.suspicions);
  await app.give('take-suspicion', { suspicionId: suspicion });
  await app.give('dismiss-suspicion', { suspicionId: suspicion, reason: CANARY });
  await app.give('offer-handover', { since: app.ports.clock.now() - 1e7, note: CANARY });
  await app.give('write-template', { templateId: 'zwitscherling-slow', use: 'report', name: CANARY, title: CANARY, what: CANARY, text: CANARY });
  await app.give('start-drill', { drillId: 'exercise', name: CANARY });
  // A post of a person for customers: one that waits, and one that was undone.
  const ana = { principal: 'ana', actor: { kind: 'person', name: CANARY }, rights: new Set(ROLE_RIGHTS.responder), idempotencyKey: null } as const;
  const resolve = () => app.handle({ type: 'resolve-incident', incidentId: 'seen', scope: 'public', text: `${CANARY} plays again` }, ana);
  const undo = async () => {
    const waiting: { id: string }[] = (await app.ask('GET', '/api/v1/board')).body.state.board.held.seen;
    return app.give('withdraw-held', { incidentId: 'seen', updateId: waiting.at(-1)?.id });
  };
  await resolve();
  await undo();
  await resolve();
  await settled();
  expect(await publicWorld()).toEqual(before);
  await undo();
  stopped = null;
  expect(pushed.slice(received).filter((message) => !message.startsWith('["heartbeat"'))).toEqual([]);
  expect(pushed.join().toLowerCase()).not.toContain(CANARY.toLowerCase());
  const internal = await app.ask('GET', '/api/v1/board');
  expect(internal.text).toContain(CANARY);
});

test('[HT16] an internal incident and one that never was are answered alike, word for word', async () => {
  for (const rest of ['', '/similar', '/events', '?pos=1']) {
    const hidden = await app.ask('GET', `/api/v1/incidents/hidden${rest}`, { token: null });
    const never = await app.ask('GET', `/api/v1/incidents/hiddem${rest}`, { token: null });
    const same = ({ status, text, headers }: typeof hidden) => ({
      status,
      text: text.replace(/"instance":"[^"]*"/, ''),
      length: headers.get('content-length'),
    });
    expect(same(hidden)).toEqual(same(never));
    expect(hidden.status).toBe(404);
  }
});

test('[HT15] no staff name and no internal position is in anything public', async () => {
  const world = JSON.stringify(await publicWorld());
  expect(world).not.toContain('"actor":{');
  expect(world).not.toContain('"seq"');
  expect(world).not.toContain(app.projection.internal.epoch);
  expect(app.projection.public.pos).toBeLessThan(app.projection.internal.pos);
});

test('[HT15] a draft published later is told whole, and what stays internal stays out', async () => {
  await app.give('open-incident', {
    incidentId: 'draft',
    title: 'Sign-in is slow',
    impacts: [{ componentId: 'live', level: 'degraded_performance', what: 'pages load slowly' }],
  });
  await app.give('post-update', { incidentId: 'draft', updateId: 'inner', text: `${CANARY} of the draft` });
  const missing = await app.ask('GET', '/api/v1/incidents/draft', { token: null });
  await app.give('publish-incident', { incidentId: 'draft' });
  const told = await app.ask('GET', '/api/v1/incidents/draft', { token: null });
  expect([missing.status, told.status, told.body.incident.impacts[0].what]).toEqual([404, 200, 'pages load slowly']);
  expect(told.text).not.toContain(CANARY);
  await settled();
  expect(pushed.join()).not.toContain(CANARY);
});

test('[HT31] customers are told of a later incident only once it is published, and by the links that are public', async () => {
  const link = { kind: 'follows', incidentId: 'seen', commitmentId: null, words: `${CANARY} thinks so`, inferred: true };
  const told = async (who: { token?: null }) => (await app.ask('GET', '/api/v1/incidents/seen', who)).body.linkedFrom as { incidentId: string }[];
  const ids = async (who: { token?: null }) => (await told(who)).map(({ incidentId }) => incidentId);
  await app.give('open-incident', { incidentId: 'back', title: 'Video stops again', scope: 'public' });
  await app.give('open-incident', { incidentId: 'quiet', title: 'Nobody was told of this' });
  await app.give('link-incident', { incidentId: 'back', link });
  await app.give('link-incident', { incidentId: 'quiet', link });
  expect(await told({ token: null })).toEqual([]);
  expect(await ids({})).toEqual(expect.arrayContaining(['back', 'quiet']));
  await app.give('link-incident', { incidentId: 'back', scope: 'public', link: { ...link, kind: 'recurrence_of', words: null, inferred: false } });
  expect(await told({ token: null })).toEqual([{ incidentId: 'back', kind: 'recurrence_of', words: null, inferred: false }]);
});

test('[HT15] a public command that points at something internal is refused, and nothing it points at gets out', async () => {
  const later = (ms: number) => ({ ms: app.ports.clock.now() + ms, precision: 'exact' });
  await app.give('define-component', { componentId: 'zwitscherling-store', name: 'Store' });
  await app.give('open-incident', {
    incidentId: 'zwitscherling-breach',
    title: `${CANARY} broke in`,
    impacts: [{ componentId: 'zwitscherling-store', level: 'major_outage' }],
  });
  await app.give('make-commitment', { commitmentId: 'zwitscherling-talks', kind: 'action', text: CANARY, incidentId: 'seen' });
  await app.give('make-statement', { statementId: 'zwitscherling-probe', componentId: 'live', level: 'major_outage', source: { kind: 'check', name: CANARY } });
  await app.give('open-incident', { incidentId: 'other', title: 'Video stutters', scope: 'public' });
  const board = await app.ask('GET', '/api/v1/board');
  const impact = { componentId: 'zwitscherling-store', level: 'major_outage' };
  const link = (incidentId: string, commitmentId: string | null) => ({ kind: 'follows', incidentId, commitmentId, words: null, inferred: false });
  const refused: [string, object, string][] = [
    ['/incidents', { title: 'Storing fails', impacts: [impact] }, 'impacts.0.componentId'],
    ['/incidents', { title: 'Exercise', drill: 'exercise' }, 'scope'],
    ['/incidents/seen/impacts', { impact }, 'impact.componentId'],
    ['/incidents/seen/links', { link: link('zwitscherling-breach', null) }, 'link.incidentId'],
    ['/incidents/seen/links', { link: link('other', 'zwitscherling-talks') }, 'link.commitmentId'],
    ['/maintenances', { title: 'New disks', componentIds: ['zwitscherling-store'], from: later(1e7), until: later(2e7) }, 'componentIds.0'],
    ['/commitments', { kind: 'action', text: 'Look', incidentId: 'zwitscherling-breach' }, 'scope'],
    ['/mutes', { statementIds: ['zwitscherling-probe'], until: app.ports.clock.now() + 60_000, reason: 'moving' }, 'statementIds'],
    ['/verdict', { sentence: 'We are looking', key: (await app.ask('GET', '/api/v1/verdict')).body.key }, 'key'],
    ['/commitments/zwitscherling-talks/keep', { words: 'Done' }, 'scope'],
  ];
  for (const [path, body, field] of refused) {
    const { status, text } = await app.ask('POST', `/api/v1${path}`, { body: { ...body, scope: 'public' } });
    expect([path, status, text.includes('not_published'), text.includes(`"${field}"`)]).toEqual([path, 409, true, true]);
  }
  expect((await app.ask('GET', '/api/v1/board')).body.pos).toBe(board.body.pos);

  // Allowed, but known internally only: a public promise that failed in an internal incident, and an internal note on a public fact.
  await app.give('make-commitment', { commitmentId: 'fix', kind: 'fix', text: 'More disks', incidentId: 'seen', scope: 'public' });
  await app.give('keep-commitment', { commitmentId: 'fix', words: `${CANARY} paid` });
  await app.give('fail-commitment', { commitmentId: 'fix', incidentId: 'zwitscherling-breach' });
  await app.give('post-update', { incidentId: 'seen', updateId: 'said', scope: 'public', text: 'We are looking.' });
  await app.give('amend-update', { incidentId: 'seen', updateId: 'said', text: 'We look.', reason: CANARY });
  await app.give('retract-update', { incidentId: 'seen', updateId: 'said', reason: CANARY });
  await app.give('post-update', { incidentId: 'seen', updateId: 'slip', scope: 'public', text: 'Nothing loads.' });
  await app.give('mark-in-error', { incidentId: 'seen', updateId: 'slip', reason: CANARY });
  await app.give('open-incident', { incidentId: 'held', title: 'Uploads wait' });
  await app.give('state-cause', { incidentId: 'held', cause: { text: CANARY, class: ['database'], status: 'known' } });
  await app.give('give-guidance', { incidentId: 'held', guidance: { kind: 'workaround', text: CANARY } });
  await app.give('publish-incident', { incidentId: 'held' });
  await settled();
  expect((await app.ask('GET', '/api/v1/incidents/held', { token: null })).status).toBe(200);
  expect(JSON.stringify(Object.values(await publicWorld())).toLowerCase()).not.toContain(CANARY.toLowerCase());
  expect(pushed.join().toLowerCase()).not.toContain(CANARY.toLowerCase());
});

test('[DC96] [HT15] a level that goes public by itself takes no word of it along', async () => {
  await app.give('define-component', { componentId: 'live', name: 'Live delivery', goesPublic: { afterMinutes: 1 } });
  await app.give('withdraw-statement', { statementId: 'zwitscherling-probe' });
  await app.give('make-statement', {
    statementId: 'watch',
    componentId: 'live',
    level: 'partial_outage',
    source: { kind: 'alert', name: CANARY, link: `https://${CANARY}.example` },
    audience: { kind: 'predicate', words: CANARY },
    words: CANARY,
  });
  ahead += 120_000;
  const told = () => app.projection.public.state.board.statements.watch?.level;
  await expect.poll(told).toBe('partial_outage');
  await settled();
  expect(JSON.stringify(Object.values(await publicWorld())).toLowerCase()).not.toContain(CANARY.toLowerCase());
  expect(pushed.join().toLowerCase()).not.toContain(CANARY.toLowerCase());
  expect((await app.ask('GET', '/api/v1/components/live')).text).toContain(CANARY);
});
