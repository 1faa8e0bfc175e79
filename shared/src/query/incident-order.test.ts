import { expect, test } from 'vitest';
import { at, givenBoard, givenComponent, givenIncident } from '../testing/given-board.ts';
import { boardPart } from './board-part.ts';
import { quietSince } from './incident-order.ts';
import { verdict } from './verdict.ts';

test('[QU16] it is quiet since the last incident ended, or trouble told without one, whichever was later', () => {
  const over = givenIncident('over', { phase: 'resolved', endedAt: at('2020-10-09T08:20') });
  const trouble = (iso: string) => ({ componentId: 'api', level: 'major_outage', at: at(iso) }) as const;
  const board = (iso: string) => givenBoard({ components: [givenComponent('api', { groupId: 'g' })], incidents: [over], lastTrouble: trouble(iso) });
  const later = board('2020-10-10T00:00');
  expect(quietSince(later)).toEqual({ at: at('2020-10-10T00:00'), last: trouble('2020-10-10T00:00') });
  expect(verdict(later).since).toEqual(at('2020-10-10T00:00'));
  expect(quietSince(board('2020-10-01T00:00'))?.last).toEqual(over);
  expect(quietSince({ ...later, incidents: {} })?.at).toEqual(at('2020-10-10T00:00'));
  expect(quietSince(givenBoard({}))).toBeNull();
  // What is not in a part of the board ends no quiet there.
  expect(boardPart(later, { groups: ['other'], regions: [] }).lastTrouble).toBeNull();
});
