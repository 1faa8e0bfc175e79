import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

test('a day of a wall in a minute: 17,280 heartbeats, 140 events, 22 outages, nothing missed, nothing left behind, the clock right', async () => {
  test.setTimeout(300_000);
  // In a separate process, like `npm run soak:wall`: it exits with 1 and the reason when the page grew, missed anything or its clock drifted.
  const soak = [resolve(import.meta.dirname, '../load/soak-wall.ts'), '--fast', '--days', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', ...soak], { timeout: 290_000 });
  const summary = stdout.slice(stdout.lastIndexOf('\n\n') + 2);
  console.log(summary);
  const [, beats, events, reconnects] = /^1\.0 days, ([\d,]+) heartbeats heard, (\d+) events, (\d+) reconnects/.exec(summary) ?? [];
  expect(Number(beats?.replaceAll(',', ''))).toBeGreaterThan(16_900);
  expect(Number(events)).toBeGreaterThanOrEqual(140);
  expect(Number(reconnects)).toBe(22);
});
