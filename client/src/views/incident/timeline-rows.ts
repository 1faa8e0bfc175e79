import type { Entry, EntryChange } from '@sitrep/shared/domain/state.ts';

type LevelChange = Extract<EntryChange, { what: 'level' }>;
/** One row of the timeline: an entry, or several equal changes of level at the same moment, merged. */
export type TimelineRow =
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'levels'; readonly key: string; readonly entry: Entry; readonly change: LevelChange; readonly componentIds: readonly string[] };
export type Shown = 'all' | Entry['kind'];

const levelOf = (entry: Entry): LevelChange | null => (entry.change?.what === 'level' ? entry.change : null);
// Undated entries count as simultaneous only when they were recorded together.
const sameMoment = (a: Entry, b: Entry): boolean =>
  a.at.ms === b.at.ms && a.at.clock === b.at.clock && (a.at.ms !== null || Math.abs(a.recordedAt - b.recordedAt) < 50);

/** True if a public update of the same moment already shows this change of phase. */
const shownByUpdate = (entry: Entry, entries: readonly Entry[]): boolean => {
  const { change } = entry;
  return (
    change?.what === 'phase' &&
    entry.text === null &&
    entries.some(
      (other) => other.kind === 'public' && other.phase === change.to && other.at.ms === entry.at.ms && Math.abs(other.recordedAt - entry.recordedAt) < 1000,
    )
  );
};

/**
 * When one impact ends and another begins on the same component at the same moment, the level changed from the first to the second; if both have the same level, nothing changed.
 * The log records the two in either order. Shown separately, they would claim that the component worked in between.
 */
const mergedLevelChanges = (entries: readonly Entry[]): readonly Entry[] => {
  const rest = new Map(entries.map((entry) => [entry.id, entry]));
  for (const ended of entries) {
    const end = levelOf(ended);
    if (end === null || end.to !== 'operational' || end.notAffected) continue;
    const begun = [...rest.values()].find((entry) => {
      const begin = levelOf(entry);
      return (
        begin?.componentId === end.componentId && begin.from === 'operational' && !begin.notAffected && entry.scope === ended.scope && sameMoment(entry, ended)
      );
    });
    const begin = begun === undefined ? null : levelOf(begun);
    if (begun === undefined || begin === null) continue;
    rest.delete(ended.id);
    if (begin.to === end.from) rest.delete(begun.id);
    else rest.set(begun.id, { ...begun, change: { ...begin, from: end.from } });
  }
  return [...rest.values()];
};

/** In: entries, oldest first, and the kind to show. Out: the rows, oldest first. */
export const timelineRows = (entries: readonly Entry[], shown: Shown): TimelineRow[] => {
  const rows: TimelineRow[] = [];
  for (const entry of mergedLevelChanges(entries)) {
    if (shown !== 'all' && entry.kind !== shown) continue;
    if (shownByUpdate(entry, entries)) continue;
    const change = levelOf(entry);
    const last = rows.at(-1);
    if (change === null || entry.text !== null) rows.push({ kind: 'entry', key: entry.id, entry });
    else if (
      last?.kind === 'levels' &&
      sameMoment(last.entry, entry) &&
      last.entry.scope === entry.scope &&
      last.change.from === change.from &&
      last.change.to === change.to &&
      last.change.notAffected === change.notAffected
    )
      rows[rows.length - 1] = { ...last, componentIds: [...new Set([...last.componentIds, change.componentId])] };
    else rows.push({ kind: 'levels', key: entry.id, entry, change, componentIds: [change.componentId] });
  }
  return rows;
};
