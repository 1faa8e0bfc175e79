import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event, NewEvent } from '@sitrep/shared/domain/event.ts';
import { FOLD_VERSION, fold } from '@sitrep/shared/domain/evolve.ts';
import { publicEvent } from '@sitrep/shared/domain/public-event.ts';
import { applyDelta, type Replica, takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import { stateHash } from '@sitrep/shared/protocol/state-hash.ts';
import { Delta, Snapshot } from '@sitrep/shared/protocol/wire.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../ground/clock.ts';
import type { EventLog, Head } from '../log/event-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { Projection } from './projection.ts';

let folder: string;
let log: EventLog;
let errors: unknown[];
let open: Projection[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-projection-'));
  log = openSqliteLog(join(folder, 'log.sqlite'));
  errors = [];
  open = [];
});
afterEach(async () => {
  for (const projection of open) await projection.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

// No polling: changes come only by a wake or by an explicit request.
const still = { now: () => 1_700_000_000_000, every: () => () => {} };
const start = async (over: Partial<EventLog> = {}) => {
  const watched = new Proxy(log, { get: (target, name) => over[name as keyof EventLog] ?? Reflect.get(target, name).bind(target) });
  const projection = await Projection.open({ log: watched, clock: still, stopwatch: () => 0, onError: (error) => errors.push(error) });
  open.push(projection);
  return projection;
};

let ids = 0;
const event = (type: string, stream: string, data: unknown, scope: 'public' | 'internal'): NewEvent & { id: string; recordedAt: number } =>
  ({
    id: `e${++ids}`,
    v: 1,
    type,
    stream,
    scope,
    at: { ms: 1_600_000_000_000 + ids, precision: 'exact' },
    saidAt: null,
    recordedAt: 1_600_000_000_000 + ids,
    actor: { kind: 'person', name: 'Mira' },
    drill: null,
    data,
  }) as never;
const opened = (id: string, scope: 'public' | 'internal') =>
  event(
    'incident-opened',
    `incident:${id}`,
    { incidentId: id, title: id, phase: 'investigating', startedAt: { ms: 1, precision: 'exact' }, impacts: [], drill: null },
    scope,
  );
const posted = (id: string, text: string, scope: 'public' | 'internal') =>
  event('update-posted', `incident:${id}`, { incidentId: id, updateId: `u${ids}`, kind: 'update', text }, scope);
const append = async (...events: ReturnType<typeof event>[]) => {
  await log.append({ events, expected: {}, idempotency: null });
};
/** A hundred commands of one to three events, in both scopes. */
const write = async (from: number, to: number) => {
  for (let n = from; n < to; n++) {
    const scope = n % 3 === 0 ? 'internal' : 'public';
    await append(opened(`i${n}`, scope), ...(n % 2 ? [posted(`i${n}`, `text ${n}`, scope)] : []), ...(n % 5 ? [] : [posted(`i${n}`, 'inner', 'internal')]));
  }
};
const snapshotOf = (projection: Projection, scope: 'public' | 'internal') => Snapshot.parse(JSON.parse(projection.view(scope).snapshot().json));
const everything = ({ internal, public: open_ }: Projection) =>
  JSON.stringify(
    [internal, open_].map((view) => [
      view.pos,
      view.epoch,
      view.hash,
      view.state,
      ...view.fold.archive.tableNames().map((name) => [...view.fold.archive[name]]),
    ]),
  );

test('[PR1] the public scope is the fold of the public chain alone, at its own dense position', async () => {
  await write(0, 40);
  const projection = await start();
  const stored = await log.read(0, 1_000);
  const chain = stored.filter(({ publicPos }) => publicPos !== null);
  expect(projection.public.state.board).toEqual(fold(chain.map((one) => publicEvent(one.event as Event))));
  expect(projection.public.pos).toBe(chain.length);
  expect(projection.internal.state.customers).toEqual(projection.public.state.board);
  const before = projection.public.snapshot();
  await append(posted('i1', 'inner', 'internal'));
  await projection.catchUp();
  expect(projection.public.snapshot()).toBe(before);
  expect(projection.internal.pos).toBe(stored.length + 1);
});

test('[PR2] a start from a checkpoint equals folding the whole log', async () => {
  await write(0, 60);
  const first = await start();
  await first.close();
  await write(60, 100);
  const reads: number[] = [];
  const warm = await start({
    read: (after, limit) => {
      reads.push(after);
      return log.read(after, limit);
    },
  });
  expect(reads.length).toBeGreaterThan(0);
  await log.dropCheckpoints();
  const cold = await start();
  expect(everything(warm)).toBe(everything(cold));
  for (const scope of ['public', 'internal'] as const) expect(warm.view(scope).hash).toBe(stateHash(warm.view(scope).state));
  expect([...Array(100).keys()].map((n) => warm.streamVersion(`incident:i${n}`))).toEqual(
    [...Array(100).keys()].map((n) => cold.streamVersion(`incident:i${n}`)),
  );
});

const SLOT = `fold-${FOLD_VERSION % 2}-0`;
const part = (rows: string) => `{"foldVersion":${FOLD_VERSION},"rows":${rows}}`;
test('[PR3] a checkpoint with a piece missing or unknown, of another fold or of another epoch is not used', async () => {
  await write(0, 20);
  const first = await start();
  await first.close();
  const expected = everything(first);
  const manifest = await log.loadCheckpoint(SLOT);
  if (manifest === null) throw new Error('a checkpoint was to be there');
  const damage: ((name: string) => { seq: number; json: string } | null)[] = [
    () => null,
    (name) => (name === SLOT ? manifest : null),
    (name) => (name === SLOT ? manifest : { seq: 1, json: '[]' }),
    (name) => (name === SLOT ? manifest : { seq: manifest.seq, json: part('[["internal.colours","red",1]]') }),
    (name) => (name === SLOT ? manifest : { seq: manifest.seq, json: part('[["internal.tableNames","red",1]]') }),
    (name) => (name === SLOT ? manifest : { seq: manifest.seq, json: part('[["elsewhere.incidents","red",{}]]') }),
    (name) => (name === SLOT ? manifest : { seq: manifest.seq, json: '{}' }),
    (name) => (name === SLOT ? { ...manifest, json: manifest.json.replace(/"foldVersion":\d+/, '"foldVersion":0') } : null),
    (name) => (name === SLOT ? { ...manifest, json: manifest.json.replace(/"epoch":\{"internal":"\w/, '"epoch":{"internal":"x') } : null),
    (name) => (name === SLOT ? { ...manifest, json: '{' } : null),
  ];
  for (const loadCheckpoint of damage) {
    const projection = await start({ loadCheckpoint: async (name: string) => loadCheckpoint(name) });
    expect(everything(projection)).toBe(expected);
  }
});

test('[PR4] a new epoch makes every replica take a snapshot, and nothing of the old fold stays readable', async () => {
  await append(opened('i1', 'public'), posted('i1', 'the secret text', 'public'));
  const projection = await start();
  const resets: string[] = [];
  for (const view of [projection.public, projection.internal]) view.onReset(() => resets.push(view.scope));
  const old = projection.public.epoch;
  const [, second] = await log.read(0, 10);
  await log.redact([{ seq: second?.seq ?? 0, replacement: { ...(second?.event.data as object), text: '[removed]' } }], {
    events: [event('text-redacted', 'incident:i1', { incidentId: 'i1', reason: 'x' }, 'public')],
    expected: {},
    idempotency: null,
  });
  await projection.catchUp();
  expect(resets.sort()).toEqual(['internal', 'public']);
  expect(projection.public.since(old, 2)).toEqual({ kind: 'snapshot' });
  for (const scope of ['public', 'internal'] as const) {
    const { epoch, pos } = projection.view(scope);
    expect(JSON.stringify([projection.view(scope).since(epoch, pos - 1), projection.view(scope).snapshot().json])).not.toContain('secret');
  }
});

test('[PR4] what is written while a new epoch is folded disturbs nothing', async () => {
  await write(0, 3);
  let writing = false;
  const projection = await start({
    read: async (...asked) => {
      if (writing) await append(posted('i1', 'written meanwhile', 'public'));
      return log.read(...asked);
    },
  });
  const [first] = await log.read(0, 1);
  await log.redact([{ seq: first?.seq ?? 0, replacement: { ...(first?.event.data as object), title: '[removed]' } }], {
    events: [event('text-redacted', 'incident:i0', { incidentId: 'i0', reason: 'x' }, 'public')],
    expected: {},
    idempotency: null,
  });
  writing = true;
  await projection.catchUp();
  writing = false;
  await projection.catchUp();
  expect(projection.seq).toBe((await log.head()).seq);
  expect(errors).toEqual([]);
});

test('[PR5] the events of one command are one delta, and deltas follow on from each other', async () => {
  const projection = await start();
  const told: Record<string, Delta[]> = { public: [], internal: [] };
  for (const view of [projection.public, projection.internal]) view.onDelta((delta) => told[view.scope]?.push(Delta.parse(delta)));
  await write(0, 30);
  await projection.catchUp();
  for (const deltas of Object.values(told)) {
    let pos = 0;
    for (const delta of deltas) {
      expect([delta.prev, delta.pos]).toEqual([pos, pos + delta.events.length]);
      pos = delta.pos;
    }
  }
  expect(told.internal).toHaveLength(30);
  expect(told.public).toHaveLength(20);
  expect(JSON.stringify(told.public)).not.toContain('Mira');
});

test('[PR6] since: current, a delta, a snapshot for what is too old or of another epoch, patience for what is ahead', async () => {
  const projection = await start();
  await write(0, 10);
  await projection.catchUp();
  const start_ = snapshotOf(projection, 'internal');
  let replica: Replica = takeSnapshot(start_);
  await write(10, 80);
  await projection.catchUp();
  const { epoch, pos } = projection.internal;
  expect(projection.internal.since(epoch, pos)).toEqual({ kind: 'current' });
  expect(projection.internal.since(epoch, pos + 1)).toEqual({ kind: 'ahead' });
  expect(projection.internal.since('other', pos)).toEqual({ kind: 'snapshot' });
  expect(projection.internal.since(null, 0)).toEqual({ kind: 'snapshot' });
  const missed = projection.internal.since(epoch, replica.cursor);
  if (missed.kind !== 'delta') throw new Error(`a delta was to come, not ${missed.kind}`);
  const applied = applyDelta(replica, missed.delta);
  if (applied.kind !== 'applied') throw new Error(applied.kind);
  replica = applied.replica;
  expect([replica.cursor, replica.hash]).toEqual([pos, projection.internal.hash]);
  // No replica can be at a position inside a command.
  const inside = (await log.read(0, 1_000)).findLast(({ seq, batch }) => seq > batch)?.batch ?? 0;
  expect(projection.internal.since(epoch, inside)).toEqual({ kind: 'snapshot' });
  await write(80, 500);
  await projection.catchUp();
  expect(projection.internal.since(epoch, 1)).toEqual({ kind: 'snapshot' });
  const boundaries = (await log.read(projection.internal.pos - 500, 1_000)).map(({ batch }) => batch - 1);
  expect(projection.internal.since(epoch, boundaries.find((at) => at >= projection.internal.pos - 500) ?? 0).kind).toBe('delta');
});

test('[PR7] after a restart a cursor from before it resumes with a delta', async () => {
  await write(0, 50);
  const first = await start();
  const replica = takeSnapshot(snapshotOf(first, 'public'));
  await write(50, 60);
  await first.catchUp();
  await first.close();
  const second = await start();
  const missed = second.public.since(replica.epoch, replica.cursor);
  if (missed.kind !== 'delta') throw new Error(missed.kind);
  const applied = applyDelta(replica, missed.delta);
  expect(applied.kind === 'applied' && applied.replica.hash).toBe(second.public.hash);
});

test('[PR8] a snapshot is built once per change and carries the hash of its state', async () => {
  await write(0, 5);
  const projection = await start();
  const built = projection.internal.snapshot();
  expect(projection.internal.snapshot()).toBe(built);
  const snapshot = snapshotOf(projection, 'internal');
  expect(takeSnapshot(snapshot).hash).toBe(snapshot.hash);
  expect(built.etag).toBe(`"${snapshot.epoch}-${snapshot.pos}-${FOLD_VERSION}"`);
  await write(5, 6);
  await projection.catchUp();
  expect(projection.internal.snapshot()).not.toBe(built);
});

test('[PR9] catchUp holds everything committed before it was asked, also when asked again and again meanwhile', async () => {
  const projection = await start();
  const held: boolean[] = [];
  const asks: Promise<void>[] = [];
  for (let n = 0; n < 60; n++) {
    await append(opened(`r${n}`, 'public'));
    const { seq } = await log.head();
    asks.push(projection.catchUp().then(() => void held.push(projection.seq >= seq)));
    if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(asks);
  expect(held).toEqual(Array(60).fill(true));
});

test('[PR10] while a burst is folded other work gets its turn', async () => {
  const projection = await start({ subscribe: () => () => {} });
  await append(...Array.from({ length: 300 }, (_, n) => opened(`b${n}`, 'public')));
  for (let n = 0; n < 1_500; n++) await append(posted(`b${n % 300}`, 'burst', 'public'));
  let turns = 0;
  let done = false;
  const other = (async () => {
    while (!done) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await projection.catchUp();
  done = true;
  await other;
  expect(projection.seq).toBe(1_800);
  expect(turns).toBeGreaterThanOrEqual(6);
});

test('[PR11] a log that cannot be read leaves the board as it was, says so, and is caught up with later', async () => {
  await write(0, 5);
  let away = false;
  const projection = await start({
    subscribe: () => () => {},
    head: () => (away ? Promise.reject(new Error('away')) : log.head()),
  });
  const before = everything(projection);
  await write(5, 8);
  away = true;
  await expect(projection.catchUp()).rejects.toThrow('away');
  expect(everything(projection)).toEqual(before);
  away = false;
  await projection.catchUp();
  expect(projection.seq).toBe((await log.head()).seq);
});

test('[PR13] a node that cannot read its log, or whose reading hangs, or whose log went back, knows that it is blind, and for how long', async () => {
  await write(0, 5);
  const truth = await log.head();
  const ways: (() => Promise<Head>)[] = [
    () => Promise.reject(new Error('away')),
    () => new Promise(() => undefined),
    () => Promise.resolve({ ...truth, seq: truth.seq - 1 }),
  ];
  for (const way of ways) {
    let seconds = 0;
    let poll = (): void => undefined;
    let head = (): Promise<Head> => log.head();
    const projection = await Projection.open({
      log: new Proxy(log, {
        get: (target, name) => (name === 'subscribe' ? () => () => {} : name === 'head' ? () => head() : Reflect.get(target, name).bind(target)),
      }),
      clock: {
        ...still,
        every: (_, run) => {
          poll = run;
          return () => {};
        },
      },
      stopwatch: () => seconds,
      onError: () => undefined,
    });
    const pass = async (by: number) => {
      seconds += by;
      poll();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return [projection.blind, projection.confirmedAgo];
    };
    expect(await pass(1)).toEqual([false, 0]);
    head = way;
    expect(await pass(1)).toEqual([false, 1_000]);
    expect(await pass(3)).toEqual([false, 4_000]);
    expect(await pass(1)).toEqual([true, 5_000]);
    if (way === ways[1]) continue;
    head = () => log.head();
    expect(await pass(1)).toEqual([false, 0]);
    // The process was suspended: until it has polled again it cannot tell whether it is current.
    seconds += 600;
    expect([projection.blind, projection.confirmedAgo]).toEqual([true, 600_000]);
    expect(await pass(0)).toEqual([false, 0]);
    await projection.close();
  }
});

test('[PR12] a wake that got lost is made up for by the poll', async () => {
  const projection = await Projection.open({
    log: new Proxy(log, { get: (target, name) => (name === 'subscribe' ? () => () => {} : Reflect.get(target, name).bind(target)) }),
    clock: { ...systemClock, every: (_, run) => systemClock.every(20, run) },
    stopwatch: () => 0,
    onError: (error) => errors.push(error),
  });
  open.push(projection);
  await write(0, 3);
  const { seq } = await log.head();
  await expect.poll(() => projection.seq).toBe(seq);
});

test('[PR11] a listener that throws disturbs neither the fold nor the other listeners', async () => {
  const projection = await start();
  projection.internal.onDelta(() => {
    throw new Error('a listener broke');
  });
  await write(0, 4);
  await projection.catchUp();
  expect(projection.seq).toBe((await log.head()).seq);
  expect(errors.map(String)).toContain('Error: a listener broke');
});

test('[PR10] a log that takes long to fold leaves turns to everything else, at the start and after a redaction', async () => {
  await write(0, 100);
  let ms = 0;
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  // Every look at the clock finds that long has passed.
  const slow = { ...still, now: () => (ms += 1_000) };
  const projection = await Projection.open({ log, clock: slow, stopwatch: () => 0, onError: (error) => errors.push(error) });
  open.push(projection);
  expect(turns).toBeGreaterThanOrEqual(100);
  const [first] = await log.read(0, 1);
  const mark = { events: [event('text-redacted', 'incident:i0', { incidentId: 'i0', reason: 'x' }, 'internal')], expected: {}, idempotency: null };
  await log.redact([{ seq: 1, replacement: first?.event.data }], mark);
  const before = turns;
  await projection.catchUp();
  isOver = true;
  expect(turns - before).toBeGreaterThanOrEqual(100);
  expect(errors).toEqual([]);
});
