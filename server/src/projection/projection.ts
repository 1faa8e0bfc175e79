import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { publicEvent } from '@sitrep/shared/domain/public-event.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { World } from '@sitrep/shared/domain/world.ts';
import type { Clock } from '../ground/clock.ts';
import { pausing } from '../ground/pause.ts';
import type { EventLog, Head, StoredEvent, StreamPage } from '../log/event-log.ts';
import { UnreadableEvent } from '../log/unreadable-event.ts';
import { type Checkpoint, checkpointOf, isDue, keeping, loadCheckpoint, saveCheckpoint, worthKeeping } from './checkpoint.ts';
import { asReadNow, Fold } from './fold.ts';
import { RESUME_EVENTS } from './ring.ts';
import { ScopeView } from './scope-view.ts';
import { worldOf } from './world.ts';

/** Events read at once. Other work gets a turn after each such page, and within it after a command once folding has taken long. */
const EVENTS_PER_TURN = 200;
const POLL_MS = 1_000;
/** A state unconfirmed for longer than this is no longer claimed to be current, ms: a few polls, and less than a heartbeat. */
const BLIND_AFTER_MS = 4_000;

export interface ProjectionPorts {
  log: EventLog;
  clock: Clock;
  /** Monotonic seconds; keeps running while the process is suspended. */
  stopwatch(): number;
  /** Called when the log cannot be read or a listener throws; the projection continues. */
  onError(error: unknown): void;
}

/**
 * Tails the log and holds both scopes at its head, in memory.
 *
 * - Wakes are hints: a poll catches what they miss.
 * - One tail at a time; it yields after every `EVENTS_PER_TURN` events and whenever they take long, so that a burst never stalls the fan-out.
 * - On a new epoch (redaction, restore) it is folded again beside the old fold, from the newest checkpoint before what was erased, then swapped in.
 */
export class Projection {
  readonly internal: ScopeView;
  readonly public: ScopeView;
  readonly #ports: ProjectionPorts;
  #fold: Fold;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;
  /** Ascending. */
  #unsaved: readonly Checkpoint[];
  /** Of the newest checkpoint. */
  #saved: number;
  #saving: Promise<void> | null = null;
  /** Stopwatch time of the newest request for the log's head up to which everything is folded. */
  #confirmedAt: number;
  #stops: (() => void)[] = [];

  private constructor(ports: ProjectionPorts, { fold, saved, unsaved }: Folded) {
    this.#ports = ports;
    this.#fold = fold;
    this.#saved = saved;
    this.#unsaved = unsaved;
    this.#confirmedAt = ports.stopwatch();
    this.internal = new ScopeView('internal', fold.epoch.internal, fold.internal, ports.clock.now);
    this.public = new ScopeView('public', fold.epoch.public, fold.public, ports.clock.now);
  }

  /** Resolves once everything the log held at the call is folded. */
  static async open(ports: ProjectionPorts): Promise<Projection> {
    const projection = new Projection(ports, await foldUpTo(ports, await ports.log.head()));
    projection.#stops = [ports.log.subscribe(() => projection.#wake()), ports.clock.every(POLL_MS, () => projection.#wake())];
    await projection.catchUp();
    return projection;
  }

