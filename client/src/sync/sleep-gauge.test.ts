import { expect, test } from 'vitest';
import { VirtualTime } from '../testing/virtual-time.ts';
import { createServerClock } from './server-clock.ts';
import { createSleepGauge } from './sleep-gauge.ts';

test('[VW86] sleep is what the wall clock gained on the monotonic one, told once; jitter is none', async () => {
  const time = new VirtualTime(0);
  const slept = createSleepGauge(createServerClock(time));
  await time.advance(60_000);
  time.sleep(4_000);
  expect(slept()).toBe(0);
  time.sleep(3_600_000);
  expect([slept(), slept()]).toEqual([3_600_000, 0]);
});
