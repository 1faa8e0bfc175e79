import { clockError, type WallReading, type WallTruth, wrongIn } from '../../pages/wall-reading.ts';

/** The resources of a page after garbage collection. */
export interface PageUse {
  /** Objects, arrays, strings, closures: what the scripts of the page hold. */
  readonly objectsKb: number;
  /** All of the heap, with compiled code. */
  readonly heapKb: number;
  readonly nodes: number;
  readonly listeners: number;
}
export interface Sample extends PageUse {
  /** Days since the first one. */
  readonly day: number;
  /** Taken from a calm wall: only such samples are compared with each other. */
  readonly calm: boolean;
}

/** What must not grow from the first day on. Compiled code grows until everything is compiled, so the whole heap is judged by the second half of a long run. */
type Judged = Exclude<keyof PageUse, 'heapKb'>;
type Bounds = Readonly<Record<Judged, number>>;

/** The result of a soak. */
export interface SoakReport {
  readonly days: number;
  readonly events: number;
  /** Heartbeats that the page received; 0 when they were not counted. */
  readonly beats: number;
  readonly reconnects: number;
  readonly samples: readonly Sample[];
  /** Number of comparisons of the wall with its expected state. */
  readonly compared: number;
  /** States that were not shown, false claims, and pages that did not recover. */
  readonly missed: number;
  /** The first of them, in words. */
  readonly examples: readonly string[];
  /** Largest difference between the wall's clock and the server's, ms. */
  readonly clockErrorMs: number;
}

const EXAMPLES = 10;

export class Findings {
  beats = 0;
  reconnects = 0;
  readonly #samples: Sample[] = [];
  readonly #examples: string[] = [];
  #missed = 0;
  #compared = 0;
  #clockErrorMs = 0;

