import type pg from 'pg';
import { Database } from '../ground/postgres.ts';
import { NotEmpty, snakeOf, takenRows } from './account-tables.ts';
import {
  type AuthStore,
  type Credential,
  type CredentialRow,
  credentialOf,
  credentialRowOf,
  type OneTimeLink,
  type PersonRow,
  personOf,
  rowOf,
  type SecondFactor,
} from './auth-store.ts';
import { judge, type Person } from './person.ts';
import { POSTGRES_AUTH_STEPS } from './postgres-auth-steps.ts';
import { newSecret } from './secret.ts';

// Arbitrary lock numbers. Two nodes may start at once: the lock makes one of them wait instead of failing on "already exists".
const MIGRATION_LOCK = 7300401;
/** Held while people are changed: two nodes could otherwise take the last two owners away at once. */
const PEOPLE_LOCK = 7300402;
const CREDENTIAL = `id, kind, name, role, rights, hash, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
  person_id AS "personId", network, agent, maker_id AS "makerId", maker_name AS "makerName", revoked_at AS "revokedAt", view, opened_at AS "openedAt",
  renewed_at AS "renewedAt", next_hash AS "nextHash", old_hash AS "oldHash", old_until AS "oldUntil"`;
const PERSON = 'id, email, name, role, rights, password, created_at AS "createdAt", ended_at AS "endedAt"';
const LINK = 'hash, kind, person_id AS "personId", expires_at AS "expiresAt", password';
const SECOND = 'person_id AS "personId", confirmed_at AS "confirmedAt", last_step AS "lastStep", removed_at AS "removedAt", removed_by AS "removedBy"';
const START_SECOND = `INSERT INTO sitrep_auth.second_factor AS f (person_id, secret, last_step) VALUES ($1, $2, 0)
  ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE f.confirmed_at IS NULL`;
const CONFIRM_SECOND = `UPDATE sitrep_auth.second_factor SET confirmed_at = $1, last_step = $2, removed_at = NULL, removed_by = NULL
  WHERE person_id = $3 AND secret = $4 AND confirmed_at IS NULL`;
const REMOVE_SECOND = `UPDATE sitrep_auth.second_factor SET secret = '', confirmed_at = NULL, removed_at = $1, removed_by = $2
  WHERE person_id = $3 AND confirmed_at IS NOT NULL`;
const INSERT_CREDENTIAL = `INSERT INTO sitrep_auth.credential
  (id, kind, name, role, rights, hash, created_at, expires_at, last_used_at, person_id, network, agent, maker_id, maker_name, revoked_at, view, opened_at,
  renewed_at, next_hash, old_hash, old_until)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`;
const RENEW = `UPDATE sitrep_auth.credential SET hash = $2, renewed_at = $3, next_hash = $4, old_hash = $5, old_until = $6 WHERE id = $1 AND hash = $5`;
// An end in the past: a node of the version before, which knows of no revoking, takes it for expired.
const REVOKE = `UPDATE sitrep_auth.credential SET revoked_at = $2, expires_at = least(expires_at, $2), hash = ''
  WHERE id = $1 AND kind IN ('token', 'kiosk') AND revoked_at IS NULL`;
const INSERT_PERSON = 'INSERT INTO sitrep_auth.person (id, email, name, role, rights, password, created_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)';
const UPDATE_PERSON = 'UPDATE sitrep_auth.person SET email = $2, name = $3, role = $4, rights = $5, password = $6, ended_at = $7 WHERE id = $1';

const madeOf = (c: ReturnType<typeof credentialRowOf>): unknown[] => [
  c.makerId,
  c.makerName,
  c.revokedAt,
  c.view,
  c.openedAt,
  c.renewedAt,
  c.nextHash,
  c.oldHash,
  c.oldUntil,
];
const valuesOf = (credential: Credential): unknown[] => {
  const c = credentialRowOf(credential);
  return [c.id, c.kind, c.name, c.role, c.rights, c.hash, c.createdAt, c.expiresAt, c.lastUsedAt, c.personId, c.network, c.agent, ...madeOf(c)];
};

