import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { given } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import { likenessWords } from './likeness-words.ts';

test('[QU107] the reasons of a likeness are sentences', () => {
  const { board } = worldOf(given(EXAMPLE_BOARD).events);
  expect(likenessWords(board, { components: ['player'], causes: ['dns', 'third_party'], words: ['zone'] })).toBe(
    'Same component: Player. Same kind of cause: DNS and third party. Both say “zone”.',
  );
  expect(likenessWords(board, { components: ['player', 'billing'], causes: [], words: [] })).toBe('Same components: Player and Billing.');
  expect(likenessWords(board, { components: [], causes: [], words: ['支付', '网关'] })).toBe('Both say “支付” and “网关”.');
});
