import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { boardTag } from '@sitrep/shared/protocol/replica.ts';
import { WIRE } from '@sitrep/shared/protocol/version.ts';
import type { Ephemeral, Hello, Refused } from '@sitrep/shared/protocol/wire.ts';
import { Chain } from '@sitrep/shared/testing/chain.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import type { Dial, WireEvents } from '../sync/dial.ts';
import type { Poll } from '../sync/poll.ts';
import type { VirtualTime } from './virtual-time.ts';

const HEARTBEAT_MS = 5_000;

/** The server side of the line: serves a real log over an in-memory socket pair and over polling. */
export class ChainPeer {
  /** `open` accepts sockets, `mute` accepts them and sends nothing, `wait` tells them to retry later, `shut` refuses them. */
  sockets: 'open' | 'mute' | 'wait' | 'shut' = 'open';
  /** `foreign`: something that is not Sitrep answers. */
  polls: 'open' | 'shut' | 'foreign' = 'open';
  /** Age of the answers to polls, ms. */
  pollAge = 0;
  /** Polls reach a node that is this many events behind. */
  pollsBehind = 0;
  /** The server's build as named in heartbeats. */
  build = 'test';
  /** The newest protocol version it speaks. */
  wire = WIRE;
  /** Topics watched and unwatched, on all connections. */
  readonly saidBeside: [what: string, topics: readonly string[]][] = [];
  mayHear: ReadonlySet<Scope> = new Set(['public', 'internal']);
  readonly hellos: Hello[] = [];
  readonly asked: (string | null)[] = [];
  #history: readonly (Command | Event | UnknownEvent)[];
  readonly #time: VirtualTime;
  readonly #open = new Map<WireEvents, { scope: Scope; pos: number }>();

  constructor(history: readonly (Command | Event | UnknownEvent)[], time: VirtualTime) {
    this.#history = history;
    this.#time = time;
    const beat = (): void => {
      this.#tell();
      time.after(HEARTBEAT_MS, beat);
    };
    time.after(HEARTBEAT_MS, beat);
  }

  chain(scope: Scope): Chain {
    return new Chain(scope, play(this.#history));
  }

  /** Appends events on the server and pushes them to listeners. */
  happen(...more: readonly (Command | Event | UnknownEvent)[]): void {
    this.#history = [...this.#history, ...more];
    if (this.sockets !== 'open') return;
    for (const [events, at] of this.#open) {
      const chain = this.chain(at.scope);
      if (chain.head > at.pos) events.received('delta', chain.delta(at.pos, chain.head));
      at.pos = chain.head;
    }
  }

  /** Breaks every open socket. */
  cut(): void {
    const open = [...this.#open.keys()];
    this.#open.clear();
    for (const events of open) events.disconnected();
  }

  /** Refuses every connection for good. */
  refuse(refused: Refused): void {
    for (const [events] of this.#open) events.received('refused', refused);
  }

  /** Sends a batch of topic values to every connection. */
  tellBeside(items: Ephemeral['items']): void {
    for (const [events] of this.#open) events.received('ephemeral', { items });
  }

  /** Delivers a message that was sent earlier and buffered until now. */
  sayLate(): void {
    for (const [events, { scope }] of this.#open) {
      const chain = this.chain(scope);
      events.received('heartbeat', { ...chain.heartbeat(chain.head), build: this.build, wire: this.wire, now: this.#time.server() - 60_000 });
    }
  }

  dial: Dial = (hello, events) => {
    this.#time.after(1, () => {
      if (this.sockets === 'shut') {
        events.disconnected();
        return;
      }
      events.connected();
      this.#answer(hello(), events);
    });
    return {
      hello: (message) => this.#answer(message, events),
      say: (what, topics) => this.saidBeside.push([what, topics]),
      close: () => {
        this.#open.delete(events);
      },
    };
  };

  poll: Poll = async (scope, etag) => {
    this.asked.push(etag);
    if (this.polls === 'shut') return { kind: 'failed', refused: false, retryAfterMs: null };
    if (this.polls === 'foreign') return { kind: 'unreadable' };
    const chain = this.chain(scope);
    const at = chain.head - this.pollsBehind;
    const answered = { serverNow: this.#time.server(), asOf: this.#time.server() - this.pollAge };
    if (etag === boardTag(chain.epoch, at, FOLD_VERSION)) return { kind: 'unchanged', ...answered };
    return { kind: 'fresh', ...answered, snapshot: { ...chain.snapshot(at), now: 0 } };
  };

  #answer(hello: Hello, events: WireEvents): void {
    this.hellos.push(hello);
    if (this.sockets === 'wait') events.received('wait', { retryAfterMs: 1_000 });
    if (this.sockets !== 'open') return;
    const chain = this.chain(hello.scope);
    if (!this.mayHear.has(hello.scope)) {
      events.received('refused', { code: 'not_allowed', detail: 'Not for you.', retryAfterMs: null });
      return;
    }
    this.#open.set(events, { scope: hello.scope, pos: chain.head });
    if (hello.epoch !== chain.epoch) events.received('snapshot', { ...chain.snapshot(chain.head), wire: this.wire, now: this.#time.server() });
    else if (hello.cursor < chain.head) events.received('delta', chain.delta(hello.cursor, chain.head));
    else events.received('heartbeat', { ...chain.heartbeat(chain.head), build: this.build, wire: this.wire, now: this.#time.server() });
  }

  #tell(): void {
    if (this.sockets !== 'open') return;
    for (const [events, { scope }] of this.#open) {
      const chain = this.chain(scope);
      events.received('heartbeat', { ...chain.heartbeat(chain.head), build: this.build, wire: this.wire, now: this.#time.server() });
    }
  }
}
