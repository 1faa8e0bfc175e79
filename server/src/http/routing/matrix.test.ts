import type { BlockList } from 'node:net';
import { RIGHTS, ROLES } from '@sitrep/shared/domain/rights.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { TOPIC_KINDS } from '@sitrep/shared/protocol/topic.ts';
import { UP } from '@sitrep/shared/protocol/wire.ts';
import type { Express } from 'express';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';
import { makeListener } from '../listener.ts';
import { INTERNAL_SCOPE, ROLE_MATRIX, ROUTE_MATRIX, type Row, SOCKET_MATRIX } from './matrix.ts';

let app: TestApp;
/** Who asks: nobody, whoever has one right alone, and a browser with the cookie of a wall screen. */
const ASKERS = ['nobody', ...RIGHTS, 'screen'] as const;
type Asker = (typeof ASKERS)[number];
const tokens = new Map<Asker, string>();
let screen = '';
// Behind a trusted proxy with https, so that no request counts as from this machine.
const FROM_AFAR = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

beforeAll(async () => {
  app = await startApp({ settings: { proxies: readProxies('loopback') as BlockList } });
  screen = `__Host-sitrep=${(await app.principals.createScreen('Wall 7', null)).token}`;
  for (const right of RIGHTS) tokens.set(right, (await app.principals.createToken(right, null, null, [right])).token);
});
afterAll(() => app.dispose());

const sign = (asker: Asker): { token: string | null; headers: Record<string, string> } =>
  asker === 'screen' ? { token: null, headers: { ...FROM_AFAR, cookie: screen } } : { token: tokens.get(asker) ?? null, headers: FROM_AFAR };
/** What a row says about somebody. */
const isLetIn = (row: Row, asker: Asker): boolean => {
  if (row === 'anyone') return true;
  if (asker === 'nobody') return false;
  return asker === 'screen' ? row.some((right) => ROLE_MATRIX.screen.includes(right)) : row.includes(asker);
};
const call = async (route: string, asker: Asker, query = '') => {
  const [method = '', path = ''] = route.split(' ');
  // Unknown ids: nothing with these ids exists, and rights are checked before existence.
  const address = path.replace(/:(\w+)/g, (_, name: string) => `no-such-${name.toLowerCase()}`);
  return app.ask(method, address + query, {
    ...sign(asker),
    ...(method === 'GET' || path === '/api/csp-reports' ? {} : { body: {} }),
  });
};
const refused = (status: number) => status === 401 || status === 403;

/** The routes that the router itself reports. */
const mounted = (): string[] => {
  const { app: express } = makeListener({
    gate: null as never,
    routes: app.routes,
    files: { send: () => false },
    overloaded: () => false,
    newRequestId: () => '',
    stopwatch: () => 0,
    answered: () => {},
    onError: () => {},
  });
  return (express as Express).router.stack.flatMap(({ route }) => (route ? route.stack.map(({ method }) => `${method?.toUpperCase()} ${route.path}`) : []));
};

test('[HT1] every route of the router has a row in the matrix, and every row a route', () => {
  const served = mounted();
  expect(served.filter((route) => ROUTE_MATRIX[route] === undefined)).toEqual([]);
  expect(Object.keys(ROUTE_MATRIX).filter((route) => !served.includes(route))).toEqual([]);
});

