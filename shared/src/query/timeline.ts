import { inOrder, msBetween } from '../domain/fact-span.ts';
import { type FactTime, isLater } from '../domain/fact-time.ts';
import type { Entry, Incident } from '../domain/state.ts';
import type { Phase } from '../domain/words.ts';
import { phasesAsTheyWere } from './phase-spans.ts';

/** What happened in an incident, in order of time, with the strip of phases above it and the stretch before anybody noticed. */
export interface Timeline {
  /** Oldest first; undated ones stay where they were recorded. */
  readonly entries: readonly Entry[];
  /** One block per phase; `until` null while it lasts. */
  readonly phases: readonly PhaseSpan[];
  /** From the beginning to the first notice; null when nobody stated a detection, or it came at once. */
  readonly unseen: Span | null;
  readonly occurrences: Incident['occurrences'];
}
export interface Span {
  readonly from: FactTime;
  readonly until: FactTime;
  /** Null when the length cannot be told. */
  readonly ms: number | null;
}
export interface PhaseSpan {
  readonly phase: Phase | 'reopened';
  readonly from: FactTime;
  readonly until: FactTime | null;
  readonly ms: number | null;
}

export const timeline = (incident: Incident): Timeline => ({
  entries: inOrder(incident.entries, (entry) => entry.at),
  phases: phaseSpans(incident),
  unseen: unseenSpan(incident),
  occurrences: incident.occurrences,
});

const phaseSpans = (incident: Incident): PhaseSpan[] => {
  const phases = inOrder(phasesAsTheyWere(incident), (phase) => phase.at);
  return phases.map(({ phase, at }, index) => {
    const until = phases[index + 1]?.at ?? null;
    return { phase, from: at, until, ms: until === null ? null : msBetween(at, until) };
  });
};

const unseenSpan = ({ startedAt, detection }: Incident): Span | null => {
  if (detection === null) return null;
  const ms = msBetween(startedAt, detection.at);
  return ms !== null && ms <= 0 ? null : { from: startedAt, until: detection.at, ms };
};

/** A length in milliseconds; `about` when one of its ends is imprecise. */
export interface Length {
  readonly ms: number;
  readonly about: boolean;
}

/** How long things took; null where the facts do not say, or while it goes on. */
export interface Durations {
  /** Beginning to first notice. */
  readonly toNotice: Length | null;
  /** Notice to somebody first having it, in the first occurrence. */
  readonly toEscalate: Length | null;
  /** Notice to the cause being identified. */
  readonly toIdentify: Length | null;
  /** Notice to the end of the first occurrence. */
  readonly toFix: Length | null;
  /** Beginning of the first occurrence to the end of the last. */
  readonly total: Length | null;
  /** All occurrences together, without the pauses between them. */
  readonly hurting: Length | null;
  /** Between occurrences: believed well. */
  readonly believedWell: Length | null;
  /** Each occurrence on its own, in order. */
  readonly occurrences: readonly (Length | null)[];
}

/** Lengths out of an incident's facts. Numbers computed, never typed. */
export const durations = (incident: Incident): Durations => {
  const { occurrences, detection, startedAt, endedAt } = incident;
  const [first] = occurrences;
  // Who saw it coming waited for it from its beginning.
  const noticed = detection === null ? null : isLater(startedAt, detection.at) ? startedAt : detection.at;
  const identified = incident.phases.find(({ phase }) => phase === 'identified')?.at ?? null;
  const each = occurrences.map(({ from, until }) => lengthOf(from, until));
  return {
    toNotice: lengthOf(startedAt, detection?.at ?? null),
    toEscalate: lengthOf(noticed, unlessAfter(first?.until ?? null, first?.acknowledged ?? null)),
    toIdentify: lengthOf(noticed, unlessAfter(endedAt, identified)),
    toFix: lengthOf(noticed, first?.until ?? null),
    total: lengthOf(startedAt, endedAt),
    hurting: sum(each),
    believedWell: pausesOf(occurrences),
    occurrences: each,
  };
};

// What was told when it was over says nothing of how long anything took.
const unlessAfter = (end: FactTime | null, time: FactTime | null): FactTime | null => (end !== null && time !== null && isLater(time, end) ? null : time);

/** The pauses between occurrences, all together; null without any, or where one has no known length. */
export const pausesOf = (occurrences: Incident['occurrences']): Length | null =>
  sum(occurrences.slice(1).map(({ from }, index) => lengthOf(occurrences[index]?.until ?? null, from)));

/** From one time to another; null when either is missing, undated, or the second is the earlier. */
export const lengthOf = (from: FactTime | null, until: FactTime | null): Length | null => {
  if (from === null || until === null) return null;
  const ms = msBetween(from, until);
  return ms === null || ms < 0 ? null : { ms, about: !isPoint(from) || !isPoint(until) };
};
const isPoint = ({ precision, ms, clock }: FactTime): boolean => precision === 'exact' || precision === 'minute' || (ms === null && clock !== undefined);

const sum = (lengths: readonly (Length | null)[]): Length | null => {
  let total: Length = { ms: 0, about: false };
  if (lengths.length === 0) return null;
  for (const length of lengths) {
    if (length === null) return null;
    total = { ms: total.ms + length.ms, about: total.about || length.about };
  }
  return total;
};
