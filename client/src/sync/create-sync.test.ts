import type { UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { EXAMPLE_BOARD, OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { expect, test, vi } from 'vitest';
import { memoryStorage } from '../testing/memory-storage.ts';
import { SESSION_MS, type Stage, startStage } from '../testing/render-with-state.tsx';
import { ApiError, type Problem, UNREACHED } from './api.ts';
import { describeConnection } from './connection.ts';
import { takeEntryLink } from './entry-link.ts';
import { isRefusal } from './exchange-link.ts';
import { carryIncident, type IncidentEntry } from './incident-entry.ts';
import type { BoardEntry, Visitor } from './sync-store.ts';

const entryOf = ({ sync }: Stage): BoardEntry | null => sync.store.getState().boards[sync.store.getState().scope];
const kindOf = ({ sync, time }: Stage): string => describeConnection(sync.store.getState().connection, time.mono()).kind;

test('[VW3] the store holds one board per scope, at the position of the log, and follows it', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  expect(kindOf(stage)).toBe('live');
  expect(entryOf(stage)).toMatchObject({ pos: stage.peer.chain('internal').head, kept: false });
  await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
  expect(entryOf(stage)?.board).toEqual(stage.peer.chain('internal').state(stage.peer.chain('internal').head).board);
  expect(Object.keys(entryOf(stage)?.customers?.incidents ?? {})).toEqual([]);
});

test('[VW1] a server that goes silent without closing is stale after 15 s and taken over after 60 s, then live again', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  await stage.pass(14_000);
  expect(kindOf(stage)).toBe('live');
  await stage.pass(7_000);
  expect(kindOf(stage)).toBe('stale');
  await stage.pass(60_000);
  expect(kindOf(stage)).toBe('takeover');
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(kindOf(stage)).toBe('live');
});

test('[VW4] without sockets the board is polled, says so, sends its ETag, and goes live when a socket opens', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { before: (peer) => (peer.sockets = 'shut') });
  await stage.pass(3_000);
  expect(kindOf(stage)).toBe('polling');
  expect(entryOf(stage)?.pos).toBe(stage.peer.chain('internal').head);
  await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
  await stage.pass(16_000);
  expect(entryOf(stage)?.pos).toBe(stage.peer.chain('internal').head);
  expect(stage.peer.asked.at(0)).toBeNull();
  expect(stage.peer.asked.at(-1)).toMatch(/^"log-1-\d+-\d+"$/);
  stage.peer.sockets = 'open';
  await stage.pass(31_000);
  expect(kindOf(stage)).toBe('live');
  const asked = stage.peer.asked.length;
  await stage.pass(60_000);
  expect(stage.peer.asked.length).toBe(asked);
});

test('[VW1] a socket that is open and says nothing makes nothing live, however well the polls are answered', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { before: (peer) => (peer.sockets = 'shut') });
  await stage.pass(3_000);
  stage.peer.sockets = 'mute';
  const kinds = new Set<string>();
  const hellos = stage.peer.hellos.length;
  for (let second = 0; second < 40; second++) {
    await stage.pass(1_000);
    kinds.add(kindOf(stage));
  }
  expect(stage.peer.hellos.length).toBeGreaterThan(hellos);
  expect([...kinds]).toEqual(['polling']);
});

test('[VW1] a node that only sends away makes nothing live, and neither does a socket that is gone', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  expect(kindOf(stage)).toBe('live');
  stage.peer.sockets = 'wait';
  stage.peer.polls = 'shut';
  stage.peer.cut();
  await stage.pass(1);
  expect(kindOf(stage)).toBe('connecting');
  const kinds = new Set<string>();
  const hellos = stage.peer.hellos.length;
  for (let second = 0; second < 40; second++) {
    await stage.pass(1_000);
    kinds.add(kindOf(stage));
  }
  expect(stage.peer.hellos.length).toBeGreaterThan(hellos + 5);
  expect([...kinds]).toEqual(['connecting', 'stale']);
});

