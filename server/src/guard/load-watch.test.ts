import { afterEach, expect, test } from 'vitest';
import type { Timers } from '../ground/timers.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';
import { LoadWatch } from './load-watch.ts';
import { Shedder } from './shedder.ts';
import { systemVitals, type Vitals } from './vitals.ts';

const CALM: Vitals = { lagMs: 4, memory: 0.3 };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** Repeating timers that the test fires. */
const manualTimers = () => {
  const running = new Map<() => void, number>();
  const timers: Timers = {
    after: () => () => {},
    every: (ms, run) => {
      running.set(run, ms);
      return () => running.delete(run);
    },
  };
  const tick = (ms: number, times: number) => {
    for (let left = times; left > 0; left--) for (const [run, each] of [...running]) if (each === ms) run();
  };
  return { timers, tick };
};

test('[GU1] three readings of overload in a row take a step up, three calm ones a step down, and a mixed run none', () => {
  const shedder = new Shedder();
  const after = (...readings: boolean[]) => {
    for (const overloaded of readings) shedder.observe(overloaded);
    return shedder.step;
  };
  expect(after(true, true)).toBe(0);
  expect(after(false, true, true)).toBe(0);
  expect(after(true)).toBe(1);
  expect(after(true, true, true)).toBe(2);
  expect(after(true, true, true, true)).toBe(2);
  expect(after(false, false, true, false, false)).toBe(2);
  expect(after(false)).toBe(1);
  expect(after(false, false, false)).toBe(0);
  expect(after(false, false, false, true, true)).toBe(0);
  expect([after(true), shedder.trips]).toEqual([1, 3]);
});

test.each([
  ['a loop later than 100 ms', { ...CALM, lagMs: 101 }],
  ['more than three quarters of the memory', { ...CALM, memory: 0.76 }],
])('[GU1] %s is overload', (_, reading) => {
  const { timers, tick } = manualTimers();
  const watch = new LoadWatch({ readVitals: () => reading, timers, now: () => 0 });
  tick(1_000, 3);
  expect(watch.shedder.step).toBe(1);
  watch.restart();
  tick(1_000, 3);
  expect([watch.shedder.step, watch.overloads]).toEqual([2, 6]);
});

test('[GU1] the readings of this process are of this process', async () => {
  const began = performance.now();
  const read = systemVitals();
  await new Promise((resolve) => setTimeout(resolve, 60));
  // A separate measurement with few samples: among many, one late sample would not reach the 99th percentile.
  read();
  await new Promise((resolve) => setTimeout(resolve, 30));
  const until = performance.now() + 300;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { lagMs, memory } = read();
  // At least most of the time for which this loop blocked the process, ms, and no more than the process has been measured; the histogram rounds by a thousandth.
  expect(lagMs).toBeGreaterThan(200);
  expect(lagMs).toBeLessThan(1.01 * (performance.now() - began));
  expect(memory).toBeGreaterThan(0);
  expect(memory).toBeLessThan(1);
});

const dial = async (app: TestApp): Promise<string> => {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  open.push(socket);
  return new Promise((resolve) => {
    socket.onopen = () => resolve('taken');
    socket.onerror = () => resolve('refused');
  });
};

test('[GU2] lists, history and exports go first, then new sockets; the board, open incidents, writes and health answer on; all of it comes back', async () => {
  const { timers, tick } = manualTimers();
  let reading = CALM;
  const app = await startApp({ ports: { timers, readVitals: () => reading } });
  open.push({ close: () => app.dispose() });
  const { incidentId } = await app.give('open-incident', { title: 'Uploads stall', scope: 'public' });
  const heavy = [
    '/incidents',
    '/incidents?text=uploads',
    '/components',
    '/components/x',
    '/commitments',
    '/maintenances',
    '/history/years',
    '/events',
    '/backup',
    '/verify',
  ];
  const light = ['/board', `/incidents/${incidentId}`, '/session'];
  const statuses = async (paths: string[]) => new Set(await Promise.all(paths.map(async (path) => (await app.ask('GET', `/api/v1${path}`)).status)));

  reading = { ...CALM, lagMs: 180 };
  tick(1_000, 3);
  expect(await statuses(heavy)).toEqual(new Set([503]));
  const { headers, body } = await app.ask('GET', '/api/v1/incidents', { token: null });
  expect([headers.get('content-type'), body.code]).toEqual(['application/problem+json; charset=utf-8', 'overloaded']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
  expect(await statuses(light)).toEqual(new Set([200]));
  expect(await dial(app)).toBe('taken');
  expect((await app.ask('GET', '/api/v1/events', { token: null })).status).toBe(401);

  tick(1_000, 3);
  expect(await dial(app)).toBe('refused');
  expect(await statuses([...light])).toEqual(new Set([200]));
  await app.give('post-update', { incidentId, text: 'Still at it', scope: 'public' });
  expect((await app.ask('GET', '/livez')).status).toBe(200);

  reading = CALM;
  tick(1_000, 6);
  expect(await dial(app)).toBe('taken');
  expect(await statuses(heavy.filter((path) => path !== '/components/x'))).toEqual(new Set([200]));
});
