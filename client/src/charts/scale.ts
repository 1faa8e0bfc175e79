const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
];

export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Where `ms` falls, in px from the left, kept within the window. Time is linear: nine hours look like nine hours. */
export const placeAt = ({ from, to, width }: TimeScale, ms: number): number => {
  const x = ((ms - from) / (to - from)) * width;
  return Math.round(Math.min(Math.max(x, 0), width) * 10) / 10;
};

/** The distance between ticks, in ms, so that labels stand at least `room` px apart. */
export const tickStep = ({ from, to, width }: TimeScale, room: number): number => {
  const most = Math.max(1, Math.floor(width / room));
  const span = to - from;
  const step = STEPS.find((candidate) => span / candidate <= most);
  return step ?? Math.ceil(span / most / (30 * DAY)) * 30 * DAY;
};

/** Ticks inside the window, at whole steps of UTC. */
export const ticksOf = (scale: TimeScale, room: number): { step: number; at: number[] } => {
  const step = tickStep(scale, room);
  const at: number[] = [];
  for (let tick = Math.ceil(scale.from / step) * step; tick <= scale.to; tick += step) at.push(tick);
  return { step, at };
};

/** Labels in as few rows as need be, first come first placed; one that fits nowhere is left out (row null). */
export const stackLabels = <T extends { x: number; width: number }>(labels: readonly T[], rows: number, total: number) => {
  const taken: number[][][] = Array.from({ length: rows }, () => []);
  return labels.map((label) => {
    for (const [anchor, start] of [
      ['start', label.x + 5],
      ['end', label.x - 5 - label.width],
    ] as const) {
      if (start < 0 || start + label.width > total) continue;
      for (const [row, spans] of taken.entries()) {
        if (spans.some(([from = 0, to = 0]) => start < to + 8 && start + label.width > from - 8)) continue;
        spans.push([start, start + label.width]);
        return { ...label, row, anchor };
      }
    }
    return { ...label, row: null, anchor: 'start' as const };
  });
};
