import { isPoint, msBetween } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';

/** A length in milliseconds; `about` when one of its ends is imprecise. */
export interface Length {
  readonly ms: number;
  readonly about: boolean;
}

/** The pauses between occurrences, added up; null without pauses, or when the length of one is unknown. */
export const pausesOf = (occurrences: Incident['occurrences']): Length | null =>
  lengthsTogether(occurrences.slice(1).map(({ from }, index) => lengthOf(occurrences[index]?.until ?? null, from)));

/** From one time to another; null when either is missing, undated, or the second is the earlier. */
export const lengthOf = (from: FactTime | null, until: FactTime | null): Length | null => {
  if (from === null || until === null) return null;
  const ms = msBetween(from, until);
  return ms === null || ms < 0 ? null : { ms, about: !isPoint(from) || !isPoint(until) };
};

/** Lengths added up; null without any, or when one is unknown. */
export const lengthsTogether = (lengths: readonly (Length | null)[]): Length | null => {
  let total: Length = { ms: 0, about: false };
  if (lengths.length === 0) return null;
  for (const length of lengths) {
    if (length === null) return null;
    total = { ms: total.ms + length.ms, about: total.about || length.about };
  }
  return total;
};
