import { once } from 'node:events';
import { request } from 'node:http';
import type { BlockList } from 'node:net';
import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { proxies: readProxies('10.9.9.9') as BlockList } });
});
afterAll(() => app.dispose());

const signIn = async (headers: Record<string, string> = {}) => {
  const reply = await app.ask('POST', '/api/v1/session', { token: null, body: { code: await app.principals.newOwnerLink() }, headers });
  return { reply, cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' };
};
const as = (cookie: string, more: Record<string, string> = {}) => ({ token: null, headers: { cookie, ...more } });

test('[HT10] the code of an owner link becomes a cookie, once', async () => {
  const code = app.ownerLink(await app.principals.newOwnerLink()).split('#owner=')[1];
  const first = await app.ask('POST', '/api/v1/session', { token: null, body: { code } });
  expect(first.status).toBe(201);
  expect(first.headers.get('set-cookie')).toMatch(/^sitrep=[^;]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await app.ask('GET', '/api/v1/session', as(cookie))).body).toEqual({
    scope: 'internal',
    name: 'Owner',
    person: null,
    role: 'owner',
    rights: [...ROLE_RIGHTS.owner],
    kind: 'person',
    expiresAt: expect.any(Number),
    acknowledge: { withinMs: 300_000, next: ['Bo', 'Cy'] },
    suspect: { count: 3, withinMs: 1_800_000 },
  });
  expect((await app.ask('GET', '/api/v1/board', as(cookie))).body.scope).toBe('internal');
  const second = await app.ask('POST', '/api/v1/session', { token: null, body: { code } });
  expect(second.status).toBe(401);
});

const openSocket = async (cookie: string) => {
  const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } });
  await new Promise<void>((resolve) => {
    socket.on('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('hello', helloFor('internal')));
  });
  return { ended: new Promise<string>((resolve) => void socket.on('refused', ({ code }: { code: string }) => resolve(code))) };
};

test('[HT110] who is signed in, screens included, learns within how long an incident is to be taken and who is asked next; customers do not', async () => {
  const { cookie } = await signIn();
  const screen = await app.principals.createScreen('Wall 9', null);
  for (const sent of [as(cookie), as(`sitrep=${screen.token}`)])
    expect((await app.ask('GET', '/api/v1/session', sent)).body.acknowledge).toEqual({ withinMs: 300_000, next: ['Bo', 'Cy'] });
  expect((await app.ask('GET', '/api/v1/session', as(''))).text).not.toContain('acknowledge');
});

test('[HT46] signing in again ends the earlier sign-ins of that browser and closes their sockets, and those of no other', async () => {
  const scopeOf = async (cookie: string) => (await app.ask('GET', '/api/v1/session', as(cookie))).body.scope;
  const [first, second, other] = [await signIn(), await signIn(), await signIn()];
  const sockets = [await openSocket(first.cookie), await openSocket(second.cookie)];
  const again = await signIn({ cookie: `${first.cookie}; ${second.cookie}` });
  expect(await Promise.all(sockets.map(({ ended }) => ended))).toEqual(['revoked', 'revoked']);
  expect(await Promise.all([first, second, other, again].map(({ cookie }) => scopeOf(cookie)))).toEqual(['public', 'public', 'internal', 'internal']);

  // Opening a screen link replaces the person's session; the screen link stays valid.
  const { token } = await app.principals.createScreen('Wall 8', null);
  const asScreen = () => app.ask('POST', '/api/v1/session', { token: null, body: { kiosk: token }, headers: { cookie: again.cookie } });
  expect([(await asScreen()).status, (await asScreen()).status]).toEqual([201, 201]);
  expect([await scopeOf(again.cookie), await scopeOf(`sitrep=${token}`)]).toEqual(['public', 'internal']);

  const wrong = await app.ask('POST', '/api/v1/session', { token: null, body: { code: 'x'.repeat(43) }, headers: { cookie: other.cookie } });
  expect([wrong.status, await scopeOf(other.cookie)]).toEqual([401, 'internal']);
});

