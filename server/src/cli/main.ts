import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { FolderRefused } from '../data-folder.ts';
import { openStores, StoreRefused } from '../open-stores.ts';
import { BoardUnclear, findRunningBoard } from '../running-board.ts';
import { readSettings, SettingsError } from '../settings.ts';
import { type Backend, CliError } from './backend.ts';
import { readCommand, USAGE } from './commands.ts';
import { httpBackend } from './http-backend.ts';
import { storeBackend } from './store-backend.ts';

const root = resolve(import.meta.dirname, '../../..');

// What is written here is its user's alone.
process.umask(0o077);

const openBackend = async (): Promise<Backend> => {
  const { DATA_DIR, DATABASE_URL } = process.env;
  // A database is one's own to open; only a folder is held by the server that runs on it.
  const board = DATABASE_URL && !DATA_DIR ? null : findRunningBoard(root, process.env);
  if (board !== null && (await answers(board.url))) {
    console.error(`sitrep: the board at ${board.url} (${board.folder})`);
    return httpBackend(board);
  }
  const own = !DATA_DIR && !DATABASE_URL && existsSync(join(root, 'data/own/log.sqlite')) ? ['--own'] : [];
  const settings = readSettings(process.env, own, root);
  console.error(`sitrep: ${settings.databaseUrl === null ? `the folder ${settings.dataDir}` : 'the database of DATABASE_URL'}`);
  return storeBackend(await openStores(settings), systemClock);
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/livez`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

const main = async (): Promise<number> => {
  const command = readCommand(process.argv.slice(2));
  if (command === null) {
    console.error(USAGE);
    return 2;
  }
  const backend = await openBackend();
  try {
    return await command(backend, { out: (text) => console.log(text), output: process.stdout, now: systemClock.now });
  } finally {
    await backend.close();
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  const told =
    error instanceof CliError ||
    error instanceof SettingsError ||
    error instanceof FolderRefused ||
    error instanceof StoreRefused ||
    error instanceof BoardUnclear;
  console.error(`sitrep: ${told || error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
