import type { Head, Verified } from './event-log.ts';
import { parse } from './lift.ts';
import { CHAIN_START, digestOf, hashOf, type Row } from './row.ts';
import { UnreadableEvent } from './unreadable-event.ts';

/**
 * Verifies the hash chain from its start, row by row.
 *
 *     hash(n) = sha256(hash(n-1), envelope(n), digest(salt, data)(n))
 *
 * The chain covers data only through its digest, so data can be erased and the chain still verifies. What replaces erased data is covered
 * as well, through the redaction mark that erased it.
 */
export interface Fault {
  seq: number;
  why: string;
}

export class ChainWalk {
  seq = 0;
  publicPos = 0;
  hash = CHAIN_START;
  #batch = 0;
  readonly #versions = new Map<string, number>();
  /** Replaced data whose redaction mark lies later in the log. */
  readonly #replaced = new Map<number, { mark: number; digest: string }>();

  /** Checks the next row. Returns what is wrong with it, or null. */
  step(row: Row): Fault | null {
    const seq = this.seq + 1;
    const fault = (why: string): Fault => ({ seq, why });
    if (row.seq !== seq) return fault('the event is missing');
    if (row.public_pos !== (row.scope === 'public' ? this.publicPos + 1 : null)) return fault('the public position does not follow');
    if (row.batch !== seq && row.batch !== this.#batch) return fault('the event belongs to no batch');
    const version = (this.#versions.get(row.stream) ?? 0) + 1;
    if (row.stream_version !== version) return fault('the place in its stream does not follow');
    if (row.hash !== hashOf(this.hash, row)) return fault('the event does not follow from the one before');
    const digest = digestOf(row.salt, row.data);
    if (row.redacted_by === null) {
      if (digest !== row.digest) return fault('the data was changed');
    } else if (row.redacted_by <= seq) return fault('the data was replaced without a mark');
    else this.#replaced.set(seq, { mark: row.redacted_by, digest });
    const unmarked = row.redacts === null ? null : this.#settle(seq, parse(row, 'redacts') as Record<string, string>);
    if (unmarked !== null) return unmarked;

    this.seq = seq;
    this.publicPos = row.public_pos ?? this.publicPos;
    this.hash = row.hash;
    this.#batch = row.batch;
    this.#versions.set(row.stream, version);
    return null;
  }

  /** After the last row: the first replaced data that no redaction mark accounts for. */
  end(): Fault | null {
    const [seq] = this.#replaced.keys();
    return seq === undefined ? null : { seq, why: 'the data was replaced without a mark' };
  }

  #settle(mark: number, redacts: Record<string, string>): Fault | null {
    for (const [key, digest] of Object.entries(redacts)) {
      const seq = Number(key);
      const replaced = this.#replaced.get(seq);
      // A later mark may have replaced the data again; then that mark covers it.
      if (replaced?.mark !== mark) continue;
      if (replaced.digest !== digest) return { seq, why: 'the replacement of erased data was changed' };
      this.#replaced.delete(seq);
    }
    return null;
  }
}

/** Returns the next rows after `seq` and the head, read in one transaction. No rows means the end. */
export type ReadPage = (after: number) => Promise<{ head: Head; rows: Row[] }>;

/** Thrown when a text was erased while the log was read from start to end: the rows already read are out of date. */
export class RedactedMeanwhile extends Error {
  constructor() {
    super('a text was erased while the log was being read; start again');
  }
}

/** Yields every row in order and returns the head they end at. Throws RedactedMeanwhile. */
export async function* allRows(readPage: ReadPage): AsyncGenerator<Row, Head> {
  let after = 0;
  let epoch: string | undefined;
  for (;;) {
    const { head, rows } = await readPage(after);
    epoch ??= head.epoch.internal;
    if (head.epoch.internal !== epoch) throw new RedactedMeanwhile();
    const last = rows.at(-1);
    if (last === undefined) return head;
    yield* rows;
    after = last.seq;
  }
}

/** Verifies the whole log; starts over when a redaction happened meanwhile. */
export const verifyChain = async (readPage: ReadPage): Promise<Verified> => {
  for (;;) {
    try {
      return await verifyOnce(readPage);
    } catch (error) {
      if (error instanceof UnreadableEvent) return { ok: false, seq: error.seq, why: `it cannot be read: ${error.why}` };
      if (!(error instanceof RedactedMeanwhile)) throw error;
    }
  }
};

const verifyOnce = async (readPage: ReadPage): Promise<Verified> => {
  const walk = new ChainWalk();
  const rows = allRows(readPage);
  for (;;) {
    const next = await rows.next();
    if (next.done) return concluded(walk, next.value);
    const fault = walk.step(next.value);
    if (fault) return { ok: false, ...fault };
  }
};

const concluded = (walk: ChainWalk, head: Head): Verified => {
  const fault = walk.end();
  if (fault) return { ok: false, ...fault };
  if (head.seq > walk.seq) return { ok: false, seq: walk.seq + 1, why: 'the event is missing' };
  if (head.seq < walk.seq) return { ok: false, seq: head.seq + 1, why: 'the head does not know the event' };
  if (head.hash !== walk.hash || head.publicPos !== walk.publicPos) return { ok: false, seq: head.seq, why: 'the head does not fit the newest event' };
  return { ok: true, events: walk.seq, hash: walk.hash };
};
