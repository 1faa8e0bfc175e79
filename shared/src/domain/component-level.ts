import type { Impact } from './event.ts';
import type { FactTime } from './fact-time.ts';
import { impactsById } from './impacts-by-id.ts';
import type { Entry } from './state.ts';
import { type Level, worstLevel } from './words.ts';

/** The impacts of an incident that hurt one component. */
export const hurting = (impacts: readonly Impact[], componentId: string): Impact[] =>
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
