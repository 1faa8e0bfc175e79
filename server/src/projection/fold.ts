import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { evolveAll } from '@sitrep/shared/domain/evolve-all.ts';
import { publicEvent } from '@sitrep/shared/domain/public-event.ts';
import { withoutTakenBack } from '@sitrep/shared/domain/taken-back.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { emptyScopeState, type ScopeState } from '@sitrep/shared/protocol/scope-state.ts';
import type { Delta, WireEvent } from '@sitrep/shared/protocol/wire.ts';
import type { Head, StoredEvent } from '../log/event-log.ts';
import { Archive } from './archive.ts';
import { DeltaRing } from './ring.ts';

/** One scope, folded up to `pos`. */
export interface ScopeFold {
  state: ScopeState;
  pos: number;
  readonly archive: Archive;
  readonly ring: DeltaRing;
}
const emptyScopeFold = (scope: Scope): ScopeFold => ({ state: emptyScopeState(scope), pos: 0, archive: new Archive(), ring: new DeltaRing() });

/** A public event as customers may read it by now: what was taken back since is gone, also for those who ask with an old position. `archive`: of the public scope. */
export const asReadNow = <E extends Event | UnknownEvent | WireEvent>({ incidents }: Archive, event: E): E => {
  const entryOf = (incidentId: string, updateId: string) => incidents.get(incidentId)?.entries.find(({ id }) => id === updateId);
  // On the wire an event of a type that this build does not know has no mark, and no case there.
  return withoutTakenBack(event as Event, (incidentId, updateId) => entryOf(incidentId, updateId)?.retracted !== undefined) as E;
};

/** What one command changed in each scope; null where it changed nothing. */
export interface Advance {
  internal: Delta;
  public: Delta | null;
}

/**
 * Both scopes of one log, folded together.
 *
 *     StoredEvent ──▶ internal   every event, position = seq
 *                 ──▶ public     public events through publicEvent, position = publicPos
 *
 * The public fold is also what the internal scope calls `customers`: one object, folded once.
 */
export class Fold {
  readonly epoch: Head['epoch'];
  readonly internal: ScopeFold;
  readonly public: ScopeFold;
  /** Number of events in each stream, for the writer's conflict check. */
  readonly versions: Map<string, number>;

  constructor(epoch: Head['epoch'], start?: Pick<Fold, 'internal' | 'public' | 'versions'>) {
    this.epoch = epoch;
    this.internal = start?.internal ?? emptyScopeFold('internal');
    this.public = start?.public ?? emptyScopeFold('public');
    this.versions = start?.versions ?? new Map();
  }

  /** The same fold, which stays as it is while this one goes on; without what a cursor resumes from. Costs a step per entity, not per text. */
  copy(): Fold {
    const copied = ({ state, pos, archive }: ScopeFold): ScopeFold => ({ state, pos, archive: archive.copy(), ring: new DeltaRing() });
    return new Fold(this.epoch, { internal: copied(this.internal), public: copied(this.public), versions: new Map(this.versions) });
  }

  /** Applies the events of one command, which must follow from `internal.pos`. */
  advance(batch: readonly StoredEvent[]): Advance {
    const deltas = this.#deltas(batch);
    const events = batch.map(({ event }) => event);
    for (const { stream } of events) this.versions.set(stream, (this.versions.get(stream) ?? 0) + 1);
    // What lies between the events of one command is shown to nobody.
    const told = events.filter(({ scope }) => scope === 'public').map(publicEvent);
    const customers = evolveAll(this.public.state.board, told);
    if (customers !== this.public.state.board) this.public.state = { board: customers, customers: null };
    this.internal.state = { board: evolveAll(this.internal.state.board, events), customers };
    for (const [archive, seen] of [
      [this.public.archive, told],
      [this.internal.archive, events],
    ] as const)
      for (const [index, event] of seen.entries()) archive.apply(event, seen[index + 1]);
    this.internal.pos = deltas.internal.pos;
    if (deltas.public) this.public.pos = deltas.public.pos;
    this.#remember(deltas);
    return deltas;
  }

  /** Makes an earlier command resumable without folding it again: after a start from a checkpoint the rings are empty. */
  recall(batch: readonly StoredEvent[]): void {
    this.#remember(this.#deltas(batch));
  }

  #remember(deltas: Advance): void {
    this.internal.ring.push(deltas.internal);
    if (deltas.public) this.public.ring.push(deltas.public);
  }

  #deltas(batch: readonly StoredEvent[]): Advance {
    const first = batch[0];
    const last = batch.at(-1);
    if (first === undefined || last === undefined) throw new Error('a command holds at least one event');
    const open = batch.filter((stored) => stored.publicPos !== null);
    const firstPublic = open[0]?.publicPos ?? 0;
    return {
      internal: { epoch: this.epoch.internal, prev: first.seq - 1, pos: last.seq, events: batch.map(({ event }) => wireEvent(event)) },
      public:
        open.length === 0
          ? null
          : {
              epoch: this.epoch.public,
              prev: firstPublic - 1,
              pos: firstPublic + open.length - 1,
              events: open.map(({ event }) => wireEvent(publicEvent(event))),
            },
    };
  }
}

/** Each reader decides whether it knows a type: a newer page may know one that this build does not. */
const wireEvent = (event: Event | UnknownEvent): WireEvent => {
  if (!('unsupported' in event)) return event;
  const { unsupported: _, ...wire } = event;
  return wire;
};
