import type pg from 'pg';
import { Database } from '../ground/postgres.ts';
import { ChainWalk, type ReadPage, verifyChain } from './chain.ts';
import { type Cursor, type Cursors, RESTORED } from './cursors.ts';
import type { Append, Appended, EventLog, Head, StoredEvent, StreamPage, Verified } from './event-log.ts';
import { exportLines, readLines } from './export-line.ts';
import { type Fence, type Leases, StaleFence } from './leases.ts';
import { liftRow, liftRows } from './lift.ts';
import { type Conflict, firstConflict, headAfter, newEpoch, planRows, touchedStreams } from './plan-rows.ts';
import { Listener } from './postgres-listener.ts';
import { POSTGRES_MIGRATIONS } from './postgres-migrations.ts';
import { firstErased, planRedaction, type Replacement, renewedEpoch } from './redaction.ts';
import { CHAIN_START, ROW_COLUMNS, type Row } from './row.ts';

const PAGE = 500;
const CHANNEL = 'sitrep_log';
// An arbitrary lock number; two nodes that start at once migrate one after the other.
const MIGRATION_LOCK = 7300400;
const COLUMNS = ROW_COLUMNS.join(', ');
const EVENTS = `SELECT ${COLUMNS} FROM sitrep_log.events`;
/**
 * Opens the log in schema `sitrep_log` of the database at `url`; creates the schema when missing and migrates it under a lock. Any number of nodes may open it.
 * Throws a sentence when a newer Sitrep wrote the schema or the server acknowledges commits before they are on disk; StoreUnavailable when it cannot be reached.
 */
