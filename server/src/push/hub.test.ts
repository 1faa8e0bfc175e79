import { request } from 'node:http';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import { WATCHERS } from '@sitrep/shared/protocol/topic.ts';
import { MIN_WIRE, WIRE } from '@sitrep/shared/protocol/version.ts';
import { DOWN, Ephemeral, SINCE } from '@sitrep/shared/protocol/wire.ts';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { ownBus } from '../ground/node-bus.ts';
import type { HubOptions } from './hub.ts';
import { Listener, said, startNode, type TestNode, write } from './hub-fixture.ts';
import { MemoryLog } from './simulation/memory-log.ts';
import { PROBE_HEADER } from './upgrade-guard.ts';

const ROBIN = { authorization: 'Bearer robin' };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const node = async (log = new MemoryLog(), options: Partial<HubOptions> = {}, how: { polls?: boolean } = {}): Promise<TestNode> => {
  const started = await startNode(log, options, how);
  open.push(started);
  return started;
};
const listen = (
  to: TestNode,
  scope: Scope = 'public',
  hello: unknown = helloFor(scope),
  headers: Record<string, string> = scope === 'internal' ? ROBIN : {},
): Listener => {
  const listener = new Listener(to.url, hello, headers);
  open.push(listener);
  return listener;
};

/** Status and headers of the answer to a dial; 101 when admitted. `leave` hangs up. */
const dial = (
  to: TestNode,
  headers: Record<string, string> = {},
  path = '/socket.io/',
): Promise<{ status: number; retryAfter: string | undefined; leave(): void }> =>
  new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port: to.port,
      path: `${path}?EIO=4&transport=websocket`,
      headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==', ...headers },
    });
    asked.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], leave: () => {} });
      response.resume();
    });
    asked.on('upgrade', (_, socket) => {
      open.push({ close: () => socket.destroy() });
      resolve({ status: 101, retryAfter: undefined, leave: () => socket.destroy() });
    });
    asked.on('error', reject);
    asked.end();
  });

