import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { RIGHTS, type Right, ROLES, type Role } from '@sitrep/shared/domain/rights.ts';
import { SaidDay, SaidLine } from '@sitrep/shared/domain/said.ts';
import { shapeErrors } from '@sitrep/shared/words/shape.ts';
import type { TokenInfo } from '../auth/principals.ts';
import { TOKEN_DAYS, TOKEN_DAYS_AT_MOST } from '../auth/token-rules.ts';
import { type Manifest, manifestOf } from '../backup/backup-file.ts';
import { plainReason } from '../ground/plain-reason.ts';
import { plainText } from '../ground/plain-text.ts';
import { UnreadableEvent } from '../log/unreadable-event.ts';
import { type Backend, CliError } from './backend.ts';

export const USAGE = `Usage: npm run sitrep -- <command>

  export [file]                      Write the whole log as NDJSON, to a file or to the terminal
  import [--unfinished] <file>       Read an export into an empty log; --unfinished accepts one without its last line
  backup <file>                      Write log and accounts (people, tokens, screens) to one file, also while the server runs
  restore <file>                     Read a backup into an empty folder or database that no server uses
  verify                             Check that no event was changed after it was recorded
  token create --role <role> --name <name> [--rights <rights>] [--expires <date>]
                                     Create an API token; roles: ${ROLES.join(', ')}.
                                     --rights adds to the role, or stands alone: ${RIGHTS.filter((right) => right !== 'kiosk').join(', ')}.
                                     It ends after ${TOKEN_DAYS} days, or at a date within ${TOKEN_DAYS_AT_MOST} days
  token create --kiosk --name <name> [--expires <date>]
                                     Create the link of a wall screen: read-only, may be opened any number of times
  token list                         List tokens and screens, without their secrets
  token revoke <id>                  Revoke a token or screen link at once
  owner-link                         Create a link that signs one browser in as owner, once

The commands talk to the running server; if none runs, they open the data folder (DATA_DIR) or the database (DATABASE_URL).`;

export interface Terminal {
  out(text: string): void;
  output: NodeJS.WritableStream;
  /** UTC ms. */
  now(): number;
}
/** Runs one command. Out: the exit code. Throws CliError. */
export type CliCommand = (backend: Backend, terminal: Terminal) => Promise<number>;

/** Parses the arguments into a command; null when the command is unknown. Throws CliError when an argument is missing or not expected. */
export const readCommand = (args: readonly string[]): CliCommand | null => {
  const [name, ...rest] = args;
  switch (name) {
    case 'export':
      return exportTo(wordsOf(rest, 1)[0]);
    case 'import':
      return importFrom(
        wordsOf(
          rest.filter((word) => word !== UNFINISHED),
          1,
        )[0],
        rest.includes(UNFINISHED),
      );
    case 'backup':
      return backupTo(wordsOf(rest, 1)[0]);
    case 'restore':
      return restoreFrom(wordsOf(rest, 1)[0]);
    case 'verify':
      wordsOf(rest, 0);
      return verify;
    case 'owner-link':
      wordsOf(rest, 0);
      return async (backend, { out }) => {
        out(await backend.ownerLink());
        return 0;
      };
    case 'token':
      return readTokenCommand(rest);
    default:
      return null;
  }
};

/** In: the arguments of a command without options, and how many are allowed. Throws CliError. */
const wordsOf = (rest: readonly string[], most: number): readonly string[] => {
  const option = rest.find((word) => word.startsWith('-'));
  if (option !== undefined) throw new CliError(`There is no option ${option} here.`);
  if (rest.length > most) throw new CliError(`There is no place for "${rest[most]}" here.`);
  return rest;
};

/** Whether a command may create a board where there is none; the others would only find an empty one. */
export const makesBoard = ([name, what]: readonly string[]): boolean => name === 'import' || name === 'restore' || (name === 'token' && what === 'create');

const exportTo =
  (file: string | undefined): CliCommand =>
  async (backend, { output, out }) => {
    const lines = Readable.from(withLineEnds(backend.exportLines()));
    if (file === undefined) {
      await pipeline(lines, output, { end: false });
      return 0;
    }
    await writeWhole(file, lines, 'export');
    out(`Exported to ${file}.`);
    return 0;
  };