export const openPostgresLog = async (url: string): Promise<PostgresLog> => {
  const database = new Database(url, { max: 8, application_name: 'sitrep' });
  try {
    await database.run(async (client) => {
      await refuseUnsafe(client);
      await migrate(client);
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  const listener = new Listener(url, CHANNEL);
  await listener.start();
  return new PostgresLog(database, listener);
};

export class PostgresLog implements EventLog, Leases, Cursors {
  /** Whether the database is known to be unreachable, and how many pieces of work reached it. */
  readonly database: Database;
  readonly #wakes = new Set<() => void>();
  readonly #listener: Listener;

  constructor(database: Database, listener: Listener) {
    this.database = database;
    this.#listener = listener;
    listener.onWake = () => this.#wake();
    database.onBack(() => {
      // The listener's connection may be dead without an error, so replace it.
      listener.renew();
      this.#wake();
    });
  }

  append(append: Append): Promise<Appended> {
    return this.#write(append, null);
  }

  async redact(events: readonly { seq: number; replacement: unknown }[], mark: Append): Promise<Appended> {
    if (mark.events.length === 0) throw new Error('a redaction needs a mark');
    const appended = await this.#write(mark, planRedaction(events));
    // Old row versions hold the text until they are vacuumed. Best effort: autovacuum would remove them later.
    if (appended.kind === 'appended') await this.#query('VACUUM sitrep_log.events, sitrep_log.idempotency, sitrep_log.checkpoints').catch(() => {});
    return appended;
  }

  async replied(principal: string, key: string): Promise<{ requestHash: string; reply: string } | null> {
    const [row] = await this.#query<ReplyRow>(REPLY, [principal, key]);
    return row ? { requestHash: row.request_hash, reply: row.reply } : null;
  }

  pruneIdempotency(before: number): Promise<number> {
    return this.database.run(async (client) => (await client.query('DELETE FROM sitrep_log.idempotency WHERE recorded_at < $1', [before])).rowCount ?? 0);
  }

  async read(after: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#query<Row>(`${EVENTS} WHERE seq > $1 ORDER BY seq LIMIT $2`, [after, limit]);
    const last = rows.at(-1);
    if (last && rows.length >= limit) rows.push(...(await this.#query<Row>(`${EVENTS} WHERE batch = $1 AND seq > $2 ORDER BY seq`, [last.batch, last.seq])));
    return liftRows(after, rows);
  }

  async readStream(stream: string): Promise<StoredEvent[]> {
    return (await this.#query<Row>(`${EVENTS} WHERE stream = $1 ORDER BY stream_version`, [stream])).map(liftRow);
  }

  async readStreamPage(stream: string, { scope, after, limit, bytes }: StreamPage): Promise<{ events: StoredEvent[]; more: boolean }> {
    const page = `${EVENTS} WHERE stream = $1 AND ${scope === 'public' ? 'public_pos' : 'seq'} > $2 ORDER BY stream_version LIMIT $3`;
    // One row more than is asked for, without its data, shows that more follow; what does not fit is not sent either.
    const rows = await this.#query<Row & { found: number }>(
      `SELECT ${COLUMNS}, found::int FROM (
         SELECT *, row_number() OVER w AS place, sum(octet_length(envelope) + octet_length(data)) OVER w AS bytes, count(*) OVER () AS found
         FROM (${page}) page WINDOW w AS (ORDER BY stream_version)) counted
       WHERE place <= $4 AND (place = 1 OR bytes <= $5) ORDER BY stream_version`,
      [stream, after, limit + 1, limit, bytes],
    );
    return { events: rows.map(liftRow), more: (rows[0]?.found ?? 0) > rows.length };
  }

  async find(id: string): Promise<StoredEvent | null> {
    const [row] = await this.#query<Row>(`${EVENTS} WHERE id = $1`, [id]);
    return row === undefined ? null : liftRow(row);
  }

  head(): Promise<Head> {
    return this.database.run((client) => readHead(client, ''));
  }

  subscribe(wake: () => void): () => void {
    const own = () => wake();
    this.#wakes.add(own);
    return () => this.#wakes.delete(own);
  }

  verify(): Promise<Verified> {
    return verifyChain(this.#page);
  }

  exportLines(): AsyncIterable<string> {
    return exportLines(this.#page);
  }

  async restore(lines: AsyncIterable<string>, options: { unfinished?: boolean } = {}): Promise<{ events: number; hash: string }> {
    const restored = await this.#transaction(async (client) => {
      // Reading the input may take longer than the statement timeout.
      await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      if ((await readHead(client, 'FOR UPDATE')).seq > 0) throw new Error('a log can be restored into an empty one only');
      const walk = new ChainWalk();
      let rows: Row[] = [];
      for await (const row of readLines(lines, walk, options)) {
        rows.push(row);
        if (rows.length < PAGE) continue;
        await insertRows(client, rows);
        rows = [];
      }
      await insertRows(client, rows);
      const { seq, publicPos, hash } = walk;
      const epoch = { internal: newEpoch(), public: newEpoch() };
      await writeHead(client, { seq, publicPos, hash, epoch }, 0);
      await client.query(SET_CURSOR, [RESTORED, seq, hash, epoch.internal]);
      await client.query('UPDATE sitrep_log.cursors SET seq = $1, hash = $2, epoch = $3', [seq, hash, epoch.internal]);
      return { events: seq, hash };
    });
    this.#wake();
    return restored;
  }

  async saveCheckpoint(name: string, { seq, epoch }: { seq: number; epoch: string }, json: string): Promise<void> {
    // The lock: a redaction that is being written is waited for, and none can come between the look at the epoch and the row.
    await this.#query(
      `INSERT INTO sitrep_log.checkpoints (name, seq, json) SELECT $1, $2, $3 FROM sitrep_log.head WHERE epoch_internal = $4 FOR SHARE
       ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, json = excluded.json`,
      [name, seq, json, epoch],
    );
  }

  async loadCheckpoint(name: string): Promise<{ seq: number; json: string } | null> {
    const [row] = await this.#query<{ seq: number; json: string }>('SELECT seq, json FROM sitrep_log.checkpoints WHERE name = $1', [name]);
    return row ?? null;
  }

  async claim(lease: string, holder: string, ttlMs: number): Promise<number | null> {
    const [row] = await this.#query<{ number: number }>(CLAIM, [lease, holder, ttlMs]);
    return row?.number ?? null;
  }

  async release(lease: string, holder: string): Promise<void> {
    await this.#query('UPDATE sitrep_log.leases SET until = 0 WHERE name = $1 AND holder = $2', [lease, holder]);
  }

  async cursors(): Promise<ReadonlyMap<string, Cursor>> {
    const rows = await this.#query<Cursor & { name: string }>('SELECT name, seq, hash, epoch FROM sitrep_log.cursors');
    return new Map(rows.map(({ name, ...cursor }) => [name, cursor]));
  }

  async moveCursor(name: string, { seq, hash, epoch }: Cursor, fence: Fence): Promise<void> {
    await this.#transaction(async (client) => {
      await checkFence(client, fence);
      await client.query(SET_CURSOR, [name, seq, hash, epoch]);
    });
  }

  async dropCheckpoints(): Promise<void> {
    await this.#query('DELETE FROM sitrep_log.checkpoints');
  }

  async close(): Promise<void> {
    this.#wakes.clear();
    await this.#listener.close();
    await this.database.close();
  }

  async #write(append: Append, redaction: { replacements: Replacement[]; redacts: string } | null): Promise<Appended> {
    const appended = await this.#transaction((client) => apply(client, append, redaction));
    if (appended.kind === 'appended') this.#wake();
    return appended;
  }

  #transaction<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.database.run(async (client) => {
      await client.query('BEGIN');
      try {
        const result = await run(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  }

  async #query<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
    return this.database.run(async (client) => (await client.query<R>(sql, values)).rows);
  }

  /** One statement, so that head and rows come from one snapshot. */
  #page: ReadPage = async (after) => {
    const found = await this.#query<HeadRow & { rows: Row[] | null }>(
      `SELECT ${HEAD}, (SELECT json_agg(page ORDER BY page.seq) FROM (${EVENTS} WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}) page) AS rows FROM sitrep_log.head`,
      [after],
    );
    return { head: toHead(found[0]), rows: found[0]?.rows ?? [] };
  };

  #wake(): void {
    for (const wake of this.#wakes) queueMicrotask(wake);
  }
}