/** An accepted websocket on which nothing was sent. `heard` holds each text received. */
const dialRaw = async (to: TestNode, headers: Record<string, string> = {}): Promise<WebSocket & { heard: string[] }> => {
  const heard: string[] = [];
  const socket = new WebSocket(`${to.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers });
  open.push({ close: () => socket.terminate() });
  socket.on('message', (data) => heard.push(String(data)));
  await expect.poll(() => heard.length).toBe(1);
  return Object.assign(socket, { heard });
};

test('[PU1] a foreign page may not dial; our own and a program may', async () => {
  const to = await node();
  expect((await dial(to, { Origin: 'https://evil.example' })).status).toBe(403);
  expect((await dial(to, { Origin: 'null' })).status).toBe(403);
  expect((await dial(to, { Origin: to.url })).status).toBe(101);
  expect((await dial(to)).status).toBe(101);
  expect(to.hub.figures().upgrades.foreign).toBe(2);
});

test('[PU2] past the cap a dial gets 503 and when to come back, and when one leaves the next is taken', async () => {
  const to = await node(undefined, { admission: { sockets: 2, reserved: 0 } });
  const first = await dial(to);
  await dial(to);
  const refused = await dial(to);
  expect(refused.status).toBe(503);
  expect(Number(refused.retryAfter)).toBeGreaterThanOrEqual(5);
  expect(Number(refused.retryAfter)).toBeLessThanOrEqual(30);
  first.leave();
  await expect.poll(() => to.hub.figures().admission.open).toBe(1);
  expect((await dial(to)).status).toBe(101);
  expect(to.hub.figures().admission.trips.full).toBe(1);
});

test('[PU3] a share of the sockets is kept for people who are signed in', async () => {
  const to = await node(undefined, { admission: { sockets: 4, reserved: 0.5 } });
  expect([(await dial(to)).status, (await dial(to)).status, (await dial(to)).status]).toEqual([101, 101, 503]);
  expect((await dial(to, ROBIN)).status).toBe(101);
});

test('[PU4] one address and one second have caps of their own', async () => {
  const crowded = await node(undefined, { admission: { perAddress: 1 } });
  expect([(await dial(crowded)).status, (await dial(crowded)).status]).toEqual([101, 503]);
  const rushed = await node(undefined, { admission: { handshakesPerSecond: 1 }, now: () => 0 });
  expect([(await dial(rushed)).status, (await dial(rushed)).status]).toEqual([101, 503]);
  expect([crowded.hub.figures().admission.trips.address, rushed.hub.figures().admission.trips.rate]).toEqual([1, 1]);
});

test('[PU5] while sign-in is down the public scope stays open and the internal one is closed', async () => {
  const to = await node(undefined, {
    authorise: () => {
      throw new Error('the accounts are away');
    },
  });
  await listen(to).next('snapshot');
  const internal = listen(to, 'internal');
  expect((await internal.next('refused')).code).toBe('not_allowed');
  await internal.ended();
});

test('[PU6] a hello is answered with a snapshot, then come deltas and heartbeats with the head and its hash', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { heartbeatMs: 50 } });
  const listener = listen(to);
  const snapshot = await listener.next('snapshot');
  expect(takeSnapshot(snapshot).hash).toBe(snapshot.hash);
  await write(log, [to], said('public', 'one'), said('internal', 'hidden'), said('public', 'two'));
  const delta = await listener.next('delta');
  expect([delta.prev, delta.pos, delta.events.length]).toEqual([0, 2, 2]);
  await listener.until(() => listener.heard.some(({ name, message }) => name === 'heartbeat' && message.pos === 2), 'heartbeat at 2');
  expect(to.errors).toEqual([]);
});

test('[PU7] a client that held a position gets what it missed and nothing else, from a restarted node too', async () => {
  const log = new MemoryLog();
  const first = await node(log);
  await write(log, [first], said('public', 'one'));
  const { epoch, pos } = await listen(first).next('snapshot');
  await write(log, [first], said('public', 'two'), said('public', 'three'));
  const resumed = listen(first, 'public', helloFor('public', { epoch, cursor: pos }));
  expect((await resumed.next('delta')).events.length).toBe(2);
  const second = await node(log);
  const again = listen(second, 'public', helloFor('public', { epoch, cursor: pos }));
  const delta = await again.next('delta');
  expect([delta.prev, delta.pos]).toEqual([1, 3]);
  const current = listen(second, 'public', helloFor('public', { epoch, cursor: 3 }));
  expect((await current.next('heartbeat')).pos).toBe(3);
  expect(current.heard.map(({ name }) => name)).toEqual(['heartbeat']);
});

test('[PU8] a later hello on the open connection is answered from its cursor', async () => {
  const log = new MemoryLog();
  const to = await node(log);
  const listener = listen(to, 'public', null);
  listener.socket.emit('hello', helloFor('public'));
  const { epoch } = await listener.next('snapshot');
  await write(log, [to], said('public', 'one'));
  await listener.next('delta');
  listener.socket.emit('hello', helloFor('public', { epoch, cursor: 0 }));
  expect(await listener.next('delta', 1)).toEqual(await listener.next('delta'));
});

test('[PU9] the public scope carries no internal text, no staff name and no seq', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { heartbeatMs: 30 } });
  const outside = listen(to);
  const inside = listen(to, 'internal');
  await Promise.all([outside.next('snapshot'), inside.next('snapshot')]);
  await write(log, [to], said('internal', 'hidden'), said('public', 'shown'));
  await write(log, [to], said('internal', 'hidden'));
  expect((await inside.next('delta', 1)).pos).toBe(3);
  await outside.next('heartbeat', 2);
  const all = JSON.stringify(outside.heard);
  expect(all).toContain('shown');
  for (const secret of ['hidden', 'Robin', '"seq"']) expect(all).not.toContain(secret);
  expect(outside.heard.filter(({ name }) => name === 'delta')).toHaveLength(1);
});

test.each([
  ['a hello with a field too many', (socket: Listener['socket']) => socket.emit('hello', { ...helloFor('public'), more: 1 })],
  ['an event of another name', (socket: Listener['socket']) => socket.emit('write', {})],
  ['a hello with an acknowledgement', (socket: Listener['socket']) => socket.emit('hello', helloFor('public'), () => {})],
])('[PU10] %s ends the connection with a reason', async (_, send) => {
  const to = await node();
  const listener = listen(to);
  await listener.next('snapshot');
  send(listener.socket);
  expect((await listener.next('refused')).code).toBe('bad_message');
  await listener.ended();
});

test('[PU10] a binary packet ends the connection', async () => {
  const to = await node();
  const listener = listen(to);
  await listener.next('snapshot');
  listener.socket.emit('hello', { bytes: new Uint8Array([1, 2, 3]) });
  await listener.ended();
});

test('[PU10] a packet or a path that nobody can read is counted, and is no error of ours', async () => {
  const to = await node();
  for (const packet of ['451-["hello",{"_placeholder":true,"num":0}]', '42{', '9', '42["error"]']) {
    const stranger = await dialRaw(to);
    stranger.send(`40${JSON.stringify({ hello: helloFor('public') })}`);
    await expect.poll(() => stranger.heard.some((text) => text.startsWith('42["snapshot"'))).toBe(true);
    stranger.send(packet);
    await expect.poll(() => stranger.readyState, { message: packet }).toBe(WebSocket.CLOSED);
  }
  expect(to.hub.figures().counts.refused).toBeGreaterThan(0);
  for (const path of ['//', '/socket.io/..', '/socket.io']) expect((await dial(to, {}, path)).status).toBe(404);
  expect(to.errors).toEqual([]);
});

test.each([
  ['newer', { ...helloFor('public'), wire: 99, minWire: WIRE + 1 }],
  ['older', { wire: MIN_WIRE - 1, minWire: MIN_WIRE - 1, epoch: null, cursor: 0, scope: 'public', foldVersion: 1 }],
  ['unreadable by now, but for its range', { wire: 99, minWire: 98, who: 'knows' }],
])('[PU11] a page whose versions are all %s is told so', async (_, hello) => {
  const to = await node();
  const listener = listen(to, 'public', hello);
  expect((await listener.next('refused')).code).toBe('wire_version');
  await listener.ended();
});

test('[PU11] a page of the next version that still speaks this one is served, whatever its hello says besides', async () => {
  const listener = listen(await node(), 'public', { ...helloFor('public'), wire: WIRE + 1, mood: 'good' });
  expect((await listener.next('snapshot')).wire).toBe(WIRE);
});

/** The fields a version 1 page accepts; with any other field it ignores the message. */
const FIRST_HEARTBEAT = z.strictObject({ epoch: z.string(), pos: z.int(), hash: z.string(), foldVersion: z.int(), now: z.int(), build: z.string() });
test('[PU11] a page of version 1, which knows no range, hears the build of the server and is told to load again', async () => {
  const listener = listen(await node(), 'public', { wire: 1, epoch: 'log-1', cursor: 3, scope: 'public', foldVersion: 1 });
  expect((await listener.next('refused')).code).toBe('wire_version');
  expect(listener.heard.map(({ name }) => name)).toEqual(['heartbeat', 'refused']);
  expect(FIRST_HEARTBEAT.parse(listener.heard[0]?.message)).toMatchObject({ epoch: '', pos: 0, build: 'test' });
  await listener.ended();
});

test('[PU22] one websocket enters once: leaving ends it, and a second entrance is refused', async () => {
  const to = await node();
  const entrance = `40${JSON.stringify({ hello: helloFor('public') })}`;
  const leaver = await dialRaw(to);
  leaver.send(entrance);
  await expect.poll(() => leaver.heard.length).toBeGreaterThan(2);
  leaver.send('41');
  leaver.send(entrance);
  await expect.poll(() => leaver.readyState).toBe(WebSocket.CLOSED);
  const eager = await dialRaw(to);
  for (let i = 0; i < 10; i++) eager.send(entrance);
  await expect.poll(() => eager.readyState).toBe(WebSocket.CLOSED);
  expect(to.hub.figures().counts.hellos).toBeLessThanOrEqual(2);
  await expect.poll(() => to.hub.figures()).toMatchObject({ census: { connections: 0 }, admission: { open: 0 } });
});

test('[PU12] a reader that does not read but answers pings, by hand, is closed too', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { laggingMs: 300, laggingSweepMs: 50 } });
  const liar = await dialRaw(to);
  liar.send(`40${JSON.stringify({ hello: helloFor('public') })}`);
  await expect.poll(() => liar.heard.length).toBeGreaterThan(2);
  liar.pause();
  const pongs = setInterval(() => liar.send('3'), 20);
  open.push({ close: () => clearInterval(pongs) });
  const text = 'x'.repeat(19_000);
  for (let i = 0; i < 60; i++) await write(log, [to], ...Array.from({ length: 20 }, () => said('public', text)));
  await expect.poll(() => to.hub.figures()).toMatchObject({ counts: { cut: 1 }, census: { connections: 0 }, admission: { open: 0 } });
});

test('[PU12] a reader that does not read leaves the broadcast and is closed, and others notice nothing', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { laggingMs: 300, laggingSweepMs: 50 } });
  const slow = new WebSocket(`${to.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  open.push({ close: () => slow.terminate() });
  let ready = false;
  slow.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('0')) slow.send(`40${JSON.stringify({ hello: helloFor('public') })}`);
    if (text.startsWith('42["snapshot"')) ready = true;
  });
  const quick = listen(to);
  await quick.next('snapshot');
  await expect.poll(() => ready).toBe(true);
  slow.pause();
  const text = 'x'.repeat(19_000);
  for (let i = 0; i < 60; i++) await write(log, [to], ...Array.from({ length: 20 }, () => said('public', text)));
  await quick.until(() => quick.heard.some(({ name, message }) => name === 'delta' && message.pos === 1_200), 'delta at 1200');
  await expect.poll(() => to.hub.figures().counts.cut).toBe(1);
  await expect.poll(() => to.hub.figures().census.connections).toBe(1);
  await expect.poll(() => to.hub.figures().admission.open).toBe(1);
});

