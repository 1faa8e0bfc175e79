import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import type { Drill } from '../domain/state.ts';
import { LEVELS } from '../domain/words.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident } from '../testing/given-board.ts';
import { drillWords } from './drill-words.ts';

const DRILL: Drill = { id: 'd', name: 'DNS failover', lead: null, speed: 1, goals: [], startedAt: 0, published: false };
const TITLE = 'Nobody can watch video';
const NOBODY = { audience: { kind: 'everyone' as const }, what: 'cannot watch video' };
const board = givenBoard({ components: [givenComponent('vod')] });

test('[WD5] an exercise in which nothing hurts any more is not told by the sentence of its outage', () => {
  const impacts = [givenImpact('i', 'vod', NOBODY)];
  const over = [givenImpact('i', 'vod', { ...NOBODY, until: exactly(1) })];
  const tell = (given: Parameters<typeof givenIncident>[1]) => drillWords(board, DRILL, [givenIncident('a', { title: TITLE, drill: 'd', ...given })]);
  expect(drillWords(board, DRILL, [])).toMatchObject({ level: 'operational', sentence: 'The exercise has begun', under: 'Scenario: DNS failover' });
  expect(tell({ impacts })).toMatchObject({ level: 'major_outage', word: 'Major outage', sentence: 'Nobody can watch video, anywhere' });
  expect(tell({ impacts: over, phase: 'monitoring' })).toMatchObject({
    level: 'operational',
    word: 'Nothing hurts any more',
    sentence: `Recovered and being watched: ${TITLE}`,
  });
  expect(tell({ impacts: over, phase: 'identified' })).toMatchObject({ level: 'operational', sentence: `Being looked into: ${TITLE}` });
  expect(tell({ impacts: over, phase: 'resolved' })).toMatchObject({ level: 'operational', word: 'Resolved', sentence: `Resolved in the exercise: ${TITLE}` });
  expect(tell({})).toMatchObject({ level: 'unknown', word: 'No impact stated', sentence: `Being looked into: ${TITLE}` });
});

test('[WD5] for any exercise a bare sentence of harm stands under a level of harm alone, and green under words that say it is over', () => {
  const impact = fc.record({ level: fc.constantFrom(...LEVELS.filter((level) => level !== 'operational')), until: fc.option(fc.constant(exactly(1))) });
  const incident = fc.record({
    impacts: fc.array(impact, { maxLength: 3 }),
    phase: fc.constantFrom('investigating' as const, 'monitoring' as const, 'resolved' as const),
  });
  fc.assert(
    fc.property(incident, ({ impacts, phase }) => {
      const told = drillWords(board, DRILL, [
        givenIncident('a', { title: TITLE, drill: 'd', phase, impacts: impacts.map((one, index) => givenImpact(`i${index}`, 'vod', { ...NOBODY, ...one })) }),
      ]);
      const hurts = phase !== 'resolved' && impacts.some(({ until }) => until === null);
      expect(told.sentence.startsWith(TITLE)).toBe(hurts);
      expect(told.level === 'operational').toBe(!hurts && (phase === 'resolved' || impacts.length > 0));
      expect(told.word).not.toBe('Operational');
    }),
  );
});
