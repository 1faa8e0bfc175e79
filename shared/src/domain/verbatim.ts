/**
 * Finds what was copied word for word, however its lines are wrapped and quoted (`> `): all texts are read with each run of white space and quotation marks
 * as one blank. Everything that is sought is looked for at once (Aho and Corasick), so that a text costs a few looks at each of its characters, however
 * many texts are sought and however they repeat themselves.
 */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}
/** Where a text holds copies, in order; copies over one another are one stretch. */
export type FindCopies = (text: string) => Stretch[];

/** In: what is sought, without blanks at the ends. `count` is told of every look at a character, while this prepares and while it finds. */
export const copiesOf = (sought: readonly string[], count: () => void = () => {}): FindCopies => finished(preparingCopies(sought, count));

/** The same in small pieces: a caller may let others work after each. */
export function* preparingCopies(sought: readonly string[], count: () => void = () => {}): Generator<void, FindCopies> {
  const squeezed: Uint16Array[] = [];
  const asWritten: Uint16Array[] = [];
  for (const text of sought) {
    const codes = trimmed(squeeze(text, count).codes);
    // What is hardly more than blanks would be found everywhere: it is sought as it was written.
    if (codes.length >= WORTH_SQUEEZING) squeezed.push(codes);
    else if (text !== '') asWritten.push(written(text).codes);
    yield;
  }
  const machines = [yield* machineOf(squeezed, (text) => squeeze(text, count), count), yield* machineOf(asWritten, written, count)];
  return (text) => united(machines.flatMap((find) => find(text)));
}

/** What work in pieces comes to, done in one go. */
export const finished = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
};

const WORTH_SQUEEZING = 20;
const BLANK = 32;

/** The codes of a text, and where each of them begins and ends in it. */
interface Read {
  readonly codes: Uint16Array;
  readonly starts: (at: number) => number;
  readonly ends: (at: number) => number;
}

function* machineOf(sought: readonly Uint16Array[], read: (text: string) => Read, count: () => void): Generator<void, FindCopies> {
  if (sought.length === 0) return () => [];
  const tree = yield* treeOf(sought, count);
  const shortest = Math.min(...sought.map(({ length }) => length));
  return (text) => {
    if (text.length < shortest) return [];
    const { codes, starts, ends } = read(text);
    const found: Stretch[] = [];
    let node = 0;
    for (let at = 0; at < codes.length; at++) {
      node = tree.step(node, codes[at] ?? 0);
      const length = tree.endsWith(node);
      if (length > 0) found.push({ from: starts(at - length + 1), until: ends(at) });
    }
    return found;
  };
}

interface Tree {
  step(from: number, code: number): number;
  endsWith(node: number): number;
}
/** Nodes linked in one piece. */
const NODES = 4_096;

/** The beginnings of all texts as one tree. A node stands for what was just read; 0 is its root, for nothing. */
function* treeOf(sought: readonly Uint16Array[], count: () => void): Generator<void, Tree> {
  const size = sought.reduce((sum, { length }) => sum + length, 1);
  /** The code that leads to a node, its first child, the next child of its parent, and for nodes of several children all but the first by code. */
  const codes = new Uint16Array(size);
  const first = new Int32Array(size);
  const sibling = new Int32Array(size);
  const others = new Map<number, Map<number, number>>();
  /** The node of the longest end of a node that is a beginning too. */
  const back = new Int32Array(size);
  /** The length of the longest text that ends at a node. */
  const ending = new Int32Array(size);
  const child = (node: number, code: number): number => {
    count();
    const only = first[node] ?? 0;
    if (only !== 0 && codes[only] === code) return only;
    return sibling[only] === 0 ? 0 : (others.get(node)?.get(code) ?? 0);
  };
  const step = (from: number, code: number): number => {
    let node = from;
    let next = child(node, code);
    while (next === 0 && node !== 0) {
      node = back[node] ?? 0;
      next = child(node, code);
    }
    return next;
  };

  let last = 0;
  for (const text of sought) {
    let node = 0;
    for (const code of text) {
      let next = child(node, code);
      if (next === 0) {
        next = ++last;
        codes[next] = code;
        const only = first[node] ?? 0;
        if (only === 0) first[node] = next;
        else {
          sibling[next] = sibling[only] ?? 0;
          sibling[only] = next;
          others.set(node, (others.get(node) ?? new Map<number, number>()).set(code, next));
        }
      }
      node = next;
    }
    ending[node] = text.length;
    yield;
  }
  // Level by level: what a node goes back to is shorter.
  const queue = new Int32Array(last + 1);
  for (let at = 0, known = 1; at < known; at++) {
    const node = queue[at] ?? 0;
    if (at % NODES === 0) yield;
    for (let below = first[node] ?? 0; below !== 0; below = sibling[below] ?? 0) {
      if (node !== 0) back[below] = step(back[node] ?? 0, codes[below] ?? 0);
      if (ending[below] === 0) ending[below] = ending[back[below] ?? 0] ?? 0;
      queue[known++] = below;
    }
  }
  return { step, endsWith: (node) => ending[node] ?? 0 };
}

const united = (found: readonly Stretch[]): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const { from, until } of found.toSorted((a, b) => a.from - b.from)) {
    const last = stretches.at(-1);
    if (last === undefined || from >= last.until) stretches.push({ from, until });
    else if (until > last.until) stretches[stretches.length - 1] = { from: last.from, until };
  }
  return stretches;
};

const written = (text: string): Read => ({
  codes: Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
  starts: (at) => at,
  ends: (at) => at + 1,
});

/** One blank for each run of blanks and quotation marks. */
const squeeze = (text: string, count: () => void): Read => {
  const codes = new Uint16Array(text.length);
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    count();
    const code = isBlank(text.charCodeAt(at)) ? BLANK : text.charCodeAt(at);
    if (code !== BLANK || length === 0 || codes[length - 1] !== BLANK) {
      codes[length] = code;
      starts[length++] = at;
    }
    ends[length - 1] = at + 1;
  }
  return { codes: codes.subarray(0, length), starts: (at) => starts[at] ?? 0, ends: (at) => ends[at] ?? 0 };
};

const QUOTATION_MARK = '>'.charCodeAt(0);
const isBlank = (code: number): boolean => code === QUOTATION_MARK || ((code <= BLANK || code > 127) && /\s/.test(String.fromCharCode(code)));

const trimmed = (codes: Uint16Array): Uint16Array => codes.subarray(codes[0] === BLANK ? 1 : 0, codes.at(-1) === BLANK ? -1 : undefined);
