import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../ground/clock.ts';
import { plainText } from '../ground/plain-text.ts';
import { FolderRefused } from '../setup/data-folder.ts';
import { openStores, StoreRefused } from '../setup/open-stores.ts';
import { BoardUnclear, findRunningBoard } from '../setup/running-board.ts';
import { readSettings, type Settings, SettingsError } from '../setup/settings.ts';
import { type Backend, CliError } from './backend.ts';
import { makesBoard, readCommand, USAGE } from './commands.ts';
import { httpBackend } from './http-backend.ts';
import { isAnswering } from './is-answering.ts';
import { storeBackend } from './store-backend.ts';

const root = resolve(import.meta.dirname, '../../..');

// Files written here are readable by this user only.
process.umask(0o077);

/** `made`: the files of a board that was created for this command, and its folder where that is new. */
const openBackend = async (args: readonly string[]): Promise<{ backend: Backend; made: readonly string[]; madeFolder: string | null }> => {
  const board = findRunningBoard(root, process.env);
  // A killed server leaves its announcement behind but does not answer.
  if (board !== null && (await isAnswering(board.url))) {
    console.error(`sitrep: the board at ${board.url} (${board.folder})`);
    return { backend: httpBackend(board, (sentence) => console.error(`sitrep: ${sentence}`)), made: [], madeFolder: null };
  }
  // A backup becomes a board of one's own, never the sample.
  const settings = readSettings(process.env, args[0] === 'restore' ? ['--own'] : [], root);
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl === null && !makesBoard(args) && !existsSync(join(dataDir, 'log.sqlite')))
    throw new CliError(`There is no board in ${dataDir}; set DATA_DIR to the folder of yours.`);
  console.error(`sitrep: ${databaseUrl === null ? `the folder ${dataDir}` : 'the database of DATABASE_URL'}`);
  const begins = databaseUrl === null && !existsSync(join(dataDir, 'log.sqlite'));
  const madeFolder = begins && !existsSync(dataDir) ? dataDir : null;
  const made = begins
    ? [...(madeFolder === null ? [] : ['lock']), 'log.sqlite', 'log.sqlite-wal', 'log.sqlite-shm', 'auth.sqlite', 'auth.sqlite-wal', 'auth.sqlite-shm'].map(
        (name) => join(dataDir, name),
      )
    : [];
  // Any number of processes may write to a database; only the embedded store needs its folder locked.
  const stores = await openStores({ ...settings, announces: databaseUrl === null });
  return { backend: await storeBackend(stores, systemClock, { baseUrl: baseUrlOf(settings), build: readVersion() }), made, madeFolder };
};

const readVersion = (): string => (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

const baseUrlOf = ({ publicUrl, tls, port }: Settings): string => publicUrl?.replace(/\/$/, '') ?? `${tls ? 'https' : 'http'}://localhost:${port}`;

/** Somebody else may have put something there meanwhile. */
const removeEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // Then it stays.
  }
};

const main = async (): Promise<number> => {
  const args = process.argv.slice(2);
  if (['help', '--help', '-h'].includes(args[0] ?? '')) {
    console.log(USAGE);
    return 0;
  }
  const command = readCommand(args);
  if (command === null) {
    const asked = args.slice(0, args[0] === 'token' ? 2 : 1).join(' ');
    console.error(asked === '' ? USAGE : `sitrep: There is no command "${asked}".\n\n${USAGE}`);
    return 2;
  }
  const { backend, made, madeFolder } = await openBackend(args);
  let worked = false;
  try {
    const code = await command(backend, { out: (text) => console.log(text), output: process.stdout, now: systemClock.now });
    worked = true;
    return code;
  } finally {
    await backend.close();
    // Otherwise the next start would open the empty board of a failed import.
    if (!worked) for (const file of made) rmSync(file, { force: true });
    if (!worked && madeFolder !== null) removeEmpty(madeFolder);
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
  // It may quote text of a server, a file or a database.
  console.error(`sitrep: ${plainText(told || error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
}
