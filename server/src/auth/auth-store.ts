import type { Role } from './role.ts';

/** `kiosk`: a named screen, whose link may be opened any number of times. */
export type CredentialKind = 'token' | 'session' | 'kiosk';

/** A stored credential: never the secret, only its SHA-256. Times are UTC ms. */
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

/** Storage of credentials. The read path of the board never queries it: verdicts come from memory. */
export interface AuthStore {
  all(): Promise<Credential[]>;
  insert(credential: Credential): Promise<void>;
  /** Resolves to false when there was nothing to delete. */
  remove(id: string): Promise<boolean>;
  /** Records a use; one older than the recorded use changes nothing. */
  touch(id: string, at: number): Promise<void>;
  /** Records permanently that someone signed in as owner. */
  noteOwner(at: number): Promise<void>;
  /** Whether someone ever signed in as owner. */
  knowsOwner(): Promise<boolean>;
  close(): Promise<void>;
}
