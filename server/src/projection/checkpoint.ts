import { setImmediate as nextTurn } from 'node:timers/promises';
import { isOfOneLifetime, isOlderEpoch } from '@sitrep/shared/domain/epoch.ts';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { EventLog, Head } from '../log/event-log.ts';
import { Archive, type ArchiveTables } from './archive.ts';
import { Fold } from './fold.ts';
import { type LevelHistory, stretchesOf } from './level-history.ts';
import { DeltaRing } from './ring.ts';

/**
 * Saved folds, so that a start need not read the whole log, nor an erasure fold all of it again. Only a shortcut: a checkpoint that does not match is passed over.
 *
 *     fold-1-0 … 4      {fold version, epoch, number of parts}   one per slot, written last: a crash half-way leaves the slot free
 *     fold-1-0-0 …      {fold version, [table, id, value] rows}  its parts
 *
 * Even and odd fold versions have slots of their own, so that a build and the one that replaces it keep theirs side by side. An erasure deletes the checkpoints
 * that hold an erased event, so those before the first such event are as true after it as they were.
 */
const SLOTS = 5;
/** Events between two checkpoints: the most a start has to fold again. */
export const CHECKPOINT_EVENTS = 5_000;
// About a megabyte: writing one piece must not delay the fan-out.
const ROWS_PER_PART = 250;

/** What keeps them. */
export type Store = Pick<EventLog, 'head' | 'saveCheckpoint' | 'loadCheckpoint' | 'dropCheckpoints'>;
interface Manifest {
  foldVersion: number;
  epoch: Head['epoch'];
  publicPos: number;
  parts: number;
}
type ScopeName = 'internal' | 'public';
type Row = ['versions', string, number] | ['board', string, BoardState] | [`${ScopeName}.${keyof ArchiveTables}`, string, unknown];
/** A build of another fold version may have written over it; one of the same writes the same. */
interface Part {
  foldVersion: number;
  rows: Row[];
}
type Positioned = { readonly seq: number };

/** Whether a checkpoint is due between these positions. All nodes of a log take theirs at the same positions, so that they never mix two in one slot. */
export const isDue = (before: number, after: number): boolean => Math.floor(before / CHECKPOINT_EVENTS) < Math.floor(after / CHECKPOINT_EVENTS);

/** Positions beyond which a fold from `from` to `to` is to be kept, ascending. */
export const worthKeeping = (from: number, to: number): number[] => {
  let kept: Positioned[] = [];
  for (let seq = (Math.floor(from / CHECKPOINT_EVENTS) + 1) * CHECKPOINT_EVENTS; seq <= to; seq += CHECKPOINT_EVENTS) kept = keeping([...kept, { seq }]);
  return kept.map(({ seq }) => seq);
};

/**
 * Which checkpoints to keep, ascending: each holds the whole state, so there are few. One too many, the one goes that is missed least: what an erasure folds
 * again should be in proportion to how far back the erased text is, so distances from the newest grow by about the same factor.
 */
export const keeping = <T extends Positioned>(all: readonly T[]): T[] => {
  const kept = all.toSorted((a, b) => a.seq - b.seq);
  const newest = kept.at(-1)?.seq ?? 0;
  const distance = (index: number) => newest - (kept[index]?.seq ?? 0) + CHECKPOINT_EVENTS;
  while (kept.length > SLOTS) {
    let least = 0;
    for (let index = 1; index < kept.length - 1; index++)
      if (distance(index - 1) / distance(index + 1) < distance(least - 1) / distance(least + 1)) least = index;
    kept.splice(least, 1);
  }
  return kept;
};

/** A fold as it is now, to be saved while the fold goes on. */
export interface Checkpoint extends Positioned {
  readonly fold: Fold;
}
export const checkpointOf = (fold: Fold): Checkpoint => ({ seq: fold.internal.pos, fold: fold.copy() });

/** Saves it in pieces, yielding between them. `abandoned` is checked before each write. Nothing is kept when a text was erased since its fold was begun. */
export const saveCheckpoint = async (log: Store, { seq, fold }: Checkpoint, abandoned: () => boolean, foldVersion = FOLD_VERSION): Promise<void> => {
  const { epoch } = fold;
  const kept = await findCheckpoints(log, { epoch, seq: Number.POSITIVE_INFINITY }, foldVersion);
  if (kept.some((other) => other.seq === seq)) return;
  if (kept.length === 0) await dropOtherLives(log, epoch);
  const after = keeping([...kept.map(({ slot, seq }) => ({ slot, seq })), { slot: null, seq }]);
  const slot = slotsOf(foldVersion).find((name) => !after.some(({ slot }) => slot === name));
  if (slot === undefined) return;
  const at = { seq, epoch: epoch.internal };
  const save = async (name: string, value: unknown): Promise<boolean> => {
    if (abandoned()) return false;
    await log.saveCheckpoint(name, at, JSON.stringify(value));
    await nextTurn();
    return true;
  };
  if (!(await save(slot, null))) return;
  let parts = 0;
  for (const rows of pieces(rowsOf(fold))) if (!(await save(`${slot}-${parts++}`, { foldVersion, rows } satisfies Part))) return;
  await save(slot, { foldVersion, epoch, publicPos: fold.public.pos, parts } satisfies Manifest);
};

