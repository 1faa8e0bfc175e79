import { Socket } from 'node:net';
import pg from 'pg';
import { StoreUnavailable } from './store-unavailable.ts';

const INT8 = 20;
/** Positions stay far below 2^53, so bigints are numbers here. */
const NUMBERS = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)),
} as pg.CustomTypesConfig;

/** Work that takes longer than this may wait for a database that hangs: somebody asks. */
const SLOW_MS = 2_000;
/** How long that question, and each one whether it is back, may take. */
const ANSWER_MS = 2_000;
const ASK_AGAIN_MS = 1_000;
const TOO_MANY_CONNECTIONS = '53300';

/**
 * Connections to one database, and whether it is known to be away.
 *
 *     up ──work failed or is slow, and the question whether it is there failed──▶ away ──the question is answered──▶ up
 *
 * While it is away every piece of work is refused at once, so that none waits behind another; those under way end with their connections. One question at a
 * time, on a connection of its own, finds out.
 */
export class Database {
  /** Pieces of work that were let through to the connections. */
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
      // The net under the one above, for a server that no longer answers at all.
      query_timeout: 15_000,
      // A node frozen inside an append would hold the head, and with it every writer.
      idle_in_transaction_session_timeout: 5_000,
      stream: () => this.#newSocket(),
    });
    // A connection lost while idle is replaced at the next use. One may be lost in the very packet that made it, before whoever asked for it can listen.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#leaving.promise.catch(() => {});
    this.#watch = setInterval(() => this.#lookForSlow(), SLOW_MS);
    this.#watch.unref();
  }

  /** Known to be away: work is refused until it is back. */
  get away(): boolean {
    return this.#away !== null;
  }

  /** Called each time it is back. */
  onBack(listener: () => void): void {
    this.#backListeners.add(listener);
  }

  /** Lends a connection. One that failed is not given back: nobody knows what it still holds. Throws StoreUnavailable, at once while it is known to be away. */
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
      // Refused while it stood in line: its turn may still come.
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

  /** Is it there? One question at a time. */
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

/** Out: null when the database answers, else why not. One that is merely full of other connections is there. */
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

/** Tells a database that cannot work now from a bug. */
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
