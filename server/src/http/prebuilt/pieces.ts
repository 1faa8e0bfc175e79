/** A list or a table of more texts or objects than this is not written in one go, wherever it stands. */
const LONG = 16;
/** Short fields are written together until they are longer than this, characters. */
const LETTERS = 1_000;

/**
 * The JSON of `value` in pieces, in order, so that other work can run between them. In: plain data; an iterable is written as an array, whose items are taken
 * one by one. No piece holds a list or a table of more than 16 texts or objects.
 */
export function* pieces(value: unknown): Generator<string> {
  if (!isLong(value)) yield JSON.stringify(value) ?? 'null';
  else if (isIterable(value)) {
    let before = '[';
    for (const item of value) {
      yield before;
      yield* pieces(item);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else {
    let text = '';
    let before = '{';
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      text += `${before}${JSON.stringify(name)}:`;
      before = ',';
      if (isLong(field)) {
        yield text;
        yield* pieces(field);
        text = '';
      } else {
        text += JSON.stringify(field);
        if (text.length <= LETTERS) continue;
        yield text;
        text = '';
      }
    }
    yield `${text}}`;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isIterable = (value: unknown): value is Iterable<unknown> => isObject(value) && Symbol.iterator in value;
/** Something that must be written apart from what surrounds it. Numbers are short, however many. */
const isLong = (value: unknown): value is object => {
  if (!isObject(value)) return false;
  if (isIterable(value) && !Array.isArray(value)) return true;
  let parts = 0;
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    if (!isObject(part) && typeof part !== 'string') continue;
    if (++parts > LONG || isLong(part)) return true;
  }
  return false;
};
