import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { boardTag } from '@sitrep/shared/protocol/replica.ts';
import type { ScopeState } from '@sitrep/shared/protocol/scope-state.ts';
import { nextHash, stateHash } from '@sitrep/shared/protocol/state-hash.ts';
import { WIRE } from '@sitrep/shared/protocol/version.ts';
import type { Delta, Snapshot } from '@sitrep/shared/protocol/wire.ts';
import type { Prebuilt, ScopeFeed } from './feed.ts';
import { asReadNow, type ScopeFold } from './fold.ts';
import { RESUME_EVENTS } from './ring.ts';

/** The stable view of one scope: the fold behind it may be replaced, subscribers stay. */
export class ScopeView implements ScopeFeed {
  readonly scope: Scope;
  #epoch: string;
  #fold: ScopeFold;
  #hashed: { state: ScopeState; hash: string };
  #prebuilt: Prebuilt | null = null;
  readonly #now: () => number;
  readonly #deltaListeners = new Set<(delta: Delta) => void>();
  readonly #resetListeners = new Set<() => void>();

  constructor(scope: Scope, epoch: string, fold: ScopeFold, now: () => number) {
    this.scope = scope;
    this.#epoch = epoch;
    this.#fold = fold;
    this.#now = now;
    this.#hashed = { state: fold.state, hash: stateHash(fold.state) };
  }

  get epoch(): string {
    return this.#epoch;
  }
  get pos(): number {
    return this.#fold.pos;
  }
  get fold(): ScopeFold {
    return this.#fold;
  }
  get state(): ScopeState {
    return this.#fold.state;
  }
  /** Computed on demand: a burst of changes costs one pass over everything it changed. */
  get hash(): string {
    const { state } = this.#fold;
    if (state !== this.#hashed.state) this.#hashed = { state, hash: nextHash(this.#hashed.hash, this.#hashed.state, state) };
    return this.#hashed.hash;
  }

  /** The board of this scope as the message that a screen begins with. */
  message(): Snapshot {
    const { epoch, scope, pos, hash, state } = this;
    return { epoch, scope, pos, foldVersion: FOLD_VERSION, hash, state, now: this.#now(), wire: WIRE };
  }
  snapshot(): Prebuilt {
    this.#prebuilt ??= { etag: boardTag(this.epoch, this.pos, FOLD_VERSION), json: JSON.stringify(this.message()) };
    return this.#prebuilt;
  }

  since(epoch: string | null, cursor: number): ReturnType<ScopeFeed['since']> {
    if (epoch !== this.#epoch) return { kind: 'snapshot' };
    if (cursor > this.pos) return { kind: 'ahead' };
    if (cursor === this.pos) return { kind: 'current' };
    const delta = this.pos - cursor > RESUME_EVENTS ? null : this.#fold.ring.since(cursor);
    if (delta === null) return { kind: 'snapshot' };
    if (this.scope === 'internal') return { kind: 'delta', delta };
    return { kind: 'delta', delta: { ...delta, events: delta.events.map((event) => asReadNow(this.#fold.archive, event)) } };
  }

  onDelta(listener: (delta: Delta) => void): () => void {
    this.#deltaListeners.add(listener);
    return () => this.#deltaListeners.delete(listener);
  }
  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener);
    return () => this.#resetListeners.delete(listener);
  }

  /** Call it when the fold behind this view has advanced by `delta`. */
  moved(delta: Delta): void {
    this.#prebuilt = null;
    for (const listener of this.#deltaListeners) listener(delta);
  }

  /** Call it on another log lifetime: no replica is valid any more. */
  replace(epoch: string, fold: ScopeFold): void {
    this.#epoch = epoch;
    this.#fold = fold;
    this.#hashed = { state: fold.state, hash: stateHash(fold.state) };
    this.#prebuilt = null;
    for (const listener of this.#resetListeners) listener();
  }
}
