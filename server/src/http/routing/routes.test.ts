import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, BlockList, connect } from 'node:net';
import { Readable } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { startApp, type TestApp } from '../../testing/start-app.ts';
import { Gate } from '../edge/gate.ts';
import { makeListener } from '../listener.ts';
import { Made } from './made.ts';
import { openApiOf } from './openapi.ts';
import { type Asked, jsonBody, type Route } from './route.ts';

// A test table of routes in the real router, gate and principals, with the features that future rooms need, as data only.

const seen: Pick<Asked, 'body' | 'text' | 'bytes' | 'principal' | 'params'>[] = [];
const plain = { access: 'anyone', tag: 'read', summary: 'Of this test' } as const;
const json = { status: 200, words: 'What was sent', schema: z.any() };
const told = async (asked: Asked) => {
  seen.push(asked);
  return { body: { fields: asked.body, text: asked.text, bytes: asked.bytes.toString('base64'), who: asked.principal?.name ?? null } };
};
const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const feed = new Made(['<feed/>'], [brotliCompressSync('<feed/>')], '"one"');
let renderings = 0;

const PING = {
  limit: 100,
  schema: z.strictObject({ checkId: z.string(), status: z.optional(z.string()) }),
  media: { 'text/plain': 'text', 'application/x-www-form-urlencoded': 'form', 'application/json': 'json' },
} as const;
const ROUTES: Route[] = [
  ...(['GET', 'HEAD', 'POST'] as const).map(
    (method): Route => ({
      ...plain,
      ...(method === 'POST' && { body: PING }),
      method,
      path: '/ping/:checkId',
      rate: { most: 3, perSeconds: 60, by: 'path', refusal: 'overloaded' },
      reply: { status: 200, words: 'Heard', schema: null, type: 'text/plain; charset=utf-8' },
      run: async (asked) => {
        await told(asked);
        return { body: `${method} ${asked.text}${asked.body.status ?? ''}`, headers: { 'X-Row': method } };
      },
    }),
  ),
  { ...plain, method: 'POST', path: '/hooks/:hookId', body: { media: { 'application/json': 'bytes' }, limit: 64 }, reply: json, run: told },
  { ...plain, method: 'POST', path: '/any', body: { media: { '*/*': 'bytes' }, limit: 64 }, reply: json, run: told },
  {
    ...plain,
    method: 'POST',
    path: '/long',
    body: { media: { 'text/csv': 'stream' }, limit: 50 },
    reply: json,
    run: async ({ stream }) => {
      let bytes = 0;
      for await (const chunk of stream) bytes += (chunk as Buffer).length;
      return { body: { bytes } };
    },
  },
  {
    ...plain,
    method: 'PATCH',
    path: '/settings',
    access: ['write-internal'],
    body: { ...jsonBody(z.strictObject({ colour: z.string() })), limit: 40 },
    reply: json,
    run: told,
  },
  {
    ...plain,
    method: 'GET',
    path: '/feeds/:feedId.atom',
    crossOrigin: {},
    scoped: true,
    reply: { status: 200, words: 'A feed', schema: null, type: 'application/atom+xml; charset=utf-8', cache: 'public, max-age=60', etag: true },
    run: async (asked) => {
      await told(asked);
      renderings++;
      return { body: feed };
    },
  },
  {
    ...plain,
    method: 'GET',
    path: '/badges/:badgeId.svg',
    crossOrigin: {},
    reply: { status: 200, words: 'A badge', schema: null, type: 'image/svg+xml' },
    run: async () => ({ body: svg }),
  },
  {
    ...plain,
    method: 'GET',
    path: '/planned.ics',
    reply: { status: 200, words: 'A calendar', schema: null, type: 'text/calendar; charset=utf-8' },
    run: async () => ({ body: Readable.from(['BEGIN:VCALENDAR\r\n', 'END:VCALENDAR\r\n']) }),
  },
  {
    ...plain,
    method: 'POST',
    path: '/open',
    access: ['read'],
    crossOrigin: { headers: ['Authorization'] },
    body: jsonBody(z.strictObject({ colour: z.string() })),
    rate: { most: 10, perSeconds: 60, by: 'address', refusal: 'too_often' },
    reply: json,
    run: told,
  },
];

let app: TestApp;
let server: Server;
let url = '';
let clock = 0;
const errors: unknown[] = [];
beforeAll(async () => {
  app = await startApp();
  const { listener } = makeListener({
    gate: new Gate(app.principals, { proxies: new BlockList(), allowInsecure: false, publicUrl: null, visibility: 'both' }),
    routes: ROUTES,
    files: {
      send: (_, response) => {
        response.end('a page of the application');
        return true;
      },
    },
    overloaded: () => false,
    newRequestId: () => 'request',
    stopwatch: () => clock,
    answered: () => {},
    onError: (error) => errors.push(error),
  });
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await app.dispose();
  expect(errors).toEqual([]);
});

