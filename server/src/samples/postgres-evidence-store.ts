import type pg from 'pg';
import { Database } from '../ground/postgres.ts';
import type { EvidenceStore, Renewal } from './evidence-store.ts';

// An arbitrary lock number; two nodes that start at once migrate one after the other.
const MIGRATION_LOCK = 7300403;
/** One step of the schema each; applied in order, once, under a lock. Never edit a shipped one. */
const STEPS = [
  'CREATE TABLE sitrep_samples.evidence (statement_id text PRIMARY KEY, stated_at bigint NOT NULL, renewed_at bigint NOT NULL, fresh_until bigint NOT NULL)',
];

/** Opens the schema `sitrep_samples` of the database at `url`; creates it when missing and migrates it. Throws a sentence when a newer Sitrep wrote it. */
export const openPostgresEvidenceStore = async (url: string): Promise<EvidenceStore> => {
  const database = new Database(url, { max: 2, application_name: 'sitrep-samples' });
  const query = <R extends object>(sql: string, values: unknown[] = []) => database.run((client) => client.query<R>(sql, values));
  try {
    await database.run(migrate);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    renew: async ({ statementId, statedAt, renewedAt, freshUntil }) =>
      void (await query(
        `INSERT INTO sitrep_samples.evidence VALUES ($1, $2, $3, $4)
         ON CONFLICT (statement_id) DO UPDATE SET stated_at = excluded.stated_at, renewed_at = excluded.renewed_at, fresh_until = excluded.fresh_until
         WHERE excluded.stated_at >= evidence.stated_at`,
        [statementId, statedAt, renewedAt, freshUntil],
      )),
    all: async () =>
      (
        await query<Renewal>(
          `SELECT statement_id AS "statementId", stated_at AS "statedAt", renewed_at AS "renewedAt", fresh_until AS "freshUntil" FROM sitrep_samples.evidence`,
        )
      ).rows,
    prune: async (statementIds, before) =>
      void (await query('DELETE FROM sitrep_samples.evidence WHERE fresh_until < $2 AND statement_id <> ALL($1)', [statementIds, before])),
    close: () => database.close(),
  };
};

const migrate = async (client: pg.PoolClient): Promise<void> => {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query('CREATE SCHEMA IF NOT EXISTS sitrep_samples; CREATE TABLE IF NOT EXISTS sitrep_samples.migrations (version integer PRIMARY KEY)');
    const { rows } = await client.query<{ found: number }>('SELECT coalesce(max(version), 0) AS found FROM sitrep_samples.migrations');
    const found = rows[0]?.found ?? 0;
    if (found > STEPS.length)
      throw new Error(`the samples were written by a newer Sitrep (schema ${found}, this one knows ${STEPS.length}); start that version instead`);
    for (const [index, step] of STEPS.entries()) {
      if (index < found) continue;
      await client.query(step);
      await client.query('INSERT INTO sitrep_samples.migrations VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
};
