import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('[LG22] the order in which keys were set does not show', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":null}]}');
  expect(canonicalJson({ a: 'x', b: [1, { d: null }] })).toBe('{"a":"x","b":[1,{"d":null}]}');
});

test('[LG22] canonical text reads back as the value, and the value as the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('s'), 1n, [undefined]])('[LG22] %s is refused', (value) => {
  expect(() => canonicalJson({ value })).toThrow('cannot be kept in a log');
});
