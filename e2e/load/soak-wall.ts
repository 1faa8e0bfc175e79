import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.ts';
import { faultsIn, lineOf, type SoakReport, summaryOf } from './soak/report.ts';
import { soakFast } from './soak/soak-fast.ts';
import { soakReal } from './soak/soak-real.ts';

// `npm run soak:wall -- --fast`: 14 days of a wall in about a quarter of an hour. Without --fast: in real time, for `--days 7` or until Ctrl-C.
// Loopback only, bounded in time. Ends with 1 when the page grew, missed anything, or its clock ran away.
const FAST = { days: 14, events: 2_000, reconnects: 300 } as const;

const refuse = (): never => {
  console.error('npm run soak:wall -- [--fast] [--days N] [--seed N]: N days, more than 0, and a whole number as the seed.');
  process.exit(2);
};
const read = () => {
  try {
    return parseArgs({
      options: { fast: { type: 'boolean', default: false }, days: { type: 'string' }, seed: { type: 'string', default: '1' } },
      allowPositionals: true,
    });
  } catch {
    return refuse();
  }
};
const { values, positionals } = read();
// Without `--` npm passes on only the 3 of `--days 3`.
const days = Number(values.days ?? positionals[0] ?? (values.fast ? FAST.days : 7));
const seed = Number(values.seed);
if (!(days > 0 && days < Number.POSITIVE_INFINITY) || !Number.isInteger(seed) || positionals.length > 1) refuse();

const began = Date.now();
const progress = (report: SoakReport) => console.log(lineOf(report, Date.now() - began));
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
// Playwright would close the browser before the last sample is taken.
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS, handleSIGINT: false, handleSIGTERM: false });
try {
  const share = days / FAST.days;
  const report = values.fast
    ? await soakFast({
        browser,
        days,
        events: Math.ceil(FAST.events * share),
        reconnects: Math.ceil(FAST.reconnects * share),
        seed,
        progress,
        ended: ended.signal,
      })
    : await soakReal({ browser, days, seed, progress, ended: ended.signal });
  console.log(`\n${summaryOf(report)}`);
  const faults = faultsIn(report);
  for (const fault of faults) console.error(`FAILED: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}
