import { hash, verify } from '@node-rs/argon2';

/** How many passwords are hashed at once: each takes 19 MB and most of a core for tens of milliseconds. */
const AT_ONCE = 2;
/** How many may wait for their turn; beyond that the server is being flooded. */
const MOST_WAITING = 50;
/** Of nobody's password, so that an unknown e-mail takes as long as a wrong password. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$3c9nEsOw/X8wv1kr8FNx9A$ZGQ1cJ4OwvF5GhMqvb3q9d1YxXDeIzyEHsyyE2JFYNw';

/** Hashes and checks passwords, a few at a time (Argon2id). */
export class Passwords {
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** Out: the hash; null when too many wait already. */
  async hash(password: string): Promise<string | null> {
    return this.#turn(() => hash(password));
  }

  /** Whether it is the password of this hash; of a null hash it never is, after the same time. Null when too many wait already. */
  async check(stored: string | null, password: string): Promise<boolean | null> {
    const right = await this.#turn(() => verify(stored ?? NOBODYS, password).catch(() => false));
    return right === null ? null : right && stored !== null;
  }

  async #turn<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#busy >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) return null;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#busy++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy--;
      else next();
    }
  }
}
