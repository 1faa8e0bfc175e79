import { expect, test } from 'vitest';
import { placeAt, stackLabels, ticksOf } from './scale.ts';

const HOUR = 3_600_000;
const scale = { from: 0, to: 10 * HOUR, width: 1000 };

test('[VW41] time is linear and what lies outside the window is clipped to its edge', () => {
  expect([placeAt(scale, 0), placeAt(scale, 9 * HOUR), placeAt(scale, -HOUR), placeAt(scale, 20 * HOUR)]).toEqual([0, 900, 0, 1000]);
});

test('[VW41] ticks stand at whole steps with room for their labels', () => {
  const { step, at } = ticksOf(scale, 80);
  expect(step).toBe(HOUR);
  expect(at).toHaveLength(11);
  expect(
    ticksOf({ from: Date.UTC(2016, 1, 24), to: Date.UTC(2026, 10, 22), width: 1000 }, 90).at.map((tick) => new Date(tick).toISOString().slice(5, 10)),
  ).toContain('01-01');
  expect(ticksOf({ from: Date.UTC(2020, 0, 1), to: Date.UTC(2020, 11, 31), width: 1300 }, 90).at).toHaveLength(12);
  expect(ticksOf({ from: 0, to: 3 * 365 * 24 * HOUR, width: 300 }, 80).at.length).toBeLessThanOrEqual(4);
});

test('[VW41] labels never cover each other: the next row, the other side, or none', () => {
  const placed = stackLabels(
    [
      { x: 0, width: 100 },
      { x: 50, width: 100 },
      { x: 60, width: 100 },
      { x: 990, width: 100 },
    ],
    2,
    1000,
  );
  expect(placed.map(({ row, anchor }) => [row, anchor])).toEqual([
    [0, 'start'],
    [1, 'start'],
    [null, 'start'],
    [0, 'end'],
  ]);
});

test('[VW226] where labels stand on lines, no line runs through a label and what has no other place is left out', () => {
  const marks = [
    { x: 100, width: 80 },
    { x: 190, width: 80 },
    { x: 200, width: 80 },
    { x: 230, width: 80 },
  ];
  const placed = stackLabels(marks, 3, 400, { lined: true });
  const spans = placed.flatMap(({ x, width, row, anchor }) =>
    row === null ? [] : [{ x, row, from: anchor === 'start' ? x + 5 : x - 5 - width, until: anchor === 'start' ? x + 5 + width : x - 5 }],
  );
  expect(spans.length).toBeGreaterThan(2);
  const struck = spans.flatMap((line) => spans.filter((label) => line.row <= label.row && line.x > label.from && line.x < label.until).map(() => line.x));
  expect(struck).toEqual([]);
  expect(
    stackLabels(
      [
        { x: 120, width: 60 },
        { x: 185, width: 80 },
      ],
      3,
      190,
      { lined: true },
    ).map(({ row }) => row),
  ).toEqual([0, null]);
});
