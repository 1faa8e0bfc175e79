import { isPoint, msBetween, stretchReadings } from '../domain/fact-span.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import { isReal } from '../domain/is-real.ts';
import { excusedTime } from '../domain/planned-work.ts';
import { type Component, type Incident, lookup, type Maintenance, type Table } from '../domain/state.ts';
import { zoned } from './calendar.ts';
import { midnightOf } from './wall-time.ts';

/**
 * Minutes in which anything was out, per day, month or year.
 *
 *     impacts said by people ──▶ partial or major, each on its component ──▶ maintenance leaves ──▶ the worst of all components at each moment
 *
 * A minute in which five components were down counts once. Outages seen only by checks are not included: these are the minutes of incidents.
 */
export type OutageUnit = 'day' | 'month' | 'year';
export interface OutageBucket {
  /** UTC ms of the calendar's own edges in the zone, even where the window cuts them. */
  readonly from: number;
  readonly until: number;
  /** The window contains only a part of it. */
  readonly cut: boolean;
  /** Minutes as stated: at most a partial outage anywhere, and a major one somewhere. */
  readonly partial: number;
  readonly major: number;
  /** Both together by the shortest and the longest reading of imprecise ends. */
  readonly min: number;
  readonly max: number;
  /** Something in it has an imprecise end. */
  readonly vague: boolean;
}
/** An outage that is not, or not fully, in the buckets. */
export interface UnplacedOutage {
  readonly incidentId: string;
  /** `undated`: it may lie anywhere; `unended`, `unbegun`: only its beginning, or only its end, is known. */
  readonly why: 'undated' | 'unended' | 'unbegun';
  /** Null when not even the length is known. */
  readonly minutes: number | null;
}
export interface OutageMinutes {
  readonly unit: OutageUnit;
  /** Oldest first, without a hole. */
  readonly buckets: readonly OutageBucket[];
  readonly partial: number;
  readonly major: number;
  readonly min: number;
  readonly max: number;
  readonly unplaced: readonly UnplacedOutage[];
}
export interface OutageRecord {
  readonly incidents: Iterable<Pick<Incident, 'id' | 'drill' | 'dismissed' | 'phase' | 'endedAt' | 'occurrences' | 'impacts'>>;
  readonly maintenances: Iterable<Maintenance>;
  /** Nothing counts before a component existed. */
  readonly components: Table<Pick<Component, 'startedOn'>>;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** The bucket size: days below 60 days, years above three years, months in between. In: UTC ms. */
export const outageUnit = (from: number, to: number): OutageUnit => (to - from < 60 * DAY ? 'day' : to - from > 3 * 365.25 * DAY ? 'year' : 'month');

/** Outage minutes in [from, to), exercises left out. In: UTC ms; `to` is at most now, and running outages count up to it. `zone`: whose midnights divide the window. */
export const outageMinutes = (record: OutageRecord, from: number, to: number, zone = 'UTC'): OutageMinutes => {
  const unit = outageUnit(from, to);
  const real = [...record.incidents].filter(isReal);
  const unplaced = real.flatMap((incident) => unplacedOf(incident, from, to));
  if (!(from < to)) return { unit, buckets: [], partial: 0, major: 0, min: 0, max: 0, unplaced };
  const edges = edgesOfUnit(unit, from, to, zone);
  const { stretches, vague } = stretchesOf(real, record, from, to);
  const [shortest, stated, longest] = READINGS.map((reading) => sweep(stretches[reading], edges));
  const buckets = edges.slice(0, -1).map((edge, index): OutageBucket => {
    const until = edges[index + 1] ?? to;
    const worth = (sums: readonly Sum[] | undefined): Sum => sums?.[index] ?? NOTHING;
    const both = ({ partial, major }: Sum): number => partial + major;
    return {
      from: edge,
      until,
      cut: edge < from || until > to,
      ...worth(stated),
      min: both(worth(shortest)),
      max: both(worth(longest)),
      vague: vague.some((stretch) => stretch.from < until && (stretch.until > edge || stretch.from >= edge)),
    };
  });
  const total = (of: (bucket: OutageBucket) => number): number => buckets.reduce((sum, bucket) => sum + of(bucket), 0);
  return {
    unit,
    buckets,
    partial: total((bucket) => bucket.partial),
    major: total((bucket) => bucket.major),
    min: total((bucket) => bucket.min),
    max: total((bucket) => bucket.max),
    unplaced,
  };
};

const READINGS = [0, 1, 2] as const;
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly major: boolean;
}
interface Sum {
  readonly partial: number;
  readonly major: number;
}
const NOTHING: Sum = { partial: 0, major: 0 };

const isOutage = ({ level, notAffected }: Incident['impacts'][number]): boolean => !notAffected && (level === 'partial_outage' || level === 'major_outage');