test('[VW28] what a cache or a node that lost its log answers counts from when it was so', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { before: (peer) => (peer.sockets = 'shut') });
  await stage.pass(3_000);
  expect(kindOf(stage)).toBe('polling');
  stage.peer.pollAge = 90_000;
  await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
  await stage.pass(40_000);
  expect(entryOf(stage)?.pos).toBe(stage.peer.chain('internal').head);
  expect(kindOf(stage)).toBe('stale');
  stage.sync.close();

  const late = await startStage(EXAMPLE_BOARD, {
    before: (peer) => {
      peer.sockets = 'shut';
      peer.pollAge = 90_000;
    },
  });
  await late.pass(10_000);
  expect(kindOf(late)).toBe('takeover');
  expect(late.sync.clock.now() - (late.sync.store.getState().connection.asOf ?? 0)).toBeGreaterThan(85_000);
});

test('[VW28] polls answered by a node that is behind confirm nothing, and take nothing back', async () => {
  const stage = await startStage(OPENED);
  const head = stage.peer.chain('internal').head;
  stage.peer.sockets = 'shut';
  stage.peer.pollsBehind = 1;
  stage.peer.cut();
  await stage.pass(20_000);
  expect(entryOf(stage)?.pos).toBe(head);
  expect(kindOf(stage)).toBe('stale');
  stage.peer.pollsBehind = 0;
  await stage.pass(61_000);
  expect(kindOf(stage)).toBe('polling');
});

test('[VW30] where polls alone get through and cannot be read, the page asks whether there is a newer one', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { newerPage: true });
  stage.peer.sockets = 'shut';
  stage.peer.polls = 'foreign';
  stage.peer.cut();
  await stage.pass(5_000);
  expect(stage.sync.store.getState().connection.outdated).toBe(true);
});

test('[VW5] the last board is shown at once, marked as kept until the server confirms it, and the line resumes from its position', async () => {
  const storage = memoryStorage();
  const first = await startStage(OPENED, { storage });
  first.sync.keep();
  first.sync.close();
  const second = await startStage(OPENED, { storage, before: (peer) => (peer.sockets = 'mute') });
  expect(entryOf(second)).toMatchObject({ kept: true, pos: second.peer.chain('internal').head });
  expect(second.sync.store.getState().connection.asOf).toBeGreaterThanOrEqual(NOW);
  second.peer.sockets = 'open';
  await second.pass(20_000);
  expect(entryOf(second)?.kept).toBe(false);
  expect(second.peer.hellos.at(-1)).toMatchObject({ epoch: 'log-1', cursor: second.peer.chain('internal').head });
});

test('[VW6] what changed during a silence is kept with the board as it stood before', async () => {
  const stage = await startStage(OPENED);
  const before = entryOf(stage)?.board;
  stage.peer.sockets = 'mute';
  stage.peer.polls = 'shut';
  stage.peer.cut();
  await stage.pass(70_000);
  await stage.happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'internal' });
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(kindOf(stage)).toBe('live');
  expect(stage.sync.store.getState().away?.before).toBe(before);
});

test('[VW6] a short break that changed nothing lists nothing', async () => {
  const stage = await startStage(OPENED);
  stage.peer.cut();
  await stage.pass(5_000);
  expect(kindOf(stage)).toBe('live');
  expect(stage.sync.store.getState().away).toBeNull();
});

test('[VW7] a session that ended falls back to what customers see, and forgets the internal board', async () => {
  const storage = memoryStorage();
  const stage = await startStage(OPENED, { storage });
  stage.sync.keep();
  expect(storage.getItem('sitrep.board.internal')).not.toBeNull();
  stage.peer.mayHear = new Set(['public']);
  stage.peer.cut();
  await stage.pass(5_000);
  expect(stage.sync.store.getState().scope).toBe('public');
  expect(Object.keys(entryOf(stage)?.board.incidents ?? {})).toEqual([]);
  expect(storage.getItem('sitrep.board.internal')).toBeNull();
  expect(stage.sync.store.getState().boards.internal).toBeNull();
});

