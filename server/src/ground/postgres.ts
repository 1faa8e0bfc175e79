import { Socket } from 'node:net';
import pg from 'pg';
import { StoreUnavailable } from './store-unavailable.ts';

const INT8 = 20;
/** Positions stay far below 2^53, so bigints are numbers here. */
const NUMBERS = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)),
} as pg.CustomTypesConfig;

/** Work slower than this may be waiting for a hung database, so the database is probed, ms. */
const SLOW_MS = 2_000;
/** Time limit of a probe, ms. */
const ANSWER_MS = 2_000;
const ASK_AGAIN_MS = 1_000;
const TOO_MANY_CONNECTIONS = '53300';

/**
 * Connections to one database, and whether it is known to be unreachable.
 *
 *     up ──work failed or is slow, and a probe failed──▶ away ──a probe succeeded──▶ up
 *
 * While it is away all work is refused at once, so that nothing queues up; work under way ends with its connections. One probe at a time runs on a separate
 * connection.
 */
export class Database {
  /** Number of pieces of work that were given a connection. */
  attempts = 0;
  readonly #url: string;
  readonly #pool: pg.Pool;
  readonly #sockets = new Set<Socket>();
  /** When each piece of work under way began, monotonic ms. */
  readonly #underWay = new Set<{ readonly since: number }>();
  readonly #backListeners = new Set<() => void>();
  readonly #watch: NodeJS.Timeout;
  #away: StoreUnavailable | null = null;
  #leaving = Promise.withResolvers<never>();
  #asking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string, config: Pick<pg.PoolConfig, 'max' | 'application_name'>) {
    this.#url = url;
    this.#pool = new pg.Pool({
      ...config,
      connectionString: url,
      types: NUMBERS,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      statement_timeout: 10_000,
      // Backs up the timeout above, for a server that no longer answers at all.
      query_timeout: 15_000,
      // A node frozen inside an append would hold the head, and with it every writer.
      idle_in_transaction_session_timeout: 5_000,
      stream: () => this.#newSocket(),
    });
    // A connection lost while idle is replaced at the next use. It may even be lost right after connecting, before its user can attach an error listener.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#leaving.promise.catch(() => {});
    this.#watch = setInterval(() => this.#lookForSlow(), SLOW_MS);
    this.#watch.unref();
  }

  /** Known to be unreachable: work is refused until it is back. */
  get away(): boolean {
    return this.#away !== null;
  }

  /** Called each time the database is reachable again. */
  onBack(listener: () => void): void {
    this.#backListeners.add(listener);
  }

  /** Lends a connection. One that failed is not reused, because its state is unknown. Throws StoreUnavailable, at once while the database is known to be away. */
  async run<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (this.#away !== null) throw this.#away;
    this.attempts++;
    const entry = { since: performance.now() };
    this.#underWay.add(entry);
    try {
      return await this.#lend(work);
    } catch (error) {
      const unavailable = unavailableOf(error);
      if (unavailable?.reason === 'away') this.#ask();
      throw unavailable ?? error;
    } finally {
      this.#underWay.delete(entry);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #lend<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const asked = this.#pool.connect();
    const client = await Promise.race([asked, this.#leaving.promise]).catch((error) => {
      // The database went away while this waited for a connection; release the one that may still come.
      asked.then(
        (late) => late.release(),
        () => {},
      );
      throw error instanceof StoreUnavailable ? error : new StoreUnavailable('away', error);
    });
    let lost = false;
    const onError = () => {
      lost = true;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } catch (error) {
      lost ||= !(error instanceof pg.DatabaseError);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(lost);
    }
  }

  #newSocket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #lookForSlow(): void {
    const now = performance.now();
    if (this.#away === null && [...this.#underWay].some(({ since }) => now - since >= SLOW_MS)) this.#ask();
  }

  /** Probes the database. One probe at a time. */
  #ask(): void {
    if (this.#closed || this.#asking !== null) return;
    this.#asking = isThere(this.#url).then((fault) => {
      this.#asking = null;
      if (this.#closed) return;
      if (fault !== null) this.#leave(fault);
      else if (this.#away !== null) this.#comeBack();
    });
  }

  #leave(fault: unknown): void {
    if (this.#away === null) {
      this.#away = new StoreUnavailable('away', fault);
      this.#leaving.reject(this.#away);
      for (const socket of this.#sockets) socket.destroy();
    }
    this.#timer = setTimeout(() => this.#ask(), ASK_AGAIN_MS);
    this.#timer.unref();
  }

  #comeBack(): void {
    this.#away = null;
    this.#leaving = Promise.withResolvers<never>();
    this.#leaving.promise.catch(() => {});
    for (const listener of this.#backListeners) listener();
  }
}

/** Out: null when the database answers, else the error. A database whose connections are all taken counts as reachable. */
const isThere = async (url: string): Promise<unknown> => {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS, stream: () => socket });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code === TOO_MANY_CONNECTIONS ? null : error;
  } finally {
    socket.destroy();
  }
};

const DISK_FULL = '53100';
// Connection lost, out of resources, operator intervention and timeouts, server's disk, read-only standby.
const AWAY = /^(08|53|57|58|25006|25P03|55P03)/;

/** Whether an error means that the database cannot work now, rather than a bug. */
const unavailableOf = (error: unknown): StoreUnavailable | null => {
  if (error instanceof StoreUnavailable) return error;
  if (!(error instanceof Error)) return null;
  if (error instanceof pg.DatabaseError) {
    if (error.code === DISK_FULL) return new StoreUnavailable('full', error);
    return AWAY.test(error.code ?? '') ? new StoreUnavailable('away', error) : null;
  }
  const broken = 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
  return broken || /connection|timeout/i.test(error.message) ? new StoreUnavailable('away', error) : null;
};
