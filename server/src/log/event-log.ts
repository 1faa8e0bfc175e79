import type { Event, NewEvent, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Fence } from './leases.ts';

/**
 * The append-only log. It knows `{seq, event}` and no event names.
 *
 * - `seq` is gap-free and in commit order: one `head` row updated in the insert's own transaction.
 * - `pos` of the public scope is dense over public events; the internal scope's position is `seq` itself.
 * - The hash chain covers the envelope and a salted digest of the data, so erasing data and salt keeps it verifiable.
 * - A command's events share `batch` (the seq of its first event) and are never split by `read`.
 */
export interface StoredEvent {
  seq: number;
  /** Position in the public scope; null for internal events. */
  publicPos: number | null;
  batch: number;
  /** Already lifted to the newest version; erased data reads as redacted. */
  event: Event | UnknownEvent;
  hash: string;
}

export interface Head {
  seq: number;
  publicPos: number;
  /** One per log lifetime and scope; renewed by a restore, an import, and a redaction in that scope. */
  epoch: { internal: string; public: string };
  /** Hash of the newest event; the start of the chain when there is none. */
  hash: string;
}

export interface Append {
  /** `id` and `recordedAt` are stamped by the caller's clock and ids, never by the log. */
  events: readonly (NewEvent & { id: string; recordedAt: number })[];
  /** Expected number of events per stream, for the conflict check. Streams not named are not checked. */
  expected: Readonly<Record<string, number>>;
  /** Beginnings of stream names: nothing may have been appended to any such stream, old or new, after the event of this number. */
  quiet?: { readonly since: number; readonly kinds: readonly string[] };
  /** `requestHash`: a digest of the command; the same key with another command is refused. `reply`: what to answer on replay (JSON). */
  idempotency: { principal: string; key: string; requestHash: string; reply: string } | null;
  /** The lease under which this is written. The append throws StaleFence, having written nothing, once another holder has it. */
  fence?: Fence;
}
export type Appended =
  | { kind: 'appended'; events: StoredEvent[] }
  /** `seq` and `publicPos`: the head right after the command was first applied, so that its author can wait for it on any node. */
  | { kind: 'replayed'; reply: string; seq: number; publicPos: number }
  | { kind: 'conflict'; stream: string; actual: number }
  | { kind: 'key_reused' };

export type Verified = { ok: true; events: number; hash: string } | { ok: false; seq: number; why: string };

export interface StreamPage {
  readonly scope: Scope;
  readonly after: number;
  readonly limit: number;
  /** Ends the page before it holds more than this, but not before it holds one event; bytes of envelope and data. */
  readonly bytes: number;
}

/** Its methods throw StoreUnavailable while the store cannot work. */
export interface EventLog {
  /** Durable before it resolves: the transaction is committed under full fsync. */
  append(append: Append): Promise<Appended>;
  /** The stored reply of a key, or null while the key is unused. Look it up before deciding a command: a repeat must not be judged against the state it produced itself. */
  replied(principal: string, key: string): Promise<{ requestHash: string; reply: string } | null>;
  /** Deletes keys first used before `before` (UTC ms). Returns how many. */
  pruneIdempotency(before: number): Promise<number>;
  /** Whole batches with seq > `after`, in order; at least one batch if any, about `limit` events. Throws UnreadableEvent. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /** The events of one stream, in order. */
  readStream(stream: string): Promise<StoredEvent[]>;
  /** The events of one stream in `scope` at positions of that scope > `after`, in order, as many as the page holds, and whether more follow. Lifts no others. */
  readStreamPage(stream: string, page: StreamPage): Promise<{ events: StoredEvent[]; more: boolean }>;
  /** The event of this id, or null. */
  find(id: string): Promise<StoredEvent | null>;
  head(): Promise<Head>;
  /** Calls `wake` after commits, from this process or another. Only a hint: readers also poll. Returns the unsubscribe. */
  subscribe(wake: () => void): () => void;
  /**
   * Erases the data of these events for good, leaving `replacement` (the data with its texts blanked) in place, and renews the epoch of every scope
   * that held them. Appends `mark` in the same transaction and drops the checkpoints from the first of them on. A key whose command wrote an erased event answers `key_reused` from then on.
   */
  redact(events: readonly { seq: number; replacement: unknown }[], mark: Append): Promise<Appended>;
  /** Verifies the chain and returns the first seq that fails. */
  verify(): Promise<Verified>;
  /**
   * Small named values beside the log: checkpoints of projections. `seq`: the newest event it was made from; `epoch`: the internal one since before the first of
   * them was read. When that is no longer the log's, nothing is kept: it may hold an erased text.
   */
  saveCheckpoint(name: string, made: { seq: number; epoch: string }, json: string): Promise<void>;
  loadCheckpoint(name: string): Promise<{ seq: number; json: string } | null>;
  dropCheckpoints(): Promise<void>;
  /** Every event as one NDJSON line with the hash before it, and a line that ends the export; feeds `restore`. Throws UnreadableEvent. */
  exportLines(): AsyncIterable<string>;
  /**
   * Restores into an empty log only: same seqs, same hashes, new epochs. Throws with the line number when a line does not follow from the one before, and when there is
   * nothing or the end is missing, unless `unfinished` allows that. Then the log stays empty.
   */
  restore(lines: AsyncIterable<string>, options?: { unfinished?: boolean }): Promise<{ events: number; hash: string }>;
  close(): Promise<void>;
}
