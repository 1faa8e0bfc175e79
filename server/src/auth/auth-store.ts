import type { Role } from './role.ts';

/** `kiosk`: a named screen, whose link may be opened again and again. */
export type CredentialKind = 'token' | 'session' | 'kiosk';

/** What proves who somebody is, as kept at rest: never the secret, only its SHA-256. Times are UTC ms. */
export interface Credential {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

/** Where credentials live. Nothing on the read path of the board asks it: verdicts are given from memory. */
export interface AuthStore {
  all(): Promise<Credential[]>;
  insert(credential: Credential): Promise<void>;
  /** Resolves to false when there was none. */
  remove(id: string): Promise<boolean>;
  /** Notes a use; one that is older than what is known changes nothing. */
  touch(id: string, at: number): Promise<void>;
  /** Notes for good that somebody signed in as owner. */
  noteOwner(at: number): Promise<void>;
  /** Whether that was ever noted. */
  knowsOwner(): Promise<boolean>;
  close(): Promise<void>;
}
