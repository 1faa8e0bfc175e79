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
// Months and years vary in length, so long ticks follow the calendar.
const MONTH = 30 * DAY;
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];

export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** The position of `ms` in px from the left, clamped to the window. Time is linear. */
export const placeAt = ({ from, to, width }: TimeScale, ms: number): number => {
  const x = ((ms - from) / (to - from)) * width;
  return Math.round(Math.min(Math.max(x, 0), width) * 10) / 10;
};

/** Ticks inside the window, at whole UTC steps and at least `room` px apart. `step`: their distance in ms, approximate for months and years. */
export const ticksOf = (scale: TimeScale, room: number): { step: number; at: number[] } => {
  const span = scale.to - scale.from;
  const most = Math.max(1, Math.floor(scale.width / room));
  const step = STEPS.find((candidate) => span / candidate <= most);
  if (step === undefined) return calendarTicks(scale, MONTHS.find((months) => span / (months * MONTH) <= most) ?? 120);
  const at: number[] = [];
  for (let tick = Math.ceil(scale.from / step) * step; tick <= scale.to; tick += step) at.push(tick);
  return { step, at };
};

const calendarTicks = ({ from, to }: TimeScale, months: number): { step: number; at: number[] } => {
  const year = new Date(from).getUTCFullYear();
  const at: number[] = [];
  for (let month = 0; Date.UTC(year, month) <= to; month += months) if (Date.UTC(year, month) >= from) at.push(Date.UTC(year, month));
  return { step: months * MONTH, at };
};

/** Places labels in as few rows as possible, in order; a label that fits nowhere gets row null and is left out. */
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
