import { type BusyBoard, busyBoard } from './busy-board.ts';
import { type CrowdReads, componentReads, incidentReads } from './crowd-reads.ts';
import { bareFanOut, sitrepFanOut } from './fan-out.ts';
import { firstLoad } from './first-load.ts';
import { restart } from './restart.ts';
import { snapshotReads } from './snapshot-reads.ts';
import { texts } from './texts.ts';

// `npm run bench`: every claim about speed, as a ratio to a yardstick measured in the same run. Loopback only, bounded in count and time.
// `npm run bench -- fan-out` runs one part; `BENCH_SOCKETS=1000` limits the crowd. With BENCH_BEFORE=<folder of another version, installed and built> the costs
// of a viewer are printed for both versions, the other one first.
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
    say('first load of the board: script, brotli', kb(script), 'at most 150 kB (decision 0013)');
    say('first load of the board: the rest', `${kb(style)} style, ${kb(font)} fonts, ${kb(rest)} other, ${requests} requests`, '');
  },
  texts: async () => {
    const { worst, parseMs, plainParseMs, worstDrawn, drawMs, plainDrawMs, foldMs, plainFoldMs } = await texts();
    say('worst text of 20,000 characters: parsed', `${ms(parseMs)} (${worst}; a plain one ${ms(plainParseMs)})`, 'aim under 50 ms');
    say('worst text of 20,000 characters: page busy at one go', `${ms(drawMs)} (${worstDrawn}; a plain one ${ms(plainDrawMs)})`, 'aim under 200 ms');
    say('1,000 of the worst texts folded', `${ratio(foldMs, plainFoldMs)} (${ms(foldMs)} / ${ms(plainFoldMs)} plain ones)`, 'aim at most 2x');
  },
  components: async () => {
    await crowd('list of 400 components, 2,000 incidents', componentReads, 'aim under 60 kB');
  },
  incident: async () => {
    await crowd('incident of 300 updates, 20,000 characters each', incidentReads, '');
  },
  'busy-board': async () => {
    const [before, after] = await ofBoth(busyBoard);
    const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
    const rows: [string, (of: BusyBoard) => string][] = [
      ['1,000 components, 50 deltas a second: deltas', ({ perSecond }) => `${perSecond.toFixed(0)} a second`],
      ['1,000 components, 50 deltas a second: p95 frame', ({ frameP95Ms }) => ms(frameP95Ms)],
      ['1,000 components, 50 deltas a second: page busy', ({ scriptShare }) => percent(scriptShare)],
      ['1,000 components, 50 deltas a second: server CPU', ({ serverShare }) => `${percent(serverShare)} of a core`],
    ];
    for (const [what, figure] of rows) say(what, beside(before, after, figure), '');
  },
};

/** What many readers of one answer cost. `aim`: for its compressed size. */
const crowd = async (what: string, measure: (tree?: string) => Promise<CrowdReads>, aim: string): Promise<void> => {
  const [before, after] = await ofBoth(measure);
  const rows: [string, (of: CrowdReads) => string, string][] = [
    [`${what}: brotli`, ({ brotli }) => kb(brotli), aim],
    [`${what}: as it is`, ({ plain }) => kb(plain), ''],
    ['30 readers of it at once: delay of /livez', ({ delayMs }) => ms(delayMs), 'aim under 50 ms'],
    ['30 readers of it at once: the last has it after', ({ lastMs }) => ms(lastMs), ''],
    ['30 readers of it at once: server CPU', ({ cpu }) => ms(cpu), ''],
  ];
  for (const [line, figure, goal] of rows) say(line, beside(before, after, figure), goal);
};

/** Results of the version in BENCH_BEFORE (null without it) and of this one. */
const ofBoth = async <T>(measure: (tree?: string) => Promise<T>): Promise<[T | null, T]> => {
  const tree = process.env.BENCH_BEFORE;
  return [tree === undefined ? null : await measure(tree), await measure()];
};
const beside = <T>(before: T | null, after: T, figure: (of: T) => string): string =>
  before === null ? figure(after) : `before ${figure(before)}, now ${figure(after)}`;

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]?.();
process.exit(0);
