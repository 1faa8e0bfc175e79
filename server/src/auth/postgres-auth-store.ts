import type pg from 'pg';
import { Database } from '../ground/postgres.ts';
import { type AuthStore, grantOf, grantTextOf, type Stored } from './auth-store.ts';
import { POSTGRES_AUTH_STEPS } from './postgres-auth-steps.ts';

// An arbitrary lock number. Two nodes may start at once: the lock makes one of them wait instead of failing on "already exists".
const MIGRATION_LOCK = 7300401;
const COLUMNS = 'id, kind, name, role, rights, hash, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"';

/** Opens the schema `sitrep_auth` of the database at `url`; creates it when missing and migrates it under a lock. Throws a sentence when a newer Sitrep wrote it. */
export const openPostgresAuthStore = async (url: string): Promise<AuthStore> => {
  const database = new Database(url, { max: 2, application_name: 'sitrep-auth' });
  const query = <R extends object>(sql: string, values: unknown[] = []) => database.run((client) => client.query<R>(sql, values));
  try {
    await database.run(migrate);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    all: async () => (await query<Stored>(`SELECT ${COLUMNS} FROM sitrep_auth.credential ORDER BY created_at, id`)).rows.map(grantOf),
    insert: async (c) => {
      const { role, rights } = grantTextOf(c);
      await query(
        'INSERT INTO sitrep_auth.credential (id, kind, name, role, rights, hash, created_at, expires_at, last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [c.id, c.kind, c.name, role, rights, c.hash, c.createdAt, c.expiresAt, c.lastUsedAt],
      );
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

const migrate = async (client: pg.PoolClient): Promise<void> => {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query('CREATE SCHEMA IF NOT EXISTS sitrep_auth; CREATE TABLE IF NOT EXISTS sitrep_auth.migrations (version integer PRIMARY KEY)');
    const { rows } = await client.query<{ found: number }>('SELECT coalesce(max(version), 0) AS found FROM sitrep_auth.migrations');
    const found = rows[0]?.found ?? 0;
    const known = POSTGRES_AUTH_STEPS.length;
    if (found > known) throw new Error(`the accounts were written by a newer Sitrep (schema ${found}, this one knows ${known}); start that version instead`);
    for (const [index, step] of POSTGRES_AUTH_STEPS.entries()) {
      if (index < found) continue;
      await client.query(step);
      await client.query('INSERT INTO sitrep_auth.migrations VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
};
