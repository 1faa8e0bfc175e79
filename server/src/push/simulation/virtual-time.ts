import type { Timers } from '../../ground/timers.ts';

/** A clock that moves only on request. Timers due at the same moment run in the order they were set. */
export class VirtualTime implements Timers {
  now = 0;
  #order = 0;
  #pending = new Map<number, { due: number; run: () => void }>();

  after(ms: number, run: () => void): () => void {
    const id = this.#order++;
    this.#pending.set(id, { due: this.now + Math.max(0, ms), run });
    return () => this.#pending.delete(id);
  }
  every(ms: number, run: () => void): () => void {
    let cancel = () => {};
    const again = () => {
      cancel = this.after(ms, () => {
        again();
        run();
      });
    };
    again();
    return () => cancel();
  }
  /** Lets `ms` pass, running what falls due on the way. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      let first: [number, { due: number; run: () => void }] | null = null;
      for (const entry of this.#pending) if (entry[1].due <= end && (first === null || entry[1].due < first[1].due)) first = entry;
      if (first === null) break;
      this.#pending.delete(first[0]);
      this.now = Math.max(this.now, first[1].due);
      first[1].run();
    }
    this.now = end;
  }
}
