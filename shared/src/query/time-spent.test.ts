import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly, type FactTime } from '../domain/fact-time.ts';
import { at, atClock, givenIncident, onDay } from '../testing/given-board.ts';
import { timeSpent } from './time-spent.ts';

const detection = (time: FactTime) => ({ by: 'Support', at: time });
const shown = (incident: Parameters<typeof timeSpent>[0]) => timeSpent(incident).map(({ on, ms }) => `${on} ${ms / 60_000}`);

test('[QU83] nine hours unseen, an hour to reach help, eighty minutes to fix, then believed well, then half an hour again', () => {
  const dns = givenIncident('dns', {
    phase: 'resolved',
    detection: detection(at('2020-10-09T06:00')),
    occurrences: [
      { from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20'), acknowledged: at('2020-10-09T07:00') },
      { from: at('2020-10-09T10:00'), until: at('2020-10-09T10:30') },
    ],
  });
  expect(shown(dns)).toEqual(['unseen 540', 'help 60', 'fix 80', 'well 100', 'again 30']);
  const identified = { ...dns, phases: [{ phase: 'identified' as const, at: at('2020-10-09T07:30') }] };
  expect(shown(identified)).toEqual(['unseen 540', 'help 60', 'cause 30', 'fix 50', 'well 100', 'again 30']);
  const nobodySaid = identified.occurrences.map(({ from, until }) => ({ from, until }));
  expect(shown({ ...identified, occurrences: nobodySaid })).toEqual(['unseen 540', 'cause 90', 'fix 50', 'well 100', 'again 30']);
});

test('[QU83] a step out of order joins the next, an open end ends the bar, and what nothing divides has none', () => {
  const occurrences = [{ from: at('2021-03-01T09:25'), until: at('2021-03-01T09:42') }];
  const plain = givenIncident('api', { phase: 'resolved', occurrences });
  expect(shown(plain)).toEqual([]);
  expect(shown({ ...plain, detection: detection(at('2021-03-01T09:25')) })).toEqual([]);
  const takenLater = occurrences.map((occurrence) => ({ ...occurrence, acknowledged: at('2021-03-02T09:00') }));
  expect(shown({ ...plain, detection: detection(at('2021-03-01T09:30')), occurrences: takenLater })).toEqual(['unseen 5', 'fix 12']);
  expect(shown({ ...plain, occurrences: [...occurrences, { from: at('2021-03-01T10:00'), until: null }] })).toEqual(['fix 17', 'well 18']);
  expect(shown({ ...plain, occurrences: [{ from: at('2021-03-01T09:25'), until: null }], detection: detection(at('2021-03-01T09:30')) })).toEqual([]);
});

test('[QU83] clock times of an unknown day are enough; an imprecise end is marked', () => {
  const night = givenIncident('night', {
    phase: 'resolved',
    occurrences: [{ from: atClock('23:50'), until: atClock('00:30') }],
    detection: detection(atClock('00:05')),
  });
  expect(shown(night)).toEqual(['unseen 15', 'fix 25']);
  const takenLater = night.occurrences.map((occurrence) => ({ ...occurrence, acknowledged: atClock('02:00') }));
  expect(shown({ ...night, occurrences: takenLater })).toEqual(['unseen 15', 'fix 25']);
  expect(shown({ ...night, detection: detection(onDay('2021-03-01')) })).toEqual([]);
  const rough = givenIncident('rough', {
    phase: 'resolved',
    occurrences: [{ from: { ...at('2021-03-01T09:00'), precision: 'approximate' }, until: at('2021-03-01T10:00') }],
    detection: detection(at('2021-03-01T09:20')),
  });
  expect(timeSpent(rough).map(({ about }) => about)).toEqual([true, false]);
});

test('[QU83] the stretches add up to the whole, whatever was stated', () => {
  const time = fc.integer({ min: 0, max: 1_000 }).map((minute) => exactly(minute * 60_000));
  fc.assert(
    fc.property(fc.array(time, { minLength: 2, maxLength: 6 }), fc.option(time), fc.option(time), fc.option(time), (times, noticed, taken, identified) => {
      const sorted = [...times].sort((a, b) => (a.ms ?? 0) - (b.ms ?? 0)).slice(0, times.length - (times.length % 2));
      const first = taken === null ? {} : { acknowledged: taken };
      const occurrences = sorted.flatMap((from, index) => (index % 2 === 0 ? [{ from, until: sorted[index + 1] ?? null, ...(index === 0 ? first : {}) }] : []));
      const spent = timeSpent({
        occurrences,
        detection: noticed === null ? null : detection(noticed),
        phases: identified === null ? [] : [{ phase: 'identified', at: identified }],
      });
      if (spent.length === 0) return;
      expect(spent.reduce((sum, { ms }) => sum + ms, 0)).toBe((sorted.at(-1)?.ms ?? 0) - (sorted[0]?.ms ?? 0));
      expect(spent.every((stretch, index) => index === 0 || stretch.from.ms === spent[index - 1]?.until.ms)).toBe(true);
    }),
  );
});
