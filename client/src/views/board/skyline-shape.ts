import type { Level } from '@sitrep/shared/domain/words.ts';
import { date, zoneName } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, listed } from '@sitrep/shared/words/wording.ts';

/** One day of a component, as counted by the server. */
export interface SkylineDay {
  readonly from: number;
  /** The worst level of the day; null before the component existed. */
  readonly worst: Level | null;
  readonly downMinutes: number;
}

export const SKYLINE_HEIGHT = 20;
export const DAY_WIDTH = 2;

type Box = readonly [y: number, width: number, height: number];
// Height repeats what colour says: taller is worse. Days without data are full height, dotted.
const BOXES: Readonly<Record<Level, readonly Box[]>> = {
  operational: [[16, 1, 4]],
  under_maintenance: [
    [9, 2, 5],
    [16, 2, 4],
  ],
  unknown: [
    [0, 1, 2],
    [4, 1, 2],
    [8, 1, 2],
    [12, 1, 2],
    [16, 1, 2],
  ],
  degraded_performance: [[12, 2, 8]],
  partial_outage: [[8, 2, 12]],
  major_outage: [[0, 2, 20]],
};

// A long stretch without data is only a dotted outline: weeks of full dots would be the most prominent thing on the board.
const INSIDE_UNKNOWN: readonly Box[] = [
  [0, 1, 1],
  [19, 1, 1],
];

/** The days as one path per level, so that ninety days need at most six elements. */
export const skylinePaths = (days: readonly SkylineDay[]): { level: Level; path: string }[] => {
  const paths = new Map<Level, string>();
  for (const [index, { worst }] of days.entries()) {
    if (worst === null) continue;
    const boxes =
      worst === 'unknown' && days[index - 1]?.worst === worst && days[index + 1]?.worst === worst ? (index % 2 === 0 ? INSIDE_UNKNOWN : []) : BOXES[worst];
    const drawn = boxes.map(([y, width, height]) => `M${index * DAY_WIDTH} ${y}h${width}v${height}h-${width}z`).join('');
    paths.set(worst, (paths.get(worst) ?? '') + drawn);
  }
  return [...paths].map(([level, path]) => ({ level, path }));
};

const NAMED_LEVELS: readonly Level[] = ['major_outage', 'partial_outage', 'degraded_performance', 'unknown', 'under_maintenance'];
const DATES_NAMED = 3;

/** The skyline as a sentence: `90 days. 2 days with major outage: 8 Oct 2020 and 9 Oct 2020.` With `measured` false, quiet days are only reported as such. */
export const skylineWords = (days: readonly SkylineDay[], measured: boolean, zone: string): string => {
  const parts = NAMED_LEVELS.flatMap((level) => {
    const at = days.filter((day) => day.worst === level);
    if (at.length === 0) return [];
    const named = at.slice(0, DATES_NAMED).map((day) => date(day.from, zone));
    const dates = at.length > DATES_NAMED ? `${named.join(', ')} and ${at.length - DATES_NAMED} more` : listed(named);
    return [`${at.length} day${at.length === 1 ? '' : 's'} with ${LEVEL_WORD[level].toLowerCase()}: ${dates}`];
  });
  const before = days.filter((day) => day.worst === null).length;
  if (before > 0) parts.push(`${before} day${before === 1 ? '' : 's'} before it began`);
  return `${days.length} days${zone === 'UTC' ? '' : `, each from midnight to midnight in ${zoneName(zone)}`}. ${parts.length === 0 ? (measured ? 'Nothing but operational' : 'No trouble reported, not measured') : parts.join('. ')}.`;
};
