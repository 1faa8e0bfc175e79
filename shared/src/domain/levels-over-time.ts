import { hurting } from './component-level.ts';
import type { Impact } from './event.ts';
import { type Level, worstLevel } from './words.ts';

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
