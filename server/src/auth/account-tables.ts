/** What of a table goes into a backup. Columns are named as in SQLite. */
export interface AccountTable {
  readonly taken: readonly string[];
  /** Columns that are made anew. */
  readonly leftOut: readonly string[];
  /** Only rows that have one of these values. */
  readonly only?: { readonly column: string; readonly values: readonly string[] };
}

/**
 * Every table and column of the accounts, taken or left out by name; a test compares it with both schemas, so that nobody adds a secret to the backups, or forgets
 * something in them, without a word. Passwords and tokens are taken as they are stored: hashed.
 */
export const ACCOUNT_TABLES: Readonly<Record<string, AccountTable>> = {
  person: { taken: ['id', 'email', 'name', 'role', 'rights', 'password', 'createdAt', 'endedAt'], leftOut: [] },
  credential: {
    taken: [
      ...['id', 'kind', 'name', 'role', 'rights', 'hash', 'createdAt', 'expiresAt', 'lastUsedAt', 'personId'],
      ...['network', 'agent', 'makerId', 'makerName', 'revokedAt', 'view', 'openedAt'],
    ],
    leftOut: ['renewedAt', 'nextHash', 'oldHash', 'oldUntil'],
    // Sign-ins stay behind: whoever reads a backup must not be anybody by it, and people sign in anew.
    only: { column: 'kind', values: ['token', 'kiosk'] },
  },
  owner: { taken: ['firstSignedInAt'], leftOut: ['onlyRow'] },
};
/** One-time links, what a store counts for itself, and second factors: the secret of an authenticator app is kept as it is, and people set it up anew. */
export const LEFT_OUT: readonly string[] = ['link', 'revision', 'migrations', 'second_factor', 'backup_code', 'renewal'];

export type AccountValue = string | number | null;
/** One row of a backup, its columns named as in SQLite. */
export interface AccountRow {
  readonly table: string;
  readonly row: Readonly<Record<string, AccountValue>>;
}

/** `createdAt` as PostgreSQL has it. */
export const snakeOf = (column: string): string => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A store that is to be filled holds people or tokens. */
export class NotEmpty extends Error {
  constructor() {
    super('there are people or tokens already');
  }
}

/** Reads every row that a backup takes. In: how to read columns of a table, under a condition. */
export const takenRows = async (
  read: (table: string, columns: readonly string[], only: AccountTable['only']) => Promise<readonly Readonly<Record<string, unknown>>[]>,
): Promise<AccountRow[]> => {
  const rows: AccountRow[] = [];
  for (const [table, { taken, only }] of Object.entries(ACCOUNT_TABLES))
    for (const row of await read(table, taken, only)) rows.push({ table, row: { ...row } as AccountRow['row'] });
  return rows;
};
