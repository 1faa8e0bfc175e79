import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { boardTag } from '@sitrep/shared/protocol/replica.ts';
import type { Timers } from '../../ground/timers.ts';
import type { ScopeFeed } from '../../projection/feed.ts';
import { Refusal } from '../edge/problem.ts';
import { Made } from '../routing/made.ts';
import { pieces } from './pieces.ts';
import { reached, within } from './reached.ts';
import { compressHead, storedTail } from './stored-tail.ts';

/** A large answer that keeps changing rests between two builds for so many times what the last took, so that building takes a quarter of the time at most. */
const REST_TIMES = 3;
/** The longest time from the start of one build to the next, seconds. Where readers may get an older answer, it is always this long. */
const BUILD_EVERY_SECONDS = 2;
/** How long a reader waits for an answer to be built, ms, however many builds that takes: one may have started just before the request, and others may come before it. */
const HOW_LONG_BUILDING_MS = 6_000;
/** A build gives way to other work after so many characters or pieces: well under a millisecond. */
const LETTERS_PER_TURN = 65_536;
const PIECES_PER_TURN = 16;
/** What an answer costs beside its bytes. */
const BYTES_BESIDE = 2_000;

export interface PrebuiltPorts {
  /** UTC ms. */
  now(): number;
  /** Monotonic seconds. */
  stopwatch(): number;
  readonly timers: Timers;
  /** The version of the server: another one may write other bytes. */
  readonly build: string;
}
/** What one kind of answer may cost. */
export interface PrebuiltLimits {
  /** Answers up to this size are built whenever they are asked for and have changed; larger ones rest between two builds, bytes. */
  readonly smallBytes: number;
  /** Held in memory, bytes. The newest answer is held whatever its size. */
  readonly mostBytes: number;
  /** Large answers that may wait to be built. They are built one at a time. */
  readonly mostWaiting: number;
  /** A reader who names no position gets an answer of up to two seconds ago instead of waiting for its next build. */
  readonly mayLag: boolean;
}

