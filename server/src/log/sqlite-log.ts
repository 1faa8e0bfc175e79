import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { available, type Connection, connect } from '../ground/sqlite.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { ChainWalk, type ReadPage, verifyChain } from './chain.ts';
import { type Cursor, type Cursors, RESTORED } from './cursors.ts';
import type { Append, Appended, EventLog, Head, StoredEvent, StreamPage, Verified } from './event-log.ts';
import { exportLines, readLines } from './export-line.ts';
import { fitting } from './fitting.ts';
import { type Fence, type Leases, StaleFence } from './leases.ts';
import { liftRow, liftRows } from './lift.ts';
import { type Conflict, firstConflict, headAfter, newEpoch, planRows, touchedStreams } from './plan-rows.ts';
import { firstErased, planRedaction, type Replacement, renewedEpoch } from './redaction.ts';
import { CHAIN_START, ROW_COLUMNS, type Row } from './row.ts';
import { SQLITE_MIGRATIONS } from './sqlite-migrations.ts';
import { type HeadRow, naming, readPages, toHead } from './sqlite-pages.ts';
import { exportInThread, verifyInThread } from './sqlite-thread.ts';

/** Rows checked and inserted per turn, few enough not to delay other work. */
const ROWS_PER_TURN = 100;
const EVENTS = `SELECT ${ROW_COLUMNS.join(', ')} FROM events`;
const INSERT = `INSERT INTO events (${ROW_COLUMNS.join(', ')}) VALUES (${ROW_COLUMNS.map((column) => `:${column}`).join(', ')})`;
const SET_HEAD =
  'UPDATE head SET seq = :seq, public_pos = :publicPos, hash = :hash, epoch_internal = :internal, epoch_public = :public, redacted_at = max(redacted_at, :redactedAt)';

/**
 * Opens the log in `file`; creates it when missing and migrates its schema. Throws a sentence when a newer Sitrep wrote it.
 * One process per file, enforced by the data folder's lock, which is therefore also its lease: with `leaseClock` (ms) leases run out by that clock instead.
 */
export const openSqliteLog = (file: string, leaseClock: (() => number) | null = null): SqliteLog => new SqliteLog(file, leaseClock);

export class SqliteLog implements EventLog, Leases, Cursors {
  readonly #file: string;
  readonly #leaseClock: (() => number) | null;
  #connection: Connection;
  #sql: Statements;
  readonly #wakes = new Set<() => void>();
  readonly #closing = new AbortController();
  #restoring = false;
  /** Erased text may still lie in the write-ahead file because a reader kept it open. */
  #unscrubbed = true;