/** The calendar's edges in a zone, from the one at or before `from` to the one at or after `to`. */
const edgesOfUnit = (unit: OutageUnit, from: number, to: number, zone: string): number[] => {
  const { year, month, day } = zoned(from, zone);
  const edge = (step: number): number =>
    unit === 'day'
      ? midnightOf(year, month, day + step, zone)
      : unit === 'month'
        ? midnightOf(year, month + step, 1, zone)
        : midnightOf(year + step, 1, 1, zone);
  const edges = [edge(0)];
  for (let step = 1; (edges.at(-1) ?? to) < to; step++) edges.push(edge(step));
  return edges;
};

/** Every outage of its component by each reading, within the window and without planned work; and the intervals in which ends are imprecise. */
const stretchesOf = (incidents: readonly Pick<Incident, 'phase' | 'endedAt' | 'occurrences' | 'impacts'>[], record: OutageRecord, from: number, to: number) => {
  const stretches: [Stretch[], Stretch[], Stretch[]] = [[], [], []];
  const vague: { from: number; until: number }[] = [];
  const work = [...record.maintenances];
  for (const incident of incidents) {
    for (const impact of incident.impacts.filter(isOutage)) {
      const { from: began, until } = timesOfImpact(incident, impact);
      const readings = stretchReadings(began, until, to);
      if (readings === null) continue;
      const start = Math.max(from, lookup(record.components, impact.componentId)?.startedOn ?? Number.NEGATIVE_INFINITY);
      const away = work.filter(({ componentIds }) => componentIds.includes(impact.componentId)).flatMap(excusedTime);
      const major = impact.level === 'major_outage';
      for (const reading of READINGS) {
        const [begin, end] = readings[reading];
        stretches[reading].push(...without({ from: Math.max(begin, start), until: Math.min(end, to), major }, away));
      }
      const [begin, end] = [Math.max(readings[2][0], start), Math.min(readings[2][1], to)];
      if (begin <= end && (!isPoint(began) || (until !== null && !isPoint(until)))) vague.push({ from: begin, until: end });
    }
  }
  return { stretches, vague };
};

const without = (stretch: Stretch, away: readonly { readonly from: number; readonly until: number | null }[]): Stretch[] => {
  let left = stretch.from < stretch.until ? [stretch] : [];
  for (const { from, until } of away) {
    left = left.flatMap((part) => [
      ...(part.from < from ? [{ ...part, until: Math.min(part.until, from) }] : []),
      ...(until !== null && until < part.until ? [{ ...part, from: Math.max(part.from, until) }] : []),
    ]);
  }
  return left;
};

/** The union of all intervals, cut at the edges: at each moment only the worst counts. */
const sweep = (stretches: readonly Stretch[], edges: readonly number[]): Sum[] => {
  const sums = edges.slice(1).map(() => ({ ...NOTHING }) as { partial: number; major: number });
  const turns = stretches
    .flatMap(({ from, until, major }) => [
      { at: from, major, by: 1 },
      { at: until, major, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const standing = { partial: 0, major: 0 };
  let next = 0;
  for (const [index, sum] of sums.entries()) {
    const end = edges[index + 1] ?? 0;
    let at = edges[index] ?? 0;
    while (at < end) {
      for (let turn = turns[next]; turn !== undefined && turn.at <= at; turn = turns[++next]) standing[turn.major ? 'major' : 'partial'] += turn.by;
      const stop = Math.min(turns[next]?.at ?? end, end);
      if (standing.major > 0) sum.major += (stop - at) / MINUTE;
      else if (standing.partial > 0) sum.partial += (stop - at) / MINUTE;
      at = stop;
    }
  }
  return sums;
};

/** One line per incident: its impacts may cover the same minutes, so the longest represents all. Outages certainly outside the window are not listed. */
const unplacedOf = (incident: Pick<Incident, 'id' | 'phase' | 'endedAt' | 'occurrences' | 'impacts'>, from: number, to: number): UnplacedOutage[] => {
  let found: UnplacedOutage | undefined;
  for (const impact of incident.impacts.filter(isOutage)) {
    const { from: began, until } = timesOfImpact(incident, impact);
    const [begun, ended] = [began.ms, until === null ? to : until.ms];
    if ((begun !== null && ended !== null) || (begun !== null && begun >= to) || (ended !== null && ended <= from)) continue;
    const length = until === null ? null : msBetween(began, until);
    const minutes = length === null ? null : length / MINUTE;
    if (found !== undefined && (found.minutes ?? -1) >= (minutes ?? -1)) continue;
    found = { incidentId: incident.id, why: begun !== null ? 'unended' : until !== null && ended !== null ? 'unbegun' : 'undated', minutes };
  }
  return found === undefined ? [] : [found];
};