test('[VW7] who could not be signed out stays signed in, and is told why', async () => {
  const stage = await startStage(OPENED);
  for (const [answer, words] of [
    [async () => new Response(JSON.stringify({ detail: 'The store is away.' }), { status: 503 }), 'The store is away.'],
    [async () => Promise.reject(new TypeError('fetch failed')), 'The server was not reached.'],
  ] as const) {
    vi.stubGlobal('fetch', answer);
    expect(await stage.sync.leave()).toBe(words);
    expect(stage.sync.store.getState().scope).toBe('internal');
  }
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  expect(await stage.sync.leave()).toBeNull();
  expect(stage.sync.store.getState().scope).toBe('public');
  vi.unstubAllGlobals();
});

test('[VW8] an open incident page is carried on by the same deltas as the board', async () => {
  const stage = await startStage(PUBLISHED);
  const chain = stage.peer.chain('internal');
  const incident = chain.state(chain.head).board.incidents['inc-a'];
  if (incident === undefined) throw new Error('inc-a is not on the board');
  const key = ['incident', 'internal', 'inc-a'];
  stage.answers.setQueryData<IncidentEntry>(key, {
    epoch: chain.epoch,
    pos: chain.head,
    incident,
    customers: null,
    commitments: [],
    linkedFrom: [],
    retired: [],
  });
  await stage.happen({ type: 'post-update', incidentId: 'inc-a', text: 'A fix is on its way.', nextUpdateDue: { ms: NOW + 3_600_000, precision: 'minute' } });
  const moved = stage.answers.getQueryData<IncidentEntry>(key);
  expect(moved?.pos).toBe(stage.peer.chain('internal').head);
  expect(moved?.incident.entries.at(-1)?.text).toBe('A fix is on its way.');
  expect(moved?.commitments.map(({ kind }) => kind)).toEqual(['next_update']);
});

test('[VW136] what customers see of an open incident page moves with the public deltas alone', async () => {
  const stage = await startStage(PUBLISHED);
  const chain = stage.peer.chain('internal');
  const { board, customers } = chain.state(chain.head);
  const [incident, theirs] = [board.incidents['inc-a'], customers?.incidents['inc-a']];
  if (incident === undefined || theirs === undefined) throw new Error('inc-a is not on the boards');
  const key = ['incident', 'internal', 'inc-a'];
  const entry: IncidentEntry = { epoch: chain.epoch, pos: chain.head, incident, customers: theirs, commitments: [], linkedFrom: [], retired: [] };
  stage.answers.setQueryData<IncidentEntry>(key, entry);
  const titles = () => {
    const moved = stage.answers.getQueryData<IncidentEntry>(key);
    return [moved?.incident.title, moved?.customers?.title];
  };
  await stage.happen({ type: 'retitle-incident', incidentId: 'inc-a', title: 'Inside', scope: 'internal' });
  expect(titles()).toEqual(['Inside', theirs.title]);
  await stage.happen({ type: 'retitle-incident', incidentId: 'inc-a', title: 'For all', scope: 'public' });
  expect(titles()).toEqual(['For all', 'For all']);
});

test('[VW8] an incident fetched at an older position is carried to the newest, and one behind the trail is not guessed at', async () => {
  const stage = await startStage(PUBLISHED);
  const before = stage.peer.chain('internal');
  const incident = before.state(before.head).board.incidents['inc-a'];
  if (incident === undefined) throw new Error('inc-a is not on the board');
  await stage.happen({ type: 'post-update', incidentId: 'inc-a', text: 'First word.' });
  const fetched: IncidentEntry = { epoch: before.epoch, pos: before.head, incident, customers: null, commitments: [], linkedFrom: [], retired: [] };
  expect(carryIncident(fetched, stage.sync.trail.kept).incident.entries.at(-1)?.text).toBe('First word.');
  const older = { ...fetched, pos: before.head - 1 };
  expect(carryIncident(older, stage.sync.trail.kept)).toBe(older);
});

