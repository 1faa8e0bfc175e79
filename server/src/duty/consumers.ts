import { isOfOneLifetime } from '@sitrep/shared/domain/epoch.ts';
import type { Timers } from '../ground/timers.ts';
import { type Cursor, type Cursors, RESTORED } from '../log/cursors.ts';
import type { EventLog, Head, StoredEvent } from '../log/event-log.ts';
import { StaleFence } from '../log/leases.ts';
import type { Leadership, Term } from './leadership.ts';

const EVENTS_PER_LOOK = 200;
const POLL_MS = 1_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export interface ConsumersPorts {
  log: Pick<EventLog, 'head' | 'read' | 'subscribe'> & Cursors;
  leadership: Leadership;
  timers: Timers;
  onError(error: unknown): void;
}

/** One event to act on. `id` is the same at every attempt, on whichever node, and differs between consumers: whoever sees the effect tells a repeat by it. */
export interface Delivery {
  readonly id: string;
  readonly stored: StoredEvent;
}

export interface Consumer {
  /** Names its cursor in the store. */
  readonly name: string;
  /** Where it begins the first time: with what is said from then on, or with the whole log, of which what was restored is told already. */
  readonly from: 'now' | 'beginning';
  /**
   * Acts on the events of one command, in their order; once it has resolved they are done. When it throws they are tried again, later and later up to a minute, and
   * everything after them waits. It may be called again for what it has acted on: after a kill between act and cursor.
   */
  act(deliveries: readonly Delivery[], term: Term): Promise<void>;
}

/**
 * What reads the log to act outside: at least once, in the order of the log, by the leader.
 *
 * It is silent about what is no news: what an importer told, exercises (and with them replays), and all of a log that was restored. A fold that is made anew does
 * not pass here. An erasure changes no place in the log: a consumer that has not come so far yet gets the event without the text.
 */
export class Consumers {
  readonly #ports: ConsumersPorts;
  readonly #names = new Set<string>();
  /** Attempts that failed, by consumer. */
  readonly failures = new Map<string, number>();

  constructor(ports: ConsumersPorts) {
    this.#ports = ports;
  }

  /** Out: ends it; resolves once what is under way is done. Its cursor stays. Throws when the name is taken. */
  consume(consumer: Consumer): () => Promise<void> {
    const { name } = consumer;
    if (this.#names.has(name)) throw new Error(`there is a consumer ${name} already`);
    this.#names.add(name);
    this.failures.set(name, 0);
    const stop = this.#ports.leadership.whileLeader((term) => this.#follow(consumer, term));
    return async () => {
      await stop();
      this.#names.delete(name);
    };
  }

  /** How many events each consumer of this board is behind, those included that it will pass over. */
  async lag(): Promise<Record<string, number>> {
    if (this.#names.size === 0) return {};
    const [head, cursors] = await Promise.all([this.#ports.log.head(), this.#ports.log.cursors()]);
    const ours = [...cursors].filter(([name]) => this.#names.has(name));
    return Object.fromEntries(ours.map(([name, { seq }]) => [name, Math.max(0, head.seq - seq)]));
  }

  #follow(consumer: Consumer, term: Term): () => Promise<void> {
    const { log, timers, onError } = this.#ports;
    let isStopped = false;
    let again = false;
    let looking: Promise<void> | null = null;
    let waits = 0;
    let stopWaiting: (() => void) | null = null;
    const goesOn = () => !isStopped && term.holds();
    const look = (): void => {
      again = true;
      if (!goesOn() || looking !== null || stopWaiting !== null) return;
      again = false;
      looking = this.#look(consumer, term, goesOn)
        .then(() => {
          waits = 0;
        })
        .catch((error: unknown) => {
          // Whoever leads by now goes on with it.
          if (error instanceof StaleFence) return;
          onError(error);
          this.failures.set(consumer.name, (this.failures.get(consumer.name) ?? 0) + 1);
          stopWaiting = timers.after(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** waits++), () => {
            stopWaiting = null;
            look();
          });
        })
        .finally(() => {
          looking = null;
          if (again) look();
        });
    };
    const stops = [log.subscribe(look), timers.every(POLL_MS, look)];
    look();
    return async () => {
      isStopped = true;
      for (const stop of stops) stop();
      stopWaiting?.();
      await looking;
    };
  }

  /** Goes on until the end of the log. */
  async #look({ name, from, act }: Consumer, term: Term, goesOn: () => boolean): Promise<void> {
    const { log, onError } = this.#ports;
    const move = async (to: Cursor): Promise<Cursor> => {
      await log.moveCursor(name, to, term.fence);
      return to;
    };
    const cursors = await log.cursors();
    const first = await log.head();
    const start = from === 'now' ? endOf(first) : (cursors.get(RESTORED) ?? { ...endOf(first), seq: 0 });
    let cursor = cursors.get(name) ?? (await move(start));
    while (goesOn()) {
      const head = await log.head();
      // Restored: all of it was told in its time.
      if (!isOfOneLifetime(head.epoch.internal, cursor.epoch)) cursor = await move(endOf(head));
      if (head.seq === cursor.seq) return;
      // With the event it is done with, so that a log which was set back and written on is noticed.
      const stored = head.seq < cursor.seq ? [] : await log.read(Math.max(0, cursor.seq - 1), EVENTS_PER_LOOK);
      const place = cursor.seq === 0 ? 0 : stored.findIndex(({ seq, hash }) => seq === cursor.seq && hash === cursor.hash) + 1;
      if (cursor.seq > 0 && place === 0) {
        onError(new Error(`the log was set back: ${name} goes on at its end, and what was said meanwhile is not told`));
        cursor = await move(endOf(head));
        continue;
      }
      let passed = cursor;
      for (const batch of batchesOf(stored.slice(place))) {
        const last = batch.at(-1);
        if (last === undefined || !goesOn()) return;
        passed = { seq: last.seq, hash: last.hash, epoch: head.epoch.internal };
        const news = batch.filter(isNews);
        if (news.length === 0) continue;
        await act(
          news.map((one) => ({ id: `${name}:${one.event.id}`, stored: one })),
          term,
        );
        cursor = await move(passed);
      }
      if (passed.seq > cursor.seq) cursor = await move(passed);
    }
  }
}

const endOf = ({ seq, hash, epoch }: Head): Cursor => ({ seq, hash, epoch: epoch.internal });

/** What an importer tells has long been told, and an exercise concerns nobody outside. */
const isNews = ({ event }: StoredEvent): boolean => event.actor?.kind !== 'import' && event.drill === null;

const batchesOf = (stored: readonly StoredEvent[]): StoredEvent[][] => {
  const batches: StoredEvent[][] = [];
  for (const one of stored) {
    const last = batches.at(-1);
    if (last?.[0]?.batch === one.batch) last.push(one);
    else batches.push([one]);
  }
  return batches;
};
