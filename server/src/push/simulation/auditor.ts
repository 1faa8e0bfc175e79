import { isOlderEpoch } from '@sitrep/shared/domain/epoch.ts';
import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { publicEvent } from '@sitrep/shared/domain/public-event.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { Replica } from '@sitrep/shared/protocol/replica.ts';
import { emptyScopeState, evolveScope, type ScopeState } from '@sitrep/shared/protocol/scope-state.ts';
import { stateHash } from '@sitrep/shared/protocol/state-hash.ts';
import type { SimBrowser } from './browser.ts';
import type { MemoryLog } from './memory-log.ts';
import type { Message, Wire } from './network.ts';
import { SIM_SETTINGS } from './node.ts';
import { CANARY } from './workload.ts';

/** An invariant that did not hold, by its number in SPEC section SY. */
export class Violation extends Error {
  readonly invariant: string;
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}

/** Checks everything from outside after every step: it folds the log itself and keeps its own record of what each browser did. */
export class Auditor {
  readonly #log: MemoryLog;
  readonly #acknowledged = new Set<string>();
  readonly #folds = new Map<string, { states: ScopeState[]; hashes: string[] }>();
  readonly #seen = new Map<SimBrowser, { replica: Replica | null }>();
  compared = 0;

  constructor(log: MemoryLog) {
    this.#log = log;
  }

  acknowledge(ids: readonly string[]): void {
    for (const id of ids) this.#acknowledged.add(id);
  }

  /** A message that a hub hands to a connection. */
  sent(scope: Scope, { name, json }: Message): void {
    if (scope === 'public' && (json.includes(CANARY) || json.includes('"seq"')))
      throw new Violation('I6', `a ${name} for the public scope carries something internal`);
  }

  check(browsers: readonly SimBrowser[], wires: Iterable<Wire>, now: number): void {
    this.#checkLog();
    for (const wire of wires) {
      const { packets } = wire.queued();
      // One message may cross the limit, and a last message may follow it: the queue before those two must have been under the limit.
      const before = wire.queue.slice(0, -2).reduce((bytes, { json }) => bytes + json.length, 0);
      if (packets > SIM_SETTINGS.queuePackets + 2 || before > SIM_SETTINGS.queueBytes) throw new Violation('I7', `${packets} packets wait for one reader`);
    }
    for (const browser of browsers) this.#checkBrowser(browser, now);
  }

  /** The state a scope's replica must hold at `pos` of `epoch`. */
  truth(epoch: string, scope: Scope, pos: number): { state: ScopeState; hash: string } | null {
    const chain = this.#log.chains.get(epoch);
    if (chain === undefined || pos > chain.length) return null;
    let fold = this.#folds.get(epoch);
    if (fold === undefined) {
      fold = { states: [emptyScopeState(scope)], hashes: [] };
      this.#folds.set(epoch, fold);
    }
    while (fold.states.length <= pos) {
      const before = fold.states.at(-1) as ScopeState;
      const event = chain[fold.states.length - 1] as Event | UnknownEvent;
      const after = evolveScope(before, [scope === 'public' ? publicEvent(event) : event]);
      this.#checkReopening(before.board, after.board, event);
      fold.states.push(after);
    }
    const state = fold.states[pos] as ScopeState;
    fold.hashes[pos] ??= stateHash(state);
    return { state, hash: fold.hashes[pos] };
  }

  #checkLog(): void {
    const { events } = this.#log;
    const ids = new Set<string>();
    let publicPos = 0;
    events.forEach(({ seq, event, publicPos: pos }, index) => {
      if (seq !== index + 1) throw new Violation('I2', `seq ${seq} stands at place ${index + 1}`);
      if (event.scope === 'public' && pos !== ++publicPos) throw new Violation('I2', `public position ${pos} stands at place ${publicPos}`);
      if (ids.has(event.id)) throw new Violation('I1', `${event.id} is in the log twice`);
      ids.add(event.id);
    });
    for (const id of this.#acknowledged) if (!ids.has(id)) throw new Violation('I1', `${id} was acknowledged and is not in the log`);
  }

  #checkBrowser(browser: SimBrowser, now: number): void {
    if (browser.claim === 'live' && (browser.heardAt === null || now - browser.heardAt >= 15_000))
      throw new Violation('I10', `${browser.name} says live after silence`);
    const { replica } = browser.session;
    const last = this.#seen.get(browser) ?? { replica: null };
    this.#seen.set(browser, last);
    if (replica === null || replica === last.replica) return;
    const before = last.replica;
    last.replica = replica;
    if (before !== null && before.epoch === replica.epoch && replica.cursor < before.cursor) {
      throw new Violation('I3', `${browser.name} went from ${before.cursor} back to ${replica.cursor}`);
    }
    if (before !== null && isOlderEpoch(replica.epoch, before.epoch))
      throw new Violation('I3', `${browser.name} went from ${before.epoch} back to ${replica.epoch}`);
    const truth = this.truth(replica.epoch, replica.scope, replica.cursor);
    if (truth === null) throw new Violation('I5', `${browser.name} is at ${replica.cursor} of ${replica.epoch}, which never was`);
    this.compared++;
    if (stateHash(replica.state) !== truth.hash) throw new Violation('I5', `${browser.name} differs from the log at ${replica.cursor} of ${replica.epoch}`);
    if (replica.hash !== truth.hash) throw new Violation('I5', `${browser.name} keeps a wrong hash at ${replica.cursor} of ${replica.epoch}`);
    if (replica.scope === 'public' && JSON.stringify(replica.state).includes(CANARY)) throw new Violation('I6', `${browser.name} holds something internal`);
  }

  #checkReopening(before: BoardState, after: BoardState, event: Event | UnknownEvent): void {
    for (const incident of Object.values(before.incidents)) {
      const next = after.incidents[incident.id];
      if (incident.phase === 'resolved' && next !== undefined && next.phase !== 'resolved' && event.type !== 'incident-reopened') {
        throw new Violation('I12', `${incident.id} became ${next.phase} by ${event.type}`);
      }
    }
  }
}
