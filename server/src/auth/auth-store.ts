import type { Grant, Right, Role } from '@sitrep/shared/domain/rights.ts';
import type { AccountRow } from './account-tables.ts';
import type { Changed, Person, PersonChange } from './person.ts';

/** `kiosk`: a named screen, whose link may be opened any number of times. */
export type CredentialKind = 'token' | 'session' | 'kiosk';

/** What the link of a screen opens: the groups by their ids (none: the whole board), and the theme where it names one. */
export interface ScreenView {
  readonly groups: readonly string[];
  readonly theme: 'dark' | 'light' | null;
}

/** A stored credential: never the secret, only its SHA-256. Times are UTC ms. */
export interface Credential extends Grant {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly name: string;
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  /** Whose it is: then role and rights are theirs, not its own. Null for a machine, and for whoever came by an owner link without an account. */
  readonly personId: string | null;
  /** Of a session: the network it was begun from, and the browser in its own words. */
  readonly network: string | null;
  /** Of a screen: the browser that opened its link last. */
  readonly agent: string | null;
  /** Of a token or screen: who made it, by id where that is a person, and what they were called then. */
  readonly makerId: string | null;
  readonly makerName: string | null;
  /** When it was revoked; it is kept for a while without its hash, so that it can be listed. */
  readonly revokedAt: number | null;
  readonly view: ScreenView | null;
  /** Of a screen: when its link was opened last. */
  readonly openedAt: number | null;
  /** Of a session: when its secret began, null for that of the sign-in; the hash of the next one; and that of the one before, with until when it is good. */
  readonly renewedAt: number | null;
  readonly nextHash: string | null;
  readonly oldHash: string | null;
  readonly oldUntil: number | null;
}
/** What changes when the next secret of a session is used first. */
export type Renewal = Pick<Credential, 'hash' | 'renewedAt' | 'nextHash' | 'oldHash' | 'oldUntil'>;

/**
 * A one-time link: `owner` signs one browser in as owner, `password` lets a person choose a password, `sign-in` is a sign-in of which the second step is still to come
 * (its code is in a cookie). Only the hash of its code is kept.
 */
export interface OneTimeLink {
  readonly hash: string;
  readonly kind: 'owner' | 'password' | 'sign-in';
  readonly personId: string | null;
  /** UTC ms. */
  readonly expiresAt: number;
  /** Of a `sign-in`: the hash of the password that was shown. */
  readonly password: string | null;
}

/** The second factor of a person. Times are UTC ms. */
export interface SecondFactor {
  readonly personId: string;
  /** Base32. It is kept as it is, because codes are computed from it; '' once it was removed. */
  readonly secret: string;
  /** When a first code confirmed it; null until then, and it is not asked for. */
  readonly confirmedAt: number | null;
  /** The time step of the last code that was taken. */
  readonly lastStep: number;
  /** When an owner removed it, and who that was. */
  readonly removedAt: number | null;
  readonly removedBy: string | null;
}

/** Storage of people and credentials. The read path of the board never queries it: verdicts come from memory. */
export interface AuthStore {
  /** Goes up with every change of people and credentials, on whichever node; a last use is none. */
  revision(): Promise<number>;
  all(): Promise<Credential[]>;
  insert(credential: Credential): Promise<void>;
  /** Inserts a session of a person, as long as they have not ended and `password`, its hash, is still theirs. Resolves to false otherwise. */
  insertSession(credential: Credential, password: string | null): Promise<boolean>;
  /** Resolves to false when there was nothing to delete. */
  remove(id: string): Promise<boolean>;
  /** Takes the hash of a token or screen away and keeps the rest. Resolves to false when it was revoked before, or is neither. */
  revoke(id: string, at: number): Promise<boolean>;
  /** Records that the link of a screen was opened by a browser. */
  opened(id: string, at: number, agent: string | null): Promise<void>;
  /** The next secret of a session was used. Changes nothing where another node has recorded that. */
  renew(id: string, renewal: Renewal): Promise<void>;
  /** Of this store alone: from it and the secret of a session follows the next one. Null where none could be written yet. */
  renewalKey(): Promise<string | null>;
  /** Records a use; one older than the recorded use changes nothing. */
  touch(id: string, at: number): Promise<void>;

