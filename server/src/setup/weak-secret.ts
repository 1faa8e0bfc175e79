/** Fewer of these, and nobody chose them by chance. */
const LEAST_SURPRISES = 11;
const LEAST_LETTERS = 6;
const LEAST_LENGTH = 24;
/** Rows of keys, along which fingers run. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', '1234567890'];

/**
 * Why a secret of 24 characters and more can be guessed all the same: it has too few different characters, repeats itself, or runs along the alphabet or the
 * keyboard. Null when none of that holds; words of a language it does not know. Random hex, digits and base64 of that length pass.
 */
export const weakSecret = (secret: string): string | null => {
  if (new Set(secret).size < LEAST_LETTERS) return 'has too few different characters';
  if (periodOf(secret) < LEAST_LENGTH && periodOf(secret) * 2 <= secret.length) return 'repeats itself';
  return surprises(secret.toLowerCase()) < LEAST_SURPRISES ? 'follows a pattern' : null;
};

/** Length of the piece that, said again and again, is the whole text. */
const periodOf = (text: string): number => {
  for (let period = 1; period <= text.length / 2; period++) if (text.startsWith(text.slice(period))) return period;
  return text.length;
};

/** How many characters do not follow from those before: the same again, the next or the one before in the alphabet or on the keyboard, or a piece of three met earlier. */
const surprises = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const [before, one] = [text[at - 1] ?? '', text[at] ?? ''];
    const met = at >= 3 && text.slice(0, at).includes(text.slice(at - 2, at + 1));
    if (at === 0 || !(met || one === before || isNext(before, one))) count++;
  }
  return count;
};

const isNext = (before: string, one: string): boolean =>
  Math.abs(before.charCodeAt(0) - one.charCodeAt(0)) === 1 || ROWS.some((row) => row.includes(before + one) || row.includes(one + before));
