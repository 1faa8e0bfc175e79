import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces } from './pieces.ts';

const written = (value: unknown) => [...pieces(value)];

test('[HT70] the pieces of any data are its JSON', () => {
  const data = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constant(undefined),
      fc.array(tie('any'), { maxLength: 40 }),
      fc.dictionary(fc.string(), tie('any'), { maxKeys: 40 }),
    ),
  })).any;
  fc.assert(
    fc.property(data, (value) => {
      expect(written({ value }).join('')).toBe(JSON.stringify({ value }));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('[HT70] a long list or table is written item by item wherever it stands, and an iterable is a list whose items are made one by one', () => {
  const earlier = Array.from({ length: 600 }, (_, at) => ({ text: `${at} ${'x'.repeat(1_000)}` }));
  const incident = { incident: { title: 'Uploads fail', entries: [{ text: 'now', earlier }] } };
  const long = written(incident);
  expect(long.join('')).toBe(JSON.stringify(incident));
  expect(Math.max(...long.map(({ length }) => length))).toBeLessThan(2_000);

  const table = Object.fromEntries(earlier.map((one, at) => [`c${at}`, { ...one, parts: { of: at } }]));
  const board = written({ state: { components: table } });
  expect(board.join('')).toBe(JSON.stringify({ state: { components: table } }));
  expect(Math.max(...board.map(({ length }) => length))).toBeLessThan(3_000);
  // Short fields are written together: a turn for each would cost more than writing them.
  expect(written(Object.fromEntries(earlier.map((_, at) => [`c${at}`, { at }]))).length).toBeLessThan(30);

  let made = 0;
  function* rows() {
    for (; made < 3; made++) yield { id: made };
  }
  const some = pieces({ rows: rows(), next: null });
  while (!some.next().value?.includes('"id"'));
  expect(made).toBe(0);
  expect(written({ rows: rows(), next: null }).join('')).toBe('{"rows":[{"id":0},{"id":1},{"id":2}],"next":null}');
});
