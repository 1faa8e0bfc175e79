import type { Entry, EntryChange } from '@sitrep/shared/domain/state.ts';

type LevelChange = Extract<EntryChange, { what: 'level' }>;
/** One row of the timeline: an entry, with the change of phase that was told with it, or several equal changes of level at the same moment, told together, as one. */
export type TimelineRow = {
  readonly key: string;
  readonly entry: Entry;
  /** The ids of all entries that it tells, its own first. */
  readonly ids: readonly string[];
} & (
  | {
      readonly kind: 'entry';
      /** The phase that stands above its words; null where they say none. */
      readonly phase: Entry['phase'] | null;
    }
  | { readonly kind: 'levels'; readonly change: LevelChange; readonly componentIds: readonly string[] }
);

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

/** Undated words and phases count as told together only when they were recorded less than this apart, ms. */
const ONE_MS = 1000;
const MINUTE_MS = 60_000;
const WORDS: ReadonlySet<Entry['kind']> = new Set(['public', 'internal', 'fact']);
/** A phase or words that it can be one row with: equal where the same person told the same readers of it in the same minute. */
const minuteKey = (phase: string, { at: { ms, clock }, scope, actor, saidAt, publishedAt }: Entry): string =>
  JSON.stringify([phase, ms === null ? `undated ${clock}` : Math.floor(ms / MINUTE_MS), scope, actor?.kind, actor?.name, saidAt?.ms, publishedAt === null]);

interface PhasesWithWords {
  /** By the id of the entry with the words: the phase, and the ids of the entries that told it. */
  readonly toldBy: ReadonlyMap<string, { readonly to: Entry['phase']; readonly ids: readonly string[] }>;
  /** The ids of those entries. */
  readonly told: ReadonlySet<string>;
}
/** The changes of phase that need no row of their own: words of the same minute, recorded with them or soon after, tell them. */
const phasesWithWords = (entries: readonly Entry[]): PhasesWithWords => {
  const words = new Map<string, { id: string; recordedAt: number }[]>();
  for (const entry of entries) {
    if (!WORDS.has(entry.kind) || entry.text === null) continue;
    const key = minuteKey(entry.phase, entry);
    const there = words.get(key);
    if (there === undefined) words.set(key, [entry]);
    else there.push(entry);
  }
  for (const [key, list] of words)
    words.set(
      key,
      list.map(({ id, recordedAt }) => ({ id, recordedAt })).sort((a, b) => a.recordedAt - b.recordedAt),
    );
  const toldBy = new Map<string, { to: Entry['phase']; ids: string[] }>();
  const told = new Set<string>();
  for (const entry of entries) {
    const { change, recordedAt, text } = entry;
    if (change?.what !== 'phase' || text !== null) continue;
    // "Reopened" means investigating again.
    const list = words.get(minuteKey(change.to === 'reopened' ? 'investigating' : change.to, entry)) ?? [];
    const found = list[firstAfter(list, recordedAt - ONE_MS)];
    if (found === undefined || found.recordedAt - recordedAt >= (entry.at.ms === null ? ONE_MS : MINUTE_MS)) continue;
    told.add(entry.id);
    const there = toldBy.get(found.id);
    if (there === undefined) toldBy.set(found.id, { to: change.to, ids: [entry.id] });
    else there.ids.push(entry.id);
  }
  return { toldBy, told };
};
/** The place of the first that was recorded after this time. In: a list in that order. */
const firstAfter = (list: readonly { readonly recordedAt: number }[], time: number): number => {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.recordedAt ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
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
const mergedLevelChanges = (entries: readonly Entry[]): { readonly entries: readonly Entry[]; readonly ends: ReadonlyMap<string, string> } => {
  /** By the id of the beginning: that of the end it was merged with. */
  const ends = new Map<string, string>();
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
    else {
      rest.set(begun.id, { ...begun, change: { ...begin, from: end.from } });
      ends.set(begun.id, ended.id);
    }
  }
  return { entries: [...rest.values()], ends };
};

/** In: entries, oldest first. Out: the rows, oldest first. Its cost grows with the number of entries, whatever happened at one moment. */
export const timelineRows = (entries: readonly Entry[]): TimelineRow[] => {
  const rows: TimelineRow[] = [];
  const { toldBy, told } = phasesWithWords(entries);
  const merged = mergedLevelChanges(entries);
  /** What the last row holds, when that is one of levels. */
  let componentIds = new Set<string>();
  let ids: string[] = [];
  const endRow = () => {
    const last = rows.at(-1);
    if (last?.kind === 'levels') rows[rows.length - 1] = { ...last, ids, componentIds: [...componentIds] };
  };
  for (const entry of merged.entries) {
    if (told.has(entry.id)) continue;
    const change = levelOf(entry);
    const own = [entry.id, ...(merged.ends.has(entry.id) ? [merged.ends.get(entry.id) ?? ''] : [])];
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
      ids.push(...own);
      continue;
    }
    endRow();
    if (change === null || entry.text !== null) {
      const phase = toldBy.get(entry.id);
      const stands = phase?.to ?? (entry.kind === 'public' ? entry.phase : null);
      rows.push({ kind: 'entry', key: entry.id, entry, ids: [entry.id, ...(phase?.ids ?? [])], phase: stands });
    } else {
      componentIds = new Set([change.componentId]);
      ids = own;
      rows.push({ kind: 'levels', key: entry.id, entry, change, ids, componentIds: [] });
    }
  }
  endRow();
  return rows;
};

/** The one person or machine that recorded all rows, by name, which then need not say so; null where there is none, or only one row. */
export const authorOf = (rows: readonly TimelineRow[], nameOf: (actor: Entry['actor']) => string | null): string | null => {
  const [name, ...others] = new Set(rows.map(({ entry }) => nameOf(entry.actor)));
  return name === undefined || others.length > 0 || rows.length < 2 ? null : name;
};

/** The keys of the rows that need seconds to be told apart: a minute holds several, at different seconds. Only times that are known exactly have any. */
export const keysWithSeconds = (rows: readonly TimelineRow[]): ReadonlySet<string> => {
  const exact = rows.flatMap(({ key, entry: { at } }) => (at.precision === 'exact' && at.ms !== null ? [{ key, second: Math.floor(at.ms / 1000) }] : []));
  const byMinute = Map.groupBy(exact, ({ second }) => Math.floor(second / 60));
  const shared = [...byMinute.values()].filter((inIt) => new Set(inIt.map(({ second }) => second)).size > 1);
  return new Set(shared.flat().map(({ key }) => key));
};
