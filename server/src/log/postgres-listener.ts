import pg from 'pg';

const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;

/** Keeps one connection on a notification channel and reconnects after every loss, with growing delays. Wakes once after each reconnect, because notifications may have been missed. */
export class Listener {
  readonly #url: string;
  readonly #channel: string;
  /** `text`: the payload; null after a reconnect, when notifications may have been missed. */
  onWake: (text: string | null) => void = () => {};
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #wait = FIRST_WAIT;
  #closed = false;

  constructor(url: string, channel: string) {
    this.#url = url;
    this.#channel = channel;
  }

  /** Resolves after the first attempt, whether it succeeded or will be repeated. */
  async start(): Promise<void> {
    await this.#connect();
  }

  /** Replaces the connection. */
  renew(): void {
    if (this.#client !== null) this.#retry(this.#client);
  }

  /** Notifies everyone on the channel, this node included; does nothing while disconnected. */
  notify(text: string): void {
    this.#client?.query('SELECT pg_notify($1, $2)', [this.#channel, text]).catch(() => {});
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true, connectionTimeoutMillis: 5_000, application_name: 'sitrep-listener' });
    this.#client = client;
    client.on('notification', ({ payload }) => this.onWake(payload ?? ''));
    client.on('error', () => {});
    client.on('end', () => this.#retry(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.#channel}`);
      this.#wait = FIRST_WAIT;
      if (!this.#closed) this.onWake(null);
    } catch {
      this.#retry(client);
    }
  }

  /** Called by whatever notices the loss first; later calls do nothing. */
  #retry(lost: pg.Client): void {
    if (this.#closed || this.#client !== lost) return;
    this.#client = null;
    void lost.end().catch(() => {});
    this.#timer = setTimeout(() => void this.#connect(), this.#wait);
    this.#timer.unref();
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
