/** Who waits. `known`: this account is signed in from this network already. */
export interface Waiter {
  readonly account: string;
  readonly network: string;
  readonly known: boolean;
}
export interface TurnLimits {
  /** How many work at once. */
  readonly atOnce: number;
  /** How many may wait: together, of one network, and for one account. */
  readonly waiting: number;
  readonly ofNetwork: number;
  readonly ofAccount: number;
  /** Of how many networks it is remembered when they had their last turn, beside those that wait; 4,096 where left out. */
  readonly remembered?: number;
}
interface Waiting extends Waiter {
  start(mayWork: boolean): void;
}

/**
 * Turns at something that takes long, so that no network and nobody who guesses at one account fills the queue:
 *
 *     a known one, unless the last was known too ─▶ else the network that was served longest ago ─▶ its oldest
 *
 * Known ones have every second turn at most while others wait: one who knows a password may ask without end. Where there is no room, the newest of whoever has most waiting gives way to one who has fewer.
 */
export class FairTurns {
  readonly #limits: TurnLimits;
  #waiting: Waiting[] = [];
  #busy = 0;
  /** By network: which turn a stranger of it had last, the earliest first. Emptied when nobody waits. */
  readonly #served = new Map<string, number>();
  #turn = 0;
  #wasKnown = false;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Does the work when it is this one's turn. Null when there is no room, or somebody else took this one's. */
  async take<T>(who: Waiter, work: () => Promise<T>): Promise<T | null> {
    if (this.#busy < this.#limits.atOnce) this.#busy++;
    else if (!(await this.#queue(who))) return null;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #queue(who: Waiter): Promise<boolean> {
    return new Promise((start) => {
      if (!this.#makeRoom(who)) return start(false);
      this.#waiting.push({ ...who, start });
    });
  }

  #makeRoom(who: Waiter): boolean {
    const { ofNetwork, ofAccount, waiting } = this.#limits;
    const strangers = this.#waiting.filter(({ known }) => !known);
    const sameNetwork = strangers.filter(({ network }) => network === who.network);
    const sameAccount = strangers.filter(({ account }) => account === who.account);
    // One browser that signs in twice at once is enough for whoever is known.
    if (who.known) return this.#waiting.filter(({ known, account }) => known && account === who.account).length < 2;
    if (sameNetwork.length >= ofNetwork) return false;
    if (sameAccount.length >= ofAccount && !this.#giveWay(sameAccount, who)) return false;
    return strangers.length < waiting || this.#giveWay(strangers, who);
  }
  /** Ends the newest of the network that has most waiting among these, unless `who` has as many. */
  #giveWay(among: readonly Waiting[], who: Waiter): boolean {
    const most = [...Map.groupBy(among, ({ network }) => network).values()].reduce((a, b) => (b.length > a.length ? b : a));
    const newest = most.at(-1);
    if (newest === undefined || most.length <= among.filter(({ network }) => network === who.network).length + 1) return false;
    this.#waiting = this.#waiting.filter((one) => one !== newest);
    newest.start(false);
    return true;
  }

  #next(): void {
    const next = this.#choose();
    if (next === undefined) {
      this.#busy--;
      this.#served.clear();
      return;
    }
    this.#waiting = this.#waiting.filter((one) => one !== next);
    this.#wasKnown = next.known;
    // A turn of a known one is none of its network: strangers there would wait for as long as somebody known asks.
    if (!next.known) this.#remember(next.network);
    next.start(true);
  }
  #choose(): Waiting | undefined {
    const lastTurn = ({ network }: Waiter): number => this.#served.get(network) ?? -1;
    const known = this.#waiting.find((one) => one.known);
    const stranger = this.#waiting
      .filter((one) => !one.known)
      .reduce<Waiting | undefined>((first, one) => (first === undefined || lastTurn(one) < lastTurn(first) ? one : first), undefined);
    return this.#wasKnown ? (stranger ?? known) : (known ?? stranger);
  }
  #remember(network: string): void {
    this.#served.delete(network);
    this.#served.set(network, this.#turn++);
    const most = this.#limits.remembered ?? 4_096;
    if (this.#served.size <= most) return;
    const waiting = new Set(this.#waiting.map((one) => one.network));
    for (const earliest of this.#served.keys()) {
      if (this.#served.size <= most) break;
      if (!waiting.has(earliest)) this.#served.delete(earliest);
    }
  }
}
