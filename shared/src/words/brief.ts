import { EXCERPT_MOST, textStart } from '../domain/excerpt.ts';

/** As long as a line is where lines stand in a list, in characters. */
export const LINE_MOST = 140;

/** Nothing in a text without any of these is a mark or a space too many. Most are, and a long log holds many. */
const MAYBE_MARKED = /[[*`~_>#]|[^\S ]|^ | $| {2}|^(?:[-+]|\d+\.) /;

/**
 * Markdown without its marks, on one line, at most `most` characters; `…` says that there is more. `cut`: the text is only the beginning of one.
 * What lies far behind what is shown is never read, so that a text of any length costs the same.
 */
export const brief = (text: string, most: number = LINE_MOST, cut = false): string => {
  const start = textStart(text, Math.max(EXCERPT_MOST, 4 * most));
  const more = cut || start.length < text.length;
  return clip(MAYBE_MARKED.test(start) ? unmarked(start, more) : start, most, more);
};

/** A line of at most `most` characters; `…` at its end says that there is more. `more`: there is, however short it is. */
export const clip = (line: string, most: number, more = false): string => {
  // Never fewer units than the characters they stand for.
  if (!more && line.length <= most) return line;
  const characters = [...line];
  if (!more && characters.length <= most) return line;
  return `${characters
    .slice(0, Math.max(0, most - 1))
    .join('')
    .trimEnd()}…`;
};

const unmarked = (text: string, more: boolean): string =>
  text
    .replaceAll(LINK, '$1')
    // A picture within a link: its words are the link's.
    .replaceAll(LINK, '$1')
    // A link whose address was cut off is still its words.
    .replace(more ? /!?\[([^\][]*)\]\([^)]*$/ : NEVER, '$1')
    .replaceAll(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replaceAll(/[*`~]|(?<!\w)_+|_+(?!\w)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const LINK = /!?\[([^\][]*)\]\([^)]*\)/g;
const NEVER = /(?!)/;
