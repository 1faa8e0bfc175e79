import type { Event, UnknownEvent } from '../domain/event.ts';
import { FOLD_VERSION } from '../domain/evolve.ts';
import type { Scope } from '../domain/words.ts';
import { emptyScopeState, evolveScope, type ScopeState } from '../protocol/scope-state.ts';
import { stateHash } from '../protocol/state-hash.ts';
import { WIRE } from '../protocol/version.ts';
import type { Delta, Heartbeat, Snapshot, WireEvent } from '../protocol/wire.ts';
import { publicChain } from './world-of.ts';

/** One scope of a log as a server would send it: snapshots, deltas and heartbeats at any position. */
export class Chain {
  readonly scope: Scope;
  readonly epoch: string;
  readonly events: readonly (Event | UnknownEvent)[];
  readonly #states: ScopeState[];

  constructor(scope: Scope, log: readonly (Event | UnknownEvent)[], epoch = 'log-1') {
    this.scope = scope;
    this.epoch = epoch;
    this.events = scope === 'public' ? publicChain(log) : log;
    this.#states = [emptyScopeState(scope)];
    for (const event of this.events) this.#states.push(evolveScope(this.state(this.#states.length - 1), [event]));
  }

  get head(): number {
    return this.events.length;
  }
  state(pos: number): ScopeState {
    return this.#states[pos] ?? emptyScopeState(this.scope);
  }
  hash(pos: number): string {
    return stateHash(this.state(pos));
  }
  snapshot(pos: number): Snapshot {
    return onWire({ epoch: this.epoch, scope: this.scope, pos, foldVersion: FOLD_VERSION, hash: this.hash(pos), state: this.state(pos), now: 0, wire: WIRE });
  }
  delta(prev: number, pos: number): Delta {
    const events = this.events.slice(prev, pos).map(({ ...event }) => {
      delete (event as { unsupported?: true }).unsupported;
      return event as WireEvent;
    });
    return onWire({ epoch: this.epoch, prev, pos, events });
  }
  heartbeat(pos: number): Heartbeat {
    return { epoch: this.epoch, pos, hash: this.hash(pos), foldVersion: FOLD_VERSION, now: 0, build: 'test', wire: WIRE };
  }
}

const onWire = <T>(message: T): T => JSON.parse(JSON.stringify(message));
