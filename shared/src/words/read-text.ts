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
import { lettersOf, sourceOf } from './text-source.ts';
import { type Block, type Inline, isReachable, type ListItem, type TextTree } from './text-tree.ts';

/*
 * GitHub's Markdown without the parts that make words disappear. HTML, definitions (`[ref]: address`, `[//]: # (comment)`), footnotes and character
 * references (`&copy;`) stay text as typed: in a report about an incident `<order-service>` is a name and `&copy=1` part of an address.
 */
const SYNTAX = [
  gfmTable(),
  // A single tilde mostly means "about": ~5 minutes.
  gfmStrikethrough({ singleTilde: false }),
  gfmAutolinkLiteral(),
  { disable: { null: ['htmlFlow', 'htmlText', 'definition', 'characterReference'] } },
];
const TREE: Extension[] = [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmAutolinkLiteralFromMarkdown()];

// More than any sensible text of 20,000 characters has. Each node costs the browser an element.
const MOST_NODES = 3_000;
/** Parses Markdown into its tree. In: at most 20,000 characters, of any content. The time is linear in their number; every text is accepted and no letter is lost. */
export const readText = (source: string): TextTree => {
  const tree: Block[] = [];
  let nodes = 0;
  for (const piece of splitText(source)) {
    const read = piece.plain || nodes > MOST_NODES ? null : readPiece(piece.text);
    nodes += read?.nodes ?? 1;
    // Where Markdown would drop or move letters, the piece is shown as typed.
    if (read === null || nodes > MOST_NODES || lettersOf(sourceOf(read.blocks)) !== lettersOf(piece.text)) append(tree, { kind: 'plain', text: piece.text });
    else for (const block of read.blocks) append(tree, block);
  }
  return tree;
};

/** Appends a block, joining the halves of a list or a plain text that `splitText` has cut. */
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

  /** The source of a node. A literal address found in text has no position; the node around it has. */
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

  /** Dashes below a line are read as a rule, not as a heading; `===` below a line makes a heading. */
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
    for (const inline of this.#keepApart(nodes.map((node) => ({ node, said: this.#inline(node, depth) })))) {
      const last = inlines.at(-1);
      if (last?.kind === 'text' && inline.kind === 'text') inlines[inlines.length - 1] = { kind: 'text', text: last.text + inline.text };
      else inlines.push(inline);
    }
    return inlines;
  }

  /** Keeps marks where two words would run together without them. */
  #keepApart(parts: { node: PhrasingContent; said: Inline[] }[]): Inline[] {
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
        if (!this.#isEmphasis(node, opening, closing)) return [{ kind: 'text', text: opening }, ...inside, { kind: 'text', text: closing }];
        return [{ kind: node.type === 'delete' ? 'struck' : node.type, inside }];
      }
      case 'link':
        return this.#link(node, depth);
      case 'image': {
        const picture: Inline = { kind: 'picture', address: node.url, alt: node.alt ?? '', title: node.title ?? null };
        return this.#ifComplete(node, picture);
      }
      default:
        return [{ kind: 'text', text: this.#typed(node) }];
    }
  }

  #link(node: Extract<PhrasingContent, { type: 'link' }>, depth: number): Inline[] {
    const inside = this.#inlines(node.children, depth + 1);
    const words = node.children[0];
    // A literal address such as `www.example.org`, whose link is the address as the parser completed it.
    const bare = node.children.length === 1 && words?.type === 'text' && (node.position === undefined || !this.#typed(node).startsWith('['));
    const link: Inline = { kind: 'link', address: node.url, bare, inside, title: node.title ?? null };
    if (bare) return isReachable(node.url) ? [link] : [{ kind: 'text', text: node.position === undefined ? words.value : this.#typed(node) }];
    const [picture] = inside;
    if (picture?.kind === 'picture' && inside.length === 1 && link.title === null && isReachable(node.url)) return [picture, ...addressBehind(node.url)];
    // A link needs words to click on, and must not hold another link.
    return inside.length === 0 || holdsPicture(inside) ? [{ kind: 'text', text: this.#typed(node) }] : this.#ifComplete(node, link);
  }

  /** The link or picture if its address is reachable and it keeps every letter typed; the source as text if not. */
  #ifComplete(node: Nodes, link: Extract<Inline, { kind: 'link' | 'picture' }>): Inline[] {
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
   * Whether marks were meant as emphasis. Markdown also takes those of `2*3*4`, `count(*) and sum(*)` and `__init__` for it; here they must stand at
   * the ends of words and enclose words, and underscores must enclose more than one.
   */
  #isEmphasis(node: Nodes, opening: string, closing: string): boolean {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    if (JOINED_BEFORE.test(this.#source.slice(Math.max(0, start - 2), start)) || JOINED_AFTER.test(this.#source.slice(end, end + 2))) return false;
    const words = this.#source.slice(start + opening.length, end - closing.length);
    if (NO_FIRST.test(words) || NO_LAST.test(words)) return false;
    return !opening.startsWith('_') || /\s/.test(words);
  }
}

// Scripts without spaces between words: in them any place counts as the end of a word.
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}`;
const JOINED_BEFORE = new RegExp(String.raw`(?![${UNSPACED}])[\p{L}\p{N}\p{M}]$`, 'u');
const JOINED_AFTER = new RegExp(String.raw`^(?![${UNSPACED}])[\p{L}\p{N}\p{M}]`, 'u');
const NO_FIRST = /^[\s.,;:!?/\\|=%&+\p{Pe}\p{Pf}]/u;
const NO_LAST = /[\s/\\|=&+@#$\p{Ps}\p{Pi}]$/u;

// "> 90 % of requests" is a comparison, not a quote.
const MORE_THAN = /^> ?=? ?[\d.]/;
// The mark of a list item that must stay visible: a number, or a bullet before a number, where it may be a sign.
const MARK = /^(?:\d+[.)]|[-+*](?= ?[\d.]))/;
/** The address of a link around a picture, shown as a link of its own behind the picture's. */
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
