import type { BlockContent, DefinitionContent, List, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import { type Extension, fromMarkdown } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { inlineWords } from './plain-text.ts';
import { DEEPEST, splitText } from './split-text.ts';
import { type Block, type Inline, isReachable, type ListItem, lettersOf, sourceOf, type TextTree } from './text-tree.ts';

/*
 * GitHub's Markdown, less what makes words vanish. HTML, definitions (`[ref]: address`, `[//]: # (comment)`), footnotes and character references (`&copy;`)
 * are documents' habits: in a report of an incident `<order-service>` is a name and `&copy=1` part of an address, so all of these are text as typed.
 */
const SYNTAX = [
  gfmTable(),
  // Numbers are often said to be about something: ~5 minutes.
  gfmStrikethrough({ singleTilde: false }),
  gfmAutolinkLiteral(),
  { disable: { null: ['htmlFlow', 'htmlText', 'definition', 'characterReference'] } },
];
const TREE: Extension[] = [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmAutolinkLiteralFromMarkdown()];

// More than a text of 20,000 characters has in any honest use; each costs the browser an element.
const MOST_NODES = 3_000;
/** A text in Markdown as its tree. In: at most 20,000 characters, of any content. Linear in their number; nothing is refused, and nothing is lost. */
export const readText = (source: string): TextTree => {
  const tree: Block[] = [];
  let nodes = 0;
  for (const piece of splitText(source)) {
    const read = piece.plain || nodes > MOST_NODES ? null : readPiece(piece.text);
    nodes += read?.nodes ?? 1;
    // What Markdown would cut short or move is said as it was typed.
    if (read === null || nodes > MOST_NODES || lettersOf(sourceOf(read.blocks)) !== lettersOf(piece.text)) append(tree, { kind: 'plain', text: piece.text });
    else for (const block of read.blocks) append(tree, block);
  }
  return tree;
};

/** A list or a plain text that was cut in two is one again. */
const append = (tree: Block[], block: Block) => {
  const last = tree.at(-1);
  if (last?.kind === 'plain' && block.kind === 'plain') tree[tree.length - 1] = { kind: 'plain', text: `${last.text}\n${block.text}` };
  else if (last?.kind === 'list' && block.kind === 'list' && numbered(last) === numbered(block))
    tree[tree.length - 1] = { kind: 'list', loose: last.loose || block.loose, items: [...last.items, ...block.items] };
  else tree.push(block);
};
const numbered = (list: Extract<Block, { kind: 'list' }>): boolean => list.items[0]?.mark !== null;

const readPiece = (source: string): { blocks: Block[]; nodes: number } => {
  const root = fromMarkdown(source, { extensions: SYNTAX, mdastExtensions: TREE });
  const reader = new PieceReader(source);
  return { blocks: reader.blocks(root.children, 0), nodes: reader.nodes };
};

class PieceReader {
  nodes = 0;
  readonly #source: string;
  constructor(source: string) {
    this.#source = source;
  }

  blocks(nodes: readonly RootContent[], depth: number): Block[] {
    return nodes.flatMap((node) => this.#block(node, depth));
  }

  /** As typed. Found addresses have no place of their own; what holds them has. */
  #typed(node: Nodes): string {
    return this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }

  #block(node: RootContent, depth: number): Block[] {
    this.nodes += 1;
    if (depth >= DEEPEST && (node.type === 'blockquote' || node.type === 'list')) return [{ kind: 'plain', text: this.#typed(node) }];
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', inside: this.#inlines(node.children) }];
      case 'heading':
        return this.#heading(node.depth, this.#typed(node), this.#inlines(node.children));
      case 'blockquote':
        if (MORE_THAN.test(this.#typed(node))) return [{ kind: 'plain', text: this.#typed(node) }];
        return [{ kind: 'quote', blocks: this.blocks(node.children, depth + 1) }];
      case 'list':
        return [this.#list(node, depth)];
      case 'code': {
        const info = [node.lang, node.meta].filter((part) => part != null).join(' ');
        return [{ kind: 'code', info: info === '' ? null : info, text: node.value }];
      }
      case 'table':
        return [this.#table(node)];
      case 'thematicBreak':
        return [{ kind: 'rule' }];
      default:
        return [{ kind: 'plain', text: this.#typed(node) }];
    }
  }

  /** Dashes below a line are meant to divide; who wants a heading that way underlines it with `===`. */
  #heading(level: number, typed: string, inside: Inline[]): Block[] {
    return /\n[ \t>]*-+[ \t]*$/.test(typed) ? [{ kind: 'paragraph', inside }, { kind: 'rule' }] : [{ kind: 'heading', level, inside }];
  }

  #list(node: List, depth: number): Block {
    const items = node.children.map((item): ListItem => {
      this.nodes += 1;
      const mark = MARK.exec(this.#typed(item))?.[0] ?? null;
      return { mark, ...withBox(this.blocks(item.children as (BlockContent | DefinitionContent)[], depth + 1)) };
    });
    return { kind: 'list', loose: node.spread === true || node.children.some(({ spread }) => spread === true), items };
  }

  #table(node: Table): Block {
    const rows = node.children.map((row) =>
      row.children.map((cell) => {
        this.nodes += 1;
        return this.#inlines(cell.children);
      }),
    );
    return { kind: 'table', rows };
  }

  #inlines(nodes: readonly PhrasingContent[], depth = 0): Inline[] {
    const inlines: Inline[] = [];
    for (const inline of this.#apart(nodes.map((node) => ({ node, said: this.#inline(node, depth) })))) {
      const last = inlines.at(-1);
      if (last?.kind === 'text' && inline.kind === 'text') inlines[inlines.length - 1] = { kind: 'text', text: last.text + inline.text };
      else inlines.push(inline);
    }
    return inlines;
  }

  /** Where two words meet only because the marks between them are gone, those marks stay. */
  #apart(parts: { node: PhrasingContent; said: Inline[] }[]): Inline[] {
    parts.forEach((part, index) => {
      const before = parts[index - 1];
      if (before === undefined || !JOINED_BEFORE.test(inlineWords(before.said).slice(-2)) || !JOINED_AFTER.test(inlineWords(part.said).slice(0, 2))) return;
      const marked = [part, before].find(({ node, said }) => node.position !== undefined && node.type !== 'text' && this.#typed(node) !== inlineWords(said));
      if (marked !== undefined) marked.said = [{ kind: 'text', text: this.#typed(marked.node) }];
    });
    return parts.flatMap(({ said }) => said);
  }

  #inline(node: PhrasingContent, depth: number): Inline[] {
    this.nodes += 1;
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: node.value }];
      case 'inlineCode':
        return [{ kind: 'code', text: node.value }];
      case 'break':
        return [{ kind: 'break' }];
      case 'strong':
      case 'emphasis':
      case 'delete': {
        if (depth >= DEEPEST) return [{ kind: 'text', text: this.#typed(node) }];
        const inside = this.#inlines(node.children, depth + 1);
        const [opening, closing] = this.#marks(node);
        if (!this.#meant(node, opening, closing)) return [{ kind: 'text', text: opening }, ...inside, { kind: 'text', text: closing }];
        return [{ kind: node.type === 'delete' ? 'struck' : node.type, inside }];
      }
      case 'link':
        return this.#link(node, depth);
      case 'image': {
        const picture: Inline = { kind: 'picture', address: node.url, alt: node.alt ?? '', title: node.title ?? null };
        return this.#whole(node, picture);
      }
      default:
        return [{ kind: 'text', text: this.#typed(node) }];
    }
  }

  #link(node: Extract<PhrasingContent, { type: 'link' }>, depth: number): Inline[] {
    const inside = this.#inlines(node.children, depth + 1);
    const words = node.children[0];
    // An address that stands by itself, such as `www.example.org`: to be followed as the parser completes it.
    const bare = node.children.length === 1 && words?.type === 'text' && (node.position === undefined || !this.#typed(node).startsWith('['));
    const link: Inline = { kind: 'link', address: node.url, bare, inside, title: node.title ?? null };
    if (bare) return isReachable(node.url) ? [link] : [{ kind: 'text', text: node.position === undefined ? words.value : this.#typed(node) }];
    const [picture] = inside;
    if (picture?.kind === 'picture' && inside.length === 1 && link.title === null && isReachable(node.url)) return [picture, ...addressBehind(node.url)];
    // No link without words to follow it by, and none within another.
    return inside.length === 0 || holdsPicture(inside) ? [{ kind: 'text', text: this.#typed(node) }] : this.#whole(node, link);
  }

  /** The link or picture, where it can be followed and keeps every letter of what was typed. */
  #whole(node: Nodes, link: Extract<Inline, { kind: 'link' | 'picture' }>): Inline[] {
    const typed = this.#typed(node);
    const kept = lettersOf(sourceOf([{ kind: 'paragraph', inside: [link] }])) === lettersOf(typed);
    return kept && isReachable(link.address) ? [link] : [{ kind: 'text', text: typed }];
  }

  #marks(node: Extract<PhrasingContent, { type: 'strong' | 'emphasis' | 'delete' }>): [string, string] {
    const width = node.type === 'emphasis' ? 1 : 2;
    const typed = this.#typed(node);
    return [typed.slice(0, width), typed.slice(-width)];
  }

  /**
   * Whether marks around words are there to stress them. Not those of `2*3*4`, `count(*) and sum(*)` or `__init__`, which Markdown takes for
   * emphasis: they must stand at the ends of words, hold words between them, and underscores hold more than one.
   */
  #meant(node: Nodes, opening: string, closing: string): boolean {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    if (JOINED_BEFORE.test(this.#source.slice(Math.max(0, start - 2), start)) || JOINED_AFTER.test(this.#source.slice(end, end + 2))) return false;
    const words = this.#source.slice(start + opening.length, end - closing.length);
    if (NO_FIRST.test(words) || NO_LAST.test(words)) return false;
    return !opening.startsWith('_') || /\s/.test(words);
  }
}

// In scripts that part no words a mark within a line is one at the end of a word.
const UNPARTED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}`;
const JOINED_BEFORE = new RegExp(String.raw`(?![${UNPARTED}])[\p{L}\p{N}\p{M}]$`, 'u');
const JOINED_AFTER = new RegExp(String.raw`^(?![${UNPARTED}])[\p{L}\p{N}\p{M}]`, 'u');
const NO_FIRST = /^[\s.,;:!?/\\|=%&+\p{Pe}\p{Pf}]/u;
const NO_LAST = /[\s/\\|=&+@#$\p{Ps}\p{Pi}]$/u;

// "> 90 % of requests" quotes nobody.
const MORE_THAN = /^> ?=? ?[\d.]/;
// A number, or a bullet before one, which may be its sign.
const MARK = /^(?:\d+[.)]|[-+*](?= ?[\d.]))/;
/** A picture that is a link leads to two places, each to be followed by itself. */
const addressBehind = (address: string): Inline[] => [
  { kind: 'text', text: ' (' },
  { kind: 'link', address, bare: true, inside: [{ kind: 'text', text: address }], title: null },
  { kind: 'text', text: ')' },
];
const holdsPicture = (inlines: readonly Inline[]): boolean =>
  inlines.some((inline) => inline.kind === 'picture' || ('inside' in inline && holdsPicture(inline.inside)));

const BOX = /^(\[[ xX]\])\s+/;
const withBox = (blocks: readonly Block[]): Pick<ListItem, 'box' | 'blocks'> => {
  const [first, ...rest] = blocks;
  const words = first?.kind === 'paragraph' ? first.inside[0] : undefined;
  const box = words?.kind === 'text' ? (BOX.exec(words.text)?.[1] ?? null) : null;
  if (box === null || first?.kind !== 'paragraph' || words?.kind !== 'text') return { box: null, blocks };
  const text: Inline = { kind: 'text', text: words.text.replace(BOX, '') };
  return { box, blocks: [{ kind: 'paragraph', inside: [text, ...first.inside.slice(1)] }, ...rest] };
};
