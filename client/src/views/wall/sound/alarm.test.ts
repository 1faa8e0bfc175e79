import { EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { type Verdict, verdictOf } from '@sitrep/shared/words/verdict.ts';
import { expect, test } from 'vitest';
import { type AlarmState, hear, MUTE_MS, SILENT, sounding, soundsNow, toggleMute } from './alarm.ts';

/** `down`: how many components have that level, or which ones. */
const atLevel = (level: Level, down: number | readonly string[] = 1): Verdict => {
  const worst = typeof down === 'number' ? Array.from({ length: down }, (_, at) => `component/c${at}`) : down;
  return { ...verdictOf(EMPTY_BOARD), level, worst };
};
const CALM = atLevel('operational');
/** Ids of the incidents that are late from then on. */
interface Late {
  readonly late: readonly string[] | null;
}
/** The state after a sequence of inputs, one second apart. Nobody has anything until it is `taken`, until the next verdict. */
const after = (...heard: readonly (Verdict | Late | 'silence' | 'mute' | 'taken' | number)[]): AlarmState => {
  let [state, now, last, untaken, late]: [AlarmState, number, Verdict | null, Level, readonly string[] | null] = [SILENT, 0, null, 'operational', []];
  for (const one of heard) {
    now += typeof one === 'number' ? one : 1_000;
    if (one === 'mute') {
      state = toggleMute(state, now);
      continue;
    }
    if (typeof one === 'object' && 'late' in one) late = one.late;
    else if (typeof one === 'object') [last, untaken] = [one, one.level];
    if (one === 'taken') untaken = 'operational';
    state = hear(state, { verdict: last, untaken, late, stale: one === 'silence', now });
  }
  return state;
};

test('[VW263] what is late is not news where it becomes known only after the page was drawn from a kept board', () => {
  const DOWN = atLevel('partial_outage');
  expect(sounding(after({ late: null }, DOWN, { late: ['inc-a'] }))).toBeNull();
  expect(sounding(after({ late: null }, DOWN, { late: ['inc-a'] }, { late: ['inc-a', 'inc-b'] }))).toBe('late');
});

test('[VW96] the first verdict raises nothing, however bad it is', () => {
  expect(sounding(after(atLevel('major_outage')))).toBeNull();
  expect(sounding(after('silence'))).toBeNull();
});

test.each([
  ['major_outage', 'major'],
  ['partial_outage', 'worse'],
  ['degraded_performance', 'worse'],
  ['unknown', 'worse'],
  ['under_maintenance', null],
] as const)('[VW96] calm, then %s: %s', (level, kind) => {
  expect(sounding(after(CALM, atLevel(level)))).toBe(kind);
});

test('[VW96] one more component at the same outage is a change for the worse, a better level is none', () => {
  expect(sounding(after(atLevel('partial_outage'), atLevel('partial_outage', 2)))).toBe('worse');
  expect(sounding(after(atLevel('major_outage'), atLevel('partial_outage')))).toBeNull();
});

test('[VW96] an alarm stands until what raised it is over', () => {
  const burning = after(CALM, atLevel('major_outage'));
  expect(sounding(hear(burning, { verdict: atLevel('major_outage'), untaken: 'major_outage', late: [], stale: false, now: 9_000_000 }))).toBe('major');
  expect(sounding(after(CALM, atLevel('major_outage'), atLevel('partial_outage')))).toBeNull();
  expect(sounding(after(CALM, atLevel('degraded_performance'), CALM))).toBeNull();
  expect(sounding(after(CALM, 'silence'))).toBe('stale');
  expect(sounding(after(CALM, 'silence', CALM))).toBeNull();
});

test('[VW96] a major outage is heard before a silence, and a silence before a change for the worse', () => {
  expect(sounding(after(CALM, atLevel('major_outage'), 'silence'))).toBe('major');
  expect(sounding(after(CALM, atLevel('partial_outage'), 'silence'))).toBe('stale');
});

test('[VW97] a mute lasts 30 minutes, and a second press ends it', () => {
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute'))).toBeNull();
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute', MUTE_MS - 1))).toBeNull();
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute', MUTE_MS))).toBe('major');
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute', 'mute'))).toBe('major');
});

test('[VW97] a mute covers nothing worse than what it muted', () => {
  expect(sounding(after(CALM, atLevel('degraded_performance'), 'mute', atLevel('partial_outage')))).toBe('worse');
  expect(sounding(after(CALM, atLevel('degraded_performance'), 'mute', atLevel('major_outage')))).toBe('major');
  expect(sounding(after(CALM, atLevel('partial_outage'), 'mute', 'silence'))).toBe('stale');
  expect(sounding(after(CALM, 'silence', 'mute', atLevel('degraded_performance')))).toBe('worse');
  expect(sounding(after(CALM, 'silence', 'mute', atLevel('partial_outage')))).toBe('worse');
  expect(sounding(after(CALM, 'silence', 'mute', CALM, 'silence'))).toBeNull();
  expect(sounding(after(CALM, 'mute', atLevel('degraded_performance')))).toBe('worse');
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute', 'silence'))).toBeNull();
  expect(sounding(after(CALM, atLevel('partial_outage'), 'mute', atLevel('partial_outage', 2)))).toBeNull();
});

test('[VW96] a major outage that takes the place of another is heard, and breaks a mute', () => {
  const [one, other] = [atLevel('major_outage', ['incident/a', 'component/c0']), atLevel('major_outage', ['incident/b', 'component/c0'])];
  expect(after(CALM, one, other).raised).toBe(2);
  expect(after(CALM, one, one).raised).toBe(1);
  expect(sounding(after(CALM, one, 'mute', other))).toBe('major');
  expect(sounding(after(one, other))).toBe('major');
});

test('[VW97] another major outage breaks a mute', () => {
  expect(sounding(after(CALM, atLevel('major_outage'), 'mute', atLevel('major_outage', 2)))).toBe('major');
});

test('[VW201] an alarm is repeated until somebody has acknowledged what raised it, and anew for what comes after', () => {
  expect(sounding(after(CALM, atLevel('major_outage'), 'taken'))).toBeNull();
  expect(sounding(after(CALM, atLevel('degraded_performance'), 'taken'))).toBeNull();
  expect(sounding(after(CALM, atLevel('major_outage'), 'taken', atLevel('major_outage', 2)))).toBe('major');
  expect(sounding(after(CALM, 'silence', 'taken', 'silence'))).toBe('stale');
});

test('[VW201] what somebody has already sounds once when it gets worse', () => {
  const before = after(CALM, atLevel('degraded_performance'), 'taken');
  const worse = hear(before, { verdict: atLevel('major_outage'), untaken: 'operational', late: [], stale: false, now: 9_000 });
  expect([worse.raised, soundsNow(worse), sounding(worse)]).toEqual([2, 'major', null]);
  const muted = toggleMute(before, 8_000);
  const covered = hear(muted, { verdict: atLevel('partial_outage'), untaken: 'operational', late: [], stale: false, now: 9_000 });
  expect(soundsNow(covered)).toBe('worse');
});

test('[VW201] what nobody took in time sounds until somebody has it, through a mute of before; not what was late when the page was opened', () => {
  const burning = [CALM, atLevel('partial_outage')] as const;
  expect(sounding(after(...burning, 'taken', { late: ['a'] }))).toBe('late');
  expect(sounding(after(...burning, { late: ['a'] }))).toBe('late');
  expect(sounding(after(...burning, 'mute', { late: ['a'] }))).toBe('late');
  expect(sounding(after(...burning, { late: ['a'] }, 'mute'))).toBeNull();
  expect(sounding(after(...burning, { late: ['a'] }, 'mute', { late: ['a', 'b'] }))).toBe('late');
  expect(sounding(after(...burning, { late: ['a', 'b'] }, 'taken', { late: ['b'] }))).toBe('late');
  expect(sounding(after(...burning, { late: ['a'] }, 'taken', { late: [] }))).toBeNull();
  expect(sounding(after({ late: ['a'] }, atLevel('major_outage'), { late: ['a'] }))).toBeNull();
  expect(sounding(after({ late: ['a'] }, atLevel('major_outage'), { late: ['a', 'b'] }, { late: ['a'] }))).toBeNull();
});

test('[VW201] while nothing is heard nobody is said to be late', () => {
  const burning = after(CALM, atLevel('degraded_performance'));
  const silent = hear(burning, { verdict: atLevel('degraded_performance'), untaken: 'degraded_performance', late: ['a'], stale: true, now: 9_000 });
  expect(silent.standing.map(({ kind }) => kind)).toEqual(['stale', 'worse']);
});
