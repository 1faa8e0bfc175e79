import { EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { type Verdict, verdictOf } from '@sitrep/shared/words/verdict.ts';
import { expect, test } from 'vitest';
import { type AlarmState, hear, MUTE_MS, SILENT, sounding, toggleMute } from './alarm.ts';

/** `down`: how many components have that level, or which ones. */
const atLevel = (level: Level, down: number | readonly string[] = 1): Verdict => {
  const worst = typeof down === 'number' ? Array.from({ length: down }, (_, at) => `component/c${at}`) : down;
  return { ...verdictOf(EMPTY_BOARD), level, worst };
};
const CALM = atLevel('operational');
/** The state after a sequence of inputs, one second apart. */
const after = (...heard: readonly (Verdict | 'silence' | 'mute' | number)[]): AlarmState => {
  let [state, now, last]: [AlarmState, number, Verdict | null] = [SILENT, 0, null];
  for (const one of heard) {
    now += typeof one === 'number' ? one : 1_000;
    if (one === 'mute') {
      state = toggleMute(state, now);
      continue;
    }
    if (typeof one === 'object') last = one;
    state = hear(state, { verdict: last, stale: one === 'silence', now });
  }
  return state;
};

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
  expect(sounding(hear(burning, { verdict: atLevel('major_outage'), stale: false, now: 9_000_000 }))).toBe('major');
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