/** A file that was not written whole must never look like one that was. Throws CliError. */
const writeWhole = async (file: string, lines: Readable, what: string): Promise<void> => {
  const beside = `${file}.part`;
  try {
    // Created afresh: an existing file may be another user's, or a link elsewhere.
    await rm(beside, { force: true });
    await pipeline(lines, createWriteStream(beside, { mode: 0o600, flags: 'wx', flush: true }));
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error instanceof CliError || error instanceof UnreadableEvent
      ? error
      : new CliError(`The ${what} could not be written to ${file}: ${plainReason(error)}.`);
  }
};

const backupTo = (file: string | undefined): CliCommand => {
  if (file === undefined) throw new CliError('Name the file to write.');
  return async (backend, { out }) => {
    let manifest: Manifest | null = null;
    async function* lines(): AsyncGenerator<string> {
      for await (const line of withLineEnds(backend.backupLines())) {
        manifest = manifestOf(line);
        yield line;
      }
      if (manifest === null) throw new CliError('The backup broke off before its last line. Try it again.');
    }
    await writeWhole(file, Readable.from(lines()), 'backup');
    out(`Backed up to ${file}: ${holds(manifest)}\nKeep the digest apart from the file: only so a change that somebody made on purpose shows.`);
    return 0;
  };
};

const restoreFrom = (file: string | undefined): CliCommand => {
  if (file === undefined) throw new CliError('Name the backup to restore.');
  return async (backend, { out }) => {
    const input = await opened(file);
    try {
      out(
        `Restored ${holds(await backend.restoreBackup(linesOf(input)))}\nPeople sign in with the password they had. Sign-ins, one-time links and second factors were not in it: whoever had a second factor sets it up anew.`,
      );
      return 0;
    } finally {
      input.destroy();
    }
  };
};

const holds = (manifest: Manifest | null): string => {
  if (manifest === null) return '';
  const { people, tokens, screens, events, hash, sha256 } = manifest;
  return `${counted(events, 'event')}, ${people === 1 ? '1 person' : `${people} people`}, ${counted(tokens, 'token')}, ${counted(screens, 'screen')}.
The log ends with ${hash}; the digest of the file is ${sha256}.`;
};
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Opens a file for reading. Throws CliError. */
const opened = async (file: string): Promise<ReadStream> => {
  const input = createReadStream(file);
  await new Promise((resolve, reject) => input.once('open', resolve).once('error', reject)).catch((error) => {
    throw new CliError(`The file ${file} cannot be read: ${plainReason(error)}.`);
  });
  return input;
};

