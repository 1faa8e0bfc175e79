import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { lengthOf } from '@sitrep/shared/query/timeline.ts';

/** How long an incident hurt, all its occurrences together. `least`: one of them has no known length, so it was longer. */
export interface Hurt {
  readonly ms: number;
  readonly about: boolean;
  readonly least: boolean;
}

/** Null where nothing is known of it. `now`: UTC ms, ends the occurrence that goes on; null for an incident that is over. */
export const hurtFor = (occurrences: Incident['occurrences'], now: number | null): Hurt | null => {
  const lengths = occurrences.map(({ from, until }) => lengthOf(from, until ?? (now === null ? null : exactly(now))));
  const known = lengths.filter((length) => length !== null && length.ms > 0);
  if (known.length === 0) return null;
  return {
    ms: known.reduce((sum, length) => sum + (length?.ms ?? 0), 0),
    about: known.some((length) => length?.about === true),
    least: known.length < lengths.length,
  };
};
/** `at least `, `about ` or nothing, to stand before the length. */
export const hurtBefore = ({ about, least }: Hurt): string => (least ? 'at least ' : about ? 'about ' : '');