test('[HT1][HT2][AC1] every row holds for every right alone; who is refused is told 401 or 403, whatever was sent and whether or not it exists', async () => {
  const wrong: string[] = [];
  for (const [route, row] of Object.entries(ROUTE_MATRIX)) {
    for (const asker of ASKERS) {
      const { status, body } = await call(route, asker);
      // Signing in without a code is refused because of the code, not because of rights.
      const answered = !refused(status) || (route === 'POST /api/v1/session' && body.code === 'invalid');
      const told = asker === 'nobody' ? `401 not_signed_in` : `403 not_allowed`;
      if (answered !== isLetIn(row, asker) || (!answered && `${status} ${body.code}` !== told)) wrong.push(`${route} as ${asker}: ${status} ${body?.code}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('[AC1] a role is the set of rights that the matrix says', async () => {
  for (const role of ROLES) {
    const { token } = await app.principals.createToken(role, role, null);
    expect([role, new Set((await app.ask('GET', '/api/v1/session', { token, headers: FROM_AFAR })).body.rights)]).toEqual([role, new Set(ROLE_MATRIX[role])]);
  }
  expect(new Set((await app.ask('GET', '/api/v1/session', sign('screen'))).body.rights)).toEqual(new Set(ROLE_MATRIX.screen));
});

test('[HT1] the internal scope is refused on every reading to whoever may not read it, and not given to them by default', async () => {
  const readings = app.routes.filter(({ scoped }) => scoped).map(({ method, path }) => `${method} ${path}`);
  expect(readings.length).toBeGreaterThan(8);
  for (const route of readings) {
    for (const asker of ASKERS) {
      const { status } = await call(route, asker, '?scope=internal');
      expect([route, asker, refused(status)]).toEqual([route, asker, !isLetIn(INTERNAL_SCOPE, asker)]);
    }
  }
  for (const asker of ASKERS) {
    const { body } = await app.ask('GET', '/api/v1/board', sign(asker));
    expect([asker, body.scope]).toEqual([asker, isLetIn(INTERNAL_SCOPE, asker) ? 'internal' : 'public']);
  }
});

test('[HT3] a wrong, expired or revoked token is refused everywhere, readings included', async () => {
  const { token, id } = await app.principals.createToken('gone', 'owner', null);
  await app.principals.revokeToken(id);
  const brief = await app.principals.createToken('brief', 'owner', app.ports.clock.now() + 1_000);
  app.advance(2_000);
  for (const bad of [token, brief.token, `${tokens.get('own')}x`, 'x']) {
    for (const path of ['/api/v1/board', '/api/v1/incidents', '/api/v1/tokens', '/livez']) {
      const { status } = await app.ask('GET', path, { token: bad, headers: FROM_AFAR });
      expect([path, status]).toEqual([path, 401]);
    }
  }
});

test('[HT3] a right that ends while an answer is waited for ends the answer', async () => {
  for (const path of ['/api/v1/components', '/api/v1/incidents', '/api/v1/verdict']) {
    const { token, id } = await app.principals.createToken('leaving', 'viewer', null);
    const waiting = app.ask('GET', `${path}?pos=${app.projection.seq + 1}`, { token, headers: FROM_AFAR });
    // Answered after the waiting one was taken up, so that its rights were good when they were first looked at.
    for (let n = 0; n < 5; n++) await app.ask('GET', '/livez', { token: null });
    await app.principals.revokeToken(id);
    await app.give('name-board', { name: `Board of ${path}` });
    const { status, body } = await waiting;
    expect([path, status, body.code]).toEqual([path, 401, 'not_signed_in']);
  }
});

test('[HT1] every socket event has a row, every kind of topic its rows, and each row holds for every right alone', async () => {
  const named = Object.keys(SOCKET_MATRIX).map((row) => row.split(' ')[0]);
  expect(new Set(named)).toEqual(new Set(Object.keys(UP)));
  for (const kind of TOPIC_KINDS) expect([SOCKET_MATRIX[`watch ${kind}`], SOCKET_MATRIX[`unwatch ${kind}`]]).not.toContain(undefined);
  for (const [name, row] of Object.entries(SOCKET_MATRIX)) {
    const [event = '', about = ''] = name.split(' ');
    for (const [index, asker] of ASKERS.entries()) {
      const { token, headers } = sign(asker);
      const socket = io(app.url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        // One address may not dial so often.
        extraHeaders: { ...headers, 'x-forwarded-for': `203.0.113.${index + 10}`, ...(token && { authorization: `Bearer ${token}` }) },
      });
      const answer = await new Promise<string>((resolve) => {
        // The answer to a hello: to the row's own, or to one behind it, which only a connection that was not ended gets.
        let answers = event === 'hello' ? 1 : 2;
        for (const heard of ['snapshot', 'delta', 'heartbeat'] as const) socket.on(heard, () => --answers === 0 && resolve('y'));
        socket.on('connect_error', ({ message }) => resolve(message));
        socket.on('refused', () => resolve('-'));
        socket.on('disconnect', () => resolve('-'));
        socket.on('connect', () => {
          if (event === 'hello') return socket.emit('hello', helloFor(about as Scope));
          socket.emit('hello', helloFor('public'));
          socket.emit(event, { topics: [about] });
          socket.emit('hello', helloFor('public'));
        });
      });
      socket.close();
      expect([name, asker, answer]).toEqual([name, asker, isLetIn(row, asker) ? 'y' : '-']);
    }
  }
});