test('[PU13] a slow reader that catches its breath gets the rest in one piece', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { laggingSweepMs: 20 } });
  const slow = new WebSocket(`${to.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  open.push({ close: () => slow.terminate() });
  const heard: { name: string; pos: number; prev?: number }[] = [];
  slow.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('0')) slow.send(`40${JSON.stringify({ hello: helloFor('public') })}`);
    if (!text.startsWith('42')) return;
    const [name, message] = JSON.parse(text.slice(2)) as [string, { pos: number; prev?: number }];
    heard.push({ name, ...message });
  });
  await expect.poll(() => heard.length).toBe(1);
  slow.pause();
  const text = 'x'.repeat(19_000);
  for (let i = 0; i < 60; i++) await write(log, [to], ...Array.from({ length: 20 }, () => said('public', text)));
  expect(to.hub.figures().census.lagging).toBe(1);
  slow.resume();
  await expect.poll(() => heard.at(-1)?.pos).toBe(1_200);
  expect(to.hub.figures().counts).toMatchObject({ caughtUp: 1, cut: 0 });
  expect(heard.length).toBeLessThan(60);
  // Frames the kernel did not take at once went by the stock path, and still arrived in order.
  expect(to.hub.figures().writes.stock).toBeGreaterThan(0);
  expect(heard.map(({ pos }) => pos)).toEqual(heard.map(({ pos }) => pos).toSorted((a, b) => a - b));
});

test('[PU14] on shutdown everybody gets a slot to come back in, and newcomers are refused', async () => {
  const to = await node();
  const listeners = [listen(to), listen(to), listen(to)];
  for (const listener of listeners) await listener.next('snapshot');
  to.hub.drain();
  const slots = await Promise.all(listeners.map(async (listener) => (await listener.next('drain')).reconnectAfterMs));
  expect(Math.min(...slots)).toBeGreaterThanOrEqual(1_000);
  for (const listener of listeners) await listener.ended();
  expect((await dial(to)).status).toBe(503);
});

test('[PU15] rights that are withdrawn end the connections that used them, within two seconds', async () => {
  const to = await node();
  const robin = listen(to, 'internal');
  const other = listen(to, 'internal', helloFor('internal'), { authorization: 'Bearer kim' });
  await Promise.all([robin.next('snapshot'), other.next('snapshot')]);
  expect(to.hub.revoke('robin')).toBe(1);
  // At once, without waiting for a timer.
  expect([...to.hub.connected()]).toEqual(['kim']);
  expect((await robin.next('refused')).code).toBe('revoked');
  await robin.ended();
  expect(other.closed).toBe(false);
});

test('[PU23] the hub names whose connections are open, each once and nobody anonymous, and no more once they are gone', async () => {
  const to = await node();
  const kim = listen(to, 'internal', helloFor('internal'), { authorization: 'Bearer kim' });
  const robins = [listen(to, 'internal'), listen(to, 'internal')];
  const anyone = listen(to, 'public', helloFor('public'), {});
  await Promise.all([kim, ...robins, anyone].map((one) => one.next('snapshot')));
  expect([...to.hub.connected()].sort()).toEqual(['kim', 'robin']);
  kim.close();
  await expect.poll(() => [...to.hub.connected()]).toEqual(['robin']);
  to.hub.revoke('robin');
  expect([...to.hub.connected()]).toEqual([]);
});

test('[PU15] rights withdrawn between the dial and the handshake are not used', async () => {
  const to = await node();
  const early = new WebSocket(`${to.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers: ROBIN });
  open.push({ close: () => early.terminate() });
  const heard: string[] = [];
  early.on('message', (data) => heard.push(String(data)));
  await expect.poll(() => heard.length).toBe(1);
  expect(to.hub.revoke('robin')).toBe(1);
  early.send(`40${JSON.stringify({ hello: helloFor('internal') })}`);
  await expect.poll(() => early.readyState).toBe(WebSocket.CLOSED);
  expect(heard.join()).not.toContain('snapshot');
});