const ask = (method: string, path: string, body: string | Uint8Array | null = null, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { method, body: body as string | null, headers });
const codeOf = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { code: string }).code];

describe('[HT39] a route takes what its row says', () => {
  test('several methods on one address, each with its own row', async () => {
    expect(await (await ask('GET', '/ping/a')).text()).toBe('GET ');
    const before = seen.length;
    const head = await ask('HEAD', '/ping/a');
    expect([head.status, await head.text(), head.headers.get('x-row'), seen.length]).toEqual([200, '', 'HEAD', before + 1]);
    expect(await (await ask('POST', '/ping/a')).text()).toBe('POST ');
    expect((await ask('PUT', '/ping/a')).status).toBe(404);
    // A route outside /api/ with parameters is not a page of the application, while neighbouring paths are.
    expect(await (await ask('GET', '/ping/a/b')).text()).toBe('a page of the application');
    expect(await (await ask('GET', '/feeds/customersXatom')).text()).toBe('a page of the application');
  });

  test('text, forms and JSON on one route, each only once per name and in UTF-8', async () => {
    expect(await (await ask('POST', '/ping/text', 'took 3 s – fine', { 'content-type': 'text/plain; charset=UTF-8' })).text()).toBe('POST took 3 s – fine');
    expect(seen.at(-1)?.body).toEqual({});
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await (await ask('POST', '/ping/form', 'status=a+b%26c', form)).text()).toBe('POST a b&c');
    expect(seen.at(-1)?.body).toEqual({ checkId: 'form', status: 'a b&c' });
    expect(await codeOf(await ask('POST', '/ping/odd', 'colour=red', form))).toEqual([422, 'invalid']);
    expect(await codeOf(await ask('POST', '/ping/other', 'checkId=another', form))).toEqual([422, 'invalid']);
    expect(await (await ask('POST', '/ping/json', '{"status":"up"}', { 'content-type': 'application/json' })).text()).toBe('POST up');
    expect(await codeOf(await ask('POST', '/ping/twice', 'status=down&status=up', form))).toEqual([422, 'invalid']);
    const text = { 'content-type': 'text/plain' };
    expect(await codeOf(await ask('POST', '/ping/latin', 'x', { 'content-type': 'text/plain; charset=latin1' }))).toEqual([415, 'wrong_content_type']);
    expect(await codeOf(await ask('POST', '/ping/bytes', new Uint8Array([0xff]), text))).toEqual([400, 'bad_request']);
    expect(await codeOf(await ask('POST', '/ping/nul', 'a\0b', text))).toEqual([400, 'bad_request']);
    expect(await codeOf(await ask('POST', '/ping/xml', '<x/>', { 'content-type': 'text/xml' }))).toEqual([415, 'wrong_content_type']);
  });

  test('bytes stay as they were sent, to the last space, so that a signature can be checked', async () => {
    const sent = '{ "a":1,\n\t"a":2 }\r\n\xff';
    const bytes = Buffer.from(sent, 'latin1');
    await ask('POST', '/hooks/one', bytes, { 'content-type': 'application/json' });
    expect(seen.at(-1)?.bytes.equals(bytes)).toBe(true);
    await ask('POST', '/any', bytes, { 'content-type': 'x/y' });
    expect(seen.at(-1)?.bytes.equals(bytes)).toBe(true);
  });

  test.each([
    ['/hooks/one', 'application/json', 64],
    ['/ping/long', 'text/plain', 100],
    ['/long', 'text/csv', 50],
  ])('%s takes %s of %i bytes and not one more', async (path, type, limit) => {
    expect((await ask('POST', path, 'x'.repeat(limit), { 'content-type': type })).status).toBe(200);
    expect(await codeOf(await ask('POST', path, 'x'.repeat(limit + 1), { 'content-type': type }))).toEqual([413, 'too_large']);
  });

  test('a limit holds for a body that does not say how long it is', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST /long HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let at = 0; at < 10; at++) socket.write('a\r\nxxxxxxxxxx\r\n');
    socket.write('0\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toContain('413');
  });

  test('answers have the media type of their row, made ahead or flowing', async () => {
    const calendar = await ask('GET', '/planned.ics');
    expect([calendar.headers.get('content-type'), await calendar.text()]).toEqual(['text/calendar; charset=utf-8', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n']);
    const badge = await ask('GET', '/badges/board.svg');
    expect([badge.headers.get('content-type'), await badge.text()]).toEqual(['image/svg+xml', svg]);
    const atom = await ask('GET', '/feeds/customers.atom', null, { 'accept-encoding': 'br' });
    expect(Object.fromEntries(['content-type', 'content-encoding', 'etag', 'cache-control', 'vary'].map((name) => [name, atom.headers.get(name)]))).toEqual({
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-encoding': 'br',
      etag: '"one"',
      'cache-control': 'public, max-age=60',
      vary: expect.stringContaining('Accept-Encoding'),
    });
    expect(await atom.text()).toBe('<feed/>');
    const known = await ask('GET', '/feeds/customers.atom', null, { 'if-none-match': 'W/"one"' });
    expect([known.status, await known.text(), known.headers.get('content-type')]).toEqual([304, '', null]);
    const gzip = await ask('GET', '/feeds/customers.atom', null, { 'accept-encoding': 'gzip' });
    expect([gzip.headers.get('content-encoding'), await gzip.text()]).toEqual([null, '<feed/>']);
    expect(renderings).toBe(3);
  });

  test('the document of the API says all of it', async () => {
    const { paths } = (await openApiOf(ROUTES, 'test', async () => {})) as { paths: Record<string, Record<string, Record<string, never>>> };
    expect(Object.keys(paths['/ping/{checkId}'] ?? {}).toSorted()).toEqual(['get', 'head', 'post']);
    expect(Object.keys((paths['/ping/{checkId}']?.post?.requestBody as unknown as { content: object } | undefined)?.content ?? {})).toEqual(
      Object.keys(PING.media),
    );
    expect(paths['/feeds/{feedId}.atom']?.get).toMatchObject({
      'x-cross-origin': '*',
      responses: { 200: { content: { 'application/atom+xml': {} }, headers: { ETag: {} } }, 304: {} },
    });
    expect(paths['/planned.ics']?.get).not.toHaveProperty('x-cross-origin');
  });
});

