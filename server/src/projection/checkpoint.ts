import { setImmediate as nextTurn } from 'node:timers/promises';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { EventLog, Head } from '../log/event-log.ts';
import { Archive, type ArchiveTables } from './archive.ts';
import { Fold } from './fold.ts';
import { type LevelHistory, stretchesOf } from './level-history.ts';
import { DeltaRing } from './ring.ts';

/**
 * A saved fold, so that a start need not read the whole log. Only a shortcut: a checkpoint that does not match is discarded and the log folded again.
 *
 *     projection            {stamp, generation, parts}    written last: a crash half-way leaves the one before
 *     projection-a-0 …      [table, id, value] rows       the two generations take turns
 */
const NAME = 'projection';
// About a megabyte: writing one piece must not delay the fan-out.
const ROWS_PER_PART = 250;

interface Manifest {
  foldVersion: number;
  epoch: Head['epoch'];
  generation: 'a' | 'b';
  parts: number;
  publicPos: number;
  internalBoard: BoardState;
  publicBoard: BoardState;
}
type Row = ['versions', string, number] | [`${'internal' | 'public'}.${keyof ArchiveTables}`, string, unknown];

/** Saves `fold` in pieces, yielding between them. `abandoned` is checked before each write: a fold replaced meanwhile must not be saved. */
export const saveCheckpoint = async (log: EventLog, fold: Fold, abandoned: () => boolean): Promise<void> => {
  const seq = fold.internal.pos;
  const rows = rowsOf(fold);
  const manifest = {
    foldVersion: FOLD_VERSION,
    epoch: fold.epoch,
    publicPos: fold.public.pos,
    internalBoard: fold.internal.state.board,
    publicBoard: fold.public.state.board,
  };
  const previous = await loadManifest(log);
  const generation = previous?.manifest.generation === 'a' ? 'b' : 'a';
  let parts = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_PART) {
    if (abandoned()) return;
    await log.saveCheckpoint(`${NAME}-${generation}-${parts++}`, seq, JSON.stringify(rows.slice(start, start + ROWS_PER_PART)));
    await nextTurn();
  }
  if (abandoned()) return;
  await log.saveCheckpoint(NAME, seq, JSON.stringify({ ...manifest, generation, parts } satisfies Manifest));
};

/** Loads the newest checkpoint of this log lifetime and fold version; null when there is none or any piece does not match. */
export const loadCheckpoint = async (log: EventLog, head: Head): Promise<Fold | null> => {
  const found = await loadManifest(log);
  if (found === null) return null;
  const { manifest, seq } = found;
  const { epoch } = manifest;
  if (manifest.foldVersion !== FOLD_VERSION || epoch.internal !== head.epoch.internal || epoch.public !== head.epoch.public || seq > head.seq) return null;
  const archives = { internal: new Archive(), public: new Archive() };
  const versions = new Map<string, number>();
  for (let part = 0; part < manifest.parts; part++) {
    const saved = await log.loadCheckpoint(`${NAME}-${manifest.generation}-${part}`);
    const rows = saved?.seq === seq ? parse<Row[]>(saved.json) : null;
    if (!Array.isArray(rows)) return null;
    for (const [table, id, value] of rows) {
      if (table === 'versions') versions.set(id, value as number);
      else {
        const [scope, name] = table.split('.') as ['internal' | 'public', keyof ArchiveTables];
        const into = archives[scope]?.[name];
        if (!(into instanceof Map)) return null;
        into.set(id, value as never);
      }
    }
    await nextTurn();
  }
  return new Fold(epoch, {
    internal: { state: { board: manifest.internalBoard, customers: manifest.publicBoard }, pos: seq, archive: archives.internal, ring: new DeltaRing() },
    public: { state: { board: manifest.publicBoard, customers: null }, pos: manifest.publicPos, archive: archives.public, ring: new DeltaRing() },
    versions,
  });
};

const loadManifest = async (log: EventLog): Promise<{ seq: number; manifest: Manifest } | null> => {
  const saved = await log.loadCheckpoint(NAME);
  const manifest = saved && parse<Manifest>(saved.json);
  return manifest ? { seq: saved.seq, manifest } : null;
};

/** Null when the text is not JSON: a damaged checkpoint only makes the start slower. */
const parse = <T>(json: string): T | null => {
  try {
    return JSON.parse(json) as T;
  } catch {
    return null;
  }
};

/** As every build reads it, whatever the size of its pieces. */
const inOnePiece = (history: LevelHistory): LevelHistory => ({ componentId: history.componentId, stretches: stretchesOf(history) });

const rowsOf = (fold: Fold): Row[] => {
  const rows: Row[] = [];
  for (const scope of ['internal', 'public'] as const) {
    const { archive } = fold[scope];
    for (const table of archive.tableNames())
      for (const [id, value] of archive[table]) rows.push([`${scope}.${table}`, id, table === 'levels' ? inOnePiece(value as LevelHistory) : value]);
  }
  for (const [stream, version] of fold.versions) rows.push(['versions', stream, version]);
  return rows;
};