test('[PU15] rights withdrawn before anything was said end the connection at once', async () => {
  const to = await node();
  const idle = await dialRaw(to, ROBIN);
  to.hub.revoke('robin');
  await expect.poll(() => idle.readyState).toBe(WebSocket.CLOSED);
});

test('[PU16] two nodes on one log tell the same story, and a node that is behind makes a client wait', async () => {
  const log = new MemoryLog();
  const north = await node(log);
  const south = await node(log, { settings: { aheadMs: 600_000 } }, { polls: false });
  const [a, b] = [listen(north), listen(south)];
  const { epoch } = await a.next('snapshot');
  await b.next('snapshot');
  await write(log, [north, south], said('public', 'one'));
  expect(await a.next('delta')).toEqual(await b.next('delta'));

  await write(log, [north], said('public', 'two'));
  const moved = listen(south, 'public', helloFor('public', { epoch, cursor: 2 }));
  await expect.poll(() => south.hub.figures().counts.ahead).toBe(1);
  await south.projection.catchUp();
  expect((await moved.next('heartbeat')).pos).toBe(2);

  const hasty = await node(log, { settings: { aheadMs: 50 } });
  const tooFar = listen(hasty, 'public', helloFor('public', { epoch, cursor: 9 }));
  expect((await tooFar.next('wait')).retryAfterMs).toBeGreaterThan(0);
  await tooFar.ended();
});

