import { connect, type Socket } from 'node:net';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemTimers } from '../ground/timers.ts';
import { CLOSE_TIMEOUT_MS } from './hub.ts';
import { startNode, type TestNode } from './hub-fixture.ts';
import { HUB_SETTINGS } from './settings.ts';
import { MemoryLog } from './simulation/memory-log.ts';
import { CONNECT_TIMEOUT, ENGINE_OPTIONS } from './socket-options.ts';

const HASTE = 50;
let node: TestNode;
const clients: Socket[] = [];
beforeAll(async () => {
  node = await startNode(new MemoryLog(), {
    timers: { after: (ms, run) => systemTimers.after(ms / HASTE, run), every: (ms, run) => systemTimers.every(ms / HASTE, run) },
    pings: { pingInterval: 10_000 / HASTE, pingTimeout: 8_000 / HASTE },
  });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await node.close();
});

const UPGRADE = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];
/** A text frame as a client sends it, masked with zeros. */
const frame = (text: string): Buffer => {
  const size = Buffer.byteLength(text);
  const head = size < 126 ? [0x81, 0x80 | size] : [0x81, 0x80 | 126, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(text)]);
};
const HELLO = frame(`40${JSON.stringify({ hello: helloFor('public') })}`);

/** A client that never closes its side by itself, whatever the server does. */
const dial = async (lines: readonly string[] = UPGRADE): Promise<Socket> => {
  const { port } = new URL(node.url);
  const client = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => {});
  clients.push(client);
  await new Promise((connected) => client.once('connect', connected));
  client.write([...lines, '', ''].join('\r\n'));
  return client;
};
const entered = async (): Promise<Socket> => {
  const client = await dial();
  client.write(HELLO);
  let heard = '';
  await new Promise<void>((resolve) => {
    client.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (heard.includes('snapshot')) resolve();
    });
  });
  return client;
};

const ENDS: [way: string, end: () => Promise<unknown>][] = [
  ['it is reset', async () => (await entered()).resetAndDestroy()],
  ['it closes', async () => (await entered()).destroy()],
  ['it says goodbye and keeps its side open', async () => (await entered()).write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]))],
  ['it ends its side and reads no more', async () => (await entered()).pause().end()],
  ['it ends its side and goes on reading', async () => (await entered()).end()],
  ['it answers no ping, as behind a cut cable', async () => (await entered()).pause()],
  ['it never enters', () => dial()],
  ['it enters and says no hello', async () => (await dial()).write(frame('40'))],
  ['it leaves the namespace', async () => (await entered()).write(frame('41'))],
  ['it says what nobody can read', async () => (await entered()).pause().write(frame('42{'))],
  ['it says a frame of no kind there is', async () => (await entered()).pause().write(Buffer.from([0x8b, 0x80, 0, 0, 0, 0]))],
  ['its key is none', () => dial(UPGRADE.map((line) => line.replace(/Key: .*/, 'Key: x')))],
  ['its protocol is none', () => dial(UPGRADE.map((line) => line.replace('EIO=4', 'EIO=9')))],
  ['it is gone before its upgrade is answered', async () => (await dial()).destroy()],
  ['it ends its side before its upgrade is answered', async () => (await dial()).pause().end()],
];

test.each(ENDS)('[PU36] a connection gives its slot back when %s', async (_, end) => {
  await end();
  // A dial takes a moment to arrive, and holds no slot before that.
  await new Promise((later) => setTimeout(later, 50));
  await expect.poll(() => node.hub.admission.open).toBe(0);
  expect(node.hub.admission.lost()).toEqual([]);
});

test('[PU36] each of those takes at most 20 s', () => {
  const { pingInterval = 0, pingTimeout = 0 } = ENGINE_OPTIONS;
  const { helloMs, laggingMs, laggingSweepMs, aheadMs } = HUB_SETTINGS;
  const longest = [pingInterval + pingTimeout, helloMs, CONNECT_TIMEOUT, laggingMs + laggingSweepMs, aheadMs].map((ms) => ms + CLOSE_TIMEOUT_MS);
  expect(Math.max(...longest)).toBeLessThanOrEqual(20_000);
});
