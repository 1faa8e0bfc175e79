import { type FactTime, isLater } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import { type Length, lengthOf, lengthsTogether, pausesOf } from './length.ts';

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
    hurting: lengthsTogether(each),
    believedWell: pausesOf(occurrences),
    occurrences: each,
  };
};

// Facts stated after the end say nothing about how long a step took.
const unlessAfter = (end: FactTime | null, time: FactTime | null): FactTime | null => (end !== null && time !== null && isLater(time, end) ? null : time);
