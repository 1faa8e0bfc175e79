import type { Impact } from './event.ts';
import { isSurelyLater, lateAfter, notBefore, spanOf } from './fact-span.ts';
import type { FactTime } from './fact-time.ts';
import { isLater, UNKNOWN_TIME } from './fact-time.ts';
import { lastOf } from './last-of.ts';
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
 * - An imprecise time moves nothing that it may contain: "some time that day" does not make an incident of 09:00 begin at midnight. It is read as the part of
 *   it that is possible, and stays as imprecise as it was.
 * - No spell begins before the one before it ended, and none ends before it begins: of two that overlap, the earlier one is cut where the later one begins.
 * - A stated time without a date is replaced by the impacts' times once all of them are dated; until then it is kept.
 */
type Stated = Pick<Incident, 'phase' | 'stated' | 'impacts'>;

/**
 * The spells of an incident in order, one for each stated occurrence, the last without an end while the incident is open; and the places of its impacts, those
 * "not affected" left out. Each impact and each occurrence is read a few times, however many there are of the other.
 */
export const spellsAndPlaces = ({
  phase,
  stated: asStated,
  impacts,
}: Stated): { readonly spells: readonly Occurrence[]; readonly places: readonly Place[] } => {
  const stated = asPossible(asStated);
  const endedAt = stated.at(-1)?.until ?? null;
  const placeOf = placeOfBeginning(stated);
  const begun = impacts.flatMap((impact) => {
    if (impact.notAffected) return [];
    const until = endOfImpact({ phase, endedAt }, impact);
    return { impact, until, first: placeOf(impact.from, until) };
  });
  const begins = beginnings(stated, begun);
  const lastOne = placeOfEnd(begins);
  const places = begun.map((place) => ({ ...place, last: lastOne(place) }));
  const ends = endings({ phase, stated }, places);
  const spells = inSequence(stated.map((occurrence, index) => ({ ...occurrence, from: begins[index] ?? occurrence.from, until: ends[index] ?? null })));
  return { spells, places };
};

/** The spells alone. */
export const spellsOf = (incident: Stated): readonly Occurrence[] => spellsAndPlaces(incident).spells;

/** The stated occurrences, each beginning read as what is possible: it is not before the end of the one before, and it had begun by its own end. */
const asPossible = (stated: readonly Occurrence[]): Occurrence[] => {
  let bound: FactTime = UNKNOWN_TIME;
  return stated.map((occurrence) => {
    const { until } = occurrence;
    const from = notBefore(until !== null && isSurelyLater(occurrence.from, until) ? until : occurrence.from, bound);
    bound = [until === null ? until : notBefore(until, from), from].find((time) => time?.ms != null) ?? bound;
    return { ...occurrence, from };
  });
};

