import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { readTypedTime, type TypedTime, typedTime } from './typed-time.ts';

/** The next update: in some minutes from sending on, or at a time as it was typed. */
export type Due = { readonly in: number } | DueAt;
/** What was typed, and what it meant then: neither another day nor another choice of zones changes it. Drafts of earlier versions have the text alone. */
export interface DueAt {
  readonly at: string;
  /** The zone that stood beside it. */
  readonly zone?: string;
  /** Null: it could not be read. */
  readonly time?: RealTime | null;
}
type RealTime = FactTime & { readonly ms: number };

const MINUTE = 60_000;
/** When the next update would be due if the draft were sent now, in whole minutes; null without one. */
export const readDue = (due: Due | null, now: number, zone: string): Exclude<TypedTime, { kind: 'now' }> | null => {
  if (due === null) return null;
  if ('in' in due) return { kind: 'time', time: { ms: Math.ceil((now + due.in * MINUTE) / MINUTE) * MINUTE, precision: 'minute' } };
  const { at, time = null } = due;
  if (time !== null && time.ms > now) return { kind: 'time', time };
  const meant = due.zone ?? zone;
  // A time that has passed since it was typed does not become tomorrow's.
  const read = readTypedTime(time === null ? at : typedTime(time.ms, meant), { zone: meant, now, must: 'be_ahead' });
  return read.kind === 'now' ? null : read;
};
/** A due time as it was typed, read in `zone` at `now`, UTC ms. */
export const typedDue = (at: string, zone: string, now: number): DueAt => {
  const read = readDue({ at, zone }, now, zone);
  return { at, zone, time: read?.kind === 'time' ? read.time : null };
};
