import { resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { FolderRefused, readRun } from '../data-folder.ts';
import { openStores, StoreRefused } from '../open-stores.ts';
import { readSettings, SettingsError } from '../settings.ts';
import { type Backend, CliError } from './backend.ts';
import { readCommand, USAGE } from './commands.ts';
import { httpBackend } from './http-backend.ts';
import { storeBackend } from './store-backend.ts';

const root = resolve(import.meta.dirname, '../../..');

// What is written here is its user's alone.
process.umask(0o077);

const openBackend = async (): Promise<Backend> => {
  const settings = readSettings(process.env, [], root);
  const run = readRun(settings.dataDir);
  // A server that was killed leaves its announcement behind, but answers no more.
  if (run !== null && (await answers(run.url))) return httpBackend(run);
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
  const told = error instanceof CliError || error instanceof SettingsError || error instanceof FolderRefused || error instanceof StoreRefused;
  console.error(`sitrep: ${told || error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