/**
 * The newest checkpoint of this log lifetime and fold version up to `head`, as a fold of the epoch of `head`; null when there is none that is whole. The slot of
 * one that is not whole is freed, so that it is saved again.
 */
export const loadCheckpoint = async (log: Store, head: Pick<Head, 'epoch' | 'seq'>, foldVersion = FOLD_VERSION): Promise<Fold | null> => {
  for (const found of await findCheckpoints(log, head, foldVersion)) {
    const fold = await readParts(log, head.epoch, found);
    if (fold !== null) return fold;
    // Left alone when another node has saved over it meanwhile. A failure must not prevent the start.
    const now = await log.loadCheckpoint(found.slot);
    if (now?.json === found.json) await log.saveCheckpoint(found.slot, { seq: found.seq, epoch: head.epoch.internal }, 'null').catch(() => {});
  }
  return null;
};

/** Drops everything when no slot holds anything of this log lifetime: then all there is comes from another, or from a build with other names. */
const dropOtherLives = async (log: Store, epoch: Head['epoch']): Promise<void> => {
  for (const slot of [0, 1].flatMap(slotsOf)) {
    const saved = await log.loadCheckpoint(slot);
    if (saved === null) continue;
    const manifest = manifestIn(saved.json);
    // Without a manifest it is being written.
    if (manifest === null || isOfOneLifetime(manifest.epoch.internal, epoch.internal)) return;
  }
  if ((await log.head()).epoch.internal === epoch.internal) await log.dropCheckpoints();
};

interface Found extends Positioned {
  readonly slot: string;
  readonly json: string;
  readonly manifest: Manifest;
}
const slotsOf = (foldVersion: number): string[] => Array.from({ length: SLOTS }, (_, slot) => `fold-${foldVersion % 2}-${slot}`);

/** Newest first. */
const findCheckpoints = async (log: Store, head: Pick<Head, 'epoch' | 'seq'>, foldVersion: number): Promise<Found[]> => {
  const found: Found[] = [];
  for (const slot of slotsOf(foldVersion)) {
    const saved = await log.loadCheckpoint(slot);
    const manifest = saved && manifestIn(saved.json);
    if (saved && saved.seq <= head.seq && manifest?.foldVersion === foldVersion && isOf(head.epoch, manifest.epoch)) found.push({ slot, ...saved, manifest });
  }
  return found.sort((a, b) => b.seq - a.seq);
};

/** Whether a checkpoint of `epoch` that is still there is true now: what an erasure made untrue, it deleted. */
const isOf = (now: Head['epoch'], epoch: Head['epoch']): boolean =>
  (['internal', 'public'] as const).every((scope) => epoch[scope] === now[scope] || isOlderEpoch(epoch[scope], now[scope]));

const readParts = async (log: Store, epoch: Head['epoch'], { slot, seq, manifest }: Found): Promise<Fold | null> => {
  const archives = { internal: new Archive(), public: new Archive() };
  const boards = new Map<string, BoardState>();
  const versions = new Map<string, number>();
  for (let part = 0; part < manifest.parts; part++) {
    const saved = await log.loadCheckpoint(`${slot}-${part}`);
    const read = saved?.seq === seq ? parse<Part | null>(saved.json) : null;
    if (read?.foldVersion !== manifest.foldVersion || !Array.isArray(read.rows) || !read.rows.every(Array.isArray)) return null;
    for (const [table, id, value] of read.rows) {
      if (table === 'versions') versions.set(id, value as number);
      else if (table === 'board') boards.set(id, value as BoardState);
      else {
        const [scope, name] = table.split('.') as [ScopeName, keyof ArchiveTables];
        const into = archives[scope]?.[name];
        if (!(into instanceof Map)) return null;
        into.set(id, value as never);
      }
    }
    await nextTurn();
  }
  const [board, customers] = [boards.get('internal'), boards.get('public')];
  if (board === undefined || customers === undefined) return null;
  return new Fold(epoch, {
    internal: { state: { board, customers }, pos: seq, archive: archives.internal, ring: new DeltaRing() },
    public: { state: { board: customers, customers: null }, pos: manifest.publicPos, archive: archives.public, ring: new DeltaRing() },
    versions,
  });
};

/** Null when the text is not JSON: a damaged checkpoint only makes the start slower. */
const parse = <T>(json: string): T | null => {
  try {
    return JSON.parse(json) as T;
  } catch {
    return null;
  }
};

const manifestIn = (json: string): Manifest | null => {
  const read = parse<Partial<Manifest> | null>(json);
  return read?.epoch ? (read as Manifest) : null;
};

/** As every build reads it, whatever the size of its pieces. */
const inOnePiece = (history: LevelHistory): LevelHistory => ({ componentId: history.componentId, stretches: stretchesOf(history) });

function* rowsOf(fold: Fold): Generator<Row> {
  for (const scope of ['internal', 'public'] as const) {
    const { archive, state } = fold[scope];
    yield ['board', scope, state.board];
    for (const table of archive.tableNames())
      for (const [id, value] of archive[table]) yield [`${scope}.${table}`, id, table === 'levels' ? inOnePiece(value as LevelHistory) : value];
  }
  for (const [stream, version] of fold.versions) yield ['versions', stream, version];
}

function* pieces(rows: Iterable<Row>): Generator<Row[]> {
  let piece: Row[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < ROWS_PER_PART) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
