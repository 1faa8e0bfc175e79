import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { StoreUnavailable } from '../../ground/store-unavailable.ts';
import { Refusal } from '../edge/problem.ts';
import type { Route } from '../routing/route.ts';

/** Export, import and verification of the log, for administrators. */
export interface Backup {
  /** One event per line, each with the hash before it. */
  exportLines(): AsyncIterable<string>;
  /** Restores into an empty log only. Throws a sentence with the line number when a line is invalid. */
  restore(lines: AsyncIterable<string>, options: { unfinished: boolean }): Promise<{ events: number; hash: string }>;
  verify(): Promise<{ ok: true; events: number; hash: string } | { ok: false; seq: number; why: string }>;
  isEmpty(): Promise<boolean>;
  /** Log and accounts in one file. Throws a sentence before the first line when there is nothing to back up. */
  backupLines(): AsyncIterable<string>;
}

const NDJSON = 'application/x-ndjson';
const NOTHING_YET = 'There is nothing to back up: nothing was recorded on this board yet.';
const Restored = z.strictObject({ events: z.int(), hash: z.string() });

export const logRoutes = (backup: Backup): Route[] => [
  {
    method: 'GET',
    path: '/api/v1/events',
    access: ['manage'],
    heavy: true,
    tag: 'log',
    summary: 'Export the whole log, one event per line',
    reply: { status: 200, words: 'NDJSON', schema: null, type: NDJSON, cache: 'private, no-store' },
    run: async () => ({
      body: Readable.from(withLineEnds(backup.exportLines())),
      headers: { 'Content-Disposition': 'attachment; filename="sitrep.ndjson"' },
    }),
  },
  {
    method: 'POST',
    path: '/api/v1/events',
    access: ['own'],
    tag: 'log',
    summary: 'Import an export into an empty log; with `unfinished` also one without its closing line',
    query: z.strictObject({ unfinished: z.optional(z.enum(['true', 'false'])) }),
    body: { media: { [NDJSON]: 'stream' }, limit: null },
    reply: { status: 201, words: 'Imported: same facts, same hashes, a new epoch', schema: Restored },
    run: async ({ stream, query }) => {
      if (!(await backup.isEmpty())) throw new Refusal('not_empty', 'An export goes into an empty log only. Start the server on a new data folder.');
      try {
        return { body: await backup.restore(linesOf(stream), { unfinished: query.unfinished === 'true' }) };
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        throw new Refusal('invalid', error instanceof Error ? error.message : 'The export cannot be read.');
      }
    },
  },
  {
    method: 'GET',
    path: '/api/v1/backup',
    access: ['own'],
    heavy: true,
    tag: 'log',
    summary: 'Back up the log and the accounts; with a token only. Passwords and tokens are in it as they are stored: hashed',
    reply: { status: 200, words: 'NDJSON; "npm run sitrep -- restore" brings it into an empty store', schema: null, type: NDJSON, cache: 'private, no-store' },
    run: async ({ principal }) => {
      // Whoever finds an open browser must not leave with everybody's hashes.
      if (principal?.kind === 'session')
        throw new Refusal('not_allowed', 'A browser takes no backup. Run "npm run sitrep -- backup" on the machine of the server, or use a token.');
      if (await backup.isEmpty()) throw new Refusal('in_use', NOTHING_YET);
      return { body: Readable.from(withLineEnds(backup.backupLines())), headers: { 'Content-Disposition': 'attachment; filename="sitrep.backup"' } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/verify',
    access: ['manage'],
    heavy: true,
    tag: 'log',
    summary: 'Verify the hash chain of the log',
    reply: {
      status: 200,
      words: 'Whether every event is as it was recorded, else the first one that is not',
      schema: z.union([
        z.strictObject({ ok: z.literal(true), events: z.int(), hash: z.string() }),
        z.strictObject({ ok: z.literal(false), seq: z.int(), why: z.string() }),
      ]),
    },
    run: async () => ({ body: await backup.verify() }),
  },
];

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.endsWith('\n') ? line : `${line}\n`;
}

/** Starts reading only when iterated: lines that readline emits before that are lost. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}
