import { Database } from '../ground/postgres.ts';
import type { AuthStore, Credential } from './auth-store.ts';

// Two nodes may start at once: the lock makes one of them wait instead of failing on "already exists".
const SCHEMA = `
  SELECT pg_advisory_xact_lock(7300401);
  CREATE SCHEMA IF NOT EXISTS sitrep_auth;
  CREATE TABLE IF NOT EXISTS sitrep_auth.credential (
    id text PRIMARY KEY, kind text NOT NULL, name text NOT NULL, role text NOT NULL, hash text NOT NULL,
    created_at double precision NOT NULL, expires_at double precision, last_used_at double precision
  );
  CREATE TABLE IF NOT EXISTS sitrep_auth.owner (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), first_signed_in_at double precision NOT NULL);`;
const COLUMNS = 'id, kind, name, role, hash, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"';

/** Opens the schema `sitrep_auth` of the database at `url`; creates it when missing. Times are doubles because pg returns bigints as text. */
export const openPostgresAuthStore = async (url: string): Promise<AuthStore> => {
  const database = new Database(url, { max: 2, application_name: 'sitrep-auth' });
  const query = <R extends object>(sql: string, values: unknown[] = []) => database.run((client) => client.query<R>(sql, values));
  try {
    await query(`BEGIN; ${SCHEMA} COMMIT;`);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    all: async () => (await query<Credential>(`SELECT ${COLUMNS} FROM sitrep_auth.credential ORDER BY created_at, id`)).rows,
    insert: async (c) => {
      await query('INSERT INTO sitrep_auth.credential VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
        c.id,
        c.kind,
        c.name,
        c.role,
        c.hash,
        c.createdAt,
        c.expiresAt,
        c.lastUsedAt,
      ]);
    },
    remove: async (id) => ((await query('DELETE FROM sitrep_auth.credential WHERE id = $1', [id])).rowCount ?? 0) > 0,
    touch: async (id, at) => {
      await query('UPDATE sitrep_auth.credential SET last_used_at = GREATEST(last_used_at, $1) WHERE id = $2', [at, id]);
    },
    noteOwner: async (at) => {
      await query('INSERT INTO sitrep_auth.owner VALUES (true, $1) ON CONFLICT DO NOTHING', [at]);
    },
    knowsOwner: async () => (await query('SELECT 1 FROM sitrep_auth.owner')).rows.length > 0,
    close: () => database.close(),
  };
};
