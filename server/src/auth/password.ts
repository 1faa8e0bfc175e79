import { hash, verify } from '@node-rs/argon2';
import { FairTurns, type Waiter } from './fair-turns.ts';

/** How many passwords are hashed at once: each takes 19 MB and most of a core for tens of milliseconds. */
const AT_ONCE = 2;
/** How many may wait: together about a second of work. A whole office may come from one network; one account is one person. */
const WAITING = { waiting: 50, ofNetwork: 8, ofAccount: 3 } as const;
/** Of nobody's password, so that an unknown e-mail takes as long as a wrong password. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$3c9nEsOw/X8wv1kr8FNx9A$ZGQ1cJ4OwvF5GhMqvb3q9d1YxXDeIzyEHsyyE2JFYNw';

/** Hashes and checks passwords, a few at a time and in fair turns (Argon2id). */
export class Passwords {
  readonly #turns = new FairTurns({ atOnce: AT_ONCE, ...WAITING });

  /** Out: the hash; null when too many wait already. */
  hash(password: string, who: Waiter): Promise<string | null> {
    return this.#turns.take(who, () => hash(password));
  }

  /** Whether it is the password of this hash; of a null hash it never is, after the same time. Null when too many wait already. */
  async check(stored: string | null, password: string, who: Waiter): Promise<boolean | null> {
    const right = await this.#turns.take(who, () => verify(stored ?? NOBODYS, password).catch(() => false));
    return right === null ? null : right && stored !== null;
  }
}
