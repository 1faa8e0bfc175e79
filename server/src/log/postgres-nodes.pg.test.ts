import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { throwAwayPostgres } from '../testing/postgres.ts';
import type { EventLog, StoredEvent } from './event-log.ts';
import { boardNamed, internal, plain, seqs, upTo } from './log-contract.ts';
import { openPostgresLog } from './postgres-log.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('several nodes on one PostgreSQL log', () => {
  let url: string;
  let nodes: [EventLog, EventLog];
  beforeEach(async () => {
    url = (await server?.database()) ?? '';
    // Both open at once, so that they compete for the migration.
    nodes = await Promise.all([openPostgresLog(url), openPostgresLog(url)]);
  });
  afterEach(() => Promise.all(nodes.map((node) => node.close())));

  const sql = async (text: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client.query(text).finally(() => client.end());
  };
  const idleInTransaction = async (): Promise<number> =>
    (await sql("SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()")).rows.length;
  const cutConnections = () =>
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sitrep%' AND datname = current_database()");

  test('[LG1] a reader that tails while two nodes append misses nothing and sees commit order', async () => {
    const tailed: StoredEvent[] = [];
    let writing = true;
    const tail = (async () => {
      for (;;) {
        const last = !writing;
        const page = await nodes[1].read(tailed.length, 5);
        tailed.push(...page);
        if (last && page.length === 0) return;
      }
    })();
    await Promise.all(
      nodes.flatMap((node, index) =>
        upTo(4).map(async (writer) => {
          for (const n of upTo(15)) await node.append(plain(boardNamed(`${index} ${writer} ${n}`), ...(n % 3 ? [boardNamed('and', internal)] : [])));
        }),
      ),
    );
    writing = false;
    await tail;
    expect(seqs(tailed)).toEqual(upTo(200));
    expect(tailed.flatMap(({ publicPos }) => publicPos ?? [])).toEqual(upTo(120));
    expect(await nodes[0].verify()).toMatchObject({ ok: true, events: 200 });
  });

  test('[LG5] one key sent to two nodes at once is applied by one', async () => {
    const send = (node: EventLog, n: number) =>
      node.append({ ...plain(boardNamed(`n${n}`)), idempotency: { principal: 'mira', key: 'key', requestHash: 'hash', reply: `${n}` } });
    const answers = await Promise.all(upTo(20).map((n) => send(nodes[n % 2 ? 0 : 1], n)));
    expect(answers.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(new Set(answers.flatMap((answer) => (answer.kind === 'replayed' ? answer.reply : []))).size).toBe(1);
  });

  test('[LG8] an append on one node wakes the other', async () => {
    let wakes = 0;
    nodes[1].subscribe(() => {
      wakes++;
    });
    await nodes[0].append(plain(boardNamed('a')));
    await expect.poll(() => wakes).toBe(1);
  });

  test('[LG18] connections that are cut come back by themselves, the wake-up included', async () => {
    await nodes[0].append(plain(boardNamed('a')));
    let wakes = 0;
    nodes[1].subscribe(() => {
      wakes++;
    });
    await cutConnections();
    // The reconnect itself wakes, because notifications may have been missed.
    await expect.poll(() => wakes).toBeGreaterThan(0);
    await expect
      .poll(() =>
        nodes[0].append(plain(boardNamed('b'))).then(
          ({ kind }) => kind,
          () => 'away',
        ),
      )
      .toBe('appended');
    const before = wakes;
    await nodes[0].append(plain(boardNamed('c')));
    await expect.poll(() => wakes).toBeGreaterThan(before);
    expect(await nodes[1].verify()).toMatchObject({ ok: true });
  });

  test('[LG18] appends cut off in the middle are applied once or not at all, and a retry under the same key settles which', async () => {
    const keyed = (n: number) => ({ ...plain(boardNamed(`n${n}`)), idempotency: { principal: 'mira', key: `k${n}`, requestHash: 'h', reply: `${n}` } });
    const insist = async (n: number): Promise<void> => {
      const command = keyed(n);
      for (;;) {
        try {
          await nodes[n % 2 ? 0 : 1].append(command);
          return;
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
          await sleep(20);
        }
      }
    };
    const writers = Promise.all(
      upTo(10).map(async (writer) => {
        for (const n of upTo(10)) await insist(writer * 100 + n);
      }),
    );
    for (const _ of upTo(5)) {
      await sleep(30);
      await cutConnections();
    }
    await writers;
    expect(seqs(await nodes[0].read(0, 1_000))).toEqual(upTo(100));
    expect(await nodes[0].verify()).toMatchObject({ ok: true, events: 100 });
  });

  test('[LG18] a node frozen in the middle of an append does not hold up the others for long', async () => {
    // Reading the data happens inside the transaction, with the head locked.
    const script = `
      import { openPostgresLog } from ${JSON.stringify(import.meta.resolve('./postgres-log.ts'))};
      const log = await openPostgresLog(${JSON.stringify(url)});
      const event = ${JSON.stringify({ ...boardNamed('x'), data: undefined })};
      Object.defineProperty(event, 'data', { enumerable: true, get: () => {
        console.log('frozen');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      } });
      await log.append({ events: [event], expected: {}, idempotency: null });`;
    const frozen = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(frozen.stdout, 'data');
      expect(await idleInTransaction()).toBe(1);
      expect(await nodes[0].append(plain(boardNamed('a')))).toMatchObject({ kind: 'appended', events: [{ seq: 1 }] });
      // The database ended the frozen session; it did not end by itself.
      expect(await idleInTransaction()).toBe(0);
      expect(frozen.exitCode).toBeNull();
    } finally {
      frozen.kill('SIGKILL');
    }
  });
});

