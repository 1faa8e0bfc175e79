import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { available } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { RedactedMeanwhile, verifyChain } from './chain.ts';
import type { Verified } from './event-log.ts';
import { exportLines } from './export-line.ts';
import { readPages } from './sqlite-pages.ts';
import { UnreadableEvent } from './unreadable-event.ts';

// Runs in a worker thread started by `sqlite-thread.ts`.

export interface Work {
  readonly file: string;
  readonly task: 'verify' | 'export';
}
/** Messages to the main thread. After `lines` the worker waits to be asked for more. */
export type WorkerMessage =
  | { readonly kind: 'verified'; readonly verified: Verified }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'redacted' }
  | { readonly kind: 'unreadable'; readonly seq: number; readonly why: string }
  | { readonly kind: 'unavailable'; readonly reason: StoreUnavailable['reason']; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

const LINES_PER_MESSAGE = 100;
const port = parentPort;
if (port === null) throw new Error('this runs in a worker thread');
const send = (message: WorkerMessage): void => port.postMessage(message);
const asked = (): Promise<void> => new Promise((resolve) => port.once('message', () => resolve()));

const { file, task } = workerData as Work;
try {
  const db = available(() => new DatabaseSync(file, { readOnly: true }));
  db.exec('PRAGMA busy_timeout=2000');
  const pages = readPages(db);
  const readPage: typeof pages = async (after) => {
    try {
      return await pages(after);
    } catch (error) {
      return available(() => {
        throw error;
      });
    }
  };
  if (task === 'verify') send({ kind: 'verified', verified: await verifyChain(readPage) });
  else {
    let lines: string[] = [];
    for await (const line of exportLines(readPage)) {
      lines.push(line);
      if (lines.length < LINES_PER_MESSAGE) continue;
      const next = asked();
      send({ kind: 'lines', lines });
      lines = [];
      await next;
    }
    send({ kind: 'lines', lines });
    send({ kind: 'end' });
  }
  db.close();
} catch (error) {
  if (error instanceof RedactedMeanwhile) send({ kind: 'redacted' });
  else if (error instanceof UnreadableEvent) send({ kind: 'unreadable', seq: error.seq, why: error.why });
  else if (error instanceof StoreUnavailable) send({ kind: 'unavailable', reason: error.reason, message: String(error.cause) });
  else send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
// An open port would keep the thread alive.
port.close();
