import type { Delta } from '@sitrep/shared/protocol/wire.ts';

/** A client further behind than this is better served by a snapshot. */
export const RESUME_EVENTS = 500;

/** The newest deltas of one scope, covering at least `RESUME_EVENTS` events, so that a returning client resumes from memory. */
export class DeltaRing {
  #deltas: Delta[] = [];
  #events = 0;

  push(delta: Delta): void {
    this.#deltas.push(delta);
    this.#events += delta.events.length;
    for (let oldest = this.#deltas[0]; oldest && this.#events - oldest.events.length >= RESUME_EVENTS; oldest = this.#deltas[0]) {
      this.#deltas.shift();
      this.#events -= oldest.events.length;
    }
  }

  /** Everything after `cursor` as one delta; null when the ring does not reach back that far, or `cursor` lies inside a command. */
  since(cursor: number): Delta | null {
    const start = this.#deltas.findIndex((delta) => delta.prev === cursor);
    const missed = start < 0 ? [] : this.#deltas.slice(start);
    const last = missed.at(-1);
    if (last === undefined) return null;
    const events = missed.flatMap((delta) => delta.events);
    return events.length > RESUME_EVENTS ? null : { epoch: last.epoch, prev: cursor, pos: last.pos, events };
  }
}
