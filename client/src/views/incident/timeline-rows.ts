import type { Entry, EntryChange } from '@sitrep/shared/domain/state.ts';

type LevelChange = Extract<EntryChange, { what: 'level' }>;
/** One row of the timeline: an entry, or several equal changes of level at the same moment, told together, as one. */
export type TimelineRow =
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'levels'; readonly key: string; readonly entry: Entry; readonly change: LevelChange; readonly componentIds: readonly string[] };
export type Shown = 'all' | Entry['kind'];

// In one row are those that one person told the same readers of within a minute, or it would name the wrong one.
const toldTogether = (a: Entry, b: Entry): boolean =>
  a.scope === b.scope &&
  a.actor?.kind === b.actor?.kind &&
  a.actor?.name === b.actor?.name &&
  a.saidAt?.ms === b.saidAt?.ms &&
  (a.publishedAt === null) === (b.publishedAt === null) &&
  Math.abs(a.recordedAt - b.recordedAt) <= 60_000;
const levelOf = (entry: Entry): LevelChange | null => (entry.change?.what === 'level' ? entry.change : null);
/** Undated entries count as simultaneous only when they were recorded together: less than this apart, ms. */
const TOGETHER_MS = 50;
const sameMoment = (a: Entry, b: Entry): boolean =>
  a.at.ms === b.at.ms && a.at.clock === b.at.clock && (a.at.ms !== null || Math.abs(a.recordedAt - b.recordedAt) < TOGETHER_MS);

/** A change of phase and an update are one only when they were recorded less than this apart, ms. */
const ONE_MS = 1000;
/** Whether a public update of the same moment already shows a change of phase. */
const shownByUpdates = (entries: readonly Entry[]): ((entry: Entry) => boolean) => {
  const keyOf = (phase: string, { at, recordedAt }: Entry, later = 0) => `${phase} ${at.ms} ${Math.floor(recordedAt / ONE_MS) + later}`;
  /** When the first and the last of these updates were recorded. */
  const updates = new Map<string, { first: number; last: number }>();
  for (const entry of entries) {
    if (entry.kind !== 'public') continue;
    const { recordedAt } = entry;
    const known = updates.get(keyOf(entry.phase, entry));
    if (known === undefined) updates.set(keyOf(entry.phase, entry), { first: recordedAt, last: recordedAt });
    else [known.first, known.last] = [Math.min(known.first, recordedAt), Math.max(known.last, recordedAt)];
  }
  return (entry) => {
    const { change, recordedAt } = entry;
    if (change?.what !== 'phase' || entry.text !== null) return false;
    const [before, after] = [updates.get(keyOf(change.to, entry, -1)), updates.get(keyOf(change.to, entry, 1))];
    return (
      updates.has(keyOf(change.to, entry)) ||
      (before !== undefined && recordedAt - before.last < ONE_MS) ||
      (after !== undefined && after.first - recordedAt < ONE_MS)
    );
  };
};

const isBegin = (change: LevelChange): boolean => change.from === 'operational' && !change.notAffected;
const isEnd = (change: LevelChange): boolean => change.to === 'operational' && !change.notAffected;
/** Entries of equal keys are about one component, in one scope and at one moment. `recordedAt` counts for undated ones. */
const momentKey = ({ scope, at }: Entry, { componentId }: LevelChange, recordedAt: number): string =>
  `${scope} ${at.ms ?? `recorded ${recordedAt}`} ${at.clock} ${componentId}`;
const keysAround = (entry: Entry, change: LevelChange): string[] =>
  entry.at.ms !== null
    ? [momentKey(entry, change, 0)]
    : Array.from({ length: 2 * TOGETHER_MS - 1 }, (_, index) => momentKey(entry, change, entry.recordedAt - TOGETHER_MS + 1 + index));

/**
 * When one impact ends and another begins on the same component at the same moment, the level changed from the first to the second; if both have the same level, nothing changed.
 * The log records the two in either order. Shown separately, they would claim that the component worked in between.
 */
const mergedLevelChanges = (entries: readonly Entry[]): readonly Entry[] => {
  const rest = new Map(entries.map((entry) => [entry.id, entry]));
  /** The beginnings that no end has been merged with, in order, and where each stands among the entries. */
  const begins = new Map<string, { id: string; at: number }[]>();
  for (const [at, [id, entry]] of [...rest].entries()) {
    const change = levelOf(entry);
    if (change === null || !isBegin(change)) continue;
    const key = momentKey(entry, change, entry.recordedAt);
    const known = begins.get(key);
    if (known === undefined) begins.set(key, [{ id, at }]);
    else known.push({ id, at });
  }
  for (const queue of begins.values()) queue.reverse();
  const firstOf = (key: string): { id: string; at: number } | undefined => {
    const queue = begins.get(key) ?? [];
    for (let next = queue.at(-1); next !== undefined; next = queue.at(-1)) {
      const entry = rest.get(next.id);
      const change = entry === undefined ? null : levelOf(entry);
      if (change !== null && isBegin(change)) return next;
      queue.pop();
    }
    return undefined;
  };
  for (const ended of entries) {
    const end = levelOf(ended);
    if (end === null || !isEnd(end)) continue;
    let first: { id: string; at: number } | undefined;
    for (const key of keysAround(ended, end)) {
      const found = firstOf(key);
      if (found !== undefined && (first === undefined || found.at < first.at)) first = found;
    }
    const begun = first === undefined ? undefined : rest.get(first.id);
    const begin = begun === undefined ? null : levelOf(begun);
    if (begun === undefined || begin === null) continue;
    rest.delete(ended.id);
    if (begin.to === end.from) rest.delete(begun.id);
    else rest.set(begun.id, { ...begun, change: { ...begin, from: end.from } });
  }
  return [...rest.values()];
};

/** In: entries, oldest first, and the kind to show. Out: the rows, oldest first. Its cost grows with the number of entries, whatever happened at one moment. */
export const timelineRows = (entries: readonly Entry[], shown: Shown): TimelineRow[] => {
  const rows: TimelineRow[] = [];
  const isShown = shownByUpdates(entries);
  /** The components of the last row, when that is one of levels. */
  let componentIds = new Set<string>();
  const endRow = () => {
    const last = rows.at(-1);
    if (last?.kind === 'levels') rows[rows.length - 1] = { ...last, componentIds: [...componentIds] };
  };
  for (const entry of mergedLevelChanges(entries)) {
    if (shown !== 'all' && entry.kind !== shown) continue;
    if (isShown(entry)) continue;
    const change = levelOf(entry);
    const last = rows.at(-1);
    if (
      change !== null &&
      entry.text === null &&
      last?.kind === 'levels' &&
      sameMoment(last.entry, entry) &&
      toldTogether(last.entry, entry) &&
      last.change.from === change.from &&
      last.change.to === change.to &&
      last.change.notAffected === change.notAffected
    ) {
      componentIds.add(change.componentId);
      continue;
    }
    endRow();
    if (change === null || entry.text !== null) rows.push({ kind: 'entry', key: entry.id, entry });
    else {
      componentIds = new Set([change.componentId]);
      rows.push({ kind: 'levels', key: entry.id, entry, change, componentIds: [] });
    }
  }
  endRow();
  return rows;
};