  people(): Promise<Person[]>;
  /** Resolves to false when somebody has that e-mail. */
  addPerson(person: Person): Promise<boolean>;
  /**
   * Changes a person and, where `ends` is set, deletes their credentials and links in the same step; `except` is the id of one that stays. `present`: the hash of the
   * password they must have now; with another one they are unknown.
   */
  changePerson(id: string, change: PersonChange, ends: boolean, except?: string, present?: string | null): Promise<Changed>;

  addLink(link: OneTimeLink): Promise<void>;
  /** Links of one kind that were not used yet. */
  links(kind: OneTimeLink['kind']): Promise<Pick<OneTimeLink, 'hash' | 'expiresAt'>[]>;
  findLink(hash: string): Promise<OneTimeLink | null>;
  /** Resolves to false when it was taken or removed before. */
  takeLink(hash: string): Promise<boolean>;
  /** Counts one try of a link. Resolves to false when it has had that many, was taken or removed. */
  tryLink(hash: string, most: number): Promise<boolean>;
  /** Deletes links that ended before `before`, UTC ms. */
  pruneLinks(before: number): Promise<void>;

  /** Those that are on or were removed by an owner, without their secrets. */
  secondFactors(): Promise<Omit<SecondFactor, 'secret'>[]>;
  secondFactor(personId: string): Promise<SecondFactor | null>;
  /** Keeps a secret that is still to be confirmed, in place of an earlier one. Resolves to false when one is on. */
  startSecondFactor(personId: string, secret: string): Promise<boolean>;
  /** Switches it on by the first code, with the hashes of the backup codes. Resolves to false when another secret was started meanwhile. */
  confirmSecondFactor(personId: string, secret: string, step: number, at: number, codes: readonly string[]): Promise<boolean>;
  /** Takes the code of a time step, once over all nodes and none of before it. Resolves to false otherwise. */
  useStep(personId: string, step: number): Promise<boolean>;
  /** Takes a backup code, once. */
  useBackupCode(personId: string, hash: string): Promise<boolean>;
  backupCodesLeft(personId: string): Promise<number>;
  replaceBackupCodes(personId: string, codes: readonly string[]): Promise<void>;
  /** Deletes secret and backup codes. `removedBy`: the owner who did that; null for the person. Resolves to false when none is on. */
  removeSecondFactor(personId: string, at: number, removedBy: string | null): Promise<boolean>;

  /** Records permanently that someone signed in as owner. */
  noteOwner(at: number): Promise<void>;
  /** Whether someone ever signed in as owner. */
  knowsOwner(): Promise<boolean>;

  /** What a backup takes, as of one moment. */
  takeOut(): Promise<AccountRow[]>;
  /** Puts the rows of a backup into a store without people and tokens, all of them or none: `then` is done before they are kept, and undoes them by failing. Throws NotEmpty. */
  putIn(rows: readonly AccountRow[], then: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface GrantText {
  /** '' for none. */
  readonly role: Role | '';
  /** JSON; absent in a file that could not be migrated yet. */
  readonly rights?: string;
}
/** A credential and a person as rows. */
export type CredentialRow = Omit<Credential, 'role' | 'rights' | 'view'> & GrantText & { readonly view: string | null };
export type PersonRow = Omit<Person, 'role' | 'rights'> & GrantText;
const grantOf = ({ role, rights = '[]' }: GrantText): Grant => ({ role: role === '' ? null : role, rights: JSON.parse(rights) as Right[] });
export const credentialOf = (row: CredentialRow): Credential => ({
  ...row,
  personId: row.personId ?? null,
  network: row.network ?? null,
  agent: row.agent ?? null,
  makerId: row.makerId ?? null,
  makerName: row.makerName ?? null,
  revokedAt: row.revokedAt ?? null,
  view: row.view == null ? null : (JSON.parse(row.view) as ScreenView),
  openedAt: row.openedAt ?? null,
  renewedAt: row.renewedAt ?? null,
  nextHash: row.nextHash ?? null,
  oldHash: row.oldHash ?? null,
  oldUntil: row.oldUntil ?? null,
  ...grantOf(row),
});
export const credentialRowOf = (credential: Credential) => ({ ...rowOf(credential), view: credential.view === null ? null : JSON.stringify(credential.view) });
export const personOf = (row: PersonRow): Person => ({ ...row, ...grantOf(row) });
export const rowOf = <G extends Grant>({ role, rights, ...rest }: G) => ({ ...rest, role: role ?? '', rights: JSON.stringify(rights) });