  miss(words: string): void {
    this.#missed++;
    if (this.#examples.length < EXAMPLES) this.#examples.push(words);
  }
  sample(sample: Sample): void {
    this.#samples.push(sample);
  }
  /** In: what a wall that is up shows, what it may show, and the server's time, UTC ms. */
  compare(shown: WallReading, truths: readonly WallTruth[], now: number): void {
    this.#compared++;
    const wrong = shown.claim === 'live' ? truths.map((truth) => wrongIn(shown, truth)) : [`it says ${shown.claim} instead of live`];
    if (!wrong.includes(null)) this.miss(wrong[0] ?? '');
    // Some scenes show no clock.
    const error = shown.clock === null ? 0 : clockError(shown.clock, now);
    if (!(Math.abs(error) <= Math.abs(this.#clockErrorMs))) this.#clockErrorMs = error;
  }
  report(so: Pick<SoakReport, 'days' | 'events'>): SoakReport {
    const { beats, reconnects } = this;
    return {
      ...so,
      beats,
      reconnects,
      samples: this.#samples,
      compared: this.#compared,
      missed: this.#missed,
      examples: this.#examples,
      clockErrorMs: this.#clockErrorMs,
    };
  }
}

/** The first quarter of a day is left out of the slopes: until then compilers and caches settle. */
const SETTLED_DAY = 0.25;
/** Shorter runs have no slope check: one garbage collection more or less would look like a daily leak. */
const JUDGED_DAYS = 0.5;

/**
 * What a day may add. One object left behind with each heartbeat would be 500 kB and more, with each event or reconnect of a busy day 40 kB and more;
 * 20 kB a day are 7 MB in a year.
 */
const BOUNDS: Bounds = { objectsKb: 20, nodes: 1, listeners: 1 };
/** A day or two have few samples. What is left behind with each heartbeat is still far above, and with each reconnect or event as many nodes as there are of them. */
const FEW_DAYS = 3;
const BOUNDS_OF_FEW: Bounds = { objectsKb: 150, nodes: 8, listeners: 4 };
/** All of the heap, in the second half of a run that is long enough to have compiled everything in the first. */
const WHOLE_HEAP = { kb: 20, fromDays: 7 } as const;
const CLOCK_ERROR_MS = 1_000;

interface Growth {
  readonly perDay: number;
  readonly first: number;
  readonly last: number;
}
const growth = ({ samples }: SoakReport, of: keyof PageUse, from = SETTLED_DAY): Growth => {
  const alike = samples.filter(({ calm }) => calm);
  const settled = alike.filter(({ day }) => day >= from);
  const used = settled.length > 1 ? settled : alike.length > 1 ? alike : samples;
  return { perDay: slope(used, of), first: used[0]?.[of] ?? Number.NaN, last: used.at(-1)?.[of] ?? Number.NaN };
};

/** Why a soak failed; empty when it did not. */
export const faultsIn = (report: SoakReport): string[] => {
  const bounds = report.days < FEW_DAYS ? BOUNDS_OF_FEW : BOUNDS;
  const grew = (Object.keys(bounds) as Judged[]).flatMap((of) => {
    const { perDay } = growth(report, of);
    return report.days < JUDGED_DAYS || perDay <= bounds[of] ? [] : [`${of} grew by ${perDay.toFixed(1)} a day, more than ${bounds[of]}`];
  });
  const whole = growth(report, 'heapKb', report.days / 2).perDay;
  return [
    ...grew,
    ...(report.days < WHOLE_HEAP.fromDays || whole <= WHOLE_HEAP.kb ? [] : [`the whole heap grew by ${whole.toFixed(1)} kB a day in the second half`]),
    ...(report.missed === 0 ? [] : [`${report.missed} states were missed: ${report.examples.join('; ')}`]),
    ...(Math.abs(report.clockErrorMs) < CLOCK_ERROR_MS ? [] : [`the clock on the wall was ${report.clockErrorMs} ms off`]),
    ...(report.compared > 0 ? [] : ['nothing was compared']),
  ];
};

const number = (value: number, digits = 0): string => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
/** Progress in one line. */
export const lineOf = (report: SoakReport, elapsedMs: number): string => {
  const use = report.samples.at(-1);
  return [
    `day ${number(report.days, report.days < 1 ? 3 : 1)}`,
    ...(use === undefined ? [] : [`objects ${number(use.objectsKb)} kB`, `heap ${number(use.heapKb)} kB`, `nodes ${use.nodes}`, `listeners ${use.listeners}`]),
    ...(report.beats === 0 ? [] : [`${number(report.beats)} heartbeats`]),
    `${number(report.events)} events`,
    `${report.reconnects} reconnects`,
    `missed ${report.missed}`,
    `clock ${report.clockErrorMs} ms off at worst`,
    `after ${number(elapsedMs / 60_000, 1)} min`,
  ].join(', ');
};
/** The full report. */
export const summaryOf = (report: SoakReport): string => {
  const { days, beats, events, reconnects, compared, missed, clockErrorMs, samples } = report;
  const heard = beats === 0 ? '' : `${number(beats)} heartbeats heard, `;
  const line = (of: keyof PageUse, name: string, unit: string, digits: number, from = SETTLED_DAY): string => {
    const { perDay, first, last } = growth(report, of, from);
    const grew = Number.isFinite(perDay) ? `${perDay >= 0 ? '+' : ''}${number(perDay, digits)}${unit} a day` : 'too few samples for a slope';
    return `  ${name.padEnd(16)} ${grew}${samples.length === 0 ? '' : ` (${number(first)} at first, ${number(last)} at last)`}`;
  };
  return [
    `${number(days, days < 1 ? 3 : 1)} days, ${heard}${number(events)} events, ${reconnects} reconnects, ${samples.length} samples`,
    line('objectsKb', 'objects', ' kB', 1),
    line('heapKb', 'heap with code', ' kB', 1),
    ...(days < WHOLE_HEAP.fromDays ? [] : [line('heapKb', '  second half', ' kB', 1, days / 2)]),
    line('nodes', 'DOM nodes', '', 2),
    line('listeners', 'event listeners', '', 2),
    `  missed states    ${missed} of ${number(compared)} comparisons`,
    `  worst clock      ${clockErrorMs} ms off`,
    ...report.examples.map((words) => `  missed: ${words}`),
    ...(days < JUDGED_DAYS ? ['  too short a run to judge slopes by'] : []),
  ].join('\n');
};

/** Least squares: growth of `of` per day. NaN for fewer than two samples. */
const slope = (samples: readonly Sample[], of: keyof PageUse): number => {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [day, level] = [mean(samples.map((sample) => sample.day)), mean(samples.map((sample) => sample[of]))];
  const over = samples.reduce((sum, sample) => sum + (sample.day - day) * (sample[of] - level), 0);
  return over / samples.reduce((sum, sample) => sum + (sample.day - day) ** 2, 0);
};
