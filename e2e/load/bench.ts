import { bareFanOut, sitrepFanOut } from './fan-out.ts';
import { firstLoad } from './first-load.ts';
import { restart } from './restart.ts';
import { snapshotReads } from './snapshot-reads.ts';

// `npm run bench`: every claim about speed, as a ratio to a yardstick measured in the same run. Loopback only, bounded in count and time.
// `npm run bench -- fan-out` runs one part; `BENCH_SOCKETS=1000` limits the crowd.
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const ratio = (ours: number, yardstick: number) => `${(ours / yardstick).toFixed(2)}x`;
const say = (what: string, figure: string, aim: string) => console.log(`${what.padEnd(58)} ${figure.padEnd(44)} ${aim}`);

const parts: Record<string, () => Promise<void>> = {
  'fan-out': async () => {
    const most = Number(process.env.BENCH_SOCKETS ?? 10_000);
    for (const sockets of [1_000, 10_000].filter((each) => each <= most)) {
      const count = sockets > 5_000 ? 20 : 40;
      const bare = await bareFanOut(sockets, count);
      const ours = await sitrepFanOut(sockets, count);
      const missing = ours.missing + bare.missing > 0 ? `; MISSING ${ours.missing} of ours, ${bare.missing} of bare` : '';
      say(
        `fan-out to ${sockets}: last dashboard, from the POST`,
        `${ratio(ours.last.median, bare.last.median)} (${ms(ours.last.median)} / ${ms(bare.last.median)} bare ws)${missing}`,
        'aim 1.4x',
      );
      say(`fan-out to ${sockets}: server CPU for one update`, `${ratio(ours.cpu, bare.cpu)} (${ms(ours.cpu)} / ${ms(bare.cpu)})`, 'aim 1.5x');
      say(
        `fan-out to ${sockets}: memory for one socket`,
        `${ratio(ours.bytesPerSocket, bare.bytesPerSocket)} (${kb(ours.bytesPerSocket)} / ${kb(bare.bytesPerSocket)})`,
        '',
      );
      say(`fan-out to ${sockets}: event loop p99 meanwhile`, ms(ours.loopP99Ms), '');
    }
  },
  snapshot: async () => {
    const { sitrep, bare } = await snapshotReads(2);
    say(
      'snapshot: requests a second',
      `${ratio(sitrep.perSecond, bare.perSecond)} (${Math.round(sitrep.perSecond)} / ${Math.round(bare.perSecond)} bare node:http, ${kb(sitrep.bytes)})`,
      'aim at least 0.9x',
    );
    say(
      'snapshot: server CPU for 1,000 requests',
      `${ratio(sitrep.cpuPerThousand, bare.cpuPerThousand)} (${ms(sitrep.cpuPerThousand)} / ${ms(bare.cpuPerThousand)})`,
      '',
    );
  },
  restart: async () => {
    const { events, coldMs, warmMs, emptyMs } = await restart(100_000);
    say(`restart with ${events} events, from a checkpoint`, `${ms(warmMs)}, ${ratio(warmMs, emptyMs)} of an empty log (${ms(emptyMs)})`, 'aim under 2 s');
    say(`restart with ${events} events, without one`, `${ms(coldMs)}, ${ratio(coldMs, emptyMs)}`, '');
  },
  'first-load': async () => {
    const { script, style, font, rest, requests } = await firstLoad();
    say('first load of the board: script, brotli', kb(script), 'at most 145 kB (decision 0013); the aim was 125');
    say('first load of the board: the rest', `${kb(style)} style, ${kb(font)} fonts, ${kb(rest)} other, ${requests} requests`, '');
  },
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]?.();
process.exit(0);
