/** As much of a person's text as the board carries in a line of "Latest", in UTF-16 units. Nothing that is shown in a line needs more, and no text costs more than this. */
export const EXCERPT_MOST = 400;

/** The beginning of a text, as it was written. `cut`: there was more. */
export interface Excerpt {
  readonly text: string;
  readonly cut: boolean;
}

/** What a line keeps of a text. Cut, never read: what lies behind the cut costs nothing. */
export const excerpt = (text: string): Excerpt => ({ text: textStart(text, EXCERPT_MOST), cut: text.length > EXCERPT_MOST });

/** At most `most` UTF-16 units from the beginning of a text, none of its characters halved; the text itself when it is no longer. */
export const textStart = (text: string, most: number): string => {
  if (text.length <= most) return text;
  return text.slice(0, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most);
};
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