/** Starts reading only when iterated: lines that readline emits before that are lost. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

const UNFINISHED = '--unfinished';

const importFrom = (file: string | undefined, unfinished: boolean): CliCommand => {
  if (file === undefined) throw new CliError('Name the file to import.');
  return async (backend, { out }) => {
    const input = await opened(file);
    const { events, hash } = await backend.restore(linesOf(input), { unfinished });
    out(`Imported ${events} events; the log ends with ${hash}.`);
    return 0;
  };
};

const RESTORE_ADVICE = 'Bring the log back from an export: import it into a new DATA_DIR, or an empty database, and start there.';

const verify: CliCommand = async (backend, { out }) => {
  const verified = await backend.verify();
  out(
    verified.ok
      ? `${verified.events} events, all as they were recorded; the log ends with ${verified.hash}.`
      : `Event ${verified.seq} does not hold: ${verified.why}. ${RESTORE_ADVICE}`,
  );
  return verified.ok ? 0 : 1;
};

const readTokenCommand = ([name, ...rest]: readonly string[]): CliCommand | null => {
  switch (name) {
    case undefined:
      throw new CliError('Say what to do: token create, token list or token revoke <id>.');
    case 'create':
      return createToken(rest);
    case 'list':
      wordsOf(rest, 0);
      return async (backend, { out }) => {
        const tokens = await backend.tokens();
        out(tokens.length === 0 ? 'There are no tokens.' : tokens.map(tokenLine).join('\n'));
        return 0;
      };
    case 'revoke': {
      const [id] = wordsOf(rest, 1);
      if (id === undefined) throw new CliError('Name the id of the token; "token list" shows them.');
      return async (backend, { out }) => {
        if (!(await backend.revokeToken(id))) throw new CliError(`There is no token ${id}.`);
        out(`Token ${id} is revoked.`);
        return 0;
      };
    }
    default:
      return null;
  }
};

const createToken = (args: readonly string[]): CliCommand => {
  const { role, rights: wanted, name: asked, expires, kiosk = false } = readOptions(args);
  const rights = (wanted?.split(',') ?? []).map((right) => right.trim());
  if (kiosk && (role !== undefined || wanted !== undefined)) throw new CliError('A screen only reads: leave --role and --rights out when you give --kiosk.');
  const strange = rights.find((right) => !RIGHTS.includes(right as Right));
  if (strange !== undefined) throw new CliError(`--rights knows ${RIGHTS.join(', ')}; "${plainText(strange)}" is none of them.`);
  if (!kiosk && !ROLES.includes(role as Role) && (role !== undefined || rights.length === 0)) throw new CliError(`--role must be one of ${ROLES.join(', ')}.`);
  if (asked === undefined || asked.trim() === '') throw new CliError(`Give the ${kiosk ? 'screen' : 'token'} a --name, so that it can be told from others.`);
  const { data: name, error } = SaidLine.safeParse(asked);
  if (name === undefined) throw new CliError(`--name ${shapeErrors(error?.issues ?? [], asked)[0]?.detail}.`);
  const { data: expiresAt = null, error: noTime } = expires === undefined ? {} : SaidDay.safeParse(expires);
  if (noTime !== undefined) throw new CliError('--expires must be a date such as 2027-01-31, or a time with its offset.');
  return async (backend, { out, now }) => {
    if (expiresAt !== null && expiresAt <= now()) throw new CliError('--expires has passed.');
    if (kiosk) {
      const { link } = await backend.createScreen(name, expiresAt);
      out(`${link}\nOpen it on that screen, each time it starts. Keep it now: it is not shown again.`);
      return 0;
    }
    const { token } = await backend.createToken(name, (role as Role | undefined) ?? null, expiresAt, rights as Right[]);
    out(`${token}\nKeep it now: it is not shown again.`);
    return 0;
  };
};

const readOptions = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { role: text, rights: text, name: text, expires: text, kiosk: { type: 'boolean' } } }).values;
  } catch (error) {
    // Node's further sentences explain arguments that begin with a dash.
    throw new CliError(`${plainReason(error).split('. ', 1)[0]}.`);
  }
};

const tokenLine = (token: TokenInfo): string => {
  const { id, kind, name, role, rights, createdAt } = token;
  const may = kind === 'kiosk' ? kind : [...(role === null ? [] : [role]), ...rights].join('+');
  return `${id}  ${may.padEnd(9)}  made ${day(createdAt)}, ${lastUseOf(token)}, ${endOf(token)}  ${plainText(name)}`;
};
const lastUseOf = ({ kind, lastUsedAt }: TokenInfo): string => {
  if (kind === 'kiosk') return lastUsedAt === null ? 'never seen' : `last seen ${day(lastUsedAt)} ${new Date(lastUsedAt).toISOString().slice(11, 16)} UTC`;
  return lastUsedAt === null ? 'never used' : `last used ${day(lastUsedAt)}`;
};
const endOf = ({ kind, state, expiresAt, revokedAt }: TokenInfo): string =>
  revokedAt !== null
    ? `REVOKED ${day(revokedAt)}`
    : state === 'expired'
      ? `EXPIRED${expiresAt === null ? '' : ` ${day(expiresAt)}`}`
      : expiresAt !== null
        ? `expires ${day(expiresAt)}`
        : kind === 'kiosk'
          ? 'ends after 90 days unused'
          : 'does not expire';
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.endsWith('\n') ? line : `${line}\n`;
}
