import type { BlockList } from 'node:net';
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
import { COLUMNS, type Column, INTERNAL_SCOPE, ROUTE_MATRIX, SOCKET_MATRIX } from './matrix.ts';

let app: TestApp;
const tokens = {} as Record<Exclude<Column, 'W'>, string | null>;
let screen = '';
// Behind a trusted proxy with https, so that no request counts as from this machine.
const FROM_AFAR = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

beforeAll(async () => {
  app = await startApp({ settings: { proxies: readProxies('loopback') as BlockList } });
  const make = async (role: 'viewer' | 'responder' | 'admin' | 'owner') => (await app.principals.createToken(role, role, null)).token;
  screen = `__Host-sitrep=${(await app.principals.createScreen('Wall 7', null)).token}`;
  Object.assign(tokens, { A: null, V: await make('viewer'), R: await make('responder'), M: await make('admin'), O: await make('owner') });
});
afterAll(() => app.dispose());

/** The credentials of a request: a browser with the cookie of a screen, or a program with a token. */
const sign = (column: Column): { token: string | null; headers: Record<string, string> } =>
  column === 'W' ? { token: null, headers: { ...FROM_AFAR, cookie: screen } } : { token: tokens[column], headers: FROM_AFAR };
const call = async (route: string, column: Column, query = '') => {
  const [method = '', path = ''] = route.split(' ');
  // Unknown ids: nothing with these ids exists, and rights are checked before existence.
  const address = path.replace(/:(\w+)/g, (_, name: string) => `no-such-${name.toLowerCase()}`);
  return app.ask(method, address + query, {
    ...sign(column),
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

test('[HT1] every row holds for every role', async () => {
  const wrong: string[] = [];
  for (const [route, verdicts] of Object.entries(ROUTE_MATRIX)) {
    for (const [index, column] of COLUMNS.entries()) {
      // Signing in without a code is refused because of the code, not because of rights.
      const { status, body } = await call(route, column);
      const answered = !refused(status) || (route === 'POST /api/v1/session' && body.code === 'invalid');
      if (answered !== (verdicts[index] === 'y')) wrong.push(`${route} as ${column}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('[HT2] anonymous callers are told 401 and others 403, whatever they sent and whether or not it exists', async () => {
  for (const [route, verdicts] of Object.entries(ROUTE_MATRIX)) {
    for (const [index, column] of COLUMNS.entries()) {
      if (verdicts[index] === 'y') continue;
      const { status, body } = await call(route, column);
      expect([route, column, status, body.code]).toEqual([route, column, column === 'A' ? 401 : 403, column === 'A' ? 'not_signed_in' : 'not_allowed']);
    }
  }
});

test('[HT1] the internal scope is refused to anonymous readers on every reading', async () => {
  const readings = app.routes.filter(({ scoped }) => scoped).map(({ method, path }) => `${method} ${path}`);
  expect(readings.length).toBeGreaterThan(8);
  for (const route of readings) {
    for (const [index, column] of COLUMNS.entries()) {
      const { status } = await call(route, column, '?scope=internal');
      expect([route, column, refused(status)]).toEqual([route, column, INTERNAL_SCOPE[index] === '-']);
    }
  }
});

test('[HT3] a wrong, expired or revoked token is refused everywhere, readings included', async () => {
  const { token, id } = await app.principals.createToken('gone', 'owner', null);
  await app.principals.revokeToken(id);
  const brief = await app.principals.createToken('brief', 'owner', app.ports.clock.now() + 1_000);
  app.advance(2_000);
  for (const bad of [token, brief.token, `${tokens.O}x`, 'x']) {
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

test('[HT1] every socket event has a row, every kind of topic its rows, and each row holds for every role', async () => {
  const named = Object.keys(SOCKET_MATRIX).map((row) => row.split(' ')[0]);
  expect(new Set(named)).toEqual(new Set(Object.keys(UP)));
  for (const kind of TOPIC_KINDS) expect([SOCKET_MATRIX[`watch ${kind}`], SOCKET_MATRIX[`unwatch ${kind}`]]).not.toContain(undefined);
  for (const [row, verdicts] of Object.entries(SOCKET_MATRIX)) {
    const [event = '', about = ''] = row.split(' ');
    for (const [index, column] of COLUMNS.entries()) {
      const { token, headers } = sign(column);
      const socket = io(app.url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        extraHeaders: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
      });
      const answer = await new Promise<string>((resolve) => {
        // The answer to a hello: to the row's own, or to one behind it, which only a connection that was not ended gets.
        let answers = event === 'hello' ? 1 : 2;
        for (const name of ['snapshot', 'delta', 'heartbeat'] as const) socket.on(name, () => --answers === 0 && resolve('y'));
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
      expect([row, column, answer]).toEqual([row, column, verdicts[index]]);
    }
  }
});
