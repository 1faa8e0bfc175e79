import { createHash, type Hash } from 'node:crypto';
import * as z from 'zod/mini';
import { ACCOUNT_TABLES, type AccountRow } from '../auth/account-tables.ts';
import type { AuthStore } from '../auth/auth-store.ts';
import type { EventLog } from '../log/event-log.ts';
import { ExportEnd, oneLine } from '../log/export-line.ts';

/**
 * A backup: the log and the accounts in one text file, one JSON value a line.
 *
 *     {"sitrep":"backup", ...}        which format, which Sitrep wrote it, when
 *     {"table":"person","row":{}}     the accounts: people, tokens and screens, as they are stored
 *     {"previous":"…","seq":1, ...}   the log, as `export` writes it, with its own last line
 *     {"manifest":{}}                 how much there is of each, the hash the log ends with, and a digest of all lines before
 */
const FORMAT = 1;
const Header = z.strictObject({ sitrep: z.literal('backup'), format: z.int(), build: z.string(), at: z.string() });
const Row = z.strictObject({ table: z.string(), row: z.record(z.string(), z.nullable(z.union([z.string(), z.number()]))) });
const Counts = { people: z.int(), tokens: z.int(), screens: z.int(), events: z.int() };
const Manifest = z.strictObject({ manifest: z.strictObject({ ...Counts, hash: z.string(), sha256: z.string() }) });
/** What a backup holds. `hash`: of the newest event; `sha256`: of all lines but the last. */
export type Manifest = z.infer<typeof Manifest>['manifest'];

export interface BackupStores {
  readonly log: EventLog;
  readonly auth: AuthStore;
}
/** A file that cannot be restored, or a board that cannot be backed up; the message is the sentence to show. */
export class BackupRefused extends Error {}

/**
 * The lines of a backup, without line ends, while everything goes on. The accounts are those of the beginning. `build`: of this Sitrep; `now`: UTC ms. Throws BackupRefused, and
 * what an export throws.
 */
export async function* backupLines({ log, auth }: BackupStores, build: string, now: number): AsyncGenerator<string> {
  if ((await log.head()).seq === 0) throw new BackupRefused('There is nothing to back up: nothing was recorded on this board yet.');
  const digest = createHash('sha256');
  const noted = (line: string): string => {
    digest.update(`${line}\n`);
    return line;
  };
  yield noted(JSON.stringify({ sitrep: 'backup', format: FORMAT, build, at: new Date(now).toISOString() } satisfies z.infer<typeof Header>));
  const rows = await auth.takeOut();
  for (const row of rows) yield noted(oneLine(JSON.stringify(row)));
  let end = { events: 0, hash: '' };
  for await (const line of log.exportLines()) {
    end = endOf(line) ?? end;
    yield noted(line);
  }
  yield JSON.stringify({ manifest: { ...countsOf(rows), ...end, sha256: digest.digest('hex') } } satisfies z.infer<typeof Manifest>);
}

/** The manifest, where a line is one; null for the others. */
export const manifestOf = (line: string): Manifest | null =>
  line.startsWith('{"manifest":') ? (Manifest.safeParse(jsonOf(line)).data?.manifest ?? null) : null;

/**
 * Puts a backup into empty stores: all of it once its manifest has turned out to be right, or nothing. The log begins a new epoch. Throws BackupRefused, BrokenLine and
 * NotEmpty.
 */
export const restoreBackup = async ({ log, auth }: BackupStores, lines: AsyncIterable<string>): Promise<Manifest> => {
  if ((await log.head()).seq > 0) throw new BackupRefused('A backup goes into an empty store only, and this log holds events.');
  const file = new BackupReader(lines);
  readHeader(await file.next());
  const rows: AccountRow[] = [];
  let line = await file.next();
  for (let row = rowOf(line); row !== null; row = rowOf(line)) {
    rows.push(row);
    line = await file.next();
  }
  let manifest: Manifest | null = null;
  // The lines before it, left empty, keep the numbers that the log names lines by.
  async function* logLines(): AsyncGenerator<string> {
    for (let before = 1; before < file.number; before++) yield '';
    let end = { events: 0, hash: '' };
    for (; line !== null && manifestOf(line) === null; line = await file.next()) {
      end = endOf(line) ?? end;
      yield line;
    }
    const found = line === null ? null : manifestOf(line);
    if (found === null) throw new BackupRefused('The backup is cut short: its last line, which says what it holds, is missing.');
    const told = { ...countsOf(rows), ...end, sha256: file.digest() };
    const wrong = (Object.keys(told) as (keyof Manifest)[]).find((field) => told[field] !== found[field]);
    if (wrong !== undefined)
      throw new BackupRefused(`The backup was changed after it was written: its last line says ${wrong} ${found[wrong]}, and this is ${told[wrong]}.`);
    if ((await file.next()) !== null) throw new BackupRefused('The backup was changed after it was written: more follows after its end.');
    manifest = found;
  }
  await auth.putIn(rows, async () => void (await log.restore(logLines())));
  if (manifest === null) throw new Error('the log was restored without the end of the backup');
  return manifest;
};

const readHeader = (line: string | null): void => {
  const json = line === null ? undefined : jsonOf(line);
  const { data: header } = Header.safeParse(json);
  if (header === undefined) {
    const isExport = typeof json === 'object' && json !== null && ('previous' in json || 'end' in json);
    throw new BackupRefused(
      isExport ? 'This is an export of the log, not a backup: bring it in with "import".' : 'This is no backup of Sitrep, or it is damaged.',
    );
  }
  if (header.format > FORMAT) throw new BackupRefused(`The backup was written by a newer Sitrep (${header.build}); restore it with that one.`);
};

/** Null for a line that is no row. Throws BackupRefused for a row that this Sitrep has no place for. */
const rowOf = (line: string | null): AccountRow | null => {
  if (line === null || !line.startsWith('{"table":')) return null;
  const { data } = Row.safeParse(jsonOf(line));
  const table = data === undefined ? undefined : ACCOUNT_TABLES[data.table];
  const strange = data === undefined || table === undefined ? 'table' : Object.keys(data.row).find((column) => !table.taken.includes(column));
  if (data === undefined || table === undefined || strange !== undefined)
    throw new BackupRefused('The backup holds accounts that this Sitrep cannot read: it was changed, or written by a newer one.');
  if (table.only !== undefined && !table.only.values.includes(String(data.row[table.only.column])))
    throw new BackupRefused('The backup was changed after it was written: it holds sign-ins.');
  return data;
};

const countsOf = (rows: readonly AccountRow[]) => {
  const count = (table: string, kind?: string) => rows.filter((one) => one.table === table && (kind === undefined || one.row.kind === kind)).length;
  return { people: count('person'), tokens: count('credential', 'token'), screens: count('credential', 'kiosk') };
};
const endOf = (line: string) => (line.startsWith('{"end":') ? (ExportEnd.safeParse(jsonOf(line)).data?.end ?? null) : null);
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Lines with their number, counted from 1. */
class BackupReader {
  number = 0;
  readonly #lines: AsyncIterator<string>;
  readonly #digest: Hash = createHash('sha256');
  #present: string | null = null;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async next(): Promise<string | null> {
    const { done, value } = await this.#lines.next();
    if (done === true) return null;
    if (this.#present !== null) this.#digest.update(`${this.#present}\n`);
    this.number++;
    this.#present = value;
    return value;
  }
  /** The digest of all lines before the present one. */
  digest(): string {
    return this.#digest.copy().digest('hex');
  }
}