describe.skipIf(server === null)('a PostgreSQL of its own', () => {
  test('[LG18] a log whose server is gone says so', async () => {
    const own = await throwAwayPostgres({ max_connections: '20' });
    const log = await openPostgresLog((await own?.database()) ?? '');
    await own?.stop();
    await expect(log.append(plain(boardNamed('a')))).rejects.toThrow(StoreUnavailable);
    await expect(log.head()).rejects.toThrow('the store cannot be reached');
    await expect(openPostgresLog(own?.url ?? '')).rejects.toThrow(StoreUnavailable);
    await log.close();
  });

  test('[LG18] a connection that is cut in the packet that opens it ends no process', async () => {
    const packet = (type: string, body: string) => `${type}${String.fromCharCode(0, 0, 0, body.length + 4)}${body}`;
    const fatal = ['SFATAL', 'C57P01', 'Mterminating connection due to administrator command', '', ''].join('\0');
    const cutting = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(packet('R', '\0\0\0\0') + packet('Z', 'I') + packet('E', fatal), 'latin1'));
    }).listen(0, '127.0.0.1');
    await once(cutting, 'listening');
    const { port } = cutting.address() as AddressInfo;
    // An unhandled error would fail this file, whatever is expected here.
    await expect(openPostgresLog(`postgresql://sitrep@127.0.0.1:${port}/sitrep`)).rejects.toThrow(StoreUnavailable);
    cutting.close();
  });

  const lossy = (setting: string) => `PostgreSQL runs with ${setting}=off and would lose what it acknowledged; turn it on`;
  test('[LG16] a server with fsync off is refused', async () => {
    const own = await throwAwayPostgres({ fsync: 'off' });
    try {
      await expect(openPostgresLog(own?.url ?? '')).rejects.toThrow(lossy('fsync'));
    } finally {
      await own?.stop();
    }
  });

  test('[LG16] a server with synchronous_commit off is refused', async () => {
    const url = new URL((await server?.database()) ?? '');
    await server?.admin(`ALTER DATABASE ${url.pathname.slice(1)} SET synchronous_commit = off`);
    await expect(openPostgresLog(url.href)).rejects.toThrow(lossy('synchronous_commit'));
  });
});
