import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './store-unavailable.ts';

const FULL = 13;
/** Input/output error while making room in the shared memory beside a write-ahead file: there is none left. */
const NO_SHARED_MEMORY = 4874;
// Busy, locked, read-only, input/output, cannot open.
const AWAY = [5, 6, 8, 10, 14];

/** Runs `run`, telling a store that cannot work now from a bug. Throws StoreUnavailable. */
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

/** `alone`: the disk had no room for the memory that connections share, so this one holds the file to itself until it is closed. */
export interface Connection {
  readonly db: DatabaseSync;
  readonly alone: boolean;
}

// secure_delete: freed pages are overwritten with zeros, so that an erased text is gone from the file.
// temp_store: sorting must not need a disk that is full.
const PRAGMAS = 'PRAGMA busy_timeout=2000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY';

/**
 * Opens the database in `file`, made when missing, so that what it acknowledges is on disk. A full disk leaves no room for the shared memory of a write-ahead
 * file: then the connection does without it, reads all there is, and writes once there is room. Throws StoreUnavailable, or a sentence where the file system is unfit.
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
      // The first reading is what needs the shared memory.
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