export interface Recipe {
  /** Names the answer within its scope. */
  readonly key: string;
  /** The answer also changes with each minute. */
  readonly byMinute?: boolean;
  /** Expensive before its size is known: waits for its turn first. */
  readonly costly?: boolean;
  /** All that the answer is made of, compared one by one; while it is the same, the answer is not built again. Left out: it changes with every position. */
  madeOf?(): readonly unknown[];
  /** The fields of the answer but for `epoch` and `pos`; lists may be iterables. Throws Refusals. */
  body(): object | Promise<object>;
  /** Ends the ETag; default: a digest of `key`. Empty for the board, whose pages compute their ETag themselves. */
  readonly tag?: string;
}
export interface Wanted {
  /** The answer is of this position or later. */
  readonly pos?: number | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

interface Held {
  readonly scope: Scope;
  readonly epoch: string;
  /** Which build of its kind it is, by the order in which they started. */
  readonly number: number;
  readonly minute: number;
  /** Stopwatch times at which its build started and ended, and the seconds it took without waiting for its turn. */
  readonly begun: number;
  readonly ended: number;
  readonly took: number;
  readonly madeOf: readonly unknown[] | null;
  readonly head: Uint8Array;
  readonly brotli: Uint8Array;
  readonly tag: string;
  readonly bytes: number;
  /** The newest position at which it was known to be so. */
  pos: number;
  made: Made | null;
}

/**
 * Answers of one kind, built on request and shared by all readers: many readers cost one computation, one JSON and one compression.
 *
 * - An answer is built again only when what it is made of has changed, and a large one rests between two builds, by what they cost; who asks meanwhile waits for the next.
 * - Building yields to other work all the time, compression runs in a worker thread, and large answers are built one at a time.
 * - `epoch` and `pos` are written behind the compressed part, so that an answer can be of the newest position without being built again.
 * - With a new epoch (an erased text) every answer of the scope is dropped at once, those under way too.
 */
export class PrebuiltAnswers {
  /** Built since the start; those that refused, or were dropped unfinished, do not count. */
  built = 0;
  #started = 0;
  readonly #ports: PrebuiltPorts;
  readonly #limits: PrebuiltLimits;
  /** Ordered by last request, oldest first. */
  readonly #held = new Map<string, Held>();
  readonly #building = new Map<string, Promise<void>>();
  #bytes = 0;
  /** Large answers that are being built or wait for it. */
  #inLine = 0;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(ports: PrebuiltPorts, feeds: Iterable<ScopeFeed>, limits: PrebuiltLimits) {
    this.#ports = ports;
    this.#limits = limits;
    for (const feed of feeds) feed.onReset(() => this.#forget(feed.scope));
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The answer as of `feed`'s present position, when it is held; it is then sent without waiting. */
  held(feed: ScopeFeed, key: string): Made | null {
    const held = this.#held.get(keyOf(feed, key));
    return held !== undefined && held.epoch === feed.epoch && held.pos === feed.pos ? answerOf(held) : null;
  }

  /** The answer, no older than the request and than `pos`, or than two seconds where it may lag. Refuses as behind when that takes too long, and as overloaded when too many wait. */
  async get(feed: ScopeFeed, recipe: Recipe, { pos = 0, gone }: Wanted): Promise<Made> {
    const { timers, stopwatch } = this.#ports;
    await reached(feed, pos, timers, gone);
    const atRequest = feed.pos;
    const startedBefore = this.#started;
    const until = stopwatch() + HOW_LONG_BUILDING_MS / 1000;
    for (;;) {
      const held = this.#look(feed, recipe);
      if (held !== null) {
        const isCurrent = held.pos >= atRequest && held.minute === this.#minute(recipe);
        if (held.number > startedBefore || isCurrent || (held.pos >= pos && this.#mayLag(held))) return answerOf(held);
      }
      await within(this.#build(feed, recipe), (until - stopwatch()) * 1000, timers, gone);
    }
  }

  /** What is held, at the newest position for which it is known to be so. */
  #look(feed: ScopeFeed, recipe: Recipe): Held | null {
    const key = keyOf(feed, recipe.key);
    const held = this.#held.get(key);
    if (held === undefined || held.epoch !== feed.epoch) return null;
    this.#held.delete(key);
    this.#held.set(key, held);
    if (held.pos !== feed.pos && held.madeOf !== null && same(held.madeOf, recipe.madeOf?.() ?? [])) {
      held.pos = feed.pos;
      held.made = null;
    }
    return held;
  }
  #mayLag(held: Held): boolean {
    return this.#limits.mayLag && this.#restOf(held) > 0;
  }
  /** Seconds until it may be built again. */
  #restOf({ head, begun, ended, took }: Held): number {
    if (head.length <= this.#limits.smallBytes) return 0;
    const latest = begun + BUILD_EVERY_SECONDS;
    return (this.#limits.mayLag ? latest : Math.min(latest, ended + REST_TIMES * took)) - this.#ports.stopwatch();
  }
  #minute({ byMinute }: Recipe): number {
    return byMinute === true ? Math.floor(this.#ports.now() / 60_000) : 0;
  }

  #build(feed: ScopeFeed, recipe: Recipe): Promise<void> {
    const key = keyOf(feed, recipe.key);
    const under = this.#building.get(key);
    if (under !== undefined) return under;
    const building = this.#make(feed, recipe)
      .then((held) => {
        if (held === null) return;
        this.built++;
        this.#keep(key, held);
      })
      .finally(() => this.#building.delete(key));
    this.#building.set(key, building);
    return building;
  }

  /** Null when the epoch changed meanwhile: what was built may hold an erased text. */
  async #make(feed: ScopeFeed, recipe: Recipe): Promise<Held | null> {
    const before = this.#held.get(keyOf(feed, recipe.key));
    const rest = before?.epoch === feed.epoch ? this.#restOf(before) : 0;
    if (rest > 0) await new Promise<void>((resolve) => void this.#ports.timers.after(rest * 1000, resolve));
    let endTurn = recipe.costly === true ? await this.#turn() : null;
    try {
      const { scope, epoch, pos } = feed;
      const begun = this.#ports.stopwatch();
      const minute = this.#minute(recipe);
      const ingredients = recipe.madeOf?.() ?? null;
      const number = ++this.#started;
      let waited = 0;
      const chunks: Buffer[] = [];
      let text = '';
      let taken = 0;
      let bytes = 0;
      for (const piece of openEnded(await recipe.body())) {
        text += piece;
        if (text.length < LETTERS_PER_TURN && ++taken < PIECES_PER_TURN) continue;
        const chunk = Buffer.from(text);
        bytes += chunk.length;
        chunks.push(chunk);
        text = '';
        taken = 0;
        if (bytes > this.#limits.smallBytes && endTurn === null) {
          const since = this.#ports.stopwatch();
          endTurn = await this.#turn();
          waited = this.#ports.stopwatch() - since;
        }
        await nextTurn();
        if (feed.epoch !== epoch) return null;
      }
      const head = Buffer.concat([...chunks, Buffer.from(text)]);
      const brotli = await compressHead(head);
      if (feed.epoch !== epoch) return null;
      // What it was made of may be kept in memory by it alone.
      const cost = head.length * (ingredients === null ? 1 : 2) + brotli.length + BYTES_BESIDE;
      const tag = [recipe.tag ?? this.#digest(recipe.key), ...(minute === 0 ? [] : [minute])].filter((part) => part !== '').join('-');
      const ended = this.#ports.stopwatch();
      return { scope, epoch, number, pos, minute, begun, ended, took: ended - begun - waited, madeOf: ingredients, head, brotli, tag, bytes: cost, made: null };
    } finally {
      endTurn?.();
    }
  }

  /** Resolves when no other large answer is being built, with what ends this turn. */
  async #turn(): Promise<() => void> {
    if (this.#inLine > this.#limits.mostWaiting)
      throw new Refusal('overloaded', 'Too many different large answers are asked for at once.', { retryAfterSeconds: 5 });
    this.#inLine++;
    const before = this.#lastTurn;
    let end = () => {};
    this.#lastTurn = new Promise((resolve) => {
      end = () => {
        this.#inLine--;
        resolve();
      };
    });
    await before;
    return end;
  }

  #keep(key: string, held: Held): void {
    this.#drop(key);
    this.#held.set(key, held);
    this.#bytes += held.bytes;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#limits.mostBytes || oldest === key) return;
      this.#drop(oldest);
    }
  }
  #forget(scope: Scope): void {
    for (const [key, held] of this.#held) if (held.scope === scope) this.#drop(key);
  }
  #drop(key: string): void {
    this.#bytes -= this.#held.get(key)?.bytes ?? 0;
    this.#held.delete(key);
  }
  #digest(key: string): string {
    return createHash('sha256').update(`${this.#ports.build} ${key}`).digest('base64url').slice(0, 12);
  }
}

const keyOf = ({ scope }: ScopeFeed, key: string): string => `${scope} ${key}`;
const same = (some: readonly unknown[], others: readonly unknown[]): boolean => some.length === others.length && some.every((one, at) => one === others[at]);

/** The JSON of an object, without its closing brace. */
function* openEnded(body: object): Generator<string> {
  let before = '{';
  for (const [name, field] of Object.entries(body)) {
    if (field === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    yield* pieces(field);
    before = ',';
  }
}

const answerOf = (held: Held): Made => {
  const { epoch, pos, head, brotli, tag } = held;
  const tail = Buffer.from(`,${JSON.stringify({ epoch, pos }).slice(1)}`);
  held.made ??= new Made([head, tail], [brotli, storedTail(tail)], boardTag(epoch, pos, FOLD_VERSION).replace(/"$/, tag === '' ? '"' : `-${tag}"`));
  return held.made;
};
