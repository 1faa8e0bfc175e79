import { EXCERPT_MOST, textStart } from '../domain/excerpt.ts';
import { plainText, type ReadText } from './plain-text.ts';
import { isReachable, mayBeReached } from './text-tree.ts';

/** Length of a line in a list, in characters. */
export const LINE_MOST = 140;

/**
 * The words of a Markdown text on one line, at most `most` characters; `…` marks a cut. They are the beginning of what its page shows.
 * `read`: the parser, or null while it is not loaded; a text with Markdown then reads as typed. `cut`: the text is only the beginning of a longer one.
 * Text far beyond the shown part is never read, so that the cost does not depend on the length.
 */
export const summarize = (text: string, read: ReadText | null, most: number = LINE_MOST, cut = false): string => {
  const start = textStart(text, Math.max(EXCERPT_MOST, 4 * most));
  const more = cut || start.length < text.length;
  return clip(plainText(more && read !== null ? closeLink(start) : start, read), most, more);
};

/** A line of at most `most` characters; `…` at its end marks a cut. `more`: add `…` even if the line is short. */
export const clip = (line: string, most: number, more = false): string => {
  // A character has at least one UTF-16 unit.
  if (!more && line.length <= most) return line;
  const characters = [...line];
  if (!more && characters.length <= most) return line;
  return `${characters
    .slice(0, Math.max(0, most - 1))
    .join('')
    .trimEnd()}…`;
};

/** Closes a link whose address was cut off, so that it is parsed as a link. A cut picture is removed, because its page may show it as text. */
const closeLink = (start: string): string => {
  const text = withoutOpenPicture(start);
  const middle = text.lastIndexOf('](');
  if (middle < 0) return text;
  let open = 1;
  let end = middle + 2;
  for (; end < text.length && open > 0; end += 1) {
    if (text[end] === '(') open += 1;
    else if (text[end] === ')') open -= 1;
  }
  if (end < text.length) return text;
  let at = middle;
  for (let depth = 1; depth > 0; ) {
    at -= 1;
    if (at < 0) return text;
    if (text[at] === ']') depth += 1;
    else if (text[at] === '[') depth -= 1;
  }
  const isPicture = text[at - 1] === '!';
  if (open === 0) return isPicture ? text.slice(0, at - 1) : text;
  const [address = ''] = text.slice(middle + 2).split(/\s/);
  if (!mayBeReached(address)) return text;
  if (isPicture) return text.slice(0, at - 1);
  return isReachable(address) ? `${text.slice(0, middle + 2)}${address}${')'.repeat(open)}` : text.slice(0, middle);
};
const withoutOpenPicture = (text: string): string => {
  const picture = text.lastIndexOf('![');
  const words = picture < 0 ? -1 : text.indexOf(']', picture);
  return picture >= 0 && (words < 0 || words === text.length - 1) ? text.slice(0, picture) : text;
};