interface HeadRow {
  head_seq: number;
  head_public_pos: number;
  head_hash: string;
  epoch_internal: string;
  epoch_public: string;
}
interface ReplyRow {
  request_hash: string;
  reply: string;
  seq: number;
  public_pos: number;
}
const REPLY = 'SELECT request_hash, reply, seq, public_pos FROM sitrep_log.idempotency WHERE principal = $1 AND key = $2';
const SET_CURSOR = `
  INSERT INTO sitrep_log.cursors VALUES ($1, $2, $3, $4)
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, epoch = excluded.epoch`;
/** The database's clock decides, at the moment at which the row is free. A lease that ends later than one granted now was granted before that clock was set back. */
const CLAIM = `
  INSERT INTO sitrep_log.leases AS held (name, holder, number, until) VALUES ($1, $2, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $3)
  ON CONFLICT (name) DO UPDATE SET
    holder = excluded.holder,
    number = held.number + CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END,
    until = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $3
  WHERE held.holder = excluded.holder
    OR (extract(epoch FROM clock_timestamp()) * 1000)::bigint NOT BETWEEN held.until - $3 AND held.until - 1
  RETURNING number`;
const SINCE = 'SELECT stream, stream_version AS actual FROM sitrep_log.events WHERE seq > $1 ORDER BY seq';
const HEAD = 'head.seq AS head_seq, head.public_pos AS head_public_pos, head.hash AS head_hash, epoch_internal, epoch_public';

const apply = async (client: pg.PoolClient, append: Append, redaction: { replacements: Replacement[]; redacts: string } | null): Promise<Appended> => {
  // Every writer waits here, so what follows reads what all earlier ones committed, and seq is handed out in commit order.
  const head = await readHead(client, 'FOR UPDATE');
  await checkFence(client, append.fence);
  const { idempotency } = append;
  if (idempotency) {
    const [before] = (await client.query<ReplyRow>(REPLY, [idempotency.principal, idempotency.key])).rows;
    if (before && before.request_hash !== idempotency.requestHash) return { kind: 'key_reused' };
    if (before) return { kind: 'replayed', reply: before.reply, seq: before.seq, publicPos: before.public_pos };
  }
  const versions = await streamVersions(client, touchedStreams(append));
  const since = append.quiet === undefined ? [] : (await client.query<Conflict>(SINCE, [append.quiet.since])).rows;
  const conflict = firstConflict(append, versions, since);
  if (conflict) return { kind: 'conflict', ...conflict };

  const rows = planRows(head, append.events, versions, redaction?.redacts ?? null);
  await insertRows(client, rows);
  const after = headAfter(head, rows);
  const epoch = redaction ? await erase(client, redaction.replacements, head, after.seq - rows.length + 1) : head.epoch;
  await writeHead(client, { ...after, epoch }, redaction ? after.seq : 0);
  if (idempotency) {
    const { principal, key, requestHash, reply } = idempotency;
    await client.query(
      `INSERT INTO sitrep_log.idempotency (principal, key, request_hash, reply, seq, public_pos, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, (SELECT max(recorded_at) FROM sitrep_log.idempotency), 0))`,
      [principal, key, requestHash, reply, after.seq, after.publicPos, append.events[0]?.recordedAt ?? null],
    );
  }
  return { kind: 'appended', events: rows.map(liftRow) };
};

/** The lock: the lease passes to nobody else before this transaction has ended. */
const checkFence = async (client: pg.PoolClient, fence: Fence | undefined): Promise<void> => {
  if (fence === undefined) return;
  const { rows } = await client.query<{ number: number }>('SELECT number FROM sitrep_log.leases WHERE name = $1 FOR SHARE', [fence.lease]);
  if (rows[0]?.number !== fence.number) throw new StaleFence(fence);
};