test('[HT10] a session ends at sign-out, unused for 12 hours, and after 7 days at the latest', async () => {
  const out = await signIn();
  await app.ask('DELETE', '/api/v1/session', as(out.cookie));
  expect((await app.ask('GET', '/api/v1/session', as(out.cookie))).body.scope).toBe('public');

  const idle = await signIn();
  app.advance(12 * 3_600_000 + 1_000);
  expect((await app.ask('GET', '/api/v1/session', as(idle.cookie))).body.scope).toBe('public');

  const busy = await signIn();
  for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
    app.advance(10 * 3_600_000);
    expect((await app.ask('GET', '/api/v1/session', as(busy.cookie))).body.scope).toBe('internal');
  }
  app.advance(11 * 3_600_000);
  expect((await app.ask('GET', '/api/v1/session', as(busy.cookie))).body.scope).toBe('public');
});

test('[HT10] the browser is told when its session ends', async () => {
  const endsIn = async (cookie: string) => (await app.ask('GET', '/api/v1/session', as(cookie))).body.expiresAt - app.ports.clock.now();
  const { cookie, reply } = await signIn();
  const hour = 3_600_000;
  for (const told of [reply.body.expiresAt - app.ports.clock.now(), await endsIn(cookie)]) expect(Math.abs(told - 12 * hour)).toBeLessThan(60_000);
  for (let hours = 0; hours < 7 * 24 - 10; hours += 10) {
    app.advance(10 * hour);
    await endsIn(cookie);
  }
  expect(Math.abs((await endsIn(cookie)) - 8 * hour)).toBeLessThan(60_000);
  expect((await app.ask('GET', '/api/v1/session', as(''))).body).toEqual({
    scope: 'public',
    name: null,
    person: null,
    role: null,
    rights: [],
    kind: null,
    expiresAt: null,
  });
  expect((await app.ask('GET', '/api/v1/session')).body).toMatchObject({ kind: 'token', expiresAt: null });
});

test('[HT10] cookies of the same name that do not hold hide none that does', async () => {
  const { cookie } = await signIn();
  const scopeWith = async (...cookies: string[]) => (await app.ask('GET', '/api/v1/session', as(cookies.join('; ')))).body.scope;
  expect(await scopeWith('sitrep=planted', 'sitrep=', cookie)).toBe('internal');
  expect(await scopeWith(cookie, 'sitrep=planted')).toBe('internal');
  const formed = `sitrep=sitrep_${'0'.repeat(12)}_${'x'.repeat(43)}`;
  expect(await scopeWith(...Array.from({ length: 40 }, () => formed), cookie)).toBe('internal');
});

test('[HT10] the cookie of a screen, planted before or after, hides no person’s', async () => {
  const { cookie } = await signIn();
  const planted = `sitrep=${(await app.principals.createScreen('Wall 7', null)).token}`;
  for (const both of [`${planted}; ${cookie}`, `${cookie}; ${planted}`]) {
    const { body, headers } = await app.ask('GET', '/api/v1/session', as(both));
    expect([body.kind, headers.get('set-cookie')]).toEqual(['person', null]);
  }
});

