import fc from 'fast-check';
import { expect, test } from 'vitest';
import { besideTodayWord, readTypedTime, type TypedTimeRules, typedTime } from './typed-time.ts';

const NOW = Date.parse('2026-11-30T12:30:20Z');
const read = (typed: string, rules: Partial<TypedTimeRules> = {}) => {
  const result = readTypedTime(typed, { zone: 'UTC', now: NOW, must: 'have_passed', ...rules });
  if (result.kind === 'now') return 'now';
  return result.kind === 'wrong' ? result.words : new Date(result.time.ms).toISOString().slice(0, 16);
};

test('[VW144] a time of day is that of today, with its day that of that day, in the zone beside the field', () => {
  expect(read('08:20')).toBe('2026-11-30T08:20');
  expect(read(' 8.20 ')).toBe('2026-11-30T08:20');
  expect(read('2026-11-29 21:00')).toBe('2026-11-29T21:00');
  expect(read('08:20', { zone: 'Europe/Paris' })).toBe('2026-11-30T07:20');
  // There it is another day already.
  expect(read('00:10', { zone: 'Pacific/Auckland' })).toBe('2026-11-30T11:10');
  expect(read('2026-11-29T21:00+01:00')).toBe('2026-11-29T20:00');
  expect(read('now')).toBe('now');
  expect(readTypedTime('08:20', { zone: 'UTC', now: NOW, must: 'have_passed' })).toMatchObject({ time: { precision: 'minute' } });
});

test('[VW144] where a time of day lies on the wrong side of now, it is that of the day before or after, within twelve hours', () => {
  const night = Date.parse('2026-11-30T00:10:20Z');
  expect(read('23:50', { now: night })).toBe('2026-11-29T23:50');
  expect(read('12:05', { now: night })).toBe('12:05 is still to come today. For yesterday type 2026-11-29 12:05.');
  const late = Date.parse('2026-11-30T23:50:20Z');
  expect(read('00:10', { now: late, must: 'be_ahead' })).toBe('2026-12-01T00:10');
  expect(read('23:40', { now: late, must: 'be_ahead' })).toBe('23:40 has passed today. For tomorrow type 2026-12-01 23:40.');
  expect(besideTodayWord(Date.parse('2026-12-01T00:10Z'), late, 'UTC')).toBe('Tomorrow');
  expect(besideTodayWord(Date.parse('2026-11-29T23:50Z'), night, 'UTC')).toBe('Yesterday');
  expect(besideTodayWord(Date.parse('2026-11-30T00:10Z'), late, 'UTC')).toBeNull();
  // There both are one day.
  expect(besideTodayWord(Date.parse('2026-12-01T00:10Z'), late, 'Europe/Paris')).toBeNull();
});

test('[VW144] a time of day that is read shows that clock, lies on the side that is meant, and says its day when that is not today', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Paris', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe');
  const musts = fc.constantFrom<TypedTimeRules['must']>('have_passed', 'be_ahead');
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1990, 0), max: NOW }), zones, fc.nat(23), fc.nat(59), musts, (now, zone, hour, minute, must) => {
      const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      const result = readTypedTime(clock, { zone, now, must });
      if (result.kind !== 'time') return;
      const { ms } = result.time;
      expect(typedTime(ms, zone).slice(11)).toBe(clock);
      expect(must === 'have_passed' ? ms <= now : ms > now).toBe(true);
      const isToday = typedTime(ms, zone).slice(0, 10) === typedTime(now, zone).slice(0, 10);
      expect(besideTodayWord(ms, now, zone) === null).toBe(isToday);
      if (!isToday) expect(Math.abs(ms - now)).toBeLessThanOrEqual(12 * 3_600_000);
    }),
  );
});

test('[VW144] where a clock goes back over a time, the one of the two is meant that makes sense', () => {
  // In Paris it is 02:45 for the second time.
  const second = { zone: 'Europe/Paris', now: Date.parse('2026-10-25T01:45:20Z') };
  expect(read('02:50', { ...second, must: 'be_ahead' })).toBe('2026-10-25T01:50');
  expect(read('02:40', second)).toBe('2026-10-25T01:40');
  // Ten minutes ahead, the same was shown 50 minutes ago.
  expect(read('02:55', second)).toBe('2026-10-25T00:55');
  const first = { zone: 'Europe/Paris', now: Date.parse('2026-10-25T00:45:20Z') };
  expect(read('02:50', { ...first, must: 'be_ahead' })).toBe('2026-10-25T00:50');
  expect(read('02:40', { ...first, must: 'be_ahead' })).toBe('2026-10-25T01:40');
  expect(read('02:40', first)).toBe('2026-10-25T00:40');
});

test('[VW144] what cannot be meant is refused with what to type instead', () => {
  expect(read('21:00')).toBe('21:00 is still to come today. For yesterday type 2026-11-29 21:00.');
  expect(read('2026-12-01 09:00')).toBe('This is still to come. Type a time that has passed.');
  expect(read('08:20', { must: 'be_ahead' })).toBe('08:20 has passed today. For tomorrow type 2026-12-01 08:20.');
  expect(read('2026-11-29 21:00', { must: 'be_ahead' })).toBe('This has passed. Type a time that is still to come.');
  for (const typed of ['', 'soon', '0820', '8', '2026-11-29', '12:3', 'now is the time'])
    expect(read(typed)).toBe('Type a time such as 12:30, or with its day as 2026-11-30 12:30, or “now”.');
  expect(read('now', { must: 'be_ahead' })).toBe('Type a time such as 12:30, or with its day as 2026-11-30 12:30.');
  expect(read('24:00')).toBe('No clock shows 24:00. Type a time from 00:00 to 23:59.');
  expect(read('2026-02-30 08:20')).toBe('There is no day 2026-02-30. Type another one.');
  expect(read('2026-03-29 02:30', { zone: 'Europe/Paris' })).toBe('Clocks in Paris skip 02:30 on that day. Type another time.');
});

test('[VW144] what is typed as a time is shown reads as that time, in any zone', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Paris', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1990, 0), max: NOW }), zones, (ms, zone) => {
      const result = readTypedTime(typedTime(ms, zone), { zone, now: NOW, must: 'have_passed' });
      // Where clocks go back, the earlier of the two.
      expect(result).toMatchObject({ kind: 'time' });
      if (result.kind === 'time') expect(typedTime(result.time.ms, zone)).toBe(typedTime(ms, zone));
    }),
  );
});
