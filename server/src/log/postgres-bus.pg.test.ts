import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { BUS_BYTES } from '../ground/node-bus.ts';
import { throwAwayPostgres } from '../testing/postgres.ts';
import { openPostgresBus } from './postgres-bus.ts';

const server = await throwAwayPostgres();
afterAll(() => server?.stop());

describe.skipIf(server === null)('the bus of nodes on one PostgreSQL', () => {
  test('[PU28] what one node says all hear, itself included, a lost connection comes back, and what is too long is dropped', async () => {
    const url = (await server?.database()) ?? '';
    const [one, two] = await Promise.all([openPostgresBus(url), openPostgresBus(url)]);
    const heard: Record<'one' | 'two', string[]> = { one: [], two: [] };
    one.onHear((text) => heard.one.push(text));
    const deafen = two.onHear((text) => heard.two.push(text));
    try {
      one.say('a');
      await expect.poll(() => heard).toEqual({ one: ['a'], two: ['a'] });
      one.say('x'.repeat(BUS_BYTES + 1));
      one.say('y'.repeat(BUS_BYTES));
      await expect.poll(() => heard.two.map(({ length }) => length)).toEqual([1, BUS_BYTES]);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const listeners = "FROM pg_stat_activity WHERE application_name = 'sitrep-listener' AND datname = current_database()";
      await client.query(`SELECT pg_terminate_backend(pid) ${listeners}`).finally(() => client.end());
      // Messages sent while the connection was down are lost; later ones arrive.
      await expect
        .poll(() => {
          two.say('back');
          return heard.one.at(-1);
        })
        .toBe('back');
      deafen();
      one.say('last');
      await expect.poll(() => heard.one).toContain('last');
      expect(heard.two).not.toContain('last');
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });

  test('[PU28] a connection that died without an end is given up once its own words stay away', async () => {
    const url = (await server?.database()) ?? '';
    const { host, port } = urlParts(url);
    const sockets = new Set<Socket>();
    const first = new Set<Socket>();
    let frozen = false;
    const proxy = createServer((socket) => {
      const onward = connect(port, host);
      sockets.add(socket).add(onward);
      // Connections open during the freeze carry nothing any more, and neither end gets an error.
      const isDead = () => frozen && first.has(socket);
      if (!frozen) first.add(socket);
      socket.on('data', (chunk) => isDead() || onward.write(chunk)).on('error', () => {});
      onward.on('data', (chunk) => isDead() || socket.write(chunk)).on('error', () => {});
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const through = new URL(url);
    through.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const bus = await openPostgresBus(through.href);
    const heard: string[] = [];
    bus.onHear((text) => heard.push(text));
    try {
      bus.say('a');
      await expect.poll(() => heard).toEqual(['a']);
      frozen = true;
      await expect
        .poll(() => {
          bus.say('b');
          return heard;
        })
        .toContain('b');
    } finally {
      for (const socket of sockets) socket.destroy();
      await bus.close();
      proxy.close();
    }
  });
});

const urlParts = (url: string): { host: string; port: number } => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 5432) };
};