  constructor(file: string, leaseClock: (() => number) | null = null) {
    this.#file = file;
    this.#leaseClock = leaseClock;
    this.#connection = connect(file);
    try {
      available(() => migrate(this.#db));
      this.#sql = prepare(this.#db);
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.#scrub();
  }

  get #db(): DatabaseSync {
    return this.#connection.db;
  }

  async append(append: Append): Promise<Appended> {
    return this.#write(append, null);
  }

  async redact(events: readonly { seq: number; replacement: unknown }[], mark: Append): Promise<Appended> {
    if (mark.events.length === 0) throw new Error('a redaction needs a mark');
    return this.#write(mark, planRedaction(events));
  }

  async replied(principal: string, key: string): Promise<{ requestHash: string; reply: string } | null> {
    const row = available(() => this.#sql.reply.get(principal, key)) as ReplyRow | undefined;
    return row ? { requestHash: row.request_hash, reply: row.reply } : null;
  }

  async pruneIdempotency(before: number): Promise<number> {
    return available(() => Number(this.#sql.pruneReplies.run(before).changes));
  }

  async read(after: number, limit: number): Promise<StoredEvent[]> {
    const rows = this.#readable(after, () => {
      const rows = this.#rows(after, limit);
      const last = rows.at(-1);
      if (last && rows.length >= limit) rows.push(...(this.#sql.restOfBatch.all(last.batch, last.seq) as unknown as Row[]));
      return rows;
    });
    return liftRows(after, rows);
  }

  async readStream(stream: string): Promise<StoredEvent[]> {
    return this.#readable(0, () => this.#sql.stream.all(stream) as unknown as Row[]).map(liftRow);
  }

  async readStreamPage(stream: string, { scope, after, limit, bytes }: StreamPage): Promise<{ events: StoredEvent[]; more: boolean }> {
    const page = scope === 'public' ? this.#sql.publicPage : this.#sql.streamPage;
    const { rows, more } = this.#readable(0, () => fitting(page.iterate(stream, after) as unknown as Iterable<Row>, limit, bytes));
    return { events: rows.map(liftRow), more };
  }

  async find(id: string): Promise<StoredEvent | null> {
    const row = this.#readable(0, () => this.#sql.byId.get(id) as unknown as Row | undefined);
    return row === undefined ? null : liftRow(row);
  }

  async head(): Promise<Head> {
    return available(() => this.#head());
  }

  subscribe(wake: () => void): () => void {
    const own = () => wake();
    this.#wakes.add(own);
    return () => this.#wakes.delete(own);
  }

  verify(): Promise<Verified> {
    return this.#connection.alone ? verifyChain(this.#page) : verifyInThread(this.#file, this.#closing.signal);
  }

  exportLines(): AsyncIterable<string> {
    return this.#connection.alone ? exportLines(this.#page) : exportInThread(this.#file, this.#closing.signal);
  }

  async restore(lines: AsyncIterable<string>, options: { unfinished?: boolean } = {}): Promise<{ events: number; hash: string }> {
    if (this.#restoring || this.#head().seq > 0) throw new Error('a log can be restored into an empty one only');
    this.#share();
    // A separate connection: readers of the main one see nothing until the whole restore has been verified.
    const { db, alone } = connect(this.#file);
    if (alone) db.close();
    if (alone || this.#connection.alone) throw new StoreUnavailable('full', new Error('there is no room for a second connection'));
    this.#restoring = true;
    try {
      const sql = prepare(db);
      const walk = new ChainWalk();
      available(() => db.exec('BEGIN IMMEDIATE'));
      for await (const row of readLines(lines, walk, options)) {
        available(() => sql.insert.run({ ...row }));
        if (row.seq % ROWS_PER_TURN === 0) await nextTurn();
      }
      const { seq, publicPos, hash } = walk;
      available(() => {
        const internal = newEpoch();
        sql.setHead.run({ seq, publicPos, hash, internal, public: newEpoch(), redactedAt: 0 });
        sql.setCursor.run(RESTORED, seq, hash, internal);
        sql.endCursors.run(seq, hash, internal);
        db.exec('COMMIT');
      });
      return { events: seq, hash };
    } finally {
      if (db.isTransaction) db.exec('ROLLBACK');
      db.close();
      this.#restoring = false;
      this.#wake();
    }
  }

  async saveCheckpoint(name: string, { seq, epoch }: { seq: number; epoch: string }, json: string): Promise<void> {
    this.#refuseWhileRestoring();
    available(() => this.#sql.saveCheckpoint.run(name, seq, json, epoch));
  }

  async loadCheckpoint(name: string): Promise<{ seq: number; json: string } | null> {
    const row = available(() => this.#sql.loadCheckpoint.get(name)) as { seq: number; json: string } | undefined;
    return row ? { seq: row.seq, json: row.json } : null;
  }

  async claim(lease: string, holder: string, ttlMs: number): Promise<number | null> {
    const now = this.#leaseClock?.() ?? null;
    const heldNow = () => this.#sql.lease.get(lease) as { holder: string; number: number; until: number } | undefined;
    const known = available(heldNow);
    // Nothing is written each second.
    if (known?.holder === holder && now === null) return known.number;
    this.#refuseWhileRestoring();
    return available(() =>
      inTransaction(this.#db, () => {
        const held = heldNow();
        const isMine = held?.holder === holder;
        if (held !== undefined && !isMine && now !== null && held.until > now && held.until <= now + ttlMs) return null;
        const number = isMine ? held.number : (held?.number ?? 0) + 1;
        this.#sql.setLease.run(lease, holder, number, now === null ? 0 : now + ttlMs);
        return number;
      }),
    );
  }

  async release(lease: string, holder: string): Promise<void> {
    if (this.#leaseClock !== null) available(() => this.#sql.endLease.run(lease, holder));
  }

  async cursors(): Promise<ReadonlyMap<string, Cursor>> {
    const rows = available(() => this.#sql.cursors.all()) as unknown as (Cursor & { name: string })[];
    return new Map(rows.map(({ name, ...cursor }) => [name, cursor]));
  }

  async moveCursor(name: string, { seq, hash, epoch }: Cursor, fence: Fence): Promise<void> {
    this.#refuseWhileRestoring();
    available(() =>
      inTransaction(this.#db, () => {
        this.#checkFence(fence);
        this.#sql.setCursor.run(name, seq, hash, epoch);
      }),
    );
  }

  async dropCheckpoints(): Promise<void> {
    available(() => this.#db.exec('DELETE FROM checkpoints'));
  }

  async close(): Promise<void> {
    this.#wakes.clear();
    this.#closing.abort();
    if (this.#db.isOpen) this.#db.close();
  }

  #write(append: Append, redaction: { replacements: Replacement[]; redacts: string } | null): Appended {
    this.#refuseWhileRestoring();
    const appended = available(() => inTransaction(this.#db, () => this.#apply(append, redaction)));
    if (appended.kind === 'appended') {
      if (redaction) this.#unscrubbed = true;
      if (this.#unscrubbed) this.#scrub();
      this.#share();
      this.#wake();
    }
    return appended;
  }

  #apply(append: Append, redaction: { replacements: Replacement[]; redacts: string } | null): Appended {
    this.#checkFence(append.fence);
    const { idempotency } = append;
    const before = idempotency && (this.#sql.reply.get(idempotency.principal, idempotency.key) as ReplyRow | undefined);
    if (idempotency && before) {
      if (before.request_hash !== idempotency.requestHash) return { kind: 'key_reused' };
      return { kind: 'replayed', reply: before.reply, seq: before.seq, publicPos: before.public_pos };
    }
    const versions = new Map(touchedStreams(append).map((stream) => [stream, (this.#sql.streamVersion.get(stream) as { count: number }).count]));
    const since = append.quiet === undefined ? [] : (this.#sql.since.all(append.quiet.since) as unknown as Conflict[]);
    const conflict = firstConflict(append, versions, since);
    if (conflict) return { kind: 'conflict', ...conflict };

    const head = this.#head();
    const rows = planRows(head, append.events, versions, redaction?.redacts ?? null);
    for (const row of rows) this.#sql.insert.run({ ...row });
    const after = headAfter(head, rows);
    const epoch = redaction ? this.#erase(redaction.replacements, head, after.seq - rows.length + 1) : head.epoch;
    this.#sql.setHead.run({ seq: after.seq, publicPos: after.publicPos, hash: after.hash, ...epoch, redactedAt: redaction ? after.seq : 0 });
    if (idempotency) {
      const { principal, key, requestHash, reply } = idempotency;
      this.#sql.saveReply.run(principal, key, requestHash, reply, after.seq, after.publicPos, append.events[0]?.recordedAt ?? this.#newestReply());
    }
    return { kind: 'appended', events: rows.map(liftRow) };
  }

  #checkFence(fence: Fence | undefined): void {
    if (fence === undefined) return;
    const held = this.#sql.lease.get(fence.lease) as { number: number } | undefined;
    if (held?.number !== fence.number) throw new StaleFence(fence);
  }

  #erase(replacements: readonly Replacement[], head: Head, mark: number): Head['epoch'] {
    const erased = replacements.map(({ seq, data, salt }) => {
      const row = seq < mark ? (this.#sql.event.get(seq) as unknown as Row | undefined) : undefined;
      if (!row) throw new Error(`there is no event ${seq} to erase`);
      this.#sql.replace.run(data, salt, mark, seq);
      // The request's digest could confirm a guess of the text, and the reply may hold it.
      this.#sql.blankReplies.run(row.batch, this.#lastOfBatch(row));
      return row;
    });
    this.#sql.dropCheckpointsFrom.run(firstErased(replacements, mark));
    return renewedEpoch(head.epoch, erased);
  }

  #lastOfBatch = (row: Row): number => (this.#sql.lastOfBatch.get(row.batch) as { seq: number }).seq;

  #newestReply = (): number => (this.#sql.newestReply.get() as { at: number }).at;

  /** Moves everything out of the write-ahead file and empties it. A reader or the disk may prevent it; no write fails then, the next one tries again. */
  #scrub(): void {
    try {
      const { busy } = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      this.#unscrubbed = busy !== 0;
    } catch {
      this.#unscrubbed = true;
    }
  }

  /** Returns the first event after `after` that lies on a damaged page. */
  #readable<T>(after: number, run: () => T): T {
    return naming(this.#db, after, () => available(run));
  }

  /** Checks whether the disk has room for shared memory again; then other threads may read beside this connection. */
  #share(): void {
    if (!this.#connection.alone) return;
    this.#db.close();
    this.#connection = connect(this.#file);
    this.#sql = prepare(this.#db);
  }

  /** Reads the whole log on this connection, for when no worker thread can open one. */
  #page: ReadPage = (after) => {
    if (!this.#db.isOpen) throw new StoreUnavailable('away', new Error('the log is closed'));
    return readPages(this.#db)(after);
  };

  #head(): Head {
    return toHead(this.#sql.head.get() as unknown as HeadRow);
  }

  #rows = (after: number, limit: number): Row[] => this.#sql.after.all(after, limit) as unknown as Row[];

  #refuseWhileRestoring(): void {
    if (this.#restoring) throw new StoreUnavailable('away', new Error('a restore is under way'));
  }

  #wake(): void {
    for (const wake of this.#wakes) queueMicrotask(wake);
  }
}

interface ReplyRow {
  request_hash: string;
  reply: string;
  seq: number;
  public_pos: number;
}
type Statements = ReturnType<typeof prepare>;

const prepare = (db: DatabaseSync) =>
  ({
    head: db.prepare('SELECT * FROM head'),
    setHead: db.prepare(SET_HEAD),
    insert: db.prepare(INSERT),
    event: db.prepare(`${EVENTS} WHERE seq = ?`),
    after: db.prepare(`${EVENTS} WHERE seq > ? ORDER BY seq LIMIT ?`),
    restOfBatch: db.prepare(`${EVENTS} WHERE batch = ? AND seq > ? ORDER BY seq`),
    lastOfBatch: db.prepare('SELECT max(seq) AS seq FROM events WHERE batch = ?'),
    stream: db.prepare(`${EVENTS} WHERE stream = ? ORDER BY stream_version`),
    streamPage: db.prepare(`${EVENTS} WHERE stream = ? AND seq > ? ORDER BY stream_version`),
    publicPage: db.prepare(`${EVENTS} WHERE stream = ? AND public_pos > ? ORDER BY stream_version`),
    byId: db.prepare(`${EVENTS} WHERE id = ?`),
    since: db.prepare('SELECT stream, stream_version AS actual FROM events WHERE seq > ? ORDER BY seq'),
    streamVersion: db.prepare('SELECT coalesce(max(stream_version), 0) AS count FROM events WHERE stream = ?'),
    replace: db.prepare('UPDATE events SET data = ?, salt = ?, redacted_by = ? WHERE seq = ?'),
    reply: db.prepare('SELECT request_hash, reply, seq, public_pos FROM idempotency WHERE principal = ? AND key = ?'),
    newestReply: db.prepare('SELECT coalesce(max(recorded_at), 0) AS at FROM idempotency'),
    saveReply: db.prepare('INSERT INTO idempotency (principal, key, request_hash, reply, seq, public_pos, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    blankReplies: db.prepare("UPDATE idempotency SET request_hash = 'erased', reply = 'null' WHERE seq BETWEEN ? AND ?"),
    pruneReplies: db.prepare('DELETE FROM idempotency WHERE recorded_at < ?'),
    saveCheckpoint: db.prepare('INSERT OR REPLACE INTO checkpoints (name, seq, json) SELECT ?, ?, ? FROM head WHERE epoch_internal = ?'),
    lease: db.prepare('SELECT holder, number, until FROM leases WHERE name = ?'),
    setLease: db.prepare('INSERT OR REPLACE INTO leases (name, holder, number, until) VALUES (?, ?, ?, ?)'),
    endLease: db.prepare('UPDATE leases SET until = 0 WHERE name = ? AND holder = ?'),
    cursors: db.prepare('SELECT name, seq, hash, epoch FROM cursors'),
    setCursor: db.prepare('INSERT OR REPLACE INTO cursors (name, seq, hash, epoch) VALUES (?, ?, ?, ?)'),
    endCursors: db.prepare('UPDATE cursors SET seq = ?, hash = ?, epoch = ?'),
    dropCheckpointsFrom: db.prepare('DELETE FROM checkpoints WHERE seq >= ?'),
    loadCheckpoint: db.prepare('SELECT seq, json FROM checkpoints WHERE name = ?'),
  }) satisfies Record<string, StatementSync>;

const migrate = (db: DatabaseSync): void => {
  const version = (): number => (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  const known = SQLITE_MIGRATIONS.length;
  // An up-to-date log is not written to: it must open on a full disk too.
  if (version() === known) return;
  inTransaction(db, () => {
    const found = version();
    if (found > known) throw new Error(`the log was written by a newer Sitrep (schema ${found}, this one knows ${known}); start that version instead`);
    for (const step of SQLITE_MIGRATIONS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${known}`);
    if (found === 0) db.prepare('INSERT INTO head VALUES (1, 0, 0, ?, ?, ?, 0)').run(CHAIN_START, newEpoch(), newEpoch());
  });
};

const inTransaction = <T>(db: DatabaseSync, run: () => T): T => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } finally {
    // Still in a transaction only when `run` or the commit failed; some failures roll back by themselves.
    if (db.isTransaction) db.exec('ROLLBACK');
  }
};
