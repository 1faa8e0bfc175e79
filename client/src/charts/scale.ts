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

/**
 * Places labels in as few rows as possible, in order; a label that fits nowhere gets row null and is left out. `lined`: each stands on a line that runs down from its
 * row, and no line runs through a label.
 */
export const stackLabels = <T extends { x: number; width: number }>(labels: readonly T[], rows: number, total: number, { lined = false } = {}) => {
  const placed: Place[] = [];
  return labels.map((label) => {
    const places = ANCHORS.flatMap((anchor) =>
      Array.from({ length: rows }, (_, row): Place => {
        const from = anchor === 'start' ? label.x + 5 : label.x - 5 - label.width;
        return { anchor, row, x: label.x, from, until: from + label.width };
      }),
    ).filter((place) => place.from >= 0 && place.until <= total && !placed.some((other) => other.row === place.row && touches(place, other)));
    const place = places.find((one) => !lined || !placed.some((other) => strikes(one, other) || strikes(other, one)));
    if (place === undefined) return { ...label, row: null, anchor: 'start' as const };
    placed.push(place);
    return { ...label, row: place.row, anchor: place.anchor };
  });
};

interface Place {
  readonly anchor: 'start' | 'end';
  readonly row: number;
  /** The line, and the label beside it, px. */
  readonly x: number;
  readonly from: number;
  readonly until: number;
}
const ANCHORS = ['start', 'end'] as const;
const touches = (a: Place, b: Place): boolean => a.from < b.until + 8 && a.until > b.from - 8;
/** Whether the line of one runs through the label of the other. */
const strikes = (line: Place, label: Place): boolean => line.row <= label.row && line.x > label.from - 3 && line.x < label.until + 3;
