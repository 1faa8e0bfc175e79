import type { BoardState } from '../domain/state.ts';
import type { Likeness } from '../query/similar-incidents.ts';
import { componentName } from './component-names.ts';
import { CAUSE_WORD } from './fact-words.ts';
import { listed, paragraph } from './wording.ts';

/** What two incidents have in common, in sentences: `Same component: Player. Same kind of cause: DNS. Both say “zone” and “resolver”.` */
export const likenessWords = (board: BoardState, { components, causes, words }: Likeness): string =>
  paragraph([
    components.length === 0 ? null : `Same component${components.length === 1 ? '' : 's'}: ${listed(components.map((id) => componentName(board, id)))}`,
    causes.length === 0 ? null : `Same kind of cause: ${listed(causes.map((one) => CAUSE_WORD[one]))}`,
    words.length === 0 ? null : `Both say ${listed(words.map((word) => `“${word}”`))}`,
  ]);
