import type { FactTime } from './fact-time.ts';

// Seconds and their parts, and the offset, as ISO 8601 writes them in full; a time without an offset is ambiguous.
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|([+-])(\d{2}):?(\d{2})))?$/;

/**
 * Parses an ISO 8601 string. In: a date (`2026-11-28`, a whole day in UTC) or a date with a time and an offset. Out: null for anything else,
 * including a day that does not exist and a time without an offset. Without seconds the time is precise to the minute; the wording is kept when it was not UTC.
 */
export const readIso = (text: string): FactTime | null => {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  if (parts[8] === undefined) return { ms: midnight.getTime(), precision: 'day', untilMs: midnight.getTime() + DAY };
  const [offsetHours, offsetMinutes] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 14 || offsetMinutes > 59) return null;
  const offset = (parts[9] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * MINUTE;
  const ms = midnight.getTime() + (hour * 60 + minute) * MINUTE + second * 1_000 + Math.trunc(Number(`0.${parts[7] ?? 0}`) * 1_000) - offset;
  return { ms, precision: parts[6] === undefined ? 'minute' : 'exact', ...(parts[8] === 'Z' || offset === 0 ? {} : { text }) };
};

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
