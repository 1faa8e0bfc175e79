// The parser's time grows with the square of the length of some texts, so it is given pieces. One of this length takes a few milliseconds at worst.
const PIECE = 2_000;
// A piece that cannot be divided is parsed up to this length.
const LONGEST = 4_000;
// The parser starts a tokenizer per level of quote or list for every line within; nobody reads text nested deeper.
export const DEEPEST = 8;
// Per piece, and more than any prose has: the parser may try each opening mark against every other.
const MOST_MARKS = 500;

// Each line of dashes or of `=` makes the parser read the whole piece again.
const MOST_UNDERLINES = 20;

const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+/;
const CONTAINER = />|[-+*]|\d+[.)]/g;
const MARKS = /[[*_~`<!]+/g;
const UNDERLINE = /^ {0,3}(?:-+|=+)[ \t]*$/;
const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})/;
const ORDERED = /^(\d{1,9})[.)][ \t]+\S/;
const STARTS = /^(?:[-+*][ \t]+\S|#{1,6}[ \t])/;

export interface Piece {
  readonly text: string;
  /** Too long, too deep or too full of marks to be parsed in bounded time: shown as typed. */
  readonly plain: boolean;
}

const isTooDeep = (line: string): boolean => {
  const [prefix = ''] = CONTAINERS.exec(line) ?? [];
  return (prefix.match(CONTAINER)?.length ?? 0) > DEEPEST;
};

const pieceOf = (lines: readonly string[], fenced: boolean): Piece => {
  const text = lines.join('\n');
  if (fenced) return { text, plain: false };
  const marks = text.match(MARKS)?.length ?? 0;
  const underlines = lines.filter((line) => UNDERLINE.test(line)).length;
  return { text, plain: text.length > LONGEST || marks > MOST_MARKS || underlines > MOST_UNDERLINES || lines.some(isTooDeep) };
};

/**
 * Cuts a text into pieces which, parsed one by one, give the result of the whole: a cut is made only where a block ends whatever follows. The time is
 * linear in the length of the text. Fenced code may be of any length, since nothing in it is Markdown.
 */
export const splitText = (source: string): Piece[] => {
  const lines = source.split(/\r\n|\r|\n/);
  const pieces = source.length <= PIECE ? [pieceOf(lines, false)] : cutAt(lines, PIECE);
  // A block that cannot be parsed must not make its neighbours plain.
  return pieces.flatMap((piece) => (piece.plain ? cutAt(piece.text.split('\n'), 0) : [piece]));
};

/** Cuts at the first end of a block after `size` characters. */
const cutAt = (lines: readonly string[], size: number): Piece[] => {
  const pieces: Piece[] = [];
  let open: string[] = [];
  let length = 0;
  let fence: { closes: RegExp; from: number } | null = null;
  let numbered = false;
  let afterBlank = true;
  const cut = () => {
    if (open.some((line) => line.trim() !== '')) pieces.push(pieceOf(open, false));
    open = [];
    length = 0;
  };
  const add = (line: string) => {
    open.push(line);
    length += line.length + 1;
  };
  // Fenced code stays in one piece with its surroundings while both are short.
  const endFence = () => {
    if (fence !== null && length > size) {
      const code = open.splice(fence.from);
      cut();
      pieces.push(pieceOf(code, true));
    }
    fence = null;
    numbered = false;
    afterBlank = true;
  };
  for (const line of lines) {
    if (fence !== null) {
      add(line);
      if (fence.closes.test(line)) endFence();
      continue;
    }
    const opens = FENCE.exec(line)?.[1];
    if (opens !== undefined) {
      if (length >= size) cut();
      fence = { closes: new RegExp(`^ {0,3}${opens}+[ \\t]*$`), from: open.length };
      add(line);
      continue;
    }
    const blank = line.trim() === '';
    if (!blank && !/^\s/.test(line)) {
      const number = ORDERED.exec(line)?.[1];
      const item: boolean = number !== undefined && (numbered || afterBlank || Number(number) === 1);
      const starts = item || STARTS.test(line);
      if (length >= size && (afterBlank || starts)) cut();
      if (afterBlank || starts) numbered = item;
    }
    add(line);
    afterBlank = blank;
  }
  endFence();
  cut();
  return pieces;
};
