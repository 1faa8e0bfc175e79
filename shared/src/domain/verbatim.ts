/**
 * Finds what was copied word for word, however its lines are wrapped and quoted (`> `): both texts are read with each run of white space and quotation marks
 * as one blank, and compared by Knuth, Morris and Pratt, so that no text, however it repeats itself, costs more than two looks at each of its characters.
 */
export interface Needle {
  /** The character codes to find. */
  readonly codes: readonly number[];
  /** For each length of a beginning: how much of it is left to go on with after a mismatch. */
  readonly fallback: readonly number[];
  /** Whether blanks are read as one. Not for what is hardly more than blanks: it would be found everywhere. */
  readonly squeezes: boolean;
}

const WORTH_SQUEEZING = 20;
const BLANK = 32;

/** In: a text without blanks at its ends. */
export const needleOf = (text: string): Needle => {
  const squeezed = trimmed(squeeze(text).codes);
  const squeezes = squeezed.length >= WORTH_SQUEEZING;
  const codes = squeezes ? squeezed : codesOf(text);
  const fallback = [0];
  for (let at = 1, length = 0; at < codes.length; at++) {
    while (length > 0 && codes[at] !== codes[length]) length = fallback[length - 1] ?? 0;
    if (codes[at] === codes[length]) length += 1;
    fallback.push(length);
  }
  return { codes, fallback, squeezes };
};

/** Where a text holds copies, in order, none over another. `count` is told of every comparison. */
export const findCopies = (text: string, { codes, fallback, squeezes }: Needle, count: () => void = () => {}): { from: number; until: number }[] => {
  if (codes.length === 0 || text.length < codes.length) return [];
  const read = squeezes ? squeeze(text) : { codes: codesOf(text), starts: null, ends: null };
  const found: { from: number; until: number }[] = [];
  let length = 0;
  for (let at = 0; at < read.codes.length; at++) {
    count();
    while (length > 0 && read.codes[at] !== codes[length]) {
      count();
      length = fallback[length - 1] ?? 0;
    }
    if (read.codes[at] === codes[length]) length += 1;
    if (length < codes.length) continue;
    const first = at - length + 1;
    found.push({ from: read.starts?.[first] ?? first, until: read.ends?.[at] ?? at + 1 });
    length = 0;
  }
  return found;
};

const codesOf = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** The codes of a text with one blank for each run of blanks and quotation marks, and where each of them begins and ends in it. */
const squeeze = (text: string): { codes: number[]; starts: number[]; ends: number[] } => {
  const codes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = isBlank(text[at] ?? '') ? BLANK : text.charCodeAt(at);
    if (code === BLANK && codes.at(-1) === BLANK) {
      ends[ends.length - 1] = at + 1;
      continue;
    }
    codes.push(code);
    starts.push(at);
    ends.push(at + 1);
  }
  return { codes, starts, ends };
};
const isBlank = (character: string): boolean => character === '>' || /\s/.test(character);

const trimmed = (codes: readonly number[]): number[] => codes.slice(codes[0] === BLANK ? 1 : 0, codes.at(-1) === BLANK ? -1 : undefined);
