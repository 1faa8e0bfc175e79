import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { clock, date, zoneName } from '@sitrep/shared/words/format.ts';

/** An instant in words: `9 Oct 2020, 06:20 UTC`. In: UTC ms, zone. */
export const instantWords = (ms: number, zone: string, seconds = false): string => `${date(ms, zone)}, ${clock(ms, zone, { seconds })} ${zoneName(zone)}`;

/** How precisely a time is known, in words; null when the time itself says so already. */
export const precisionWords = (time: FactTime): string | null => {
  switch (time.precision) {
    case 'exact':
    case 'minute':
      return null;
    case 'approximate':
      return 'Known roughly';
    case 'hour':
      return 'Known to the hour';
    case 'part_of_day':
      return 'Only the part of the day is known';
    case 'day':
      return severalDays(time) ? 'Only the span of days is known' : 'Only the day is known';
    case 'quarter':
      return 'Only the quarter is known';
    case 'unknown':
      return time.clock === undefined ? 'The date is not known' : 'The time of day is known, the date is not';
    default:
      return time.precision satisfies never;
  }
};

const DAY = 86_400_000;
const severalDays = ({ ms, untilMs }: FactTime): boolean => ms !== null && untilMs !== undefined && untilMs - ms > 1.5 * DAY;

/** A time short enough for the timeline column: `06:25`, with `seconds` `06:25:31` where they are known, `~15:20` (about), `that day`, `undated`. `said`: the same for a screen reader. */
export const columnTime = (time: FactTime, zone: string, seconds = false): { shown: string; said: string } => {
  if (time.ms === null)
    return time.clock === undefined ? { shown: 'undated', said: 'undated' } : { shown: time.clock, said: `${time.clock} UTC, date unknown` };
  const hand = clock(time.ms, zone, { seconds: seconds && time.precision === 'exact' });
  switch (time.precision) {
    case 'exact':
    case 'minute':
      return { shown: hand, said: hand };
    case 'approximate':
      return { shown: `~${hand}`, said: `about ${hand}` };
    case 'hour':
      return { shown: `${hand.slice(0, 2)}:xx`, said: `in the hour from ${hand}` };
    case 'part_of_day':
    case 'day':
      return { shown: 'that day', said: 'some time that day' };
    case 'quarter':
      return { shown: 'quarter', said: 'some time in that quarter' };
    case 'unknown':
      return { shown: 'undated', said: 'undated' };
    default:
      return time.precision satisfies never;
  }
};
