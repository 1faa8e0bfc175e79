import { expect, test } from 'vitest';
import { UNKNOWN_TIME } from '../domain/fact-time.ts';
import { at, givenBoard, givenComponent, givenIncident } from '../testing/given-board.ts';
import { verdictOf } from '../words/verdict.ts';
import { boardPart } from './board-part.ts';
import { lastResolved, quietSince } from './quiet-since.ts';

test('[QU16] it is quiet since the last incident ended, or trouble told without one, whichever was later', () => {
  const over = givenIncident('over', { phase: 'resolved', endedAt: at('2020-10-09T08:20') });
  const trouble = (iso: string, regions: string[] = []) => ({ level: 'major_outage', regions, at: at(iso) }) as const;
  const board = (iso: string) => givenBoard({ components: [givenComponent('api', { groupId: 'g', lastTrouble: trouble(iso) })], incidents: [over] });
  const later = board('2020-10-10T00:00');
  expect(quietSince(later)).toEqual({ at: at('2020-10-10T00:00'), last: { componentId: 'api', ...trouble('2020-10-10T00:00') } });
  expect(verdictOf(later).since).toEqual(at('2020-10-10T00:00'));
  expect(quietSince(board('2020-10-01T00:00'))?.last).toEqual(over);
  expect(quietSince({ ...later, incidents: {} })?.at).toEqual(at('2020-10-10T00:00'));
  expect(quietSince(givenBoard({}))).toBeNull();
});

test('[QU16] what ended at no known time is the last one only where nothing else ended, and it is quiet since no time', () => {
  const undated = givenIncident('undated', { phase: 'resolved', startedAt: at('2020-10-12T00:00'), endedAt: UNKNOWN_TIME });
  const over = givenIncident('over', { phase: 'resolved', endedAt: at('2020-10-09T08:20') });
  expect(lastResolved(givenBoard({ incidents: [undated, over] }))).toEqual(over);
  const alone = givenBoard({ incidents: [undated] });
  expect([lastResolved(alone), quietSince(alone)]).toEqual([undated, null]);
});

test('[QU16] a part of the board is quiet since its own trouble, whatever happened elsewhere', () => {
  const trouble = (iso: string, regions: string[] = []) => ({ level: 'major_outage', regions, at: at(iso) }) as const;
  const board = givenBoard({
    components: [
      givenComponent('one', { groupId: 'g1', lastTrouble: trouble('2020-10-10T00:00') }),
      givenComponent('two', { groupId: 'g2', lastTrouble: trouble('2020-10-11T00:00', ['eu']) }),
    ],
  });
  const since = (groups: string[], regions: string[] = []) => quietSince(boardPart(board, { groups, regions }))?.at ?? null;
  expect(since([])).toEqual(at('2020-10-11T00:00'));
  expect(since(['g1'])).toEqual(at('2020-10-10T00:00'));
  expect(since([], ['us'])).toEqual(at('2020-10-10T00:00'));
  expect(since(['g2'], ['us'])).toBeNull();
});
