import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './store-unavailable.ts';

const FULL = 13;
/** I/O error while growing the shared memory of a write-ahead file: the disk is full. */
const NO_SHARED_MEMORY = 4874;
// Busy, locked, read-only, input/output, cannot open.
const AWAY = [5, 6, 8, 10, 14];

/** Runs `run`. Throws StoreUnavailable when the store cannot work now; other errors pass through. */
export const available = <T>(run: () => T): T => {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
    if (code === NO_SHARED_MEMORY || (code & 0xff) === FULL) throw new StoreUnavailable('full', error);
    if (AWAY.includes(code & 0xff)) throw new StoreUnavailable('away', error);
    throw error;
  }
};

/** `alone`: the disk had no room for the shared memory, so this connection locks the file exclusively until it is closed. */
export interface Connection {
  readonly db: DatabaseSync;
  readonly alone: boolean;
}

// secure_delete: freed pages are overwritten with zeros, so that an erased text is gone from the file.
// temp_store: sorting must also work on a full disk.
const PRAGMAS = 'PRAGMA busy_timeout=2000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY';

/**
 * Opens the database in `file` (created when missing) so that acknowledged writes are on disk. A full disk leaves no room for the shared memory of a write-ahead
 * file: then the connection works without it, can read, and can write once there is room. Throws StoreUnavailable, or a sentence when the file system is unsuitable.
 */
export const connect = (file: string): Connection => {
  try {
    return { db: open(file, ''), alone: false };
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || error.reason !== 'full') throw error;
    return { db: open(file, 'PRAGMA locking_mode=EXCLUSIVE; '), alone: true };
  }
};

const open = (file: string, locking: string): DatabaseSync =>
  available(() => {
    const db = new DatabaseSync(file);
    try {
      db.exec(locking + PRAGMAS);
      const { journal_mode: mode } = db.prepare('PRAGMA journal_mode').get() as { journal_mode: string };
      if (mode !== 'wal') throw new Error(`the file system under ${file} cannot hold a write-ahead log; use a local disk`);
      // The shared memory is needed by the first read.
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
