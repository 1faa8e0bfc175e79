import type { Impact } from './event.ts';
import type { FactTime } from './fact-time.ts';
import { impactsById } from './impacts-by-id.ts';
import type { Entry } from './state.ts';
import { type Level, worstLevel } from './words.ts';

/** The impacts of an incident that hurt one component. */
const hurting = (impacts: readonly Impact[], componentId: string): Impact[] =>
  impacts.filter((impact) => impact.componentId === componentId && !impact.notAffected);

/** Whether it can be computed at which level a component was at a time: only where every impact on it has dates. */
export const isDated = (impacts: readonly Impact[], componentId: string): boolean =>
  hurting(impacts, componentId).every(({ from, until }) => from.ms !== null && (until === null || until.ms !== null));

/**
 * The level of a component in an incident, the worst of its impacts. In: `time`, from which on; where it or an impact has no date, the impacts that have not
 * ended count.
 */
export const levelFrom = (impacts: readonly Impact[], componentId: string, { ms }: FactTime): Level =>
  ms !== null && isDated(impacts, componentId)
    ? levelWhere(impacts, componentId, (from, until) => from <= ms && ms < until)
    : worstLevel(hurting(impacts, componentId).flatMap(({ level, until }) => (until === null ? [level] : [])));

const levelWhere = (impacts: readonly Impact[], componentId: string, covers: (from: number, until: number) => boolean): Level =>
  worstLevel(
    hurting(impacts, componentId).flatMap(({ level, from, until }) =>
      covers(from.ms ?? Number.NEGATIVE_INFINITY, until?.ms ?? Number.POSITIVE_INFINITY) ? [level] : [],
    ),
  );

/** The level of one component over time, at UTC milliseconds: `from` that moment on, and `until` just before it. */
export interface LevelsOverTime {
  readonly from: (ms: number) => Level;
  readonly until: (ms: number) => Level;
}

/** The level of a component by all impacts of an incident, each of which has dates. Each impact is read once, however often a level is asked for. */
export const levelsOverTime = (impacts: readonly Impact[], componentId: string): LevelsOverTime => {
  const turns = new Map<number, { level: Level; by: 1 | -1 }[]>();
  const turn = (ms: number, level: Level, by: 1 | -1) => {
    const there = turns.get(ms);
    if (there === undefined) turns.set(ms, [{ level, by }]);
    else there.push({ level, by });
  };
  for (const { level, from, until } of hurting(impacts, componentId)) {
    const [begin, end] = [from.ms ?? Number.NEGATIVE_INFINITY, until?.ms ?? Number.POSITIVE_INFINITY];
    if (end <= begin) continue;
    turn(begin, level, 1);
    turn(end, level, -1);
  }
  const edges = [...turns.keys()].sort((a, b) => a - b);
  const running = new Map<Level, number>();
  const levels = edges.map((edge) => {
    for (const { level, by } of turns.get(edge) ?? []) running.set(level, (running.get(level) ?? 0) + by);
    return worstLevel([...running].flatMap(([level, count]) => (count > 0 ? [level] : [])));
  });
  /** The level from the last of these edges on. */
  const after = (isBefore: (edge: number) => boolean): Level => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(edges[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return levels[low - 1] ?? worstLevel([]);
  };
  return { from: (ms) => after((edge) => edge <= ms), until: (ms) => after((edge) => edge < ms) };
};

/** The entries after times of impacts were corrected: a change of level stands where its impact begins or ends. In: the impacts before and after. */
export const moveLevelEntries = (entries: readonly Entry[], before: readonly Impact[], after: readonly Impact[]): readonly Entry[] => {
  const known = impactsById(after);
  const moves = before.flatMap(({ impactId, componentId, from, until }) => {
    const now = known.get(impactId);
    if (now === undefined) return [];
    const bounds: (readonly [FactTime | null, FactTime | null])[] = [
      [from, now.from],
      [until, now.until],
    ];
    return bounds.flatMap(([was, is]) => (was === null || is === null || was.ms === is.ms ? [] : [{ componentId, was, is }]));
  });
  if (moves.length === 0) return entries;
  const moved = new Map(moves.toReversed().map(({ componentId, was, is }) => [`${componentId} ${was.ms}`, is]));
  return entries.map((entry) => {
    const { change, at } = entry;
    if (change?.what !== 'level' || at.ms === null) return entry;
    const is = moved.get(`${change.componentId} ${at.ms}`);
    return is === undefined ? entry : { ...entry, at: is };
  });
};
