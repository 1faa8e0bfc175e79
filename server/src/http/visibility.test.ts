import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type BlockList, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RIGHTS, type Right } from '@sitrep/shared/domain/rights.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProxies } from '../ground/client.ts';
import { startApp, type TestApp } from '../testing/start-app.ts';
import { OPEN_INSIDE, ROUTE_MATRIX, WORKING } from './routing/matrix.ts';

// Behind a trusted proxy with https, so that no request counts as from this machine.
const FROM_AFAR = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
const CANARY = 'canarybird';
const proxies = readProxies('loopback') as BlockList;

const open = async (visibility: 'internal' | 'public'): Promise<TestApp> => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-visibility-'));
  mkdirSync(join(folder, 'client'), { recursive: true });
  writeFileSync(join(folder, 'client/index.html'), '<!doctype html><title>Loading: Sitrep</title>');
  const app = await startApp({ folder, settings: { proxies, visibility } });
  await app.give('name-board', { name: `${CANARY} board` });
  await app.give('define-component', { componentId: 'canarybird-api', name: `${CANARY} component`, scope: 'public' });
  await app.give('open-incident', { incidentId: 'inc-canarybird', title: `${CANARY} incident`, text: `${CANARY} words`, scope: 'public' });
  return app;
};
/** Somebody by their rights; null for nobody, and `screen` for a wall. */
const asker = async (app: TestApp, rights: readonly Right[] | 'screen' | null) => {
  if (rights === null) return { token: null, headers: FROM_AFAR };
  if (rights !== 'screen') return { token: (await app.principals.createToken('x', null, null, rights)).token, headers: FROM_AFAR };
  return { token: null, headers: { ...FROM_AFAR, cookie: `__Host-sitrep=${(await app.principals.createScreen('Wall', null)).token}` } };
};
let dials = 0;
/** What a socket gets for asking for a scope: the snapshot's scope, or why not. */
const dial = async (app: TestApp, { token, headers }: Awaited<ReturnType<typeof asker>>, scope: 'public' | 'internal'): Promise<string> => {
  const socket = io(app.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    // One address may not dial so often.
    extraHeaders: { ...headers, 'x-forwarded-for': `203.0.113.${++dials}`, ...(token !== null && { authorization: `Bearer ${token}` }) },
  });
  const answer = await new Promise<string>((resolve) => {
    socket.on('connect_error', () => resolve('no socket'));
    socket.on('refused', () => resolve('refused'));
    socket.on('snapshot', () => resolve(scope));
    socket.on('connect', () => socket.emit('hello', helloFor(scope)));
  });
  socket.close();
  return answer;
};
const addressOf = (path: string) => path.replace(':incidentId', 'inc-canarybird').replace(':componentId', 'canarybird-api').replace(/:\w+/g, 'canarybird-id');

describe('an internal board', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await open('internal');
  });
  afterAll(() => app.dispose());

  test('[HT140] nothing of it is read without `read`, in whichever scope, and what does not read it answers on', async () => {
    const readings = app.routes.filter(({ method, scoped }) => method === 'GET' && scoped).map(({ path }) => path);
    expect(readings.length).toBeGreaterThan(8);
    // Whatever answers anyone elsewhere reads the board, or is known not to.
    const others = Object.entries(ROUTE_MATRIX).flatMap(([route, row]) =>
      row === 'anyone' && route.startsWith('GET ') && !readings.includes(route.slice(4)) ? [route] : [],
    );
    expect(others.sort()).toEqual([...OPEN_INSIDE].sort());
    for (const rights of [null, ...RIGHTS.map((right) => [right]), 'screen'] as const) {
      const who = await asker(app, rights);
      const reads = rights === 'screen' || rights?.includes('read') === true;
      for (const path of readings)
        for (const scope of ['', '?scope=public', '?scope=internal']) {
          const { status, headers } = await app.ask('GET', addressOf(path) + scope, who);
          expect([path, scope, rights, status === 401 || status === 403]).toEqual([path, scope, rights, !reads]);
          // What is between server and reader hands it to nobody else.
          expect([path, headers.get('cache-control')]).toEqual([path, expect.stringMatching(/private|no-store/)]);
        }
      for (const scope of ['public', 'internal'] as const)
        expect([scope, rights, await dial(app, who, scope)]).toEqual([scope, rights, reads ? scope : 'no socket']);
    }
  });

  test('[HT140] no answer, header, ETag, page or socket holds a fact of the board for anybody who may not read it', async () => {
    const known = await app.ask('GET', '/api/v1/board', { headers: FROM_AFAR });
    expect([known.status, known.text.includes(CANARY)]).toEqual([200, true]);
    const etag = known.headers.get('etag') ?? '';
    expect(etag).toContain(known.body.epoch);
    const secrets = [CANARY, known.body.epoch as string, etag];
    const told = async (method: string, path: string, headers: Record<string, string> = {}) => {
      const { status, text, headers: given } = await app.ask(method, path, { token: null, headers: { ...FROM_AFAR, ...headers } });
      const said = `${[...given]
        .filter(([name]) => name !== 'x-request-id')
        .map((pair) => pair.join(': '))
        .join('\n')}\n${text}`;
      for (const secret of secrets) expect([method, path, status, said.includes(secret)]).toEqual([method, path, status, false]);
      expect([method, path, given.get('etag'), given.get('sitrep-as-of')]).toEqual([method, path, null, null]);
      return status;
    };
    const paths = [...new Set(app.routes.map(({ path }) => path))].map(addressOf);
    for (const path of paths) {
      for (const scope of ['', '?scope=public', '?scope=internal', '?pos=1', '?scope=nonsense']) await told('GET', path + scope, { 'if-none-match': etag });
      for (const method of ['HEAD', 'OPTIONS']) await told(method, path);
    }
    expect(await told('GET', '/api/v1/board', { 'if-none-match': etag })).toBe(401);
    for (const page of ['/', '/wall', '/incidents/inc-canarybird', '/sign-in']) expect(await told('GET', page)).toBe(200);
    expect(await told('POST', '/api/v1/session', { 'content-type': 'application/json' })).toBeGreaterThanOrEqual(400);
    // The bytes that a dial gets before anything else.
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const head = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    let bytes = '';
    socket.on('data', (data) => {
      bytes += data;
    });
    await once(socket, 'close');
    expect(bytes).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n$/);
    expect(app.errors).toEqual([]);
  });

  test('[HT142] a right that ends while an answer is waited for ends it in the public scope too, and the session says that nobody reads without one', async () => {
    const { token, id } = await app.principals.createToken('leaving', 'viewer', null);
    const waiting = app.ask('GET', `/api/v1/components?scope=public&pos=${app.projection.public.pos + 1}`, { token, headers: FROM_AFAR });
    // Answered after the waiting one was taken up, so that its rights were good when they were first looked at.
    for (let n = 0; n < 5; n++) await app.ask('GET', '/livez', { token: null });
    await app.principals.revokeToken(id);
    await app.give('define-component', { componentId: 'later', name: 'Later', scope: 'public' });
    expect((await waiting).status).toBe(401);
    expect((await app.ask('GET', '/api/v1/session', { token: null, headers: FROM_AFAR })).body).toMatchObject({
      scope: 'public',
      kind: null,
      anyoneReads: false,
    });
    expect((await app.ask('GET', '/api/v1/session', { headers: FROM_AFAR })).body).toMatchObject({ scope: 'internal', anyoneReads: false });
  });

  test('[HT140] the server’s own probe finds its hub well', async () => {
    const hub = app.guards.watched.find(({ guard }) => guard.name === 'fan_out');
    expect(await hub?.guard.test()).toBeNull();
  });
});