/** The same spells, none before the end of the one before it. */
const inSequence = (spells: readonly Occurrence[]): Occurrence[] => {
  let bound: FactTime = UNKNOWN_TIME;
  return spells.map((spell, index) => {
    const from = notBefore(spell.from, bound);
    const next = spells[index + 1]?.from ?? UNKNOWN_TIME;
    const until = spell.until === null ? null : notBefore(notBefore(isSurelyLater(spell.until, next) ? next : spell.until, bound), from);
    bound = [until, from].find((time) => time?.ms != null) ?? bound;
    return { ...spell, from, until };
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

/**
 * When an impact began and ended, for every reader: an imprecise beginning is read as the part of it within the spell in which the impact ended, and an
 * imprecise end as the part after the beginning. One that ended before it began was a moment at its end.
 */
export const timesOfImpact = (
  incident: Pick<Incident, 'phase' | 'endedAt' | 'occurrences'>,
  impact: Pick<Impact, 'from' | 'until'>,
): { readonly from: FactTime; readonly until: FactTime | null } => {
  const until = endOfImpact(incident, impact);
  const begun = until !== null && isSurelyLater(impact.from, until) ? until : impact.from;
  const within = isInstant(begun) ? undefined : incident.occurrences[reaching(incident.occurrences)(begun, until)];
  const from = within === undefined ? begun : notBefore(begun, within.from);
  return { from, until: until === null || isInstant(until) ? until : notBefore(until, from) };
};

/** For an imprecise beginning: the place of the last spell that it reaches into and in which the impact was not over yet; -1 for none, and for an instant. */
type Reach = (from: FactTime, until: FactTime | null) => number;
const REACHES = new WeakMap<readonly Occurrence[], Reach>();
/** What finds it in these spells. It is made once for them, however many impacts are read. */
const reaching = (spells: readonly Occurrence[]): Reach => {
  const known = REACHES.get(spells) ?? reachInto(spells);
  REACHES.set(spells, known);
  return known;
};
const reachInto = (spells: readonly Occurrence[]): Reach => {
  const dated = spells.flatMap(({ from, until }, place) => (from.ms === null ? [] : [{ place, from: from.ms, end: until?.ms ?? Number.POSITIVE_INFINITY }]));
  const lastBegun = lastOf(dated.map(({ from }) => from));
  let latestEnd = Number.NEGATIVE_INFINITY;
  const latestEnds = dated.map(({ end }) => {
    latestEnd = Math.max(latestEnd, end);
    return latestEnd;
  });
  return (from, until) => {
    const span = spanOf(from);
    if (span === null || span.from === span.until) return -1;
    const over = until?.ms == null ? Number.POSITIVE_INFINITY : (spanOf(until)?.until ?? until.ms);
    const bound = Math.min(span.until, over);
    // Spells that follow each other end in that order too: the walk back is short.
    for (let index = lastBegun((begin) => begin < bound); (latestEnds[index] ?? span.from) > span.from; index -= 1) {
      const spell = dated[index];
      if (spell !== undefined && spell.from < bound && spell.end > span.from) return spell.place;
    }
    return -1;
  };
};
const isInstant = (time: FactTime): boolean => {
  const span = spanOf(time);
  return span === null || span.from === span.until;
};

/** The occurrences in which an impact began and ended, by index; null where that time has no date. */
export interface Place {
  readonly impact: Impact;
  readonly until: FactTime | null;
  readonly first: number | null;
  readonly last: number | null;
}

/** Whether an impact of the incident was stated, after a reopening in the current occurrence; "not affected" does not count. Until then its level is unknown. */
export const isImpactStated = ({ phase, occurrences, impacts }: Pick<Incident, 'phase' | 'occurrences' | 'impacts'>): boolean => {
  const hurting = impacts.filter(({ notAffected }) => !notAffected);
  const again = phase === 'resolved' ? undefined : occurrences[1] && occurrences.at(-1);
  if (again === undefined) return hurting.length > 0;
  const since = again.from.ms ?? Number.POSITIVE_INFINITY;
  return hurting.some(({ from, until }) => until === null || (until.ms ?? since) > since || (from.ms ?? Number.NEGATIVE_INFINITY) >= since);
};

type Begun = Pick<Place, 'impact' | 'until' | 'first'>;

const beginnings = (stated: readonly Occurrence[], places: readonly Begun[]): FactTime[] => {
  const inAll = inCommon(places.map(({ impact }) => impact.from));
  // Of several the one that surely came first; one that may have come later as well moves nothing.
  const firsts = stated.map((): Begun | undefined => undefined);
  for (const place of places) {
    if (place.first === null || place.impact.from.ms === null) continue;
    const known = firsts[place.first];
    if (known === undefined || cameFirst(place, known)) firsts[place.first] = place;
  }
  return stated.map(({ from }, index) => {
    const first = firsts[index];
    if (from.ms === null) return asFarAsKnown(from, first?.impact.from, inAll);
    return first !== undefined && latest(first) <= from.ms && isLater(from, first.impact.from) ? first.impact.from : from;
  });
};
const cameFirst = (a: Begun, b: Begun): boolean => {
  const [one, other] = [latest(a), latest(b)];
  return one === other ? (a.impact.from.ms ?? 0) < (b.impact.from.ms ?? 0) : one < other;
};
/** When at the latest an impact had begun, UTC ms: it had when it ended. */
const latest = ({ impact, until }: Begun): number =>
  Math.min(lateAfter(impact.from) ?? Number.POSITIVE_INFINITY, Math.max(lateAfter(until) ?? Number.POSITIVE_INFINITY, impact.from.ms ?? 0));

const endings = ({ phase, stated }: Pick<Stated, 'phase' | 'stated'>, places: readonly Place[]): (FactTime | null)[] => {
  const inAll = inCommon(places.map(({ until }) => until ?? UNKNOWN_TIME));
  const ends = stated.map((): FactTime[] => []);
  for (const { last, until } of places) if (last !== null && until !== null) ends[last]?.push(until);
  return stated.map((occurrence, index) => {
    if (index === stated.length - 1 && phase !== 'resolved') return null;
    const end = occurrence.until ?? UNKNOWN_TIME;
    const own = ends[index] ?? [];
    if (end.ms !== null) return own.reduce((known, time) => notBefore(known, time), end);
    const last = own.reduce<FactTime | undefined>((best, time) => (best === undefined || isLater(time, best) ? time : best), undefined);
    return asFarAsKnown(end, last, inAll);
  });
};

/** Of the times of all impacts: whether each has a date, and the one that all of them name. */
interface InCommon {
  readonly areDated: boolean;
  readonly only: FactTime | undefined;
}
const inCommon = (times: readonly FactTime[]): InCommon => {
  const [first] = times;
  return { areDated: times.every(({ ms }) => ms !== null), only: first !== undefined && times.every((time) => sameTime(time, first)) ? first : undefined };
};

/**
 * For a stated time without a date: the impacts' time where all of them are dated, and where the stated one says nothing at all, the one that all of them name.
 * In: the stated time, and the impacts' time that would take its place.
 */
const asFarAsKnown = (stated: FactTime, own: FactTime | undefined, { areDated, only }: InCommon): FactTime => {
  if (own !== undefined && areDated) return own;
  return only !== undefined && saysNothing(stated) ? only : stated;
};

const saysNothing = ({ ms, clock, text }: FactTime): boolean => ms === null && clock === undefined && text === undefined;
/** Whether two times are equal regardless of precision. Without a date only equal wording counts. */
export const sameTime = (a: FactTime, b: FactTime): boolean => (a.ms !== null || b.ms !== null ? a.ms === b.ms : a.clock === b.clock && a.text === b.text);

const placeOfBeginning = (stated: readonly Occurrence[]): ((from: FactTime, until: FactTime | null) => number | null) => {
  const reached = reachInto(stated);
  const begins = stated.map(({ from }) => from.ms ?? Number.POSITIVE_INFINITY);
  const lastBegun = lastOf(begins);
  const firstDated = Math.max(0, begins.findIndex(Number.isFinite));
  return (from, until) => {
    const { ms } = from;
    if (ms === null) return null;
    const place = reached(from, until);
    if (place !== -1) return place;
    const before = lastBegun((begin) => begin <= ms);
    if (before === -1) return firstDated;
    const [end, next] = [stated[before]?.until?.ms ?? null, stated[before + 1]?.from.ms ?? null];
    if (end === null || next === null || ms <= end) return before;
    const reachesNext = until === null || (until.ms !== null && until.ms >= next);
    return reachesNext || ms - end > next - ms ? before + 1 : before;
  };
};

const placeOfEnd = (begins: readonly FactTime[]): ((place: Begun) => number | null) => {
  const lastBegun = lastOf(begins.map(({ ms }) => ms ?? Number.POSITIVE_INFINITY));
  return ({ until, first }) => {
    if (until === null) return begins.length - 1;
    const end = until.ms;
    return end === null
      ? null
      : Math.max(
          first ?? 0,
          lastBegun((begin) => begin < end),
          0,
        );
  };
};
