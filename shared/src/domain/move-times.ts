import type { Impact } from './event.ts';
import { canBeLater, isSurelyLater } from './fact-span.ts';
import type { FactTime } from './fact-time.ts';
import { sameTime, spellsAndPlaces } from './incident-spells.ts';
import type { Incident } from './state.ts';

/** Other bounds for one occurrence, counted from 0; null where that bound stays. */
export interface TimesCorrection {
  readonly occurrence: number;
  readonly from: FactTime | null;
  readonly until: FactTime | null;
}

/**
 * The incident with corrected times for one occurrence. Impacts that began or ended with it move with it, those that reach beyond it are cut. The earlier
 * period of a restated impact is removed when it lies wholly outside; any other impact that would lie outside stays as a moment at the bound.
 */
export const moveTimes = (incident: Incident, correction: TimesCorrection): Incident => {
  const { occurrence: index, from, until } = correction;
  const occurrence = incident.stated[index];
  if (occurrence === undefined) return incident;
  const moved = new Map(movedBy(incident, correction).map((change) => [change.before, change]));
  const impacts = incident.impacts.flatMap((impact) => {
    const change = moved.get(impact);
    if (change === undefined) return [impact];
    return change.isLost && isEarlierStretch(impact) ? [] : [change.after];
  });
  return {
    ...incident,
    stated: incident.stated.with(index, { ...occurrence, from: from ?? occurrence.from, until: until ?? occurrence.until }),
    impacts,
  };
};

/** The stated impacts that would have no time left within the corrected times. */
export const lostBy = (incident: Incident, correction: TimesCorrection): Impact[] =>
  movedBy(incident, correction)
    .filter(({ isLost, before }) => isLost && !isEarlierStretch(before))
    .map(({ before }) => before);

interface Moved {
  readonly before: Impact;
  readonly after: Impact;
  /** The impact had a length, and would surely lie outside, whatever its imprecise times can mean. */
  readonly isLost: boolean;
}

const movedBy = (incident: Incident, { occurrence, from, until }: TimesCorrection): Moved[] => {
  const { spells, places } = spellsAndPlaces(incident);
  const spell = spells[occurrence];
  if (spell === undefined) return [];
  const [begin, end] = [from ?? spell.from, until ?? spell.until];
  return places.flatMap(({ impact, until: ended, first, last }) => {
    const began = impact.from;
    const beginsHere = first === occurrence || (first === null && sameTime(began, spell.from));
    const endsHere = ended !== null && (last === occurrence || (last === null && spell.until !== null && sameTime(ended, spell.until)));
    if (!beginsHere && !endsHere) return [];
    const movedFrom = beginsHere && from !== null && sameTime(began, spell.from) ? from : began;
    const movedUntil = endsHere && until !== null && spell.until !== null && sameTime(ended, spell.until) ? until : ended;
    const newFrom = beginsHere ? within(movedFrom, begin, end) : began;
    const newUntil = endsHere && movedUntil !== null ? within(movedUntil, begin, end) : ended;
    const isOutside = movedUntil !== null && (!canBeLater(movedUntil, begin) || (end !== null && !canBeLater(end, movedFrom)));
    const isLost = isOutside && lasted(began, ended) && lasted(begin, end);
    const after = { ...impact, from: newFrom, until: impact.until === null ? null : isLost ? newFrom : newUntil };
    return [{ before: impact, after, isLost }];
  });
};

/** A time that surely lies outside becomes the bound. An imprecise one that can lie within stays: who reads it takes the part of it that is possible. */
const within = (time: FactTime, from: FactTime, until: FactTime | null): FactTime => {
  if (isSurelyLater(from, time)) return from;
  return until !== null && isSurelyLater(time, until) ? until : time;
};
const lasted = (from: FactTime, until: FactTime | null): boolean => until === null || canBeLater(until, from);

/** Whether an impact is the earlier stretch of one that was stated again with a later beginning. Nobody stated it as it stands. */
export const isEarlierStretch = ({ earlierOf }: Impact): boolean => earlierOf !== undefined;
