import type { AuthStore } from '../auth/auth-store.ts';
import { openPostgresAuthStore } from '../auth/postgres-auth-store.ts';
import { openSqliteAuthStore } from '../auth/sqlite-auth-store.ts';
import { plainReason } from '../ground/plain-reason.ts';
import type { EventLog } from '../log/event-log.ts';
import { openPostgresLog } from '../log/postgres-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { claimDataFolder, type DataFolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

export interface Stores {
  readonly log: EventLog;
  readonly auth: AuthStore;
  /** Where this process announces itself. Null on PostgreSQL without a DATA_DIR: several nodes of one machine need no folder. */
  readonly folder: DataFolder | null;
}

/** The store cannot be opened; the message is the sentence for the person who started the server. */
export class StoreRefused extends Error {}

/** Opens log and credentials: in the data folder, held by this process alone, or on PostgreSQL. Throws FolderRefused or StoreRefused. */
export const openStores = async ({ dataDir, databaseUrl, announces }: Pick<Settings, 'dataDir' | 'databaseUrl' | 'announces'>): Promise<Stores> => {
  const folder = announces ? claimDataFolder(dataDir) : null;
  try {
    if (databaseUrl !== null) return { log: await openPostgresLog(databaseUrl), auth: await openPostgresAuthStore(databaseUrl), folder };
    if (folder === null) throw new Error('the embedded store needs a data folder');
    return { log: openSqliteLog(folder.file('log.sqlite')), auth: openSqliteAuthStore(folder.file('auth.sqlite')), folder };
  } catch (error) {
    folder?.release();
    throw new StoreRefused(`The ${databaseUrl === null ? 'log' : 'database'} cannot be opened: ${plainReason(error)}.`, { cause: error });
  }
};