/** Opens the schema `sitrep_auth` of the database at `url`; creates it when missing and migrates it under a lock. Throws a sentence when a newer Sitrep wrote it. */
export const openPostgresAuthStore = async (url: string): Promise<AuthStore> => {
  const database = new Database(url, { max: 2, application_name: 'sitrep-auth' });
  const query = <R extends object>(sql: string, values: unknown[] = []) => database.run((client) => client.query<R>(sql, values));
  /** One at a time over all nodes, all or nothing. In: what to do with everybody there is. */
  const withPeople = <T>(run: (client: pg.PoolClient, people: Person[]) => Promise<T>): Promise<T> =>
    database.run((client) =>
      inTransaction(client, PEOPLE_LOCK, async () =>
        run(client, (await client.query<PersonRow>(`SELECT ${PERSON} FROM sitrep_auth.person ORDER BY created_at, id`)).rows.map(personOf)),
      ),
    );
  try {
    await database.run(migrate);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    revision: async () => (await query<{ n: number }>('SELECT n FROM sitrep_auth.revision')).rows[0]?.n ?? 0,
    all: async () => (await query<CredentialRow>(`SELECT ${CREDENTIAL} FROM sitrep_auth.credential ORDER BY created_at, id`)).rows.map(credentialOf),
    insert: async (credential) => {
      await query(INSERT_CREDENTIAL, valuesOf(credential));
    },
    insertSession: (credential, password) =>
      withPeople(async (client, people) => {
        const person = people.find(({ id }) => id === credential.personId);
        if (person === undefined || person.endedAt !== null || person.password !== password) return false;
        await client.query(INSERT_CREDENTIAL, valuesOf(credential));
        return true;
      }),
    remove: async (id) => ((await query('DELETE FROM sitrep_auth.credential WHERE id = $1', [id])).rowCount ?? 0) > 0,
    revoke: async (id, at) => ((await query(REVOKE, [id, at])).rowCount ?? 0) > 0,
    opened: async (id, at, agent) => {
      await query('UPDATE sitrep_auth.credential SET opened_at = $2, agent = $3 WHERE id = $1', [id, at, agent]);
    },
    renew: async (id, { hash, renewedAt, nextHash, oldHash, oldUntil }) => {
      await query(RENEW, [id, hash, renewedAt, nextHash, oldHash, oldUntil]);
    },
    renewalKey: async () => {
      await query('INSERT INTO sitrep_auth.renewal VALUES (true, $1) ON CONFLICT DO NOTHING', [newSecret()]);
      return (await query<{ key: string }>('SELECT key FROM sitrep_auth.renewal')).rows[0]?.key ?? null;
    },
    touch: async (id, at) => {
      await query('UPDATE sitrep_auth.credential SET last_used_at = GREATEST(last_used_at, $1) WHERE id = $2', [at, id]);
    },

    people: async () => (await query<PersonRow>(`SELECT ${PERSON} FROM sitrep_auth.person ORDER BY created_at, id`)).rows.map(personOf),
    addPerson: (person) =>
      withPeople(async (client, people) => {
        if (people.some(({ email, endedAt }) => endedAt === null && email === person.email)) return false;
        const p = rowOf(person);
        await client.query(INSERT_PERSON, [p.id, p.email, p.name, p.role, p.rights, p.password, p.createdAt, p.endedAt]);
        return true;
      }),
    changePerson: (id, change, ends, except = '', present) =>
      withPeople(async (client, people) => {
        const verdict = judge(people, id, change, present);
        const before = people.find((person) => person.id === id);
        if (verdict !== 'changed' || before === undefined) return verdict;
        const p = rowOf({ ...before, ...change });
        await client.query(UPDATE_PERSON, [id, p.email, p.name, p.role, p.rights, p.password, p.endedAt]);
        if (ends) {
          await client.query('DELETE FROM sitrep_auth.credential WHERE person_id = $1 AND id <> $2', [id, except]);
          await client.query('DELETE FROM sitrep_auth.link WHERE person_id = $1', [id]);
        }
        if (change.endedAt !== undefined)
          for (const table of ['second_factor', 'backup_code']) await client.query(`DELETE FROM sitrep_auth.${table} WHERE person_id = $1`, [id]);
        return verdict;
      }),

    addLink: async ({ hash, kind, personId, expiresAt, password }) => {
      const values = [hash, kind, personId, expiresAt, password];
      await query('INSERT INTO sitrep_auth.link (hash, kind, person_id, expires_at, password) VALUES ($1, $2, $3, $4, $5)', values);
    },
    links: async (kind) =>
      (await query<OneTimeLink>(`SELECT hash, expires_at AS "expiresAt" FROM sitrep_auth.link WHERE kind = $1 ORDER BY expires_at`, [kind])).rows,
    findLink: async (hash) => (await query<OneTimeLink>(`SELECT ${LINK} FROM sitrep_auth.link WHERE hash = $1`, [hash])).rows[0] ?? null,
    takeLink: async (hash) => ((await query('DELETE FROM sitrep_auth.link WHERE hash = $1', [hash])).rowCount ?? 0) > 0,
    tryLink: async (hash, most) =>
      ((await query('UPDATE sitrep_auth.link SET tries = tries + 1 WHERE hash = $1 AND tries < $2', [hash, most])).rowCount ?? 0) > 0,
    pruneLinks: async (before) => {
      await query('DELETE FROM sitrep_auth.link WHERE expires_at < $1', [before]);
    },

    secondFactors: async () =>
      (await query<Omit<SecondFactor, 'secret'>>(`SELECT ${SECOND} FROM sitrep_auth.second_factor WHERE confirmed_at IS NOT NULL OR removed_by IS NOT NULL`))
        .rows,
    secondFactor: async (personId) =>
      (await query<SecondFactor>(`SELECT ${SECOND}, secret FROM sitrep_auth.second_factor WHERE person_id = $1`, [personId])).rows[0] ?? null,
    startSecondFactor: async (personId, secret) => ((await query(START_SECOND, [personId, secret])).rowCount ?? 0) > 0,
    confirmSecondFactor: (personId, secret, step, at, codes) =>
      withPeople(async (client) => {
        if (((await client.query(CONFIRM_SECOND, [at, step, personId, secret])).rowCount ?? 0) === 0) return false;
        await setCodes(client, personId, codes);
        return true;
      }),
    useStep: async (personId, step) =>
      ((await query('UPDATE sitrep_auth.second_factor SET last_step = $2 WHERE person_id = $1 AND last_step < $2', [personId, step])).rowCount ?? 0) > 0,
    useBackupCode: async (personId, hash) =>
      ((await query('DELETE FROM sitrep_auth.backup_code WHERE person_id = $1 AND hash = $2', [personId, hash])).rowCount ?? 0) > 0,
    backupCodesLeft: async (personId) =>
      (await query<{ n: number }>('SELECT count(*)::int AS n FROM sitrep_auth.backup_code WHERE person_id = $1', [personId])).rows[0]?.n ?? 0,
    replaceBackupCodes: (personId, codes) => withPeople((client) => setCodes(client, personId, codes)),
    removeSecondFactor: (personId, at, removedBy) =>
      withPeople(async (client) => {
        await client.query('DELETE FROM sitrep_auth.backup_code WHERE person_id = $1', [personId]);
        return ((await client.query(REMOVE_SECOND, [at, removedBy, personId])).rowCount ?? 0) > 0;
      }),

    noteOwner: async (at) => {
      await query('INSERT INTO sitrep_auth.owner VALUES (true, $1) ON CONFLICT DO NOTHING', [at]);
    },
    knowsOwner: async () => (await query('SELECT 1 FROM sitrep_auth.owner')).rows.length > 0,
    takeOut: () =>
      database.run(async (client) => {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const rows = await takenRows(async (table, columns, only) => {
          const named = columns.map((column) => `${snakeOf(column)} AS "${column}"`).join(', ');
          const where = only === undefined ? '' : ` WHERE ${snakeOf(only.column)} = ANY($1)`;
          return (await client.query(`SELECT ${named} FROM sitrep_auth.${table}${where}`, only === undefined ? [] : [only.values])).rows;
        });
        await client.query('COMMIT');
        return rows;
      }),
    putIn: (rows, then) =>
      database.run((client) =>
        inTransaction(client, PEOPLE_LOCK, async () => {
          // What comes then may take longer than a transaction may rest.
          await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
          const { rows: found } = await client.query('SELECT 1 FROM sitrep_auth.person UNION ALL SELECT 1 FROM sitrep_auth.credential LIMIT 1');
          if (found.length > 0) throw new NotEmpty();
          await client.query('DELETE FROM sitrep_auth.owner');
          for (const { table, row } of rows) {
            const columns = Object.keys(row);
            const places = columns.map((_, at) => `$${at + 1}`).join(', ');
            await client.query(`INSERT INTO sitrep_auth.${table} (${columns.map(snakeOf).join(', ')}) VALUES (${places})`, Object.values(row));
          }
          await then();
        }),
      ),
    close: () => database.close(),
  };
};

const setCodes = async (client: pg.PoolClient, personId: string, codes: readonly string[]): Promise<void> => {
  await client.query('DELETE FROM sitrep_auth.backup_code WHERE person_id = $1', [personId]);
  for (const code of codes) await client.query('INSERT INTO sitrep_auth.backup_code VALUES ($1, $2)', [personId, code]);
};

const inTransaction = async <T>(client: pg.PoolClient, lock: number, run: () => Promise<T>): Promise<T> => {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const result = await run();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
};

const migrate = (client: pg.PoolClient): Promise<void> =>
  inTransaction(client, MIGRATION_LOCK, async () => {
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
  });