test('[VW8] an incident page is fetched again when another incident names this one, and not when others are linked', async () => {
  const stage = await startStage(PUBLISHED);
  const chain = stage.peer.chain('internal');
  const incident = chain.state(chain.head).board.incidents['inc-a'];
  if (incident === undefined) throw new Error('inc-a is not on the board');
  const entry: IncidentEntry = { epoch: chain.epoch, pos: chain.head, incident, customers: null, commitments: [], linkedFrom: [], retired: [] };
  const back = { kind: 'recurrence_of', incidentId: 'inc-a', commitmentId: null, words: null, inferred: false } as const;
  await stage.happen(
    { type: 'open-incident', incidentId: 'later', title: 'It is back' },
    { type: 'open-incident', incidentId: 'other', title: 'Something else' },
  );
  await stage.happen({ type: 'link-incident', incidentId: 'later', link: { ...back, incidentId: 'other' } });
  const carried = carryIncident(entry, stage.sync.trail.kept);
  expect(carried.pos).toBe(stage.peer.chain('internal').head);
  const key = ['incident', 'internal', 'inc-a'];
  stage.answers.setQueryData(key, carried);
  await stage.happen({ type: 'link-incident', incidentId: 'later', link: back });
  expect(stage.answers.getQueryState(key)?.isInvalidated).toBe(true);
});

test('[VW9] server time leads, however wrong the clock of the device is', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { wallError: -7_200_000 });
  expect(stage.sync.clock.now()).toBe(stage.time.server());
  await stage.pass(20_000);
  expect(stage.sync.clock.now()).toBe(stage.time.server());
  expect(stage.sync.clock.skew()).toBe(7_200_000);
});

test('[VW7] a server that cannot say who this is signs nobody out, and is asked again', async () => {
  const storage = memoryStorage();
  const first = await startStage(OPENED, { storage });
  first.sync.keep();
  first.sync.close();
  let down = true;
  const stage = await startStage(OPENED, {
    storage,
    whoAmI: async () => {
      if (down) throw new ApiError({ status: 503, code: 'overloaded', detail: 'Try again.', field: null, requestId: null, retryAfterMs: null });
      return { scope: 'internal', name: 'Ana', role: 'owner', kind: 'person', expiresAt: NOW + SESSION_MS };
    },
  });
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'internal', visitor: null });
  expect(storage.getItem('sitrep.board.internal')).not.toBeNull();
  expect(kindOf(stage)).toBe('live');
  down = false;
  await stage.pass(10_000);
  expect(stage.sync.store.getState().visitor).toMatchObject({ name: 'Ana' });
});

test('[VW7] what was kept ends with its session: after that it is neither shown nor left lying', async () => {
  const storage = memoryStorage();
  const first = await startStage(OPENED, { storage });
  first.sync.keep();
  first.sync.close();
  const text = storage.getItem('sitrep.board.internal') ?? '';
  const unknown = { storage, whoAmI: () => new Promise<never>(() => undefined) };
  const seen = async (kept: string, wallError: number) => {
    storage.setItem('sitrep.board.internal', kept);
    const stage = await Promise.race([startStage(OPENED, { ...unknown, wallError }), new Promise<null>((resolve) => setTimeout(resolve, 50, null))]);
    expect(stage).toBeNull();
    return storage.getItem('sitrep.board.internal') !== null;
  };
  expect(await seen(text, SESSION_MS - 60_000)).toBe(true);
  expect(await seen(text, SESSION_MS)).toBe(false);
  expect(await seen(text.replace(/"until":\d+/, '"until":null'), 0)).toBe(false);
});

test('[VW7] a sign-out in any tab is a sign-out in all, and nothing internal is kept after it', async () => {
  const storage = memoryStorage();
  const stage = await startStage(OPENED, { storage });
  stage.sync.keep();
  expect(storage.getItem('sitrep.board.internal')).not.toBeNull();
  stage.peer.mayHear = new Set(['public']);
  stage.sync.leftElsewhere();
  stage.sync.keep();
  await stage.pass(100);
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'public', visitor: { scope: 'public' } });
  expect(storage.getItem('sitrep.board.internal')).toBeNull();
  expect(stage.sync.store.getState().boards.internal).toBeNull();
});

