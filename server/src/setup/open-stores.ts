import { existsSync, rmSync } from 'node:fs';
import type { AuthStore } from '../auth/auth-store.ts';
import { openPostgresAuthStore } from '../auth/postgres-auth-store.ts';
import { openSqliteAuthStore } from '../auth/sqlite-auth-store.ts';
import { type NodeBus, ownBus } from '../ground/node-bus.ts';
import { plainReason } from '../ground/plain-reason.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { Cursors } from '../log/cursors.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Leases } from '../log/leases.ts';
import { openPostgresBus } from '../log/postgres-bus.ts';
import { openPostgresLog } from '../log/postgres-log.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import type { EvidenceStore } from '../samples/evidence-store.ts';
import { openPostgresEvidenceStore } from '../samples/postgres-evidence-store.ts';
import { openSqliteEvidenceStore } from '../samples/sqlite-evidence-store.ts';
import { claimDataFolder, type DataFolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

export interface Stores {
  readonly log: EventLog & Leases & Cursors;
  readonly auth: AuthStore;
  readonly evidence: EvidenceStore;
  /** The bus between the nodes of this board. */
  readonly bus: NodeBus;
  /** Where this process announces itself. Null on PostgreSQL without a DATA_DIR: several nodes of one machine need no folder. */
  readonly folder: DataFolder | null;
}

/** The store cannot be opened; the message is the sentence for the person who started the server. */
export class StoreRefused extends Error {}

/** Opens log and credentials: in the data folder, locked by this process, or on PostgreSQL. Throws FolderRefused or StoreRefused. */
export const openStores = async ({ dataDir, databaseUrl, announces }: Pick<Settings, 'dataDir' | 'databaseUrl' | 'announces'>): Promise<Stores> => {
  const folder = announces ? claimDataFolder(dataDir) : null;
  try {
    if (databaseUrl !== null) return await openShared(databaseUrl, folder);
    if (folder === null) throw new Error('the embedded store needs a data folder');
    const evidence = openSqliteEvidenceStore(folder.file('samples.sqlite'));
    try {
      return { ...openEmbedded(folder), evidence, bus: ownBus(), folder };
    } catch (error) {
      void evidence.close();
      throw error;
    }
  } catch (error) {
    folder?.release();
    throw new StoreRefused(`The ${databaseUrl === null ? 'log' : 'database'} cannot be opened: ${plainReason(error)}.`, { cause: error });
  }
};

/** The bus is opened last: it is useless without the others, and nothing waits for it. */
const openShared = async (url: string, folder: DataFolder | null): Promise<Stores> => ({
  log: await openPostgresLog(url),
  auth: await openPostgresAuthStore(url),
  evidence: await openPostgresEvidenceStore(url),
  bus: await openPostgresBus(url),
  folder,
});

/** On a full disk an up-to-date store can be read. A store of an older Sitrep must be migrated first, and for that the disk reserve is released. */
const openEmbedded = (folder: DataFolder): Pick<Stores, 'log' | 'auth'> => {
  const open = () => {
    const log = openSqliteLog(folder.file('log.sqlite'));
    try {
      return { log, auth: openSqliteAuthStore(folder.file('auth.sqlite')) };
    } catch (error) {
      void log.close();
      throw error;
    }
  };
  try {
    return open();
  } catch (error) {
    const reserve = folder.file('reserve');
    if (!(error instanceof StoreUnavailable) || error.reason !== 'full' || !existsSync(reserve)) throw error;
    rmSync(reserve);
    return open();
  }
};
