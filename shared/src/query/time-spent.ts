import type { FactTime } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import { lengthOf } from './length.ts';
import { unseenOf } from './timeline.ts';

/** `help`: until someone took it on; `cause`: until the cause was identified; `fix`: until it worked; `well`: believed to be over; `again`: after it recurred. */
export type SpentOn = 'unseen' | 'help' | 'cause' | 'fix' | 'well' | 'again';
export interface Spent {
  readonly on: SpentOn;
  readonly from: FactTime;
  readonly until: FactTime;
  readonly ms: number;
  /** An end is imprecise. */
  readonly about: boolean;
}

/**
 * Where the time of an incident went, in contiguous intervals from its beginning to its last known end. A step that was not stated, or stated
 * out of order, joins the next. Empty while its first occurrence lasts, without times, and when nothing divides it.
 */
export const timeSpent = (incident: Pick<Incident, 'occurrences' | 'detection' | 'phases'>): Spent[] => {
  const [first, ...later] = incident.occurrences;
  if (first === undefined || first.until === null || lengthOf(first.from, first.until) === null) return [];
  const steps: readonly (readonly [SpentOn, FactTime | undefined])[] = [
    ['unseen', unseenOf({ startedAt: first.from, endedAt: first.until, detection: incident.detection })?.until],
    ['help', first.acknowledged],
    ['cause', incident.phases.find(({ phase }) => phase === 'identified')?.at],
    ['fix', first.until],
  ];
  const spent: Spent[] = [];
  let from = first.from;
  for (const [on, until] of steps) {
    if (until === undefined || !between(from, until, first.until)) continue;
    add(spent, on, from, until);
    from = until;
  }
  let end = first.until;
  for (const occurrence of later) {
    if (!add(spent, 'well', end, occurrence.from) || occurrence.until === null || !add(spent, 'again', occurrence.from, occurrence.until)) break;
    end = occurrence.until;
  }
  return spent.length > 1 ? spent : [];
};

// Two clock times of an unknown day always have a length, so only the sum shows whether one lies between the others.
const between = (from: FactTime, at: FactTime, until: FactTime): boolean => {
  const [before, after, whole] = [lengthOf(from, at), lengthOf(at, until), lengthOf(from, until)];
  return before !== null && after !== null && before.ms + after.ms === whole?.ms;
};

const add = (spent: Spent[], on: SpentOn, from: FactTime, until: FactTime): boolean => {
  const length = lengthOf(from, until);
  if (length !== null && length.ms > 0) spent.push({ on, from, until, ...length });
  return length !== null;
};
