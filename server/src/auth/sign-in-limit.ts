/** Wrong passwords that cost nothing yet, for one account from one network. */
const FREE = 5;
/** The same while an account is under attack: from a network that nobody signed in from before. */
const FREE_UNDER_ATTACK = 1;
/** Wrong passwords for one account, from all networks together, from which on it counts as under attack. */
const ATTACK = 20;
/** Wrong passwords from one network, for all accounts together, from which on an account that used up its own tries waits for those of the others too. */
const FREE_OF_NETWORK = 40;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;
/** What was wrong so long ago is forgotten, ms. */
const FORGOTTEN_MS = 60 * 60_000;
/** Remembered at most. Beyond that the least recent is forgotten. */
const MOST = 10_000;

interface Wrong {
  times: number;
  at: number;
}
/** Who tries. `known`: this account was signed in from this network before. */
export interface Try {
  readonly account: string;
  readonly network: string;
  readonly known: boolean;
}

export interface LimitOptions {
  /**
   * For codes of six digits, of which one guess in 333,333 is right: what was wrong for an account from all networks together, beyond the first twenty, makes every
   * network wait that nobody is signed in from.
   */
  readonly ofAccount: boolean;
}

/** What a wrong one counts for: the account from this network, the account, and the network. */
const keysOf = ({ account, network }: Try) => [`${account} ${network}`, account, `from ${network}`] as const;

/**
 * Slows those who guess passwords: by account and network, by account, and by network. The account itself is never shut: whoever knows the password signs in from a
 * network of their own at once, even while others guess, and from one they used before as if nobody did. One node counts for itself.
 */
export class SignInLimit {
  readonly #now: () => number;
  readonly #ofAccount: boolean;
  /** Ordered by the last wrong one, oldest first. */
  readonly #wrong = new Map<string, Wrong>();

  /** `now`: ms. */
  constructor(now: () => number, { ofAccount }: LimitOptions = { ofAccount: false }) {
    this.#now = now;
    this.#ofAccount = ofAccount;
  }

  /** How long until this may be tried, ms; 0: now. */
  wait({ account, network, known }: Try): number {
    const attacked = this.#timesOf(account) >= ATTACK && !known;
    const key = `${account} ${network}`;
    const free = attacked ? FREE_UNDER_ATTACK : FREE;
    // What colleagues or strangers of the same network got wrong costs nobody their own tries, nor anything where they are signed in from there already.
    const others = known || this.#timesOf(key) < free ? 0 : this.#waitFor(`from ${network}`, FREE_OF_NETWORK);
    const all = this.#ofAccount && !known ? this.#waitFor(account, ATTACK) : 0;
    return Math.max(this.#waitFor(key, free), others, all);
  }
  /** It counts as wrong from the moment it is tried, so that a hundred at once are not a hundred for nothing; `notWrong` takes that back. */
  trying(one: Try): void {
    for (const key of keysOf(one)) {
      const wrong = { times: this.#timesOf(key) + 1, at: this.#now() };
      this.#wrong.delete(key);
      this.#wrong.set(key, wrong);
    }
    for (const key of this.#wrong.keys()) {
      if (this.#wrong.size <= MOST) break;
      this.#wrong.delete(key);
    }
  }
  /** It was not looked at after all. */
  notWrong(one: Try): void {
    for (const key of keysOf(one)) {
      const wrong = this.#wrong.get(key);
      if (wrong === undefined) continue;
      wrong.times -= 1;
      if (wrong.times === 0) this.#wrong.delete(key);
    }
  }
  /** It was right: what this network got wrong for this account is forgiven. */
  right(one: Try): void {
    this.notWrong(one);
    this.#wrong.delete(keysOf(one)[0]);
  }

  #timesOf(key: string): number {
    const wrong = this.#wrong.get(key);
    return wrong === undefined || this.#now() - wrong.at > FORGOTTEN_MS ? 0 : wrong.times;
  }
  #waitFor(key: string, free: number): number {
    const times = this.#timesOf(key) - free;
    const at = this.#wrong.get(key)?.at;
    if (times < 0 || at === undefined) return 0;
    return Math.max(0, at + Math.min(LONGEST_MS, SHORTEST_MS * 2 ** times) - this.#now());
  }
}
