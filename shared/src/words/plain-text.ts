import { type Block, type Inline, type ListItem, pictureWords, type TextTree } from './text-tree.ts';

/** Reads a text in Markdown; see `readText`. */
export type ReadText = (source: string) => TextTree;

// Any of these may be Markdown. Most texts have none of them and need no parser. The blanks at a line's start are those of that line: a pattern that ran on
// over line ends would start anew at each of them.
const MAYBE_MARKDOWN =
  /[*_`#[\]<>|~\\@]|:\/\/|www\.|^[^\S\n\r\u2028\u2029]*(?:[-+]|\d+[.)])(?:\s|$)|^[^\S\n\r\u2028\u2029]*=+[^\S\n\r\u2028\u2029]*$|^ *\t|^ {4}| {2}$|-{3}/im;

/** Whether a text reads the same with and without Markdown. */
export const isUnmarked = (text: string): boolean => !MAYBE_MARKDOWN.test(text);

/** The paragraphs of a text without Markdown, as the parser would divide it. */
export const paragraphsOf = (text: string): string[] =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .filter((paragraph) => paragraph.trim() !== '');

/** The visible words of inline elements. */
export const inlineWords = (inlines: readonly Inline[]): string => inlines.map(wordsOfInline).join('');
const titled = (words: string, title: string | null): string => (title === null ? words : `${words} (${title})`);
const wordsOfInline = (inline: Inline): string => {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'link':
      return titled(inlineWords(inline.inside), inline.title);
    case 'picture':
      return titled(pictureWords(inline.alt), inline.title);
    case 'break':
      return ' ';
    // Without its marks a struck word would say the opposite.
    case 'struck':
      return `~~${inlineWords(inline.inside)}~~`;
    default:
      return inlineWords(inline.inside);
  }
};
const itemWords = ({ mark, box, blocks }: ListItem): string => [mark, box, blockWords(blocks)].filter((part) => part !== null).join(' ');
const wordsOfBlock = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineWords(block.inside);
    case 'quote':
      return blockWords(block.blocks);
    case 'list':
      return block.items.map(itemWords).join(' ');
    case 'code':
      return `${block.info ?? ''} ${block.text}`;
    case 'table':
      return block.rows.map((row) => row.map(inlineWords).join(' | ')).join(' | ');
    case 'rule':
      return '';
    case 'plain':
      return block.text;
    default:
      return block satisfies never;
  }
};
const blockWords = (blocks: TextTree): string => blocks.map(wordsOfBlock).join(' ');
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A text as one line of plain words: those that its page shows, in order. `read`: the parser, or null while it is not loaded; a text with Markdown then reads as typed. */
export const plainText = (source: string, read: ReadText | null): string => onOneLine(read === null || isUnmarked(source) ? source : blockWords(read(source)));
