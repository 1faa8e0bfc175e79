import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { RedactedMeanwhile } from './chain.ts';
import type { Verified } from './event-log.ts';
import type { Work, WorkerMessage } from './sqlite-worker.ts';
import { UnreadableEvent } from './unreadable-event.ts';

/** Verifies the chain of the log in `file` in a worker thread, so that nothing else waits meanwhile. `closing` aborts it. */
export const verifyInThread = async (file: string, closing: AbortSignal): Promise<Verified> => {
  for await (const message of work({ file, task: 'verify' }, closing)) if (message.kind === 'verified') return message.verified;
  throw new StoreUnavailable('away', new Error('the thread ended before it was through'));
};

/** The log as NDJSON lines, produced in a worker thread as fast as they are consumed. */
export async function* exportInThread(file: string, closing: AbortSignal): AsyncGenerator<string> {
  for await (const message of work({ file, task: 'export' }, closing)) {
    if (message.kind === 'end') return;
    if (message.kind === 'lines') yield* message.lines;
  }
  throw new StoreUnavailable('away', new Error('the thread ended before it was through'));
}

/** The worker's messages, each answered with a request for more. Throws the worker's errors. */
async function* work(what: Work, closing: AbortSignal): AsyncGenerator<Extract<WorkerMessage, { kind: 'verified' | 'lines' | 'end' }>> {
  if (closing.aborted) throw new StoreUnavailable('away', new Error('the log is closed'));
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: what });
  const end = () => void worker.terminate();
  closing.addEventListener('abort', end);
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[WorkerMessage]>) {
      switch (message.kind) {
        case 'redacted':
          throw new RedactedMeanwhile();
        case 'unreadable':
          throw new UnreadableEvent(message.seq, message.why);
        case 'unavailable':
          throw new StoreUnavailable(message.reason, new Error(message.message));
        case 'failed':
          throw new Error(message.message);
        default:
          yield message;
          worker.postMessage('more');
      }
    }
  } finally {
    closing.removeEventListener('abort', end);
    await worker.terminate();
  }
}
