import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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

/** What the tool is given by whoever runs it. */
export interface ToolStage {
  /** The folder of the project. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gets an export without a file. */
  readonly output: NodeJS.WritableStream;
  /** Both get lines without their end. */
  out(text: string): void;
  err(text: string): void;
}

/** Runs one command as `npm run sitrep` does. In: its arguments. Out: the exit code; a refusal is one sentence on `err`. */
export const runTool = async (args: readonly string[], stage: ToolStage): Promise<number> => {
  try {
    return await carryOut(args, stage);
  } catch (error) {
    const told =
      error instanceof CliError ||
      error instanceof SettingsError ||
      error instanceof FolderRefused ||
      error instanceof StoreRefused ||
      error instanceof BoardUnclear;
    // It may quote text of a server, a file or a database.
    stage.err(`sitrep: ${plainText(told || error instanceof Error ? error.message : String(error))}`);
    return 1;
  }
};

/** `made`: the files of a board that was created for this command, and its folder where that is new. */
const openBackend = async (
  args: readonly string[],
  { root, env, err }: ToolStage,
): Promise<{ backend: Backend; made: readonly string[]; madeFolder: string | null }> => {
  const board = findRunningBoard(root, env);
  // A killed server leaves its announcement behind but does not answer.
  if (board !== null && (await isAnswering(board.url))) {
    err(`sitrep: the board at ${board.url} (${board.folder})`);
    return { backend: httpBackend(board, (sentence) => err(`sitrep: ${sentence}`)), made: [], madeFolder: null };
  }
  // A backup becomes a board of one's own, never the sample.
  const settings = readSettings(env, args[0] === 'restore' ? ['--own'] : [], root);
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl === null && !makesBoard(args) && !existsSync(join(dataDir, 'log.sqlite')))
    throw new CliError(`There is no board in ${dataDir}; set DATA_DIR to the folder of yours.`);
  err(`sitrep: ${databaseUrl === null ? `the folder ${dataDir}` : 'the database of DATABASE_URL'}`);
  const begins = databaseUrl === null && !existsSync(join(dataDir, 'log.sqlite'));
  const madeFolder = begins && !existsSync(dataDir) ? dataDir : null;
  const made = begins
    ? [...(madeFolder === null ? [] : ['lock']), 'log.sqlite', 'log.sqlite-wal', 'log.sqlite-shm', 'auth.sqlite', 'auth.sqlite-wal', 'auth.sqlite-shm']
        .map((name) => join(dataDir, name))
        .filter((file) => !existsSync(file))
    : [];
  // Any number of processes may write to a database; only the embedded store needs its folder locked.
  const stores = await openStores({ ...settings, announces: databaseUrl === null });
  return { backend: await storeBackend(stores, systemClock, { baseUrl: baseUrlOf(settings), build: readVersion(root) }), made, madeFolder };
};

const readVersion = (root: string): string => (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

const baseUrlOf = ({ publicUrl, tls, port }: Settings): string => publicUrl?.replace(/\/$/, '') ?? `${tls ? 'https' : 'http'}://localhost:${port}`;

/** Somebody else may have put something there meanwhile. */
const removeEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // Then it stays.
  }
};

const carryOut = async (args: readonly string[], stage: ToolStage): Promise<number> => {
  const { out, err, output } = stage;
  if (['help', '--help', '-h'].includes(args[0] ?? '')) {
    out(USAGE);
    return 0;
  }
  const command = readCommand(args);
  if (command === null) {
    const asked = args.slice(0, args[0] === 'token' ? 2 : 1).join(' ');
    err(asked === '' ? USAGE : `sitrep: There is no command "${asked}".\n\n${USAGE}`);
    return 2;
  }
  const { backend, made, madeFolder } = await openBackend(args, stage);
  let worked = false;
  try {
    const code = await command(backend, { out, output, now: systemClock.now });
    worked = true;
    return code;
  } finally {
    await backend.close();
    // Otherwise the next start would open the empty board of a failed import.
    if (!worked) for (const file of made) rmSync(file, { force: true });
    if (!worked && madeFolder !== null) removeEmpty(madeFolder);
  }
};
