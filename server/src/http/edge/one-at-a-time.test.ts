import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startApp } from '../../testing/start-app.ts';
import { oneAtATime } from './one-at-a-time.ts';

const LARGE = Buffer.alloc(8_000_000, 'x');
const open: { sockets: Socket[]; servers: Server[] } = { sockets: [], servers: [] };
afterEach(() => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  for (const server of open.servers.splice(0)) server.close();
});

const serve = async (answer: RequestListener): Promise<Server> => {
  const server = createServer(oneAtATime(answer)).listen(0, '127.0.0.1');
  open.servers.push(server);
  await once(server, 'listening');
  return server;
};
/** A connection that does not read until the test asks it to. */
const dial = async (server: Server): Promise<Socket> => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.on('error', () => {});
  open.sockets.push(socket);
  await once(socket, 'connect');
  return socket;
};
const gets = (...paths: string[]): string => paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join('');
const connectionsOf = (server: Server) => new Promise<number>((resolve) => void server.getConnections((_, count) => resolve(count)));

test('[GU9] requests sent at once are answered in their order, and each is begun once the answer before it has left', async () => {
  const begun: string[] = [];
  const server = await serve((request, response) => {
    begun.push(request.url ?? '');
    response.end(request.url === '/1' ? LARGE : `answer to ${request.url}`);
  });
  const socket = await dial(server);
  socket.write(gets('/1', '/2', '/3'));
  await expect.poll(() => begun).toEqual(['/1']);
  await new Promise((later) => setTimeout(later, 100));
  expect(begun).toEqual(['/1']);
  let text = '';
  socket.on('data', (chunk) => {
    text = `${text}${chunk}`.slice(-1_000);
  });
  socket.resume();
  await expect.poll(() => text).toContain('answer to /3');
  expect(text.indexOf('answer to /2')).toBeLessThan(text.indexOf('answer to /3'));
  expect(begun).toEqual(['/1', '/2', '/3']);
  socket.write(gets('/4'));
  await expect.poll(() => text).toContain('answer to /4');
});

test('[GU9] a connection with more than sixteen requests waiting is closed, and no more of them are begun', async () => {
  let begun = 0;
  const server = await serve((_, response) => {
    begun++;
    response.end(LARGE);
  });
  const socket = await dial(server);
  socket.write(gets(...Array.from({ length: 700 }, () => '/')));
  await expect.poll(() => connectionsOf(server)).toBe(0);
  await new Promise((later) => setTimeout(later, 50));
  expect(begun).toBe(1);
});

test('[GU9] the server closes a connection that asks and never reads, and one on which nothing moves, but no websocket', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-quiet-'));
  mkdirSync(join(folder, 'client'));
  // More than the kernel buffers for one connection.
  writeFileSync(join(folder, 'client/large.png'), LARGE);
  const app = await startApp({ folder });
  // Node waits twice for the reader of an answer.
  expect(2 * app.server.timeout).toBe(18_000);
  // The same within a shorter time: a ping or heartbeat would come only after seconds.
  app.server.timeout = 200;
  let came = 0;
  app.server.on('connection', () => came++);
  const websocket = await dial(app.server);
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  websocket.write(['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', 'Host: localhost', ...upgrade, '', ''].join('\r\n'));
  const flood = await dial(app.server);
  flood.write(gets(...Array.from({ length: 700 }, () => '/api/v1/openapi.json')));
  await dial(app.server);
  const deaf = await dial(app.server);
  deaf.write(gets('/large.png'));
  // How many are open at one moment depends on how fast this machine is.
  await expect.poll(() => came).toBeGreaterThanOrEqual(4);
  await expect.poll(() => app.connections.open).toBe(1);
  // A read that waits for a position sends nothing for two seconds.
  expect((await app.ask('GET', '/api/v1/incidents/any?pos=99')).body.code).toBe('behind');
  expect(app.hub.admission.open).toBe(1);
  websocket.destroy();
  await app.dispose();
});
