import { expect, test } from '@playwright/test';
import { type Bounds, faultsIn, summaryOf } from '../load/soak/report.ts';
import { soakFast } from '../load/soak/soak-fast.ts';

const DAY = { days: 1, events: 150, reconnects: 20, seed: 1 } as const;
// A day has few samples. What is left behind with each heartbeat would be 500 kB and more, with each reconnect or event as many nodes as there are of them.
const BOUNDS: Bounds = { objectsKb: 150, nodes: 8, listeners: 4 };

test('a day of a wall in a minute: 17,280 heartbeats, 150 events, 20 outages, nothing missed, nothing left behind, the clock right', async ({ browser }) => {
  test.setTimeout(300_000);
  const report = await soakFast({ browser, ...DAY, progress: () => {}, ended: new AbortController().signal });
  console.log(summaryOf(report));
  expect(faultsIn(report, BOUNDS)).toEqual([]);
  expect(report.reconnects).toBe(DAY.reconnects);
  expect(report.events).toBeGreaterThanOrEqual(DAY.events);
  expect(report.beats).toBeGreaterThan(16_900);
});
