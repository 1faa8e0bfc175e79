/** Scripts that need different typography: Arabic joins its letters and needs more height; Chinese, Japanese and Korean characters are square. */
export type Script = 'arabic' | 'hebrew' | 'square' | 'plain';

const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]/u;
const HEBREW = /[\u0590-\u05FF\uFB1D-\uFB4F]/u;
const SQUARE = /[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]/u;

/** The first of these scripts that occurs in a text. */
export const scriptOf = (text: string): Script => (ARABIC.test(text) ? 'arabic' : HEBREW.test(text) ? 'hebrew' : SQUARE.test(text) ? 'square' : 'plain');

const FIRST_STRONG = /\p{L}/u;
/** The direction of a text, decided by its first letter as browsers do for `dir="auto"`. */
export const runsRightToLeft = (text: string): boolean => {
  const [first = ''] = FIRST_STRONG.exec(text) ?? [];
  return ARABIC.test(first) || HEBREW.test(first);
};

/** Approximate width of a text on one line, in em of its font. */
export const widthInEm = (text: string): number => {
  let width = 0;
  for (const character of text) width += SQUARE.test(character) ? 1 : 0.54;
  return width;
};
