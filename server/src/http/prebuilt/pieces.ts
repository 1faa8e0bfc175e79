/** A list of more texts or objects than this is not written in one go, wherever it stands. */
const LONG = 16;

/**
 * The JSON of `value` in pieces, in order, so that other work can run between them. In: plain data; an iterable is written as an array, whose items are taken
 * one by one. No piece holds a list of more than 16 texts or objects.
 */
export function* pieces(value: unknown): Generator<string> {
  if (isIterable(value) && isLong(value)) {
    let before = '[';
    for (const item of value) {
      yield before;
      yield* pieces(item);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else if (isObject(value) && Object.values(value).some(isLong)) {
    let before = '{';
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* pieces(field);
      before = ',';
    }
    yield '}';
  } else yield JSON.stringify(value) ?? 'null';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isIterable = (value: unknown): value is Iterable<unknown> => isObject(value) && Symbol.iterator in value;
/** Something that must be written apart from what surrounds it. Numbers are short, however many. */
const isLong = (value: unknown): boolean => {
  if (Array.isArray(value)) return (value.length > LONG && (isObject(value[0]) || typeof value[0] === 'string')) || value.some(isLong);
  return isIterable(value) || (isObject(value) && Object.values(value).some(isLong));
};
