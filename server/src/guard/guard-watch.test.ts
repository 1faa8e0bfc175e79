import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../ground/clock.ts';
import { systemTimers } from '../ground/timers.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';
import type { Guard } from './guard.ts';
import { GuardWatch, TEST_EVERY_MS } from './guard-watch.ts';
import { READINGS_PER_STEP } from './shedder.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});

/** Repeating timers run fifty times as fast, except the test rounds, which the tests start by hand and count. */
const HASTE = 50;
let rounds: number[] = [];
const start = async (now: () => number = systemClock.now) => {
  rounds = [];
  const app = await startApp({
    ports: {
      clock: { ...systemClock, now },
      timers: {
        ...systemTimers,
        every: (ms, run) => {
          if (ms < TEST_EVERY_MS) return systemTimers.every(ms / HASTE, run);
          rounds.push(ms);
          return () => {};
        },
      },
    },
    settings: { admission: { sockets: 10, perAddress: 9 } },
  });
  apps.push(app);
  return app;
};
const ready = async (app: TestApp) => {
  const { status, body } = await app.ask('GET', '/readyz', { token: null });
  return { status, why: body.status, guards: body.guards };
};
/** Repeats rounds until no guard is failing: a guard that samples four times a second needs a moment for its first reading. */
const sound = async (app: TestApp): Promise<void> => {
  await expect
    .poll(async () => {
      await app.guards.round();
      return ready(app);
    })
    .toMatchObject({ status: 200 });
};
const dial = (app: TestApp): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.onopen = () => {
      socket.close();
      resolve(true);
    };
    socket.onerror = () => resolve(false);
  });

let skew = 0;
const WEDGES: [name: string, what: string, wedge: (app: TestApp) => void][] = [
  ['connection_cap', 'connections that nobody hears the end of', ({ connections }) => fill(connections, () => '127.0.0.1')],
  ['socket_cap', 'slots that nobody gives back', ({ hub }) => fill(hub.admission, (n) => `192.0.2.${n}`)],
  ['address_cap', 'slots of one address that nobody gives back', ({ hub }) => fill(hub.admission, () => '127.0.0.1')],
  [
    'handshake_rate',
    'a clock that says nonsense once',
    ({ hub }) => {
      skew = Number.NaN;
      hub.admission.knock('anybody');
      skew = 0;
    },
  ],
  [
    'load_detector',
    'a detector that stopped',
    ({ load }) => {
      load.stop();
      skew += 60_000;
    },
  ],
  ['shedder', 'a shedder that is stuck', ({ load: { shedder } }) => Object.assign(shedder, { step: 2, streak: Number.NEGATIVE_INFINITY })],
  ['fan_out', 'a lane that is locked shut', ({ hub }) => void hub.probeLane.enter('127.0.0.1', false, { destroyed: true })],
];
const fill = (admission: TestApp['hub']['admission'], address: (n: number) => string) => {
  for (let n = 0; n < 9; n++) expect(admission.enter(address(n), false, { destroyed: true }).admitted).toBe(true);
};

test.each(WEDGES)('[GU4] the guard %s, wedged by %s, is named within a minute and then works again by itself', async (name, _, wedge) => {
  skew = 0;
  const app = await start(() => systemClock.now() + skew);
  await sound(app);
  expect(await ready(app)).toEqual({ status: 200, why: 'ready', guards: [] });
  // Of fewer readings the shedder is not judged.
  await expect.poll(() => app.load.readings.length).toBeGreaterThan(2 * READINGS_PER_STEP);

  wedge(app);
  // Rounds run every 30 s, so a failure found by the next round is reported within a minute.
  await app.guards.round();
  expect(await ready(app)).toMatchObject({ status: 503, why: 'guard_failed', guards: expect.arrayContaining([name]) });
  expect(app.errors.map(String).join()).toContain(`the guard ${name} failed its test`);
  expect((await app.ask('GET', '/metrics')).text).toContain(`sitrep_guard_failed{guard="${name}"} 1`);
  await sound(app);
  expect(await dial(app)).toBe(true);
});

test('[GU3] each guard tells its state, its trips and its newest test', async () => {
  const app = await start();
  expect(rounds).toEqual([30_000]);
  const before = Date.now();
  await app.guards.round();
  const { text } = await app.ask('GET', '/metrics');
  const names = ['connection_cap', 'load_detector', 'shedder', 'socket_cap', 'address_cap', 'handshake_rate', 'slow_readers', 'fan_out'];
  expect(app.guards.watched.map(({ guard }) => guard.name)).toEqual(names);
  for (const name of names) {
    for (const figure of ['state', 'trips_total']) expect(text).toMatch(new RegExp(`^guard_${name}_${figure} [\\d.e-]+$`, 'm'));
    const tested = Number(new RegExp(`^guard_${name}_last_self_test_timestamp ([\\d.e+]+)$`, 'm').exec(text)?.[1]);
    expect(tested * 1_000).toBeGreaterThanOrEqual(before - 1);
    expect(tested * 1_000).toBeLessThanOrEqual(Date.now());
  }
});

test('[GU5] the probe is a screen of its own lane: it is taken at the cap and under load, and counts for nobody', async () => {
  const app = await start();
  fill(app.hub.admission, (n) => `192.0.2.${n}`);
  app.load.shedder.step = 2;
  const fanOut = app.guards.watched.find(({ guard }) => guard.name === 'fan_out');
  expect(await fanOut?.guard.test()).toBeNull();
  expect(app.hub.admission.open).toBe(9);
  expect(await dial(app)).toBe(false);
});

test('[GU4] a test that throws or never ends counts as failed, and so does not hold up the next round', async () => {
  const guard = (name: string, run: Guard['test']): Guard => ({ name, help: '', state: () => 0, trips: () => 0, test: run, reset: () => {} });
  const errors: unknown[] = [];
  const watch = new GuardWatch(
    [
      guard('sound', () => null),
      guard('throws', () => {
        throw new Error('out of order');
      }),
      guard('hangs', () => new Promise(() => {})),
    ],
    { timers: { after: (_, run) => systemTimers.after(10, run), every: () => () => {} }, now: () => 7, onError: (error) => errors.push(error) },
  );
  await watch.round();
  expect(watch.failing()).toEqual(['throws', 'hangs']);
  expect(watch.watched.map(({ testedAt, failures, fault }) => [testedAt, failures, fault])).toEqual([
    [7, 0, null],
    [7, 1, 'out of order'],
    [7, 1, 'its test does not end'],
  ]);
  expect(errors).toHaveLength(2);
});
