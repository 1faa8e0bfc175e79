import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardState } from '../domain/state.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { EVERYONE, givenBoard, givenComponent, givenImpact, givenIncident, givenStatement } from '../testing/given-board.ts';
import { verdictFacts, verdictKey } from './verdict.ts';

const key = (board: BoardState): string => verdictKey(verdictFacts(board));
const burning = (what: string | null, more: Parameters<typeof givenIncident>[1] = {}, on = 'vod') =>
  givenBoard({
    components: [givenComponent('vod'), givenComponent('chat')],
    incidents: [givenIncident('inc', { impacts: [givenImpact('i', on, { what, audience: EVERYONE })], ...more })],
  });

test('[QU17] the key of a verdict moves with the state, not with what is generated of it', () => {
  const first = key(burning('cannot watch video'));
  expect(first).toMatch(/^incident:major_outage:[0-9a-f]{16}$/);
  expect(key(burning('cannot watch video', { title: 'Renamed' }))).toBe(first);
  expect(key(burning('cannot upload'))).not.toBe(first);
  expect(key(burning('cannot watch video', {}, 'chat'))).not.toBe(first);
  expect(key(burning('cannot watch video', { id: 'other' }))).not.toBe(first);
  expect(key(burning('cannot watch video', { phase: 'resolved' }))).toMatch(/^calm:operational:/);
  const renamed = burning('cannot watch video');
  expect(key({ ...renamed, components: { ...renamed.components, vod: givenComponent('vod', { name: 'Another name' }) } })).toBe(first);
});

test('[QU17] components that join or leave the worst level are another state', () => {
  const down = (...ids: string[]) =>
    key(
      givenBoard({
        components: ['a', 'b', 'c'].map((id) => givenComponent(id)),
        statements: ids.map((id) => givenStatement(`s-${id}`, id, { level: 'major_outage' })),
      }),
    );
  expect(new Set([down('a'), down('b'), down('a', 'b')]).size).toBe(3);
  expect(down('a', 'b')).toBe(down('b', 'a'));
});

test('[QU17] a verdict names its kind, and every id in it is on the board', () => {
  fc.assert(
    fc.property(arbitraryBoard, (board: BoardState) => {
      const facts = verdictFacts(board);
      const incidents = [...facts.equals, ...facts.lesser, ...(facts.subject === null ? [] : [facts.subject])];
      expect(incidents.every((id) => id in board.incidents)).toBe(true);
      expect(new Set(incidents).size).toBe(incidents.length);
      const named = [...facts.hurt, ...facts.working, ...facts.unexplained.flatMap(({ componentIds }) => componentIds)];
      expect(named.every((id) => id in board.components)).toBe(true);
      expect(facts.kind === 'components').toBe(facts.hurt.length > 0);
      expect(facts.subject !== null).toBe(facts.kind === 'incident' || facts.kind === 'watching');
    }),
  );
});
