import { nextEpoch } from '@sitrep/shared/domain/epoch.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { SINCE } from '@sitrep/shared/protocol/wire.ts';
import { expect, test } from 'vitest';
import { Projection } from '../projection/projection.ts';
import type { Grant } from './grant.ts';
import { type Connection, HubCore } from './hub-core.ts';
import { said } from './hub-fixture.ts';
import { HUB_SETTINGS } from './settings.ts';
import { MemoryLog } from './simulation/memory-log.ts';
import { VirtualTime } from './simulation/virtual-time.ts';

const ANYONE = { scopes: ['public'], principal: null } as const;

/** A connection that records what it is sent. */
class Recorder implements Connection<string> {
  readonly heard: string[] = [];
  readonly #send: (name: string) => void;
  waiting = 0;
  silent = 0;
  closed = false;

  constructor(send: (name: string) => void) {
    this.#send = send;
  }
  send(name: string): void {
    this.#send(name);
    this.heard.push(name);
  }
  queued() {
    return { packets: this.waiting, bytes: 0 };
  }
  silentMs() {
    return this.silent;
  }
  close(): void {
    this.closed = true;
  }
}

const hub = async (blind = () => false) => {
  const log = new MemoryLog();
  const time = new VirtualTime();
  const errors: unknown[] = [];
  const onError = (error: unknown): void => {
    errors.push(error);
  };
  const projection = await Projection.open({ log, clock: { now: () => time.now, every: () => () => {} }, stopwatch: () => 0, onError });
  const encoded: string[] = [];
  const core = new HubCore<string>({
    feeds: { public: projection.public, internal: projection.internal },
    blind,
    sources: { inside: { may: ({ principal }) => principal !== null, read: () => ({ body: time.now, goodForMs: 1_000 }) } },
    encode: (name) => {
      encoded.push(name);
      return name;
    },
    now: () => time.now,
    random: () => 0.5,
    after: (ms, run) => time.after(ms, run),
    every: (ms, run) => time.every(ms, run),
    build: 'test',
    settings: HUB_SETTINGS,
    onError,
  });
  const join = (send: (name: string) => void = () => {}) => {
    const connection = new Recorder(send);
    core.join(connection, ANYONE);
    core.hello(connection, helloFor('public'));
    return connection;
  };
  let ids = 0;
  const write = async () => {
    log.commit(log.begin({ events: [{ ...said('public', 'x'), id: `w${++ids}`, recordedAt: 0 }], expected: {}, idempotency: null }));
    await projection.catchUp();
  };
  return { core, time, errors, encoded, join, write, projection };
};

test('[PU20] one change is encoded once, however many are told, and so is one snapshot', async () => {
  const { encoded, join, write } = await hub();
  const connections = Array.from({ length: 50 }, () => join());
  await write();
  expect(encoded).toEqual(['snapshot', 'delta']);
  expect(connections.every(({ heard }) => heard.join() === 'snapshot,delta')).toBe(true);
});

test('[PU21] what throws for one connection ends that connection, is reported, and disturbs nobody else', async () => {
  const { core, errors, join, write } = await hub();
  const before = join();
  const broken = join((name) => {
    if (name === 'delta') throw new Error('the wire broke');
  });
  const after = join();
  await write();
  await write();
  expect([before.heard, after.heard]).toEqual([
    ['snapshot', 'delta', 'delta'],
    ['snapshot', 'delta', 'delta'],
  ]);
  expect([broken.closed, core.census().connections, core.counts.errors, errors.length]).toEqual([true, 2, 1, 1]);
});

test('[PU22] a client that asks without end is sent away', async () => {
  const { core, join } = await hub();
  const eager = join();
  for (let i = 0; i <= HUB_SETTINGS.hellosPerHeartbeat; i++) core.hello(eager, helloFor('public'));
  expect([eager.heard.at(-1), eager.closed]).toEqual(['refused', true]);
});

test('[PU12] nothing more is queued for a lagging reader', async () => {
  const { core, time, join, write } = await hub();
  const slow = join();
  slow.waiting = HUB_SETTINGS.queuePackets + 1;
  for (let i = 0; i < 5; i++) await write();
  time.pass(HUB_SETTINGS.laggingMs - 1);
  expect([slow.heard, core.census().lagging]).toEqual([['snapshot', 'delta'], 1]);
  time.pass(1);
  expect([slow.heard.at(-1), slow.closed]).toEqual(['refused', true]);
});

test('[PU16] a node that has not heard of a redaction makes the client wait and offers it nothing old', async () => {
  const { core, time, projection } = await hub();
  const ahead = new Recorder(() => {});
  core.join(ahead, ANYONE);
  core.hello(ahead, helloFor('public', { epoch: nextEpoch(projection.public.epoch), cursor: 0 }));
  time.pass(HUB_SETTINGS.aheadMs - 1);
  expect(ahead.heard).toEqual([]);
  time.pass(1);
  expect([ahead.heard, ahead.closed]).toEqual([['wait'], true]);
});

test('[PU6] heartbeats go on when nothing happens', async () => {
  const { time, join } = await hub();
  const idle = join();
  time.pass(HUB_SETTINGS.heartbeatMs * 3);
  expect(idle.heard).toEqual(['snapshot', 'heartbeat', 'heartbeat', 'heartbeat']);
});

