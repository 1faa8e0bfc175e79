import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactTime } from '../domain/fact-time.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { at, atClock, EVERYONE, givenImpact, givenIncident, utc } from '../testing/given-board.ts';
import { reasonWords } from '../words/affected-words.ts';
import { affectedAt, predicatesOf } from './affected-at.ts';

const about = (iso: string): FactTime => ({ ...at(iso), precision: 'approximate' });
const w1 = givenIncident('w1', {
  phase: 'resolved',
  impacts: [
    givenImpact('start', 'events', {
      level: 'partial_outage',
      what: 'cannot start events',
      audience: { kind: 'share', share: 0.25, estimate: true },
      from: about('2021-03-09T15:20'),
      until: about('2021-03-09T16:40'),
    }),
  ],
});
const m1 = givenIncident('m1', {
  phase: 'resolved',
  impacts: [
    givenImpact('hurt', 'login', {
      what: 'cannot log in',
      audience: { kind: 'predicate', words: 'users who are also collaborators on other accounts' },
      from: at('2017-08-11T13:30'),
      until: at('2017-08-11T14:15'),
    }),
    givenImpact('spared', 'login', {
      notAffected: true,
      level: 'operational',
      audience: { kind: 'predicate', words: 'regular users' },
      from: at('2017-08-11T13:30'),
      until: at('2017-08-11T14:15'),
    }),
  ],
});
const slow = givenIncident('slow', {
  impacts: [
    givenImpact('i', 'vod', {
      level: 'degraded_performance',
      mode: 'slow',
      what: 'videos load slowly',
      audience: EVERYONE,
      regions: ['eu'],
      from: at('2020-12-01T18:00'),
    }),
  ],
});

test('[QU70] a share of customers answers partly, and says how large it was', () => {
  const { answer, reasons, level } = affectedAt([w1], { componentId: 'events', at: utc('2021-03-09T16:00') });
  expect([answer, level]).toEqual(['partly', 'partial_outage']);
  expect(reasons[0] && reasonWords(reasons[0])).toBe('w1: an estimated 25 % of customers: cannot start events.');
});

test('[QU70] stated audiences answer for those who name themselves', () => {
  const ask = (predicate?: string) =>
    affectedAt([m1], { componentId: 'login', at: utc('2017-08-11T14:00'), ...(predicate === undefined ? {} : { predicate }) }).answer;
  expect(ask('regular users')).toBe('no');
  expect(ask('Regular  users.')).toBe('no');
  // Other words may mean other people, so they are never guessed to be the same.
  for (const other of ['a regular user', 'irregular users', 'users', 'users who are not also collaborators on other accounts', 'collaborators'])
    expect(ask(other)).toBe('cannot_tell');
  expect(ask('Users who are also collaborators on other accounts')).toBe('yes');
  expect(ask()).toBe('partly');
  expect(ask('users of the mobile app')).toBe('cannot_tell');
  expect(predicatesOf([m1])).toEqual(['regular users', 'users who are also collaborators on other accounts']);
});

test('[QU70] a region that was slow was affected; asked of everywhere, partly', () => {
  expect(affectedAt([slow], { componentId: 'vod', region: 'eu', at: utc('2020-12-01T19:00') })).toMatchObject({ answer: 'yes', level: 'degraded_performance' });
  expect(affectedAt([slow], { componentId: 'vod', at: utc('2020-12-01T19:00') }).answer).toBe('partly');
  expect(affectedAt([slow], { componentId: 'vod', region: 'us', at: utc('2020-12-01T19:00'), covered: true }).answer).toBe('no');
});

test('[QU71] no record means no only where a probe would have seen it', () => {
  const before = { componentId: 'vod', region: 'eu', at: utc('2020-12-01T17:59') };
  expect(affectedAt([slow], { ...before, covered: true })).toMatchObject({ answer: 'no', reasons: [{ why: 'no_record_covered' }] });
  expect(affectedAt([slow], before)).toMatchObject({ answer: 'cannot_tell', reasons: [{ why: 'no_record' }] });
});

test('[QU72] imprecise ends and missing dates cannot be told', () => {
  const hour: FactTime = { ...at('2017-07-20T15:00'), precision: 'hour' };
  const vague = givenIncident('m3', {
    phase: 'resolved',
    impacts: [givenImpact('i', 'login', { audience: EVERYONE, from: at('2017-07-20T13:00'), until: hour })],
  });
  expect(affectedAt([vague], { at: utc('2017-07-20T14:59') }).answer).toBe('yes');
  expect(affectedAt([vague], { at: utc('2017-07-20T15:30') })).toMatchObject({ answer: 'cannot_tell', reasons: [{ why: 'imprecise' }] });
  expect(affectedAt([vague], { at: utc('2017-07-20T16:00'), covered: true }).answer).toBe('no');
  const undated = givenIncident('w2', { impacts: [givenImpact('i', 'events', { from: atClock('08:09'), until: atClock('08:39') })] });
  const ask = (iso: string) => affectedAt([undated], { componentId: 'events', at: utc(iso), covered: true });
  expect(ask('2021-03-20T08:20')).toMatchObject({ answer: 'cannot_tell', reasons: [{ why: 'undated' }] });
  // The day is unknown, but the time of day still rules it out.
  expect(ask('2021-03-20T08:40').answer).toBe('no');
});

test('[QU73] exercises answer nothing', () => {
  const drill = givenIncident('dr', { drill: 'drill-2', impacts: [givenImpact('i', 'vod', { audience: EVERYONE })] });
  expect(affectedAt([drill], { at: 10, covered: true }).answer).toBe('no');
});

test('[QU70] every question has an answer, and every answer a reason that says so', () => {
  const questions = fc.record(
    {
      at: fc.integer({ min: -1, max: 10 }),
      componentId: fc.constantFrom('api', 'vod'),
      region: fc.constantFrom('eu', 'us'),
      predicate: fc.constant('videos uploaded before 3 June'),
      covered: fc.boolean(),
    },
    { requiredKeys: ['at'] },
  );
  fc.assert(
    fc.property(arbitraryBoard, questions, (board, question) => {
      const { answer, level, reasons } = affectedAt(Object.values(board.incidents), question);
      expect(reasons[0]?.says).toBe(answer);
      expect(level !== null).toBe(answer === 'yes' || answer === 'partly');
      if (answer === 'no' && question.covered !== true) expect(reasons.every(({ why }) => why === 'not_affected')).toBe(true);
    }),
  );
});
