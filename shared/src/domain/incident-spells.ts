import type { Impact } from './event.ts';
import type { FactTime } from './fact-time.ts';
import { UNKNOWN_TIME } from './fact-time.ts';
import type { Incident, Occurrence } from './state.ts';

/**
 * The only place that derives when an incident lasted. The fold stores the result in `occurrences`, `startedAt` and `endedAt`, and everything else reads those.
 *
 *     stated   10:00 ────── 12:00          14:00 ────── 15:00
 *     impacts    10:30 ──────── 12:10    13:50 ───── 14:30
 *     spells   10:00 ────────── 12:10    13:50 ──────── 15:00
 *
 * - An impact extends the occurrence in which it began and the one in which it ended. Within a pause that is the one it reaches, else the nearer one.
 * - An impact that spans a whole pause does not close it: the incident was believed to be over then. "Not affected" extends nothing.
 * - Spells never overlap, and none ends before it begins.
 * - A stated time without a date is replaced by the impacts' times once all of them are dated; until then it is kept.
 */
type Stated = Pick<Incident, 'phase' | 'stated' | 'impacts'>;

/** The spells of an incident in order: one for each stated occurrence, the last without an end while the incident is open. */
export const spellsOf = (incident: Stated): readonly Occurrence[] => {
  const { stated } = incident;
  const places = placesOf(incident);
  const begins = beginnings(stated, places);
  const ends = stated.map((occurrence, index) => endOf(incident, occurrence, index, places, begins));
  return stated.map((occurrence, index) => {
    const [from, until] = [begins[index] ?? occurrence.from, ends[index] ?? null];
    return { ...occurrence, from, until: until !== null && isBefore(until, from) ? from : until };
  });
};

/** The incident with its spells derived from the stated times and impacts. */
export const withSpells = (incident: Incident): Incident => {
  const occurrences = spellsOf(incident);
  const [first, last] = [occurrences[0], occurrences.at(-1)];
  return { ...incident, occurrences, startedAt: first?.from ?? incident.startedAt, endedAt: last?.until ?? null };
};

/** When an impact ended, or the incident with it; null while it is running. */
export const endOfImpact = ({ phase, endedAt }: Pick<Incident, 'phase' | 'endedAt'>, { until }: Pick<Impact, 'until'>): FactTime | null =>
  until ?? (phase === 'resolved' ? (endedAt ?? UNKNOWN_TIME) : null);

/** The occurrences in which an impact began and ended, by index; null where that time has no date. */
export interface Place {
  readonly impact: Impact;
  readonly until: FactTime | null;
  readonly first: number | null;
  readonly last: number | null;
}
export const placesOf = ({ phase, stated, impacts }: Stated): Place[] => {
  const endedAt = stated.at(-1)?.until ?? null;
  const begun = impacts
    .filter(({ notAffected }) => !notAffected)
    .map((impact) => {
      const until = endOfImpact({ phase, endedAt }, impact);
      return { impact, until, first: placeOfBeginning(stated, impact.from, until) };
    });
  const begins = beginnings(stated, begun);
  return begun.map((place) => ({ ...place, last: placeOfEnd(stated, begins, place) }));
};

/** Whether anybody said what an incident does, of a reopened one in the occurrence that goes on. "Not affected" does not. Until then nobody knows how bad it is. */
export const isImpactStated = ({ phase, occurrences, impacts }: Pick<Incident, 'phase' | 'occurrences' | 'impacts'>): boolean => {
  const hurting = impacts.filter(({ notAffected }) => !notAffected);
  const again = phase === 'resolved' ? undefined : occurrences[1] && occurrences.at(-1);
  if (again === undefined) return hurting.length > 0;
  const since = again.from.ms ?? Number.POSITIVE_INFINITY;
  return hurting.some(({ from, until }) => until === null || (until.ms ?? since) > since || (from.ms ?? Number.NEGATIVE_INFINITY) >= since);
};

type Begun = Pick<Place, 'impact' | 'first'>;

const beginnings = (stated: readonly Occurrence[], places: readonly Begun[]): FactTime[] =>
  stated.map((occurrence, index) => {
    const own = places.filter(({ first }) => first === index).map(({ impact }) => impact.from);
    const all = places.map(({ impact }) => impact.from);
    return merged(occurrence.from, own, all, isBefore);
  });

const endOf = ({ phase, stated }: Stated, occurrence: Occurrence, index: number, places: readonly Place[], begins: readonly FactTime[]): FactTime | null => {
  const isLast = index === stated.length - 1;
  if (isLast && phase !== 'resolved') return null;
  const next = begins[index + 1];
  const own = places.filter(({ last }) => last === index).flatMap(({ until }) => until ?? []);
  const all = places.map(({ until }) => until ?? UNKNOWN_TIME);
  const end = merged(occurrence.until ?? UNKNOWN_TIME, own, all, isAfter);
  if (next === undefined || next.ms === null) return end;
  return isAfter(end, next) ? next : end;
};

/**
 * The stated time, or that of an impact that lies beyond it. One without a date gives way to the impacts' where all of them are dated, and one that
 * says nothing at all to the time that all of them name. In: the stated time, those of the impacts of this occurrence, and those of all.
 */
const merged = (stated: FactTime, own: readonly FactTime[], all: readonly FactTime[], isBeyond: (a: FactTime, b: FactTime) => boolean): FactTime => {
  const furthest = own.reduce<FactTime | null>((best, time) => (best === null || isBeyond(time, best) ? time : best), null);
  if (stated.ms !== null) return furthest !== null && isBeyond(furthest, stated) ? furthest : stated;
  if (furthest !== null && all.every(({ ms }) => ms !== null)) return furthest;
  const [first] = all;
  return first !== undefined && saysNothing(stated) && all.every((time) => sameTime(time, first)) ? first : stated;
};

const saysNothing = ({ ms, clock, text }: FactTime): boolean => ms === null && clock === undefined && text === undefined;
/** Whether two times are equal regardless of precision. Without a date only equal wording counts. */
export const sameTime = (a: FactTime, b: FactTime): boolean => (a.ms !== null || b.ms !== null ? a.ms === b.ms : a.clock === b.clock && a.text === b.text);

const placeOfBeginning = (stated: readonly Occurrence[], { ms }: FactTime, until: FactTime | null): number | null => {
  if (ms === null) return null;
  const before = stated.findLastIndex(({ from }) => from.ms !== null && from.ms <= ms);
  if (before === -1)
    return Math.max(
      0,
      stated.findIndex(({ from }) => from.ms !== null),
    );
  const [end, next] = [stated[before]?.until?.ms ?? null, stated[before + 1]?.from.ms ?? null];
  if (end === null || next === null || ms <= end) return before;
  const reachesNext = until === null || (until.ms !== null && until.ms >= next);
  return reachesNext || ms - end > next - ms ? before + 1 : before;
};

const placeOfEnd = (stated: readonly Occurrence[], begins: readonly FactTime[], { until, first }: Begun & Pick<Place, 'until'>): number | null => {
  if (until === null) return stated.length - 1;
  const end = until.ms;
  if (end === null) return null;
  return Math.max(
    first ?? 0,
    begins.findLastIndex(({ ms }) => ms !== null && ms < end),
    0,
  );
};

const isBefore = (a: FactTime, b: FactTime): boolean => a.ms !== null && b.ms !== null && a.ms < b.ms;
const isAfter = (a: FactTime, b: FactTime): boolean => isBefore(b, a);
