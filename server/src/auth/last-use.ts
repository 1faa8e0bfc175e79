/** Minimum time between two writes per credential, ms. The final use is written within the same time too. */
const WRITE_EVERY = 60_000;

interface Use {
  at: number;
  /** The use the store is known to hold, and when writing was last tried. */
  written: number;
  triedAt: number;
}

/** When each credential was last used: exact in memory, written to the store from time to time. Times are UTC ms. */
export class LastUse {
  readonly #uses = new Map<string, Use>();

  mark(id: string, at: number): void {
    const use = this.#uses.get(id);
    if (use === undefined) this.#uses.set(id, { at, written: Number.NEGATIVE_INFINITY, triedAt: Number.NEGATIVE_INFINITY });
    else use.at = Math.max(use.at, at);
  }

  /** The clock was set back to `now`: uses recorded at later times count as used now. */
  notAfter(now: number): void {
    for (const use of this.#uses.values()) use.at = Math.min(use.at, now);
  }

  /** The later of the use seen here and the one in the store; null when never used. */
  latest(id: string, stored: number | null): number | null {
    const seen = this.#uses.get(id)?.at;
    return seen === undefined ? stored : Math.max(seen, stored ?? seen);
  }

  /** Writes what is due; with `all`, everything unwritten. Stops at the first failed write, so that an unreachable store delays nobody; the rest is tried again later. */
  async flush(now: number, write: (id: string, at: number) => Promise<void>, { all = false } = {}): Promise<void> {
    const due = [...this.#uses].filter(([, use]) => use.at > use.written && (all || now - use.triedAt >= WRITE_EVERY));
    for (const [, use] of due) use.triedAt = now;
    for (const [id, use] of due) {
      const { at } = use;
      await write(id, at);
      use.written = Math.max(use.written, at);
    }
  }

  forget(id: string): void {
    this.#uses.delete(id);
  }
}