describe('a public board', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await open('public');
  });
  afterAll(() => app.dispose());

  test('[HT141] its internal scope is for those who work; viewers and walls get what customers are told', async () => {
    const cases: [readonly Right[] | 'screen' | null, boolean][] = [
      [null, false],
      ['screen', false],
      [['read', 'sight'], false],
      ...RIGHTS.map((right): [Right[], boolean] => [[right], false]),
      ...RIGHTS.map((right): [Right[], boolean] => [['read', right], WORKING.includes(right)]),
    ];
    for (const [rights, inside] of cases) {
      const who = await asker(app, rights);
      expect([rights, (await app.ask('GET', '/api/v1/board', who)).body.scope]).toEqual([rights, inside ? 'internal' : 'public']);
      expect([rights, (await app.ask('GET', '/api/v1/incidents?scope=internal', who)).status]).toEqual([rights, inside ? 200 : rights === null ? 401 : 403]);
      expect([rights, (await app.ask('GET', '/api/v1/session', who)).body.scope]).toEqual([rights, inside ? 'internal' : 'public']);
      expect([rights, await dial(app, who, 'public'), await dial(app, who, 'internal')]).toEqual([rights, 'public', inside ? 'internal' : 'refused']);
    }
  });

  test('[HT141] nothing else of the internal scope is told to whoever has `read` alone, whatever the route asks for', async () => {
    const inside = Object.keys(ROUTE_MATRIX).filter((route) => ROUTE_MATRIX[route] !== 'anyone' && (ROUTE_MATRIX[route] ?? []).includes('read'));
    expect(inside).toContain('GET /api/v1/screens');
    for (const route of inside) {
      const [method = '', path = ''] = route.split(' ');
      const { headers, token } = await asker(app, ['read', 'manage']);
      expect([route, (await app.ask(method, addressOf(path), { headers, token })).status]).toEqual([route, 200]);
      for (const rights of [['read', 'sight'], 'screen'] as const)
        expect([route, rights, (await app.ask(method, addressOf(path), await asker(app, rights))).status]).toEqual([route, rights, 403]);
    }
    const viewer = await asker(app, ['read', 'sight']);
    expect((await app.ask('GET', '/api/v1/board?scope=internal', viewer)).body.detail).toContain('This board is public');
    // Reports become a suspicion, whose id is not theirs to know, nor that of an incident that takes them along.
    await app.give('open-incident', {
      incidentId: 'inc-inside',
      title: 'Inside',
      scope: 'internal',
      impacts: [{ componentId: 'canarybird-api', level: 'degraded_performance' }],
    });
    for (let n = 0; n < 4; n++) {
      const seen = await app.ask('POST', '/api/v1/sightings', { ...viewer, body: { componentId: 'canarybird-api', words: `It fails ${n}` } });
      expect([seen.status, Object.keys(seen.body.ids).sort()]).toEqual([201, ['componentId', 'sightingId']]);
    }
    const worker = await asker(app, ['read', 'sight', 'acknowledge']);
    const seen = await app.ask('POST', '/api/v1/sightings', { ...worker, body: { componentId: 'canarybird-api', words: 'It fails' } });
    expect(Object.keys(seen.body.ids)).toContain('incidentId');
  });
});
