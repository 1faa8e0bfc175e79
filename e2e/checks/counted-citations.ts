/**
 * The rules cited by tests of a file that `npm test` really runs. In: the source, and its path from the root. A citation does not count inside
 * skipped, `fixme` or `todo` tests, conditionally skipped tests, and the long suite. A test on PostgreSQL counts, because CI requires PostgreSQL.
 */
export const countedCitations = (source: string, file: string): string[] => {
  if (file.startsWith('e2e/long/')) return [];
  const code = blank(source);
  const calls = callsIn(code, source);
  const onPostgres = /\.pg\.test\.ts$/.test(file) || /-contract\.ts$/.test(file);
  const isVoid = ({ words, condition }: Call): boolean =>
    words.some((word) => word === 'skip' || word === 'fixme' || word === 'todo') ||
    (words.some((word) => word === 'skipIf' || word === 'runIf') && !(onPostgres || condition));
  const skipped = calls.filter((call) => isVoid(call));
  // `test.skip(why)` and `context.skip()` inside a test skip the enclosing test.
  const inner = [...code.matchAll(/\b(?:context|ctx|testInfo|info)\.(?:skip|fixme)\s*\(/g)].map(({ index }) => (onPostgres ? -1 : index));
  const within = (call: Call, at: number): boolean => call.from < at && at < call.to;
  const lost = calls.filter(
    (call) =>
      call.words[0] !== 'describe' &&
      call.words[1] !== 'describe' &&
      (inner.some((at) => within(call, at)) || skipped.some((other) => other !== call && within(call, other.from))),
  );
  const gone = [...skipped, ...lost];
  return [...source.matchAll(/\[([A-Z]{2}\d+)\]/g)].flatMap(({ index, 1: id = '' }) => (gone.some((call) => within(call, index)) ? [] : [id]));
};

/** A call of `test`, `it` or `describe`: its words (two in `test.skipIf`), and its range in the source. */
interface Call {
  readonly words: readonly string[];
  /** It is skipped only when there is no PostgreSQL. */
  readonly condition: boolean;
  readonly from: number;
  readonly to: number;
}
const callsIn = (code: string, source: string): Call[] =>
  [...code.matchAll(/(?<![\w.$])(?:test|it|describe)(?:\.\w+)*\s*(?=\()/g)].map(({ 0: text, index }) => {
    let to = endOf(code, index + text.length);
    const condition = /postgres|TEST_DATABASE_URL/.test(source.slice(index, to));
    // `test.each(rows)(title, body)` and `test.skipIf(condition)(title, body)` are called twice.
    while (/^\s*\(/.test(code.slice(to))) to = endOf(code, code.indexOf('(', to));
    return { words: text.trim().split('.'), condition, from: index, to };
  });

/** The index behind the bracket that closes the one at `open`. */
const endOf = (code: string, open: number): number => {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')' && --depth === 0) return at + 1;
  }
  return code.length;
};

/** The source with the contents of strings, patterns and comments blanked, of the same length, so that brackets there do not count. */
const blank = (source: string): string => {
  const out = [...source];
  const wipe = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (out[at] !== '\n') out[at] = ' ';
  };
  let at = 0;
  let before = '';
  const skipTo = (close: string): number => {
    let end = at + 1;
    for (let inClass = false; end < source.length; end++) {
      const letter = source[end];
      if (letter === '\\') end++;
      else if (close === '/' && letter === '[') inClass = true;
      else if (close === '/' && letter === ']') inClass = false;
      else if (letter === close && !inClass) break;
    }
    return end;
  };
  while (at < source.length) {
    const letter = source[at] ?? '';
    const two = source.slice(at, at + 2);
    let end = at;
    if (two === '//') end = source.indexOf('\n', at) === -1 ? source.length : source.indexOf('\n', at);
    else if (two === '/*') end = source.indexOf('*/', at) + 2;
    else if (letter === "'" || letter === '"' || letter === '`' || (letter === '/' && /^$|[(,=:[!&|?{};>+]|\breturn$/.test(before))) {
      end = skipTo(letter) + 1;
      before = 'text';
    } else if (!/\s/.test(letter)) before = /\w/.test(letter) && /\w/.test(source[at - 1] ?? '') ? before + letter : letter;
    if (end > at) wipe(at, end);
    at = Math.max(at + 1, end);
  }
  return out.join('');
};
