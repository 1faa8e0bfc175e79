import type { DatabaseSync } from 'node:sqlite';
import type { ReadPage } from './chain.ts';
import type { Head } from './event-log.ts';
import { ROW_COLUMNS, type Row } from './row.ts';

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

/** Reads the log page by page over `db`, a connection that nobody else uses: each page and the head with it are of one moment. */
export const readPages = (db: DatabaseSync): ReadPage => {
  const head = db.prepare('SELECT * FROM head');
  const after = db.prepare(`SELECT ${ROW_COLUMNS.join(', ')} FROM events WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
  return async (seq) => {
    db.exec('BEGIN');
    try {
      return { head: toHead(head.get() as unknown as HeadRow), rows: after.all(seq) as unknown as Row[] };
    } finally {
      db.exec('COMMIT');
    }
  };
};