test('[VW10] the secret of a link leaves the address as soon as it is read', () => {
  const seen: string[] = [];
  const history = { state: null, replaceState: (_state: unknown, _unused: string, url?: string | URL | null) => void seen.push(String(url)) };
  const take = (hash: string, pathname: string, search = '') => takeEntryLink({ hash, pathname, search }, history);
  expect(take('#owner=abc-123', '/', '?a=1')).toEqual({ kind: 'owner', code: 'abc-123' });
  expect(take('#kiosk=sitrep_1f_x', '/wall')).toEqual({ kind: 'kiosk', token: 'sitrep_1f_x' });
  expect(take('#kiosk=', '/wall')).toBeNull();
  expect([take('', '/'), take('#note', '/')]).toEqual([null, null]);
  expect(seen).toEqual(['/?a=1', '/wall', '/wall']);
});

const TOKEN = 'sitrep_0123456789ab_secret';
const LINK = { kind: 'kiosk', token: TOKEN } as const;
const SCREEN: Visitor = { scope: 'internal', name: 'Wall 7', role: 'viewer', kind: 'kiosk', expiresAt: NOW + 90 * 86_400_000 };
const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };
const refused = (status: number, code: string): Problem => ({ status, code, detail: 'Make another.', field: null, requestId: null, retryAfterMs: null });

/** A browser opened by a screen link. `answers`: the server's answers in order; the last one repeats. */
const startScreen = async (answers: (Problem | null)[], given: Parameters<typeof startStage>[1] = {}) => {
  const asked: unknown[] = [];
  let cookie = false;
  let whoAsked = 0;
  const stage = await startStage(OPENED, {
    link: LINK,
    exchange: async (link) => {
      asked.push(link);
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? null;
      cookie ||= answer === null;
      return answer;
    },
    whoAmI: async () => {
      whoAsked++;
      return cookie ? SCREEN : NOBODY;
    },
    ...given,
  });
  return { stage, asked, whoAsked: () => whoAsked };
};

test('[VW24] the link of a screen makes this browser that screen before anything else is asked', async () => {
  const { stage, asked } = await startScreen([null]);
  expect(asked).toEqual([LINK]);
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'internal', visitor: SCREEN, linkFailed: null });
  expect(kindOf(stage)).toBe('live');
  for (let index = 0; index < stage.storage.length; index++) expect(stage.storage.getItem(stage.storage.key(index) ?? '')).not.toContain(TOKEN);
});

test('[VW24] a screen that starts before its network keeps its link and tries until the server answers; meanwhile it shows what it kept', async () => {
  const storage = memoryStorage();
  const first = await startStage(OPENED, { storage });
  first.sync.keep();
  first.sync.close();
  const { stage, asked, whoAsked } = await startScreen([UNREACHED, refused(502, 'http_502'), refused(403, 'http_403'), refused(503, 'overloaded'), null], {
    storage,
    before: (peer) => Object.assign(peer, { sockets: 'shut', polls: 'shut' }),
  });
  expect(entryOf(stage)?.kept).toBe(true);
  await stage.pass(14_000);
  expect(asked.length).toBe(3);
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'internal', visitor: null, linkFailed: null });
  expect([entryOf(stage)?.kept, whoAsked()]).toEqual([true, 0]);
  stage.peer.sockets = 'open';
  stage.peer.polls = 'open';
  await stage.pass(14_000);
  expect(asked.length).toBe(5);
  expect(new Set(asked)).toEqual(new Set([LINK]));
  expect(stage.sync.store.getState().visitor).toEqual(SCREEN);
  expect(kindOf(stage)).toBe('live');
  await stage.pass(60_000);
  expect(asked.length).toBe(5);
});

test('[VW24] with nothing kept it shows what customers see until then, and the internal board after', async () => {
  const { stage } = await startScreen([UNREACHED, null]);
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'public', visitor: null });
  await stage.pass(10_000);
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'internal', visitor: { name: 'Wall 7' } });
  expect(kindOf(stage)).toBe('live');
});

