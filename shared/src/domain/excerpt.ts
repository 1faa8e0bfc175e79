/** How much of a text the board stores in a line of "Latest", in UTF-16 units. A line never shows more, and this bounds the cost of a text. */
export const EXCERPT_MOST = 400;

/** The beginning of a text as written. `cut`: the text is longer. */
export interface Excerpt {
  readonly text: string;
  readonly cut: boolean;
}

/** The excerpt of a text. It is cut without parsing, so the rest costs nothing. */
export const excerpt = (text: string): Excerpt => ({ text: textStart(text, EXCERPT_MOST), cut: text.length > EXCERPT_MOST });

/** At most `most` UTF-16 units from the beginning of a text, none of its characters halved; the text itself when it is no longer. */
export const textStart = (text: string, most: number): string => {
  if (text.length <= most) return text;
  return text.slice(0, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most);
};
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