test('[GU6] a reader whose timer never rang is found and cut', async () => {
  const log = new MemoryLog();
  let now = 0;
  const onError = () => {};
  const projection = await Projection.open({ log, clock: { now: () => now, every: () => () => {} }, stopwatch: () => 0, onError });
  const feeds = { public: projection.public, internal: projection.internal };
  const never = () => () => {};
  const core = new HubCore<string>({
    feeds,
    blind: () => false,
    encode: (name) => name,
    now: () => now,
    random: () => 0.5,
    after: never,
    every: never,
    build: 'test',
    settings: HUB_SETTINGS,
    onError,
  });
  const slow = new Recorder(() => {});
  slow.waiting = HUB_SETTINGS.queuePackets + 1;
  core.join(slow, ANYONE);
  core.hello(slow, helloFor('public'));
  core.cutLagging();
  expect(slow.closed).toBe(false);
  now = HUB_SETTINGS.laggingMs + 1;
  expect(core.census()).toMatchObject({ lagging: 1, laggingMs: now });
  core.cutLagging();
  expect([slow.closed, slow.heard, core.census().connections]).toEqual([true, ['snapshot', 'refused'], 0]);
});

test('[PU24] a blind node says nothing to those who listen, sends newcomers elsewhere, and speaks again once it sees', async () => {
  let blind = false;
  const { join, time } = await hub(() => blind);
  const listener = join();
  time.pass(HUB_SETTINGS.heartbeatMs);
  expect(listener.heard).toEqual(['snapshot', 'heartbeat']);
  blind = true;
  time.pass(10 * HUB_SETTINGS.heartbeatMs);
  expect(listener.heard).toEqual(['snapshot', 'heartbeat']);
  const newcomer = join();
  time.pass(HUB_SETTINGS.aheadMs);
  expect([newcomer.heard, newcomer.closed]).toEqual([['wait'], true]);
  const late = join();
  blind = false;
  time.pass(HUB_SETTINGS.aheadMs);
  expect([late.heard, late.closed]).toEqual([['snapshot'], false]);
  time.pass(HUB_SETTINGS.heartbeatMs);
  expect(listener.heard.slice(2)).toContain('heartbeat');
});

const ANA: Grant = { scopes: ['public', 'internal'], principal: 'ana', watches: true };
const watching = (core: HubCore<string>, hello: object = helloFor('public'), grant = ANA): Recorder => {
  const connection = new Recorder(() => {});
  core.join(connection, grant);
  core.hello(connection, hello);
  core.watch(connection, 'watch', { topics: ['inside:a'] });
  return connection;
};

test('[PU26] what is told beside the log is made ready once for all who get the same, and comes once a tick', async () => {
  const { core, time, encoded } = await hub();
  const connections = Array.from({ length: 20 }, () => watching(core));
  time.pass(3 * HUB_SETTINGS.ephemeralMs);
  expect(connections.every(({ heard }) => heard.join() === 'snapshot,ephemeral,ephemeral,ephemeral')).toBe(true);
  expect(encoded.filter((name) => name === 'ephemeral')).toHaveLength(3);
});

test('[PU26] it takes no place in a queue: where anything waits it is left out, deltas come in order, and nobody lags by it', async () => {
  const { core, time, write } = await hub();
  const slow = watching(core);
  slow.waiting = 1;
  time.pass(4 * HUB_SETTINGS.ephemeralMs);
  await write();
  expect([slow.heard, core.census().lagging]).toEqual([['snapshot', 'delta'], 0]);
  slow.waiting = HUB_SETTINGS.queuePackets + 1;
  await write();
  time.pass(HUB_SETTINGS.laggingMs - 1);
  expect([slow.heard, core.census().lagging]).toEqual([['snapshot', 'delta', 'delta'], 1]);
});

test('[PU11] [PU26] a page of the version before hears nothing beside the log, and may not ask for it', async () => {
  const { core, time } = await hub();
  const older = new Recorder(() => {});
  core.join(older, ANA);
  core.hello(older, { ...helloFor('public'), wire: SINCE.watch - 1, minWire: SINCE.watch - 1 });
  time.pass(HUB_SETTINGS.heartbeatMs);
  expect([older.heard, older.closed]).toEqual([['snapshot', 'heartbeat'], false]);
  core.watch(older, 'watch', { topics: ['inside:a'] });
  expect([older.heard.at(-1), older.closed]).toEqual(['refused', true]);
});

test('[PU27] watching before a hello, what one may not, too much at once, or in words nobody knows ends the connection', async () => {
  const { core, time } = await hub();
  const early = new Recorder(() => {});
  core.join(early, ANA);
  core.watch(early, 'watch', { topics: ['inside:a'] });
  const stranger = watching(core, helloFor('public'), ANYONE);
  const greedy = watching(core);
  core.watch(greedy, 'watch', { topics: Array.from({ length: 17 }, (_, index) => `inside:${index}`) });
  const odd = watching(core);
  core.watch(odd, 'watch', { topics: ['Inside a'] });
  const eager = watching(core);
  for (let i = 0; i <= HUB_SETTINGS.hellosPerHeartbeat; i++) core.watch(eager, 'unwatch', { topics: ['inside:a'] });
  time.pass(2 * HUB_SETTINGS.ephemeralMs);
  for (const one of [early, stranger, greedy, odd, eager])
    expect([one.heard.at(-1), one.closed, one.heard.includes('ephemeral')]).toEqual(['refused', true, false]);
  expect(core.census().connections).toBe(0);
});

test('[PU28] watchers are people and screens with an open page that was heard lately, each once; programs and strangers are none', async () => {
  const { core } = await hub();
  const tabs = [watching(core), watching(core)];
  watching(core, helloFor('public'), { ...ANA, principal: 'a-token', watches: false });
  const stranger = new Recorder(() => {});
  core.join(stranger, ANYONE);
  core.hello(stranger, helloFor('public'));
  const unheard = new Recorder(() => {});
  core.join(unheard, { ...ANA, principal: 'says nothing' });
  expect(core.watchers()).toEqual(new Set(['ana']));
  for (const tab of tabs) tab.silent = HUB_SETTINGS.watcherSilentMs + 1;
  expect(core.watchers()).toEqual(new Set());
});
