import type { Timers } from '../ground/timers.ts';
import type { Fence, Leases } from '../log/leases.ts';

const LEASE = 'leader';
/** How long a leader that is not heard keeps the lease, ms. A killed one is replaced after this and a beat at the latest. */
export const LEASE_MS = 5_000;
export const BEAT_MS = 1_000;

export interface LeadershipPorts {
  leases: Leases;
  timers: Timers;
  /** Monotonic ms. */
  mono(): number;
  /** This process, under a name that no other start had. */
  holder: string;
  onError(error: unknown): void;
}

/** One stretch of time in which this node leads. */
export interface Term {
  /** What this term writes carries it; from another leader on the store refuses that with StaleFence. */
  readonly fence: Fence;
  /** Whether this node may still act outside the store. To be asked right before each act: a process that was stopped does not notice. */
  holds(): boolean;
}
/** What is begun with a term. Out: how it is stopped at the end of the term; resolves once it does nothing more. */
export type Work = (term: Term) => () => Promise<void> | void;

interface Duty {
  readonly work: Work;
  stop: (() => Promise<void> | void) | null;
  /** Beginning and stopping one after the other. */
  turn: Promise<void>;
}

/**
 * Leads while it has the lease, of all nodes one at a time.
 *
 *     standing by ──claim granted──▶ a term ──not renewed in time, or given to another──▶ standing by
 *
 * A term ends here no later than in the store: its time counts from when the claim was sent, by a clock that nobody sets.
 */
export class Leadership {
  readonly #ports: LeadershipPorts;
  readonly #duties = new Set<Duty>();
  #term: Term | null = null;
  #until = Number.NEGATIVE_INFINITY;
  #claiming: Promise<void> | null = null;
  #stop = () => {};
  #closed = false;

  constructor(ports: LeadershipPorts) {
    this.#ports = ports;
  }

  /** Resolves after the first claim, whether it was granted or not; from then on it is repeated each second. */
  async start(): Promise<void> {
    this.#stop = this.#ports.timers.every(BEAT_MS, () => void this.#beat());
    await this.#beat();
  }

  get leads(): boolean {
    return this.#term?.holds() ?? false;
  }
  /** The number of this node's term; 0 while it does not lead. */
  get number(): number {
    return this.leads ? (this.#term?.fence.number ?? 0) : 0;
  }

  /** Does `work` in each term of this node, and stops it at its end. Out: ends it for good; resolves once it has stopped. */
  whileLeader(work: Work): () => Promise<void> {
    const duty: Duty = { work, stop: null, turn: Promise.resolve() };
    this.#duties.add(duty);
    if (this.#term !== null) this.#begin(duty, this.#term);
    return async () => {
      this.#duties.delete(duty);
      await this.#end(duty);
    };
  }

  /** Stops all work, then lets another node lead at once. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#claiming;
    await this.#endTerm();
    await this.#ports.leases.release(LEASE, this.#ports.holder).catch(() => {});
  }

  async #beat(): Promise<void> {
    if (this.#closed) return;
    if (this.#term !== null && !this.#term.holds()) void this.#endTerm();
    this.#claiming ??= this.#claim()
      .catch(this.#ports.onError)
      .finally(() => {
        this.#claiming = null;
      });
    await this.#claiming;
  }

  async #claim(): Promise<void> {
    const { leases, holder, mono } = this.#ports;
    const asked = mono();
    const number = await leases.claim(LEASE, holder, LEASE_MS);
    if (number !== null) this.#until = asked + LEASE_MS;
    const isSame = number !== null && this.#term?.fence.number === number;
    if (this.#term !== null && !(isSame && this.#term.holds())) void this.#endTerm();
    // An answer that took longer than the lease grants nothing.
    if (number === null || this.#closed || this.#term !== null || mono() >= this.#until) return;
    const term: Term = { fence: { lease: LEASE, number }, holds: () => this.#term === term && mono() < this.#until };
    this.#term = term;
    for (const duty of this.#duties) this.#begin(duty, term);
  }

  async #endTerm(): Promise<void> {
    this.#term = null;
    await Promise.all([...this.#duties].map((duty) => this.#end(duty)));
  }

  #begin(duty: Duty, term: Term): void {
    this.#inTurn(duty, () => {
      if (term.holds()) duty.stop = duty.work(term);
    });
  }

  #end(duty: Duty): Promise<void> {
    return this.#inTurn(duty, async () => {
      const { stop } = duty;
      duty.stop = null;
      await stop?.();
    });
  }

  #inTurn(duty: Duty, act: () => Promise<void> | void): Promise<void> {
    duty.turn = duty.turn.then(act).catch(this.#ports.onError);
    return duty.turn;
  }
}
