import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isAnswering } from './is-answering.ts';

test('a server that is busy for some seconds runs; one that was killed does not', async () => {
  const server = createServer((_request, response) => setTimeout(() => response.end(), 2_500)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await isAnswering(url)).toBe(true);
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  expect(await isAnswering(url)).toBe(false);
});