const erase = async (client: pg.PoolClient, replacements: readonly Replacement[], head: Head, mark: number): Promise<Head['epoch']> => {
  const erased: Row[] = [];
  for (const { seq, data, salt } of replacements) {
    const [row] = (
      await client.query<Row>(`UPDATE sitrep_log.events SET data = $1, salt = $2, redacted_by = $3 WHERE seq = $4 AND seq < $3 RETURNING ${COLUMNS}`, [
        data,
        salt,
        mark,
        seq,
      ])
    ).rows;
    if (!row) throw new Error(`there is no event ${seq} to erase`);
    erased.push(row);
  }
  // The request's digest could confirm a guess of the text, and the reply may hold it.
  await client.query(
    `UPDATE sitrep_log.idempotency SET request_hash = 'erased', reply = 'null'
     WHERE seq IN (SELECT max(seq) FROM sitrep_log.events WHERE batch = ANY($1) GROUP BY batch)`,
    [erased.map((row) => row.batch)],
  );
  await client.query('DELETE FROM sitrep_log.checkpoints WHERE seq >= $1', [firstErased(replacements, mark)]);
  return renewedEpoch(head.epoch, erased);
};

const insertRows = async (client: pg.PoolClient, rows: readonly Row[]): Promise<void> => {
  if (rows.length === 0) return;
  await client.query(`INSERT INTO sitrep_log.events (${COLUMNS}) SELECT ${COLUMNS} FROM json_populate_recordset(NULL::sitrep_log.events, $1)`, [
    JSON.stringify(rows),
  ]);
};

const streamVersions = async (client: pg.PoolClient, streams: string[]): Promise<Map<string, number>> => {
  const { rows } = await client.query<{ stream: string; count: number }>(
    'SELECT stream, max(stream_version) AS count FROM sitrep_log.events WHERE stream = ANY($1) GROUP BY stream',
    [streams],
  );
  return new Map(rows.map(({ stream, count }) => [stream, count]));
};

const readHead = async (client: pg.PoolClient, lock: '' | 'FOR UPDATE'): Promise<Head> =>
  toHead((await client.query<HeadRow>(`SELECT ${HEAD} FROM sitrep_log.head ${lock}`)).rows[0]);

const toHead = (row: HeadRow | undefined): Head => {
  if (!row) throw new Error('the log has lost its head row');
  return { seq: row.head_seq, publicPos: row.head_public_pos, hash: row.head_hash, epoch: { internal: row.epoch_internal, public: row.epoch_public } };
};

/** PostgreSQL delivers it when the transaction commits. */
const writeHead = async (client: pg.PoolClient, head: Head, redactedAt: number): Promise<void> => {
  await client.query(
    `UPDATE sitrep_log.head SET seq = $1, public_pos = $2, hash = $3, epoch_internal = $4, epoch_public = $5, redacted_at = greatest(redacted_at, $6)
     RETURNING pg_notify('${CHANNEL}', '')`,
    [head.seq, head.publicPos, head.hash, head.epoch.internal, head.epoch.public, redactedAt],
  );
};

const refuseUnsafe = async (client: pg.PoolClient): Promise<void> => {
  for (const setting of ['fsync', 'synchronous_commit']) {
    const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [setting]);
    if (rows[0]?.value === 'off') throw new Error(`PostgreSQL runs with ${setting}=off and would lose what it acknowledged; turn it on`);
  }
};

const migrate = async (client: pg.PoolClient): Promise<void> => {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query('CREATE SCHEMA IF NOT EXISTS sitrep_log; CREATE TABLE IF NOT EXISTS sitrep_log.migrations (version integer PRIMARY KEY)');
    const { rows } = await client.query<{ found: number }>('SELECT coalesce(max(version), 0) AS found FROM sitrep_log.migrations');
    const found = rows[0]?.found ?? 0;
    const known = POSTGRES_MIGRATIONS.length;
    if (found > known) throw new Error(`the log was written by a newer Sitrep (schema ${found}, this one knows ${known}); start that version instead`);
    for (const [index, step] of POSTGRES_MIGRATIONS.entries()) {
      if (index < found) continue;
      await client.query(step);
      await client.query('INSERT INTO sitrep_log.migrations VALUES ($1)', [index + 1]);
    }
    if (found === 0)
      await client.query('INSERT INTO sitrep_log.head VALUES (true, 0, 0, $1, $2, $3, 0) ON CONFLICT DO NOTHING', [CHAIN_START, newEpoch(), newEpoch()]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
};