describe('[HT40] pages of other origins read where a row says so, and there as whoever their token says', () => {
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };

  test('an open route may be read and embedded, its refusals too; no other may', async () => {
    for (const [path, open] of [
      ['/feeds/customers.atom', true],
      ['/feeds/customers.atom?scope=internal', true],
      ['/badges/board.svg', true],
      ['/planned.ics', false],
      ['/ping/foreign', false],
    ] as const) {
      const { headers } = await ask('GET', path, null, foreign);
      expect([path, headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')]).toEqual(
        open ? [path, '*', 'cross-origin'] : [path, null, 'same-origin'],
      );
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('a browser that asks first is told the methods and headers of the address, and nothing elsewhere', async () => {
    const { status, headers } = await ask('OPTIONS', '/open', null, { ...foreign, 'access-control-request-method': 'POST' });
    expect([status, headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')]).toEqual([
      204,
      'POST',
      'Authorization, Content-Type',
    ]);
    expect((await ask('OPTIONS', '/settings', null, foreign)).headers.get('access-control-allow-methods')).toBeNull();
  });

  test('a cookie that a foreign page makes the browser send is nobody’s; a token is somebody’s', async () => {
    const cookie = `sitrep=${(await app.principals.exchange(await app.principals.newOwnerLink()))?.secret}`;
    const { token } = await app.principals.createToken('Elsewhere', 'viewer', null);
    const write = (headers: Record<string, string>) => ask('POST', '/open', '{"colour":"red"}', { ...foreign, 'content-type': 'application/json', ...headers });
    expect(await codeOf(await write({ cookie }))).toEqual([401, 'not_signed_in']);
    expect(((await (await write({ authorization: `Bearer ${token}` })).json()) as { who: string }).who).toBe('Elsewhere');
    expect(await codeOf(await ask('GET', '/feeds/customers.atom?scope=internal', null, { ...foreign, cookie }))).toEqual([401, 'not_signed_in']);
    const own = { 'content-type': 'application/json', cookie };
    expect(await codeOf(await ask('PATCH', '/settings', '{"colour":"red"}', { ...own, ...foreign }))).toEqual([403, 'cross_site']);
    expect((await ask('PATCH', '/settings', '{"colour":"red"}', own)).status).toBe(200);
  });
});

describe('[HT41] one caller is answered as often as the row says', () => {
  test('503 with the time to come back where the row says so, another caller untouched, and again when time has passed', async () => {
    const answers = [];
    for (let at = 0; at < 4; at++) answers.push(await ask('POST', '/ping/often'));
    const [last] = answers.slice(-1);
    expect([answers.map(({ status }) => status), last?.headers.get('retry-after')]).toEqual([[200, 200, 200, 503], '20']);
    expect((await ask('POST', '/ping/seldom')).status).toBe(200);
    clock += 20;
    expect([(await ask('POST', '/ping/often')).status, (await ask('POST', '/ping/often')).status]).toEqual([200, 503]);
  });

  test('429 otherwise; who may not ask at all is not counted', async () => {
    const { token } = await app.principals.createToken('Often', 'viewer', null);
    const write = (headers: Record<string, string>) => ask('POST', '/open', '{"colour":"red"}', { 'content-type': 'application/json', ...headers });
    clock += 60;
    for (let at = 0; at < 15; at++) expect((await write({})).status).toBe(401);
    const answers = [];
    for (let at = 0; at < 11; at++) answers.push((await write({ authorization: `Bearer ${token}` })).status);
    expect(answers).toEqual([...Array(10).fill(200), 429]);
  });
});
