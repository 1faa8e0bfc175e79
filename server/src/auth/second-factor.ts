import { randomInt } from 'node:crypto';
import { BACKUP_CODES } from '@sitrep/shared/domain/account-rules.ts';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Clock } from '../ground/clock.ts';
import type { AuthStore } from './auth-store.ts';
import type { Waiter } from './fair-turns.ts';
import type { Person } from './person.ts';
import { hashSecret } from './secret.ts';
import { SignInLimit } from './sign-in-limit.ts';

/** How far the clocks of a phone and of the server may differ: one step of the codes, s. */
const DRIFT_SECONDS = 30;
/** Without I, L, O and U, which are mistaken for others. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Letters of a backup code, 5 bits each: as hashes they are as safe as a password of 80 random bits. */
const BACKUP_LENGTH = 16;

export type CodeVerdict = { readonly kind: 'right' | 'wrong' } | { readonly kind: 'wait'; readonly ms: number };

/** Second factors: codes of an authenticator app (TOTP, RFC 6238), and backup codes that work once each. */
export class SecondFactors {
  readonly #store: AuthStore;
  readonly #clock: Clock;
  readonly #limit: SignInLimit;

  constructor(store: AuthStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#limit = new SignInLimit(clock.now, { ofAccount: true });
  }

  /** Whether this person is asked for a code. Read from the store, so that it holds on every node at once. */
  async isOn(personId: string): Promise<boolean> {
    return ((await this.#store.secondFactor(personId))?.confirmedAt ?? null) !== null;
  }
  codesLeft(personId: string): Promise<number> {
    return this.#store.backupCodesLeft(personId);
  }

  /** A new secret, for the authenticator app as text (Base32) and as address. It is asked for once `confirm` was given a code. Null when one is on. */
  async start({ id, email }: Person): Promise<{ secret: string; uri: string } | null> {
    const secret = generateSecret();
    if (!(await this.#store.startSecondFactor(id, secret))) return null;
    return { secret, uri: generateURI({ issuer: 'Sitrep', label: email, secret }) };
  }
  /** Switches it on by the first code. Out: the backup codes, which are not kept; `already` when it is on, as after an answer that was lost. */
  async confirm(person: Person, code: string, who: Waiter): Promise<{ kind: 'on'; codes: string[] } | { kind: 'already' } | CodeVerdict> {
    const second = await this.#store.secondFactor(person.id);
    if (second !== null && second.confirmedAt !== null) return { kind: 'already' };
    const ms = this.#limit.wait(who);
    if (ms > 0) return { kind: 'wait', ms };
    this.#limit.trying(who);
    const step = second === null || second.secret === '' ? null : this.#stepOf(second.secret, code);
    if (second === null || step === null) return { kind: 'wrong' };
    const codes = newBackupCodes();
    const on = await this.#store.confirmSecondFactor(person.id, second.secret, step, this.#clock.now(), hashesOf(person.id, codes));
    // Sent twice at once, the other one was faster; or another secret was begun meanwhile.
    if (!on) return { kind: (await this.isOn(person.id)) ? 'already' : 'wrong' };
    this.#limit.right(who);
    return { kind: 'on', codes };
  }

  /** How long until a code may be tried, ms; 0: now. */
  wait(who: Waiter): number {
    return this.#limit.wait(who);
  }
  /** Takes a code of the app, or a backup code; neither is taken twice. */
  async check(person: Person, code: string, who: Waiter): Promise<CodeVerdict> {
    const ms = this.#limit.wait(who);
    if (ms > 0) return { kind: 'wait', ms };
    this.#limit.trying(who);
    if (!(await this.#take(person.id, code))) return { kind: 'wrong' };
    this.#limit.right(who);
    return { kind: 'right' };
  }

  /** New backup codes in place of those that are left. */
  async newCodes(personId: string): Promise<string[]> {
    const codes = newBackupCodes();
    await this.#store.replaceBackupCodes(personId, hashesOf(personId, codes));
    return codes;
  }
  /** Switches it off. `removedBy`: the name of the owner who does, null for the person. False when it is not on. */
  remove(personId: string, removedBy: string | null): Promise<boolean> {
    return this.#store.removeSecondFactor(personId, this.#clock.now(), removedBy);
  }

  async #take(personId: string, code: string): Promise<boolean> {
    const second = await this.#store.secondFactor(personId);
    if (second === null || second.confirmedAt === null) return false;
    const step = this.#stepOf(second.secret, code);
    if (step !== null) return this.#store.useStep(personId, step);
    return BACKUP.test(plain(code)) && this.#store.useBackupCode(personId, hashOf(personId, code));
  }
  /** The time step of which this is the code: now, the one before or the one after. */
  #stepOf(secret: string, code: string): number | null {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return null;
    const found = verifySync({ secret, token, epoch: Math.floor(this.#clock.now() / 1_000), epochTolerance: DRIFT_SECONDS });
    return found.valid && 'timeStep' in found ? found.timeStep : null;
  }
}

const BACKUP = new RegExp(`^[${LETTERS}]{${BACKUP_LENGTH}}$`);
/** As it was written down, with what is easily mistaken put right. */
const plain = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
const hashOf = (personId: string, code: string): string => hashSecret(`${personId} ${plain(code)}`);
const hashesOf = (personId: string, codes: readonly string[]): string[] => codes.map((code) => hashOf(personId, code));
/** Such as `7KQF-3M2X-9V0R-HJ4T`. */
const newBackupCodes = (): string[] =>
  Array.from({ length: BACKUP_CODES }, () =>
    Array.from({ length: BACKUP_LENGTH }, (_, n) => `${n > 0 && n % 4 === 0 ? '-' : ''}${LETTERS[randomInt(LETTERS.length)]}`).join(''),
  );