  view(scope: Scope): ScopeView {
    return scope === 'internal' ? this.internal : this.public;
  }
  get seq(): number {
    return this.internal.pos;
  }
  /** Time since this node was last known to hold everything in the log, ms. */
  get confirmedAgo(): number {
    return Math.max(0, Math.round((this.#ports.stopwatch() - this.#confirmedAt) * 1000));
  }
  /** True while this node cannot tell whether its state is current: it may be shown with its age, never as live. */
  get blind(): boolean {
    return this.confirmedAgo > BLIND_AFTER_MS;
  }
  world(): World {
    return worldOf(this.#fold);
  }
  /** Events in `stream`, as of `seq`. */
  streamVersion(stream: string): number {
    return this.#fold.versions.get(stream) ?? 0;
  }

  /** Resolves once the projection holds everything committed before the call. Rejects when the log cannot be read. */
  async catchUp(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#tail().finally(() => {
        this.#running = null;
        // A wake arrived between the tail's last read and its end.
        if (this.#again) this.#wake();
      });
      return this.#running;
    }
    this.#again = true;
    await this.#running;
    // A request arrived between the tail's last read and its end.
    if (this.#again) await this.catchUp();
  }

  /** A page of the events of one stream as its scope may see them, with their positions in that scope, and whether more follow. Reads the log, and of it that page alone. */
  async streamEvents(stream: string, page: StreamPage): Promise<{ events: { pos: number; event: Event | UnknownEvent }[]; more: boolean }> {
    const { events: stored, more } = await this.#ports.log.readStreamPage(stream, page);
    if (page.scope === 'internal') return { events: stored.map(({ seq, event }) => ({ pos: seq, event })), more };
    return {
      events: stored.flatMap(({ publicPos, event }) =>
        publicPos === null ? [] : [{ pos: publicPos, event: asReadNow(this.#fold.public.archive, publicEvent(event)) }],
      ),
      more,
    };
  }

  /** Stops tailing and saves the fold for the next start. The log stays open. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    await this.#running?.catch(() => {});
    this.#unsaved = [];
    await this.#saving;
    if (this.#saved === this.seq) return;
    this.#unsaved = [checkpointOf(this.#fold)];
    await this.#save();
  }

  #wake(): void {
    if (this.#closed) return;
    // Nothing awaits a wake: one failure is reported once, however many wakes came meanwhile.
    if (this.#running !== null) this.#again = true;
    else this.catchUp().catch(this.#ports.onError);
  }

  async #tail(): Promise<void> {
    do {
      this.#again = false;
      await this.#follow();
    } while (this.#again);
    if (this.#unsaved.length > 0) this.#saving ??= this.#save().finally(() => (this.#saving = null));
  }

  async #follow(): Promise<void> {
    const { log, clock } = this.#ports;
    const pause = pausing(clock);
    for (;;) {
      const askedAt = this.#ports.stopwatch();
      const head = await log.head();
      if (head.epoch.internal !== this.#fold.epoch.internal || head.epoch.public !== this.#fold.epoch.public) {
        await this.#refold(head);
        // Meanwhile the log has grown, and what was folded may lie beyond this head.
        continue;
      }
      if (head.seq < this.seq)
        throw new Error(`the log ends at ${head.seq}, before ${this.seq}, which this node has shown: it was replaced. Start this node anew.`);
      if (head.seq === this.seq) {
        this.#confirmedAt = askedAt;
        return;
      }
      const stored = await log.read(this.seq, EVENTS_PER_TURN);
      if (stored.length === 0) throw new UnreadableEvent(this.seq + 1, 'it is missing');
      for (const batch of batches(stored)) {
        const before = this.seq;
        this.#publish(this.#fold.advance(batch));
        if (isDue(before, this.seq)) this.#unsaved = keeping([...this.#unsaved, checkpointOf(this.#fold)]);
        const due = pause();
        if (due !== null) await due;
      }
      if (this.seq >= head.seq) this.#confirmedAt = askedAt;
      await nextTurn();
    }
  }

  #publish(deltas: ReturnType<Fold['advance']>): void {
    for (const view of [this.public, this.internal]) {
      const delta = deltas[view.scope];
      if (delta === null) continue;
      try {
        view.moved(delta);
      } catch (error) {
        this.#ports.onError(error);
      }
    }
  }

  async #refold(head: Head): Promise<void> {
    const { fold, saved, unsaved } = await foldUpTo(this.#ports, head);
    this.#fold = fold;
    this.#saved = saved;
    this.#unsaved = unsaved;
    this.public.replace(fold.epoch.public, fold.public);
    this.internal.replace(fold.epoch.internal, fold.internal);
  }

  async #save(): Promise<void> {
    const fold = this.#fold;
    for (let next = this.#unsaved[0]; next !== undefined && fold === this.#fold; next = this.#unsaved[0]) {
      this.#unsaved = this.#unsaved.slice(1);
      try {
        await saveCheckpoint(this.#ports.log, next, () => fold !== this.#fold);
        this.#saved = next.seq;
      } catch (error) {
        this.#ports.onError(error);
      }
    }
  }
}

interface Folded {
  fold: Fold;
  /** Position of the checkpoint it was begun with; 0 without one. */
  saved: number;
  /** What to save of the way. */
  unsaved: readonly Checkpoint[];
}
/** Folds the log up to `head`, from the newest checkpoint there is. */
const foldUpTo = async (ports: ProjectionPorts, head: Head): Promise<Folded> => {
  const { log, clock } = ports;
  const checkpoint = await loadCheckpoint(log, head);
  const fold = checkpoint ?? new Fold(head.epoch);
  const saved = fold.internal.pos;
  // The deltas for resuming are optional: a failure here must not prevent the start.
  if (checkpoint) await recall(log, fold).catch(ports.onError);
  const wanted = worthKeeping(saved, head.seq);
  const unsaved: Checkpoint[] = [];
  const pause = pausing(clock);
  while (fold.internal.pos < head.seq) {
    const stored = await log.read(fold.internal.pos, EVENTS_PER_TURN);
    if (stored.length === 0) throw new UnreadableEvent(fold.internal.pos + 1, 'it is missing');
    for (const batch of batches(stored)) {
      fold.advance(batch);
      if (fold.internal.pos >= (wanted[unsaved.length] ?? Number.POSITIVE_INFINITY)) unsaved.push(checkpointOf(fold));
      const due = pause();
      if (due !== null) await due;
    }
    await nextTurn();
  }
  return { fold, saved, unsaved };
};

/** Fills the rings, which a checkpoint leaves out, so that screens resume across a restart instead of all needing a snapshot. */
const recall = async (log: EventLog, fold: Fold): Promise<void> => {
  const { pos } = fold.internal;
  let after = Math.max(0, pos - RESUME_EVENTS - EVENTS_PER_TURN);
  while (after < pos) {
    const stored = await log.read(after, EVENTS_PER_TURN);
    for (const batch of batches(stored)) {
      const last = batch.at(-1)?.seq ?? pos;
      // A read may begin inside a command; half a command must not be offered.
      if (last <= pos && batch[0]?.seq === batch[0]?.batch) fold.recall(batch);
      after = last;
    }
    if (stored.length === 0) return;
  }
};

function* batches(stored: readonly StoredEvent[]): Generator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  for (const event of stored) {
    const first = batch[0];
    if (first !== undefined && first.batch !== event.batch) {
      yield batch;
      batch = [];
    }
    batch.push(event);
  }
  if (batch.length > 0) yield batch;
}
