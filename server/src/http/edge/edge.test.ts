import { once } from 'node:events';
import type { AddressInfo, BlockList } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { OWNER_TOKEN, startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { admission: { perAddress: 1 } } });
});
afterAll(() => app.dispose());

const portOf = ({ server }: TestApp) => (server.address() as AddressInfo).port;
/** The raw answer to a hand-written request, until the server closes the connection. */
const raw = async (head: readonly string[], body = '', to = app): Promise<{ status: number; text: string }> => {
  const socket = connect(portOf(to), '127.0.0.1');
  socket.write(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return { status: Number(text.split(' ', 2)[1]), text };
};
const dial = async (host: string, to = app, more: readonly string[] = []) => {
  const socket = connect(portOf(to), '127.0.0.1');
  const handshake = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  socket.write([`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1`, `Host: ${host}`, ...handshake, ...more, '', ''].join('\r\n'));
  const [answer] = await once(socket, 'data');
  socket.destroy();
  await expect.poll(() => to.hub.admission.open).toBe(0);
  return Number(String(answer).split(' ', 2)[1]);
};

test('[HT11] a neighbour that plants cookies of our name in front of a sign-in takes nothing from it', async () => {
  const secret = (await app.principals.exchange(await app.principals.newOwnerLink()))?.secret;
  const planted = Array.from({ length: 20 }, () => 'sitrep=x').join('; ');
  expect((await raw(['GET /api/v1/board?scope=internal HTTP/1.1', 'Host: localhost', `Cookie: ${planted}; sitrep=${secret}`])).status).toBe(200);
});

test('[HT34] a page that points its own name at this machine gets what anybody gets, and no socket', async () => {
  const bearer = `Authorization: Bearer ${OWNER_TOKEN}`;
  const cookie = `Cookie: sitrep=${(await app.principals.exchange(await app.principals.newOwnerLink()))?.secret}`;
  for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:4040', '[::1]:4040']) {
    expect((await raw(['GET /metrics HTTP/1.1', `Host: ${host}`])).status).toBe(200);
    expect((await raw(['GET /api/v1/board?scope=internal HTTP/1.1', `Host: ${host}`, bearer])).status).toBe(200);
    expect(await dial(host)).toBe(101);
  }
  for (const host of ['evil.example', 'localhost.evil.example:4040', '127.0.0.1.evil.example', '']) {
    expect((await raw(['GET /metrics HTTP/1.1', `Host: ${host}`])).status).toBe(401);
    expect((await raw(['GET /api/v1/board?scope=internal HTTP/1.1', `Host: ${host}`, bearer])).status).toBe(403);
    expect((await raw(['GET /api/v1/board?scope=internal HTTP/1.1', `Host: ${host}`, cookie])).status).toBe(401);
    expect((await raw(['GET /api/v1/board HTTP/1.1', `Host: ${host}`])).status).toBe(200);
    expect(await dial(host, app, [`Origin: http://${host}`])).toBe(403);
  }
});

test('[HT34] with PUBLIC_URL a proxy on this machine asks by whatever name it likes; only the board’s own name and this machine’s are trusted', async () => {
  const named = await startApp({ settings: { publicUrl: 'https://status.example' } });
  expect((await raw(['GET /metrics HTTP/1.1', 'Host: status.example'], '', named)).status).toBe(200);
  expect((await raw(['GET /metrics HTTP/1.1', 'Host: evil.example'], '', named)).status).toBe(401);
  expect(await dial('status.example', named)).toBe(101);
  await named.dispose();
});

test('[HT34] nothing that a proxy of TRUST_PROXY passes on is of this machine, not even by the board’s own name and without a word of whom it is for', async () => {
  const behind = await startApp({ settings: { publicUrl: 'https://status.example', proxies: readProxies('loopback') as BlockList } });
  const ask = async (...head: string[]) => (await raw(['GET /metrics HTTP/1.1', ...head], '', behind)).status;
  expect(await ask('Host: status.example')).toBe(401);
  expect(await ask('Host: status.example', 'X-Forwarded-For: 127.0.0.1')).toBe(401);
  expect(await ask('Host: localhost', 'X-Forwarded-For: 127.0.0.1')).toBe(401);
  // The command line on this machine.
  expect(await ask('Host: localhost:4040')).toBe(200);
  expect(await dial('status.example', behind)).toBe(101);
  await behind.dispose();
});

