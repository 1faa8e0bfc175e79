import { clock, day, duration, runningDuration, zoneName } from '@sitrep/shared/words/format.ts';
import type { Screens } from '../sync/use-screens.ts';

const MINUTE = 60_000;
const SILENT_AFTER_MS = 2 * MINUTE;
/** A screen silent for longer than this counts as taken down. */
const FORGET_AFTER_MS = 7 * 24 * 60 * MINUTE;
/** An older answer of the server says nothing about now. */
const OLDEST_ANSWER_MS = 2 * MINUTE;
const MOST_NAMED = 3;

/** In: the screens as last fetched, now as UTC ms, the leading zone, and when the server was last heard (UTC ms): what came after it is not known.
 * Out: a sentence that names the silent screens and for how long, newest first; null when none is known to be silent. */
export const silentWords = ({ screens, since, at }: Screens, now: number, zone: string, heardAt = now): string | null => {
  if (now - at > OLDEST_ANSWER_MS) return null;
  // A screen with a renewed link has two entries of the same name.
  const seen = new Map<string, number>();
  for (const { name, lastSeenAt } of screens) if (lastSeenAt !== null) seen.set(name, Math.max(lastSeenAt, seen.get(name) ?? lastSeenAt));
  const silent = [...seen]
    .filter(([, seenAt]) => at - Math.max(seenAt, since) >= SILENT_AFTER_MS && now - seenAt < FORGET_AFTER_MS)
    .sort(([, a], [, b]) => b - a);
  const [first] = silent;
  if (first === undefined) return null;
  const [name, seenAt] = first;
  const until = Math.max(at, Math.min(now, heardAt));
  const lead = `${name} ${heardAt < now ? 'had' : 'has'} not been heard for ${age(until - seenAt)}`;
  if (silent.length === 1) return `${lead}. Last seen ${moment(seenAt, now, zone)}.`;
  const others = silent.slice(1, MOST_NAMED).map(([other, otherSeenAt]) => `, ${other} for ${age(until - otherSeenAt)}`);
  const rest = Math.max(0, silent.length - MOST_NAMED);
  return `${lead}${others.join('')}${rest === 0 ? '' : `; ${rest} more ${rest === 1 ? 'is' : 'are'} silent, too`}.`;
};

/** In steps of ten seconds, later of a minute, because it need not be exact. */
const age = (ms: number): string => (ms < 10 * MINUTE ? runningDuration(ms - (ms % 10_000)) : duration(ms));

const moment = (ms: number, now: number, zone: string): string =>
  `${now - ms < 12 * 60 * MINUTE ? '' : `${day(ms, zone)}, `}${clock(ms, zone)} ${zoneName(zone)}`;
