import type { Entry } from '@sitrep/shared/domain/state.ts';

/** Words typed over those of an entry. Null while nobody has changed them. */
export interface WordsOver {
  readonly text: string | null;
  /** The words they were typed over. */
  readonly over: string | null;
}
export const NO_WORDS: WordsOver = { text: null, over: null };

/** What a form shows of them: the words in its field, the entry's own that they replace, and whether somebody has changed those meanwhile. */
export const wordsOver = ({ text, over }: WordsOver, entry: Entry) => {
  const now = entry.text ?? '';
  const before = over ?? now;
  return {
    text: text ?? now,
    before,
    now,
    isOvertaken: text !== null && before !== now,
    /** The fields once this was typed. */
    typed: (next: string): WordsOver => (next === before && before === now ? NO_WORDS : { text: next, over: before }),
  };
};
