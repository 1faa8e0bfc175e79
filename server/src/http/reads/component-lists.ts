import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { LEVELS } from '@sitrep/shared/domain/words.ts';
import type { ScopeView } from '../../projection/scope-view.ts';
import { Refusal } from '../edge/problem.ts';
import { Made } from '../routing/made.ts';
import { componentRows } from './component-rows.ts';

/** Components computed before yielding to other work: a few milliseconds. */
const ROWS_PER_TURN = 5;
const BUILD_EVERY_SECONDS = 2;
/** Lists cached, over scopes and zones. A board's users live in few zones, and a client that requests all of them must not fill the memory. */
const MOST_HELD = 12;
/** Lists that may wait to be built. They are built one at a time. */
const MOST_WAITING = 8;
/** How long a reader waits for a position, ms; a build may have started just before the request. */
const HOW_LONG_BEHIND_MS = 6_000;
const LOOK_AGAIN_MS = 20;

export interface ListPorts {
  /** UTC ms. */
  now(): number;
  /** Monotonic seconds. */
  stopwatch(): number;
  /** Resolves after `ms`. */
  wait(ms: number): Promise<void>;
}
interface Held {
  readonly epoch: string;
  readonly pos: number;
  readonly minute: number;
  /** Stopwatch time at which its build started. */
  readonly begun: number;
  readonly made: Made;
}

/**
 * The lists of components, built on request, at most every two seconds, and shared by all readers: many readers cost one computation, one JSON and
 * one compression. The computation yields every few rows and compression runs in a worker thread, so that nothing else waits.
 */
export class ComponentLists {
  /** Lists built since the start. */
  built = 0;
  readonly #ports: ListPorts;
  /** Ordered by last request, oldest first. */
  readonly #held = new Map<string, Held>();
  readonly #building = new Map<string, Promise<void>>();
  #last: Promise<void> = Promise.resolve();

  constructor(ports: ListPorts) {
    this.#ports = ports;
  }

  /** The list of `view` with the days of `zone`, at position `pos` or later, and not much older than two seconds. Refuses a position that is not reached in time. */
  async get(view: ScopeView, zone: string, pos = 0): Promise<Made> {
    const { stopwatch, wait } = this.#ports;
    const key = `${view.scope} ${zone}`;
    for (let waited = 0; ; ) {
      const held = this.#held.get(key);
      if (held !== undefined && held.pos >= pos && this.#isGood(held, view)) {
        this.#held.delete(key);
        this.#held.set(key, held);
        return held.made;
      }
      const early = held?.epoch === view.epoch ? BUILD_EVERY_SECONDS - (stopwatch() - held.begun) : 0;
      if (view.pos >= pos && early <= 0) {
        await this.#build(key, view, zone);
        continue;
      }
      if (waited >= HOW_LONG_BEHIND_MS) throw new Refusal('behind', 'This node has not reached that position yet.', { retryAfterSeconds: 1 });
      await wait(LOOK_AGAIN_MS);
      waited += LOOK_AGAIN_MS;
    }
  }

  /** A list of another epoch may contain erased text and is never served. */
  #isGood({ epoch, pos, minute, begun }: Held, view: ScopeView): boolean {
    if (epoch !== view.epoch) return false;
    return this.#ports.stopwatch() - begun < BUILD_EVERY_SECONDS || (pos === view.pos && minute === this.#minute());
  }
  #minute(): number {
    return Math.floor(this.#ports.now() / 60_000);
  }

  #build(key: string, view: ScopeView, zone: string): Promise<void> {
    const under = this.#building.get(key);
    if (under !== undefined) return under;
    if (this.#building.size >= MOST_WAITING) throw new Refusal('overloaded', 'Too many different lists are asked for at once.', { retryAfterSeconds: 5 });
    const building = this.#last
      .then(() => this.#make(view, zone))
      .then((held) => {
        this.#held.delete(key);
        this.#held.set(key, held);
        const [oldest] = this.#held.size > MOST_HELD ? this.#held.keys() : [];
        if (oldest !== undefined) this.#held.delete(oldest);
      })
      .finally(() => this.#building.delete(key));
    this.#building.set(key, building);
    this.#last = building.catch(() => {});
    return building;
  }

  async #make(view: ScopeView, zone: string): Promise<Held> {
    const { epoch, pos } = view;
    const begun = this.#ports.stopwatch();
    const minute = this.#minute();
    this.built++;
    const { from, rows } = componentRows(view, this.#ports.now(), zone);
    const texts: string[] = [];
    for (const row of rows) {
      texts.push(JSON.stringify(row));
      if (texts.length % ROWS_PER_TURN === 0) await nextTurn();
    }
    const rest = JSON.stringify({ levels: LEVELS, dayStarts: from, zone, epoch, pos });
    const plain = Buffer.from(`{"components":[${texts.join(',')}],${rest.slice(1)}`);
    const brotli = await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
    return { epoch, pos, minute, begun, made: new Made(plain, brotli, `"${epoch}-${pos}-${minute}-${zone}"`) };
  }
}
const compress = promisify(brotliCompress);
