import { firstEpoch, nextEpoch } from '@sitrep/shared/domain/epoch.ts';
import type { Event, NewEvent, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Append, Appended, EventLog, Head, StoredEvent, StreamPage, Verified } from '../../log/event-log.ts';
import { firstErased } from '../../log/redaction.ts';

/** A command that has started but not committed: two writers may commit in either order. */
export interface Transaction {
  readonly append: Append;
}

/**
 * Storage for the simulator: an `EventLog` in memory whose commits can be held back and reordered.
 * It also remembers, for each epoch there ever was, the chain that a client of it may hold: the auditor's truth.
 */
export class MemoryLog implements EventLog {
  readonly #events: StoredEvent[] = [];
  readonly #replies = new Map<string, { requestHash: string; reply: string; seq: number; publicPos: number }>();
  readonly #checkpoints = new Map<string, { seq: number; json: string }>();
  readonly chains = new Map<string, (Event | UnknownEvent)[]>();
  #epoch: Head['epoch'];
  #publicPos = 0;

  constructor() {
    this.#epoch = { internal: this.#open('internal', firstEpoch('internal')), public: this.#open('public', firstEpoch('public')) };
  }

  get events(): readonly StoredEvent[] {
    return this.#events;
  }
  get epoch(): Head['epoch'] {
    return this.#epoch;
  }

  begin(append: Append): Transaction {
    return { append };
  }

  commit({ append }: Transaction): Appended {
    const { idempotency } = append;
    const key = idempotency && `${idempotency.principal} ${idempotency.key}`;
    const known = key === null ? undefined : this.#replies.get(key);
    if (known) return known.requestHash === idempotency?.requestHash ? { ...known, kind: 'replayed' } : { kind: 'key_reused' };
    for (const [stream, expected] of Object.entries(append.expected)) {
      const actual = this.#events.filter(({ event }) => event.stream === stream).length;
      if (actual !== expected) return { kind: 'conflict', stream, actual };
    }
    const batch = this.#events.length + 1;
    const events = append.events.map((event) => this.#store(batch, event));
    if (key !== null && idempotency !== null) {
      this.#replies.set(key, { requestHash: idempotency.requestHash, reply: idempotency.reply, seq: this.#events.length, publicPos: this.#publicPos });
    }
    return { kind: 'appended', events };
  }

  #store(batch: number, event: NewEvent & { id: string; recordedAt: number }): StoredEvent {
    const seq = this.#events.length + 1;
    const isPublic = event.scope === 'public';
    const stored: StoredEvent = { seq, publicPos: isPublic ? ++this.#publicPos : null, batch, event: asStored(event), hash: `h${seq}` };
    this.#events.push(stored);
    this.#chain('internal').push(stored.event);
    if (event.scope === 'public') this.#chain('public').push(stored.event);
    return stored;
  }

  async append(append: Append): Promise<Appended> {
    return this.commit(this.begin(append));
  }
  async replied(principal: string, key: string): Promise<{ requestHash: string; reply: string } | null> {
    return this.#replies.get(`${principal} ${key}`) ?? null;
  }
  async pruneIdempotency(): Promise<number> {
    return 0;
  }
  async read(after: number, limit: number): Promise<StoredEvent[]> {
    const rest = this.#events.filter(({ seq }) => seq > after);
    const last = rest[limit - 1];
    return last === undefined ? rest : rest.filter(({ batch }) => batch <= last.batch);
  }
  async readStream(stream: string): Promise<StoredEvent[]> {
    return this.#events.filter(({ event }) => event.stream === stream);
  }
  async readStreamPage(stream: string, { scope, after, limit }: StreamPage): Promise<{ events: StoredEvent[]; more: boolean }> {
    const all = await this.readStream(stream);
    const rest = all.filter(({ seq, publicPos }) => ((scope === 'public' ? publicPos : seq) ?? 0) > after);
    return { events: rest.slice(0, limit), more: rest.length > limit };
  }
  async find(id: string): Promise<StoredEvent | null> {
    return this.#events.find(({ event }) => event.id === id) ?? null;
  }
  async head(): Promise<Head> {
    const seq = this.#events.at(-1)?.seq ?? 0;
    return { seq, publicPos: this.#publicPos, epoch: this.#epoch, hash: `h${seq}` };
  }
  /** Wakes are hints, and this log sends none: only an explicit poll advances a tail, so that every order can be simulated. */
  subscribe(): () => void {
    return () => {};
  }

  async redact(events: readonly { seq: number; replacement: unknown }[], mark: Append): Promise<Appended> {
    return this.redactNow(events, mark);
  }
  redactNow(events: readonly { seq: number; replacement: unknown }[], mark: Append): Appended {
    let touchesPublic = false;
    for (const { seq, replacement } of events) {
      const stored = this.#events[seq - 1];
      if (stored === undefined) continue;
      touchesPublic ||= stored.publicPos !== null;
      stored.event = { ...stored.event, data: replacement } as Event;
    }
    for (const [name, { seq }] of this.#checkpoints) if (seq >= firstErased(events, this.#events.length + 1)) this.#checkpoints.delete(name);
    this.#epoch = {
      internal: this.#open('internal', nextEpoch(this.#epoch.internal)),
      public: touchesPublic ? this.#open('public', nextEpoch(this.#epoch.public)) : this.#epoch.public,
    };
    return this.commit(this.begin(mark));
  }

  async verify(): Promise<Verified> {
    return { ok: true, events: this.#events.length, hash: '' };
  }
  async saveCheckpoint(name: string, { seq, epoch }: { seq: number; epoch: string }, json: string): Promise<void> {
    if (epoch === this.#epoch.internal) this.#checkpoints.set(name, { seq, json });
  }
  async loadCheckpoint(name: string): Promise<{ seq: number; json: string } | null> {
    return this.#checkpoints.get(name) ?? null;
  }
  async dropCheckpoints(): Promise<void> {
    this.#checkpoints.clear();
  }
  async *exportLines(): AsyncIterable<string> {
    for (const stored of this.#events) yield JSON.stringify(stored);
  }
  async restore(): Promise<{ events: number; hash: string }> {
    throw new Error('the simulated log cannot be restored');
  }
  async close(): Promise<void> {}

  #chain(scope: Scope): (Event | UnknownEvent)[] {
    return this.chains.get(this.#epoch[scope]) ?? [];
  }
  #open(scope: Scope, epoch: string): string {
    this.chains.set(
      epoch,
      this.#events.filter(({ event }) => scope === 'internal' || event.scope === 'public').map(({ event }) => event),
    );
    return epoch;
  }
}

const asStored = (event: { type: string }): Event | UnknownEvent =>
  (event.type === FUTURE_TYPE ? { ...event, unsupported: true } : event) as Event | UnknownEvent;

/** An event type that this build does not know, as a node of the next release may write. */
export const FUTURE_TYPE = 'moon-phase-noted';
