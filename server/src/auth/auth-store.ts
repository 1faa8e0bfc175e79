import type { Grant, Right, Role } from '@sitrep/shared/domain/rights.ts';

/** `kiosk`: a named screen, whose link may be opened any number of times. */
export type CredentialKind = 'token' | 'session' | 'kiosk';

/** A stored credential: never the secret, only its SHA-256. Times are UTC ms. */
export interface Credential extends Grant {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly name: string;
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

/** A credential as a row: the role is '' for none, the rights are JSON, or missing in a file that could not be migrated yet. */
export type Stored = Omit<Credential, 'role' | 'rights'> & { readonly role: Role | ''; readonly rights?: string };
export const grantOf = ({ role, rights = '[]', ...rest }: Stored): Credential => ({
  ...rest,
  role: role === '' ? null : role,
  rights: JSON.parse(rights) as Right[],
});
export const grantTextOf = ({ role, rights }: Grant): { role: string; rights: string } => ({ role: role ?? '', rights: JSON.stringify(rights) });