test('[VW24] a link the server refuses is told, and tried no more', async () => {
  const { stage, asked } = await startScreen([refused(401, 'not_signed_in')]);
  expect(stage.sync.store.getState()).toMatchObject({
    scope: 'public',
    visitor: NOBODY,
    linkFailed: 'The link of this screen did not work. Make another.',
  });
  await stage.pass(60_000);
  expect(asked.length).toBe(1);
  for (const [status, code] of [
    [400, 'bad_request'],
    [403, 'insecure_transport'],
    [422, 'invalid'],
  ] as const)
    expect([status, isRefusal(refused(status, code))]).toEqual([status, true]);
  for (const status of [0, 404, 429, 500, 503]) expect([status, isRefusal(refused(status, 'x'))]).toEqual([status, false]);
});

test('[VW24] signing out, here or in another tab, gives up a link that is still being tried', async () => {
  const { stage, asked } = await startScreen([UNREACHED]);
  await stage.pass(8_000);
  const before = asked.length;
  stage.sync.leftElsewhere();
  await stage.pass(60_000);
  expect([before > 0, asked.length - before]).toEqual([true, 0]);
});

test('[VW24] a screen that shows what customers see learns at once that its link was taken back, and goes on as nobody', async () => {
  const { stage } = await startScreen([null]);
  stage.sync.look('public');
  await stage.pass(6_000);
  expect([stage.sync.store.getState().visitor, kindOf(stage)]).toEqual([SCREEN, 'live']);
  stage.peer.refuse({ code: 'revoked', detail: 'access was withdrawn', retryAfterMs: null });
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'public', visitor: NOBODY });
  await stage.pass(6_000);
  expect(kindOf(stage)).toBe('live');
});

test('[VW24] a screen asks once a day who it is, which renews its cookie', async () => {
  const { stage, whoAsked } = await startScreen([null], { before: (peer) => (peer.sockets = 'mute') });
  const before = whoAsked();
  stage.sync.offline(true);
  await stage.pass(86_400_000 + 1_000);
  expect(whoAsked() - before).toBe(1);
});

test('[VW86] a device that was suspended claims nothing from before, and is right again with the first word', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  await stage.pass(10_000);
  expect(kindOf(stage)).toBe('live');
  stage.peer.cut();
  stage.peer.sockets = 'shut';
  stage.peer.polls = 'shut';
  stage.time.sleep(8 * 3_600_000);
  await stage.pass(1_000);
  expect(kindOf(stage)).toBe('takeover');
  // The server's clock includes the time asleep.
  expect(Math.abs(stage.sync.clock.now() - stage.time.server())).toBeLessThan(1_100);
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(kindOf(stage)).toBe('live');
  expect(stage.sync.clock.now()).toBe(stage.time.server());
});

test('[VW86] a device that polled and was suspended claims nothing from before either', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { before: (peer) => (peer.sockets = 'shut') });
  await stage.pass(10_000);
  expect(kindOf(stage)).toBe('polling');
  stage.peer.polls = 'shut';
  stage.time.sleep(8 * 3_600_000);
  await stage.pass(1_000);
  expect(kindOf(stage)).toBe('takeover');
  stage.peer.polls = 'open';
  await stage.pass(30_000);
  expect(kindOf(stage)).toBe('polling');
});

test('[VW86] the heartbeats that a suspended or stopped device missed stay to be seen as missed', async () => {
  for (const pause of ['sleep', 'freeze'] as const) {
    const stage = await startStage(EXAMPLE_BOARD);
    await stage.pass(1_000);
    stage.time[pause](60_000);
    await stage.pass(10_000);
    const { beats } = stage.sync.store.getState().connection;
    expect(beats.filter((beat) => beat === null).length, pause).toBeGreaterThanOrEqual(11);
    expect(Math.max(...beats.map((beat) => beat ?? 0)), pause).toBeLessThan(10_000);
  }
});