const FROM_AFAR = 'X-Forwarded-For: 203.0.113.9';
test.each<[string, { publicUrl?: string; proxies?: BlockList; allowInsecure?: boolean }, readonly string[], Record<string, boolean>]>([
  ['on this machine', {}, ['Host: localhost:4040'], { 'http://localhost:4040': true, 'https://localhost:4040': false, 'http://localhost': false }],
  [
    'through a proxy that ends TLS, as the README says it',
    { publicUrl: 'https://status.example', proxies: readProxies('loopback') as BlockList },
    ['Host: status.example', FROM_AFAR, 'X-Forwarded-Proto: https'],
    { 'https://status.example': true, 'http://status.example': false, 'https://status.example:8443': false, 'https://evil.example': false, null: false },
  ],
  [
    'through it by another name',
    { publicUrl: 'https://status.example', proxies: readProxies('loopback') as BlockList },
    ['Host: board.example', FROM_AFAR, 'X-Forwarded-Proto: https'],
    { 'https://board.example': true, 'http://board.example': false, 'https://status.example': true },
  ],
  [
    'past it, from this machine',
    { publicUrl: 'https://status.example', proxies: readProxies('loopback') as BlockList },
    ['Host: localhost:4040'],
    { 'http://localhost:4040': true, 'https://localhost:4040': false },
  ],
  [
    'through a proxy nobody named, which may end TLS without a word',
    { allowInsecure: true },
    ['Host: status.example', FROM_AFAR],
    { 'https://status.example': true, 'http://status.example': true, 'https://evil.example': false },
  ],
])('[HT11] %s, pages of our own are told by scheme, name and port', async (_, settings, head, pages) => {
  const to = await startApp({ settings });
  const secure = head.includes('X-Forwarded-Proto: https');
  const cookie = `Cookie: ${secure ? '__Host-sitrep' : 'sitrep'}=${(await to.principals.exchange(await to.principals.newOwnerLink()))?.secret}`;
  const body = '{"name":"Ours"}';
  const [, host = ''] = head[0]?.split(': ') ?? [];
  for (const [page, ours] of Object.entries(pages)) {
    const more = [...head.slice(1), `Origin: ${page}`];
    const write = ['Content-Type: application/json', `Content-Length: ${body.length}`, cookie];
    const { text } = await raw(['PUT /api/v1/board HTTP/1.1', `Host: ${host}`, ...more, ...write], body, to);
    expect([page, text.includes('cross_site'), await dial(host, to, more)]).toEqual([page, !ours, ours ? 101 : 403]);
  }
  await to.dispose();
});

test('[HT35] a wish for another protocol is passed over, and the request is answered', async () => {
  const wish = ['Host: localhost', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA', 'Connection: Upgrade, HTTP2-Settings'];
  const board = await raw(['GET /api/v1/board HTTP/1.1', ...wish]);
  expect([board.status, board.text]).toEqual([200, expect.stringContaining('"state"')]);
  const body = '{"title":"Sent with a wish"}';
  const write = [`Content-Type: application/json`, `Content-Length: ${body.length}`, `Authorization: Bearer ${OWNER_TOKEN}`];
  expect((await raw(['POST /api/v1/incidents HTTP/1.1', ...wish, ...write], body)).status).toBe(201);
  expect((await raw(['GET /livez HTTP/1.1', 'Host: localhost', 'Upgrade: TLS/1.0, websocket'])).status).toBe(200);
  await expect.poll(() => app.connections.open).toBeLessThanOrEqual(1);
});

test.each(['//', 'http://[/api/v1/board', 'http://localhost:99999999/api/v1/tokens', '/api/v1/board?%', '/%', '*', '/api/v1/incidents?\\'])(
  '[HT9] the address %s is the asker’s mistake, not ours',
  async (address) => {
    const { status } = await raw([`GET ${address} HTTP/1.1`, 'Host: localhost']);
    expect(status).toBeLessThan(500);
    expect(app.errors).toEqual([]);
  },
);

test.each(['http://localhost:99999/api/v1/incidents', 'http://[x]/api/v1/incidents', 'x://:1/api/v1/incidents'])(
  '[HT9] the whole address %s, whose host or port is none, is refused as such',
  async (address) => {
    const { status, text } = await raw([`GET ${address} HTTP/1.1`, 'Host: localhost']);
    expect([status, text]).toEqual([400, expect.stringContaining('"code":"bad_request"')]);
    expect(app.errors).toEqual([]);
  },
);

test('[GU8] one address holds only so many connections, which shuts out nobody else', async () => {
  await expect.poll(() => app.connections.open).toBe(0);
  const closed = new Set<Socket>();
  const open = await Promise.all(
    Array.from({ length: 4 + 64 + 20 }, async () => {
      const socket = connect({ port: portOf(app), host: '127.0.0.1', localAddress: '127.0.0.2' });
      socket.on('error', () => {});
      socket.on('close', () => closed.add(socket));
      await once(socket, 'connect');
      return socket;
    }),
  );
  await expect.poll(() => closed.size).toBe(20);
  expect((await raw(['GET /livez HTTP/1.1', 'Host: localhost'])).status).toBe(200);
  expect(app.connections.trips.address).toBe(20);
  for (const socket of open) socket.destroy();
  await expect.poll(() => app.connections.open).toBe(0);
});

test('[GU8] a proxy of TRUST_PROXY speaks for many, and is not counted', async () => {
  const behind = await startApp({ settings: { admission: { perAddress: 1 }, proxies: readProxies('loopback') as BlockList } });
  const sockets = await Promise.all(
    Array.from({ length: 4 + 64 + 5 }, async () => {
      const socket = connect(portOf(behind), '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    }),
  );
  const status = async (socket: Socket): Promise<string> => {
    socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return String((await once(socket, 'data'))[0]).split(' ', 2)[1] ?? '';
  };
  expect(new Set(await Promise.all(sockets.map(status)))).toEqual(new Set(['200']));
  for (const socket of sockets) socket.destroy();
  await behind.dispose();
});