test('[PU17] a redaction gives every client a snapshot of the new epoch', async () => {
  const log = new MemoryLog();
  const to = await node(log);
  await write(log, [to], said('public', 'a secret'));
  const listener = listen(to);
  const { epoch } = await listener.next('snapshot');
  log.redactNow([{ seq: 1, replacement: { incidentId: 'one', updateId: 'u1', kind: 'update', text: '[removed]' } }], {
    events: [],
    expected: {},
    idempotency: null,
  });
  await to.projection.catchUp();
  expect((await listener.next('snapshot', 1)).epoch).not.toBe(epoch);
  const stale = listen(to, 'public', helloFor('public', { epoch, cursor: 0 }));
  await stale.next('snapshot');
  expect(JSON.stringify(stale.heard)).not.toContain('a secret');
});

test('[PU19] on real sockets both paths carry the same bytes', async () => {
  const log = new MemoryLog();
  const to = await node(log);
  const listener = listen(to);
  await listener.next('snapshot');
  await write(log, [to], said('public', 'one'));
  await listener.next('delta');
  expect(to.hub.figures().writes.direct).toBeGreaterThan(0);
  const direct = to.hub.figures().writes.direct;
  for (let i = 0; i < 200; i++) await write(log, [to], said('public', `${i} ${'é'.repeat(3_000)}`));
  expect((await listener.next('delta', 200)).pos).toBe(201);
  const positions = listener.heard.flatMap(({ name, message }) => (name === 'delta' ? [message.pos] : []));
  expect(positions).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
  expect(to.hub.figures().writes.direct).toBeGreaterThan(direct);
});