test('[VW87] a server with another page to give makes this one outdated, and only its word for it does', async () => {
  for (const newerPage of [true, false]) {
    const stage = await startStage(EXAMPLE_BOARD, { newerPage });
    await stage.pass(6_000);
    expect(stage.sync.store.getState().connection.outdated).toBe(false);
    stage.peer.build = 'another';
    await stage.pass(6_000);
    expect(stage.sync.store.getState().connection.outdated).toBe(newerPage);
  }
});

const UNHEARD_OF: UnknownEvent = {
  ...{ id: 'e-new', type: 'weather-changed', v: 1, stream: 'board', scope: 'public', data: { wind: 7 }, unsupported: true },
  ...{ at: exactly(NOW), saidAt: null, recordedAt: NOW, actor: null, drill: null },
};
test('[SY40] a page that cannot read what a newer server says takes the whole board instead, and asks for a newer page', async () => {
  const stage = await startStage(EXAMPLE_BOARD, { newerPage: true });
  await stage.pass(6_000);
  stage.peer.polls = 'shut';
  const actor = { kind: 'person', name: 'Bo', badge: 7 } as const;
  await stage.happen({ ...UNHEARD_OF, actor });
  expect(stage.sync.store.getState().connection.outdated).toBe(true);
  await stage.pass(11_000);
  expect([entryOf(stage)?.pos, kindOf(stage)]).toEqual([stage.peer.chain('internal').head, 'live']);
  expect(stage.peer.hellos.at(-1)).toMatchObject({ epoch: null, cursor: 0 });
});

test('[VW87] events that this page does not know make it outdated only where the server has a page that does', async () => {
  for (const newerPage of [true, false]) {
    const stage = await startStage(EXAMPLE_BOARD, { newerPage });
    await stage.pass(6_000);
    expect(stage.sync.store.getState().connection.outdated).toBe(false);
    await stage.happen(UNHEARD_OF);
    expect(entryOf(stage)?.board.unsupported).toBe(1);
    await stage.pass(1_000);
    expect(stage.sync.store.getState().connection.outdated).toBe(newerPage);
  }
});

test('[VW87] a server that may have been replaced before it named a build is asked for its page, until it answers', async () => {
  const answers = [null, null, true];
  const stage = await startStage(EXAMPLE_BOARD, { newerPage: () => answers.shift() ?? null });
  stage.peer.cut();
  await stage.pass(10_000);
  expect(stage.sync.store.getState().connection.outdated).toBe(false);
  await stage.pass(20_000);
  expect(stage.sync.store.getState().connection.outdated).toBe(true);
  expect(answers).toEqual([]);
});

test('[VW88] a page that its browser had stopped starts a new connection, and what waited on the old one counts as nothing', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  const hellos = stage.peer.hellos.length;
  stage.peer.polls = 'shut';
  // The browser buffered what arrived meanwhile, and nothing more will come.
  stage.peer.sockets = 'mute';
  stage.time.freeze(70_000);
  stage.sync.resumedFromSuspend();
  stage.peer.sayLate();
  expect(kindOf(stage)).toBe('takeover');
  await stage.pass(5_000);
  expect(kindOf(stage)).toBe('takeover');
  stage.peer.sockets = 'open';
  await stage.pass(30_000);
  expect(kindOf(stage)).toBe('live');
  expect(stage.peer.hellos.length).toBeGreaterThan(hellos);
});

test('[VW1] words that lay in a buffer are as old as they are, and the claim comes back with the first fresh one', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  await stage.pass(30_000);
  stage.time.freeze(70_000);
  stage.peer.sayLate();
  expect(kindOf(stage)).not.toBe('live');
  expect(describeConnection(stage.sync.store.getState().connection, stage.time.mono()).silentMs).toBeGreaterThan(55_000);
  await stage.pass(10_000);
  expect(kindOf(stage)).toBe('live');
});

test('[VW5] on a quiet board, too, the kept board has a recent time', async () => {
  const stage = await startStage(EXAMPLE_BOARD);
  const kept = () => JSON.parse(stage.storage.getItem('sitrep.board.internal') ?? 'null')?.asOf;
  await stage.pass(600_000);
  expect(stage.time.server() - kept()).toBeLessThan(70_000);
});
