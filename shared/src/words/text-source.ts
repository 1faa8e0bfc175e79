import type { Block, Inline, TextTree } from './text-tree.ts';

const NOT_SAID = /[^\p{L}\p{N}\p{M}]+/gu;
/** Only the letters and digits of a text, in order: what must never get lost. */
export const lettersOf = (text: string): string => text.replace(NOT_SAID, '');

const inlineSource = (inlines: readonly Inline[]): string => inlines.map(sourceOfInline).join('');
const sourceOfInline = (inline: Inline): string => {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'link':
      return `${inlineSource(inline.inside)} ${inline.bare ? '' : inline.address} ${inline.title ?? ''}`;
    case 'picture':
      return `${inline.alt} ${inline.address} ${inline.title ?? ''}`;
    case 'break':
      return ' ';
    default:
      return inlineSource(inline.inside);
  }
};
const sourceOfBlock = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineSource(block.inside);
    case 'quote':
      return sourceOf(block.blocks);
    case 'list':
      return block.items.map(({ mark, box, blocks }) => `${mark ?? ''} ${box ?? ''} ${sourceOf(blocks)}`).join(' ');
    case 'code':
      return `${block.info ?? ''} ${block.text}`;
    case 'table':
      return block.rows.map((row) => row.map(inlineSource).join(' ')).join(' ');
    case 'rule':
      return '';
    case 'plain':
      return block.text;
    default:
      return block satisfies never;
  }
};
/** Everything a reader can reach: the words, and the addresses of links, in source order. */
export const sourceOf = (tree: TextTree): string => tree.map(sourceOfBlock).join(' ');