test('[PU18] a connection that never says hello is closed', async () => {
  const to = await node(undefined, { settings: { helloMs: 50 } });
  const listener = listen(to, 'public', null);
  expect((await listener.next('refused')).code).toBe('bad_message');
  await listener.ended();
});

test('[PU18] so is one that never enters, whether it says nothing or asks for what there is not', async () => {
  const to = await node(undefined, { settings: { helloMs: 100 } });
  const [silent, lost] = [await dialRaw(to), await dialRaw(to)];
  lost.send('40/admin,{}');
  await expect.poll(() => [silent.readyState, lost.readyState]).toEqual([WebSocket.CLOSED, WebSocket.CLOSED]);
  expect(to.hub.figures().admission.open).toBe(0);
});

test('[PU25] a websocket that sends more than any client of ours is ended, whatever it sends, and the others hear on', async () => {
  const to = await node();
  const other = listen(to);
  await other.next('snapshot');
  const floods: ((socket: WebSocket) => void)[] = [
    (socket) => socket.ping('x'.repeat(100)),
    (socket) => socket.send('3'.repeat(100)),
    (socket) => socket.send('431[1]'),
  ];
  for (const flood of floods) {
    const socket = await dialRaw(to);
    let ended = false;
    socket.on('close', () => {
      ended = true;
    });
    socket.on('error', () => undefined);
    for (let n = 0; n < 20_000 && !ended; n++) flood(socket);
    await expect.poll(() => ended).toBe(true);
  }
  expect(to.hub.figures().upgrades.flooding).toBeGreaterThan(0);
  expect(other.closed).toBe(false);
});

test.each(['40/a,', '40/__proto__,', '431[1]', '44{}'])('[PU10] %s is no packet of the protocol and ends the connection', async (packet) => {
  const socket = await dialRaw(await node());
  let ended = false;
  socket.on('close', () => {
    ended = true;
  });
  socket.send(packet);
  await expect.poll(() => ended).toBe(true);
});

test('[PU28] two nodes on one bus tell each page how many watch the board: a second tab is the same one, and a dial of the server itself is nobody', async () => {
  const log = new MemoryLog();
  const bus = ownBus();
  const settings = { ephemeralMs: 40 };
  const [one, two] = [await node(log, { bus, settings, probeSecret: 'probe' }), await node(log, { bus, settings })];
  const counts = (listener: Listener) => listener.heard.flatMap(({ name, message }) => (name === 'ephemeral' ? message.items.map(({ body }) => body) : []));
  const watch = async (to: TestNode, name: string) => {
    const listener = listen(to, 'internal', helloFor('internal'), { authorization: `Bearer ${name}` });
    await listener.next('snapshot');
    listener.socket.emit('watch', { topics: [WATCHERS] });
    return listener;
  };
  const ana = await watch(one, 'ana');
  await expect.poll(() => counts(ana).at(-1)).toEqual({ count: 1 });
  await watch(two, 'ana');
  const bo = await watch(two, 'bo');
  const probe = new Listener(one.url, helloFor('public'), { [PROBE_HEADER]: 'probe' });
  open.push(probe);
  await probe.next('snapshot');
  await listen(one).next('snapshot');
  await expect.poll(() => [counts(ana).at(-1), counts(bo).at(-1)]).toEqual([{ count: 2 }, { count: 2 }]);
  bo.close();
  await expect.poll(() => counts(ana).at(-1)).toEqual({ count: 1 });
  expect(counts(ana).filter((body) => (body as { count: number } | null)?.count === 3)).toEqual([]);
  expect(Ephemeral.safeParse(await ana.next('ephemeral')).success).toBe(true);
});

test('[PU11] a page of the version before is served in messages it can read, and in no others', async () => {
  const log = new MemoryLog();
  const to = await node(log, { settings: { heartbeatMs: 50, ephemeralMs: 20 } });
  const older = listen(to, 'internal', { ...helloFor('internal'), wire: MIN_WIRE, minWire: MIN_WIRE - 1 });
  await older.next('snapshot');
  await write(log, [to], said('public', 'one'));
  await older.next('delta');
  await older.next('heartbeat', 2);
  expect(older.heard.filter(({ name, message }) => SINCE[name] > MIN_WIRE || !DOWN[name].safeParse(message).success)).toEqual([]);
});
