import { isPoint, msBetween } from '../domain/fact-span.ts';
import { type FactTime, isLater } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';

/** From when to when an incident went unnoticed. `ms`: null when the length is unknown. */
export interface Unseen {
  readonly from: FactTime;
  readonly until: FactTime;
  readonly length: Length | null;
}

/**
 * The unnoticed time of an incident: from its beginning until it was noticed, at the longest until its end. Null when nobody said when it was noticed, or when that
 * was before it began.
 */
export const unseenOf = ({ startedAt, endedAt, detection }: Pick<Incident, 'startedAt' | 'endedAt' | 'detection'>): Unseen | null => {
  if (detection === null || isLater(startedAt, detection.at)) return null;
  const [length, whole] = [lengthOf(startedAt, detection.at), lengthOf(startedAt, endedAt)];
  if (length === null || whole === null || endedAt === null || length.ms <= whole.ms) return { from: startedAt, until: detection.at, length };
  return { from: startedAt, until: endedAt, length: whole };
};

/** A length in milliseconds; `about` when one of its ends is imprecise. */
export interface Length {
  readonly ms: number;
  readonly about: boolean;
}

/** Durations in an incident; null when the facts do not give them, or while it is still running. */
export interface Durations {
  /** Beginning to detection, or to the end where nobody noticed before. */
  readonly toNotice: Length | null;
  /** Detection to first acknowledgement, in the first occurrence. */
  readonly toEscalate: Length | null;
  /** Detection to the cause being identified. */
  readonly toIdentify: Length | null;
  /** Detection to the end of the first occurrence. */
  readonly toFix: Length | null;
  /** Beginning of the first occurrence to the end of the last. */
  readonly total: Length | null;
  /** All occurrences together, without the pauses between them. */
  readonly hurting: Length | null;
  /** Between occurrences: believed well. */
  readonly believedWell: Length | null;
  /** Each occurrence separately, in order. */
  readonly occurrences: readonly (Length | null)[];
}

/** Computes durations from an incident's facts. */
export const durations = (incident: Incident): Durations => {
  const { occurrences, detection, startedAt, endedAt } = incident;
  const [first] = occurrences;
  // A detection before the beginning counts from the beginning.
  const noticed = detection === null ? null : isLater(startedAt, detection.at) ? startedAt : detection.at;
  const identified = incident.phases.find(({ phase }) => phase === 'identified')?.at ?? null;
  const each = occurrences.map(({ from, until }) => lengthOf(from, until));
  return {
    toNotice: unseenOf(incident)?.length ?? null,
    toEscalate: lengthOf(noticed, unlessAfter(first?.until ?? null, first?.acknowledged ?? null)),
    toIdentify: lengthOf(noticed, unlessAfter(endedAt, identified)),
    toFix: lengthOf(noticed, first?.until ?? null),
    total: lengthOf(startedAt, endedAt),
    hurting: sum(each),
    believedWell: pausesOf(occurrences),
    occurrences: each,
  };
};

// Facts stated after the end say nothing about how long a step took.
const unlessAfter = (end: FactTime | null, time: FactTime | null): FactTime | null => (end !== null && time !== null && isLater(time, end) ? null : time);

/** The pauses between occurrences, added up; null without pauses, or when the length of one is unknown. */
export const pausesOf = (occurrences: Incident['occurrences']): Length | null =>
  sum(occurrences.slice(1).map(({ from }, index) => lengthOf(occurrences[index]?.until ?? null, from)));

/** From one time to another; null when either is missing, undated, or the second is the earlier. */
export const lengthOf = (from: FactTime | null, until: FactTime | null): Length | null => {
  if (from === null || until === null) return null;
  const ms = msBetween(from, until);
  return ms === null || ms < 0 ? null : { ms, about: !isPoint(from) || !isPoint(until) };
};

const sum = (lengths: readonly (Length | null)[]): Length | null => {
  let total: Length = { ms: 0, about: false };
  if (lengths.length === 0) return null;
  for (const length of lengths) {
    if (length === null) return null;
    total = { ms: total.ms + length.ms, about: total.about || length.about };
  }
  return total;
};
