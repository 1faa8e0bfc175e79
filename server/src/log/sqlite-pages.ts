import type { DatabaseSync } from 'node:sqlite';
import type { ReadPage } from './chain.ts';
import type { Head } from './event-log.ts';
import { ROW_COLUMNS, type Row } from './row.ts';
import { UnreadableEvent } from './unreadable-event.ts';

const PAGE = 250;

export interface HeadRow {
  seq: number;
  public_pos: number;
  hash: string;
  epoch_internal: string;
  epoch_public: string;
}
export const toHead = (row: HeadRow): Head => ({
  seq: row.seq,
  publicPos: row.public_pos,
  hash: row.hash,
  epoch: { internal: row.epoch_internal, public: row.epoch_public },
});

/** Reads the log page by page over `db`, a connection used for nothing else: each page comes with the head of the same snapshot. */
export const readPages = (db: DatabaseSync): ReadPage => {
  const head = db.prepare('SELECT * FROM head');
  const after = db.prepare(`SELECT ${ROW_COLUMNS.join(', ')} FROM events WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
  return async (seq) => {
    db.exec('BEGIN');
    try {
      return { head: toHead(head.get() as unknown as HeadRow), rows: naming(db, seq, () => after.all(seq) as unknown as Row[]) };
    } finally {
      try {
        db.exec('COMMIT');
      } catch {
        // A damaged file makes this fail too; the first error is the one to report, and a read transaction has nothing to lose.
      }
    }
  };
};

const CORRUPT = 11;
/** Runs `run`. When a page of the file is damaged, throws UnreadableEvent with the first event after `after` that lies on it. */
export const naming = <T>(db: DatabaseSync, after: number, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    throw new UnreadableEvent(firstCorrupt(db, after), 'the file is damaged there');
  }
};

const firstCorrupt = (db: DatabaseSync, after: number): number => {
  const one = db.prepare(`SELECT ${ROW_COLUMNS.join(', ')} FROM events WHERE seq = ?`);
  for (let seq = after + 1; ; seq++) {
    try {
      // When an index page is damaged, no row can be found.
      if (one.get(seq) === undefined) return seq;
    } catch (error) {
      if (isCorrupt(error)) return seq;
      throw error;
    }
  }
};

const isCorrupt = (error: unknown): boolean => error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === CORRUPT;