test('[HT11] with a cookie, a write from another site is refused; from our own page it is taken', async () => {
  const { cookie } = await signIn();
  const body = { name: 'Harbour Video' };
  const put = (headers: Record<string, string>) => app.ask('PUT', '/api/v1/board', { ...as(cookie, headers), body });
  expect((await put({ origin: 'https://evil.example' })).body.code).toBe('cross_site');
  expect((await put({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('cross_site');
  expect((await put({ 'sec-fetch-site': 'same-site', origin: app.url })).body.code).toBe('cross_site');
  expect((await put({ origin: 'null' })).body.code).toBe('cross_site');
  expect((await put({ origin: app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
});

test('[HT11] a cookie is no bearer token, and a bearer token no cookie', async () => {
  const { cookie } = await signIn();
  expect((await app.ask('GET', '/api/v1/board', { token: cookie.split('=')[1] ?? '' })).status).toBe(401);
  const { token } = await app.principals.createToken('x', 'viewer', null);
  expect((await app.ask('GET', '/api/v1/session', as(`sitrep=${token}`))).body.scope).toBe('public');
});

test('[HT12] plain http that somebody forwarded serves the public scope only, whatever is sent along', async () => {
  const { cookie } = await signIn();
  for (const header of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'x-real-ip']) {
    const forwarded = { [header]: header === 'x-forwarded-proto' ? 'https' : '127.0.0.1' };
    expect((await app.ask('GET', '/api/v1/board', as(cookie, forwarded))).body.scope).toBe('public');
    expect((await app.ask('GET', '/api/v1/board', { headers: forwarded })).body.code).toBe('insecure_transport');
    expect((await signIn(forwarded)).reply.body.code).toBe('insecure_transport');
  }
});

test('[HT12] with ALLOW_INSECURE it serves both', async () => {
  const open = await startApp({ settings: { allowInsecure: true } });
  expect((await open.ask('GET', '/api/v1/board', { headers: { 'x-forwarded-for': '203.0.113.9' } })).body.scope).toBe('internal');
  await open.dispose();
});

test('[HT13] revoking a token refuses its next call and closes its screens within 2 s', async () => {
  const { token, id } = await app.principals.createToken('wall', 'viewer', null);
  const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { authorization: `Bearer ${token}` } });
  await new Promise<void>((resolve) => {
    socket.on('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('hello', helloFor('internal')));
  });
  const closed = new Promise((resolve) => socket.on('disconnect', resolve));
  expect(app.hub.connected()).toContain(`token:${id}`);
  expect((await app.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
  // The answer arrives once the connection is closed, without a timer in between.
  expect(app.hub.connected()).not.toContain(`token:${id}`);
  await closed;
  expect((await app.ask('GET', '/api/v1/board', { token })).status).toBe(401);
});

test('[HT13] a token revoked while its request is still being sent is refused at the end of it', async () => {
  const { token, id } = await app.principals.createToken('slow', 'owner', null);
  const body = JSON.stringify({ name: 'another', role: 'owner' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': String(body.length) };
  const slow = request(`${app.url}/api/v1/tokens`, { method: 'POST', headers });
  const answered = once(slow, 'response');
  await new Promise<void>((sent) => slow.write(body.slice(0, 5), () => sent()));
  expect((await app.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204);
  slow.end(body.slice(5));
  const [response] = await answered;
  expect(response.statusCode).toBe(401);
  response.resume();
  expect(app.principals.tokens().some(({ name }) => name === 'another')).toBe(false);
});

test('[HT13] secrets are kept as hashes only', async () => {
  const made = await app.ask('POST', '/api/v1/tokens', { body: { name: 'robot', role: 'responder' } });
  expect(made.body.token).toMatch(/^sitrep_[0-9a-f]{12}_[\w-]{43}$/);
  const kept = JSON.stringify([await app.ports.auth.all(), (await app.ask('GET', '/api/v1/tokens')).body]);
  expect(kept).not.toContain(made.body.token.slice(-43));
});

test('[HT14] board readings and tokens go on while the store of credentials fails', async () => {
  const { cookie } = await signIn();
  const { auth } = app.ports;
  const saved = { ...auth };
  const fail = async () => {
    throw new Error('the store is away');
  };
  Object.assign(auth, { all: fail, touch: fail, remove: fail, insert: fail });
  await expect(app.principals.refresh()).rejects.toThrow('away');
  expect((await app.ask('GET', '/api/v1/board', as(cookie))).body.scope).toBe('internal');
  expect((await app.ask('GET', '/api/v1/board')).status).toBe(200);
  // A sign-out that failed must not be reported as done.
  expect((await app.ask('DELETE', '/api/v1/session', as(cookie))).status).toBe(500);
  Object.assign(auth, saved);
});
