/** A random secret has at least this many unpredictable characters. */
const LEAST_SURPRISES = 11;
const LEAST_LETTERS = 6;
const LEAST_LENGTH = 24;
/** Rows of keys on a keyboard. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', '1234567890'];

/**
 * Why a secret of 24 characters or more can still be guessed: it has too few different characters, repeats itself, or follows the alphabet or the
 * keyboard. Null when none of that applies; dictionary words are not detected. Random hex, digits and base64 of that length pass.
 */
export const weakSecret = (secret: string): string | null => {
  if (new Set(secret).size < LEAST_LETTERS) return 'has too few different characters';
  if (periodOf(secret) < LEAST_LENGTH && periodOf(secret) * 2 <= secret.length) return 'repeats itself';
  return surprises(secret.toLowerCase()) < LEAST_SURPRISES ? 'follows a pattern' : null;
};

/** Length of the shortest piece whose repetition gives the whole text. */
const periodOf = (text: string): number => {
  for (let period = 1; period <= text.length / 2; period++) if (text.startsWith(text.slice(period))) return period;
  return text.length;
};

/** Number of characters that cannot be predicted from those before, as a repeat, a neighbour in the alphabet or on the keyboard, or part of an earlier run of three. */
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
