import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync } from 'node:zlib';
import { REASONS } from '@sitrep/shared/domain/rejection.ts';
import { Snapshot } from '@sitrep/shared/protocol/wire.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { loadSample } from '../../import/sample.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';
import { docsRoutes } from '../routing/docs-routes.ts';

let app: TestApp;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-reads-'));
  mkdirSync(join(folder, 'client/assets'), { recursive: true });
  writeFileSync(join(folder, 'client/index.html'), '<!doctype html><title>Sitrep</title>');
  writeFileSync(join(folder, 'client/assets/main-Ab12_-xY.js'), 'export {};');
  app = await startApp({ folder });
  await loadSample((command, { actor, key }) => app.handle(command, { principal: 'sample', actor, rights: 'system', idempotencyKey: key }));
});
afterAll(() => app.dispose());

/** As sent, before decompression. */
const raw = (path: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    get(`${app.url}${path}`, { headers }, async (response) => {
      const body = await buffer(response);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    }).on('error', reject);
  });

test('[HT20] the board is sent as last built, in brotli to those who take it, and not again to those who have it', async () => {
  const plain = await raw('/api/v1/board', {});
  const small = await raw('/api/v1/board', { 'accept-encoding': 'gzip, br' });
  expect(small.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(small.body).toString()).toBe(plain.body.toString());
  const snapshot = Snapshot.parse(JSON.parse(plain.body.toString()));
  expect(plain.headers.etag).toBe(`"${snapshot.epoch}-${snapshot.pos}-${snapshot.foldVersion}"`);
  expect(plain.headers['cache-control']).toBe('public, max-age=2, stale-while-revalidate=30, stale-if-error=86400');
  expect(Math.abs(Date.now() - Number(plain.headers['sitrep-as-of']))).toBeLessThan(10_000);
  expect(plain.headers.vary).toBe('Accept-Encoding, Authorization, Cookie');
  const again = await raw('/api/v1/board', { 'if-none-match': `"x", ${plain.headers.etag}` });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  // Compares two clocks, each of which is rounded.
  expect(Number(again.headers['sitrep-as-of'])).toBeGreaterThanOrEqual(Number(plain.headers['sitrep-as-of']) - 1);
  expect((await raw('/api/v1/board', { 'accept-encoding': 'br;q=0' })).headers['content-encoding']).toBeUndefined();
});

test('[HT20] the internal board is kept by no cache', async () => {
  const { headers, body } = await app.ask('GET', '/api/v1/board');
  expect([headers.get('cache-control'), body.scope]).toEqual(['private, no-store', 'internal']);
});

test.each(['public', 'internal'])('[HT21] pages of the list visit every incident once, dated ones first and newest first (%s)', async (scope) => {
  const seen: { id: string; startedAt: { ms: number | null } }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await app.ask('GET', `/api/v1/incidents?scope=${scope}&limit=7${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.incidents);
    cursor = body.next;
  }
  const all = await app.ask('GET', `/api/v1/incidents?scope=${scope}&limit=200`);
  expect(seen.map(({ id }) => id)).toEqual(all.body.incidents.map(({ id }: { id: string }) => id));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(all.body.total);
  const times = seen.map(({ startedAt }) => startedAt.ms ?? Number.NEGATIVE_INFINITY);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(all.body.total).toBe(36);
});

test('[HT21] filters hold for every incident returned, and together return all', async () => {
  const list = async (query: string) => (await app.ask('GET', `/api/v1/incidents?limit=200&${query}`)).body;
  const { years, undated } = (await app.ask('GET', '/api/v1/history/years')).body;
  const totals = await Promise.all(years.map(async ({ year }: { year: number }) => (await list(`year=${year}`)).total));
  expect(totals).toEqual(years.map(({ incidents }: { incidents: number }) => incidents));
  expect((await list('year=undated')).total).toBe(undated);
  expect(undated + totals.reduce((sum, n) => sum + n, 0)).toBe(36);
  expect((await list('open=true')).total + (await list('open=false')).total).toBe(36);
  const word = (await list('')).incidents[0].title.split(' ')[0].toLowerCase();
  expect((await list(`text=${word}`)).total).toBeGreaterThan(0);
  expect((await list('text=no-such-word-anywhere')).total).toBe(0);
  const component = (await list('')).incidents.find(({ impacts }: { impacts: unknown[] }) => impacts.length > 0).impacts[0].componentId;
  expect(
    (await list(`component=${component}`)).incidents.every(({ impacts }: { impacts: { componentId: string }[] }) =>
      impacts.some((impact) => impact.componentId === component),
    ),
  ).toBe(true);
});

test('[QU107] an incident is answered with those that may be the same, in the scope of who asks', async () => {
  const { incidents } = (await app.ask('GET', '/api/v1/incidents?limit=200')).body as { incidents: { id: string; published: boolean }[] };
  const likes = await Promise.all(incidents.map(async ({ id }) => ({ id, similar: (await app.ask('GET', `/api/v1/incidents/${id}/similar`)).body.similar })));
  expect(likes.some(({ similar }) => similar.length > 0)).toBe(true);
  for (const { id, similar } of likes) {
    expect(similar.length).toBeLessThanOrEqual(5);
    for (const one of similar) {
      expect(one.id).not.toBe(id);
      expect(one.components.length + one.causes.length + one.words.length).toBeGreaterThan(0);
    }
  }
  expect((await app.ask('GET', '/api/v1/incidents/never-was/similar')).status).toBe(404);
});

test('[HT32] minutes of outage are counted over all incidents that match, however the list is paged, and cut by the midnights of a zone', async () => {
  const ask = async (query: string) => (await app.ask('GET', `/api/v1/history/minutes?${query}`)).body;
  const whole = 'from=2010-01-01&to=2022-01-01';
  const all = await ask(whole);
  expect(all.unit).toBe('year');
  expect(all.buckets.length).toBe(12);
  expect(all.major + all.partial).toBeGreaterThan(1_000);
  expect(all.buckets.reduce((sum: number, { partial, major }: { partial: number; major: number }) => sum + partial + major, 0)).toBe(all.major + all.partial);
  const dns = await ask('from=2020-10-01&to=2020-11-01&text=dns&zone=europe/paris');
  expect([dns.unit, dns.buckets.length, dns.buckets[0].from]).toEqual(['day', 32, Date.parse('2020-09-30T22:00Z')]);
  expect(dns.major).toBeGreaterThanOrEqual(680);
  expect((await ask(`${whole}&text=no-such-word-anywhere`)).major).toBe(0);
  const { years } = (await app.ask('GET', '/api/v1/history/years')).body;
  const parts = await Promise.all([...years.map(({ year }: { year: number }) => year), 'undated'].map((year) => ask(`${whole}&year=${year}`)));
  expect(parts.reduce((sum: number, { major, partial }) => sum + major + partial, 0)).toBeGreaterThanOrEqual(all.major + all.partial);
  expect(parts.flatMap(({ unplaced }) => unplaced).length).toBe(all.unplaced.length);
});

test.each([
  'zone=Moon/Base',
  'to=2021-01-01&from=2021-01-02',
  'from=yesterday',
  'from=2020-13-41',
  'from=1800-01-01',
  'from=1971-01-01&to=2190-01-01',
  'from=2020-10-09T06:20',
  'limit=1',
  'cause=nonsense',
])('[HT32] minutes of outage with %s are refused and the field named', async (query) => {
  const { status, body } = await app.ask('GET', `/api/v1/history/minutes?${query}`);
  expect([status, body.field]).toEqual([422, query.startsWith('from=1971') ? 'to' : query.split('=')[0]]);
});

test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'cause=nonsense', 'year=20', 'open=maybe', 'colour=red', 'limit=1&limit=2', 'scope=both'])(
  '[HT6] the query %s is refused and the field named',
  async (query) => {
    const { status, body } = await app.ask('GET', `/api/v1/incidents?${query}`);
    expect([status, body.field]).toEqual([422, query.split('=')[0]]);
  },
);

test('[HT22] a reading with pos is never older than it, and a node that is behind says come back', async () => {
  const { body } = await app.ask('GET', '/api/v1/incidents?limit=1');
  const id = body.incidents[0].id;
  const there = await app.ask('GET', `/api/v1/incidents/${id}?pos=${body.pos}`);
  expect(there.body.pos).toBeGreaterThanOrEqual(body.pos);
  const soon = app.ask('GET', `/api/v1/incidents/${id}?pos=${body.pos + 1}`);
  await app.give('name-board', { name: 'Four services' });
  expect((await soon).body.pos).toBe(body.pos + 1);
  const never = await app.ask('GET', `/api/v1/incidents/${id}?pos=${body.pos + 1_000}`);
  expect([never.status, never.body.code, never.headers.get('retry-after')]).toEqual([503, 'behind', '1']);
});

test('[HT22] the events of an incident come in pages, by the position of the scope', async () => {
  const id = (await app.ask('GET', '/api/v1/incidents?limit=200')).body.incidents.find(({ entryCount }: { entryCount: number }) => entryCount > 4).id;
  for (const scope of ['public', 'internal']) {
    const whole = (await app.ask('GET', `/api/v1/incidents/${id}/events?scope=${scope}&limit=500`)).body.events;
    const paged: unknown[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const { body } = await app.ask('GET', `/api/v1/incidents/${id}/events?scope=${scope}&limit=2&after=${after}`);
      paged.push(...body.events);
      after = body.next;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(2);
    if (scope === 'public')
      expect(whole.every(({ event }: { event: { actor: unknown; scope: string } }) => event.actor === null && event.scope === 'public')).toBe(true);
  }
});

test('[HT22] a page of events ends by bytes too, and the pages are the whole', async () => {
  await app.give('open-incident', { incidentId: 'talkative', title: 'Uploads fail' });
  const text = 'é'.repeat(20_000);
  const said = Array.from({ length: 30 }, (_, n) => `u${n}`);
  for (const updateId of said) await app.give('post-update', { incidentId: 'talkative', updateId, text });
  const seen: string[] = [];
  let pages = 0;
  for (let after: number | null = 0; after !== null; pages++) {
    const { text: page, body } = await app.ask('GET', `/api/v1/incidents/talkative/events?limit=500&after=${after}`);
    expect(page.length).toBeLessThan(1_100_000);
    seen.push(...body.events.flatMap(({ event }: { event: { data: { updateId?: string } } }) => event.data.updateId ?? []));
    after = body.next;
  }
  expect([pages, seen]).toEqual([2, said]);
});

test.each(['commitments', 'maintenances'])(
  '[HT21] pages of the %s visit each once, newest first, end by bytes too, and refuse what those of the incidents refuse',
  async (list) => {
    const soon = app.ports.clock.now() + 86_400_000;
    const day = (ms: number) => ({ ms, precision: 'exact' });
    const text = 'x'.repeat(19_000);
    // A promise is short, so its pages end by number.
    for (let n = 0; n < (list === 'commitments' ? 20 : 60); n++) {
      if (list === 'commitments') await app.give('make-commitment', { kind: 'action', text: `Disk ${n}`, scope: 'public' });
      else
        await app.give('schedule-maintenance', {
          title: `Disks ${n}`,
          text,
          componentIds: ['apivideo-ingest'],
          from: day(soon + n * 1_000),
          until: day(soon + 1e7),
          scope: 'public',
        });
    }
    const all: { id: string; madeAt?: { ms: number }; from: { ms: number } }[] = [];
    let total = 0;
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages++) {
      const { body, text: page } = await app.ask(
        'GET',
        `/api/v1/${list}?scope=public&limit=${list === 'commitments' ? 9 : 200}${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.length).toBeLessThan(1_100_000);
      all.push(...body[list]);
      total = body.total;
      cursor = body.next;
    }
    expect(pages).toBeGreaterThan(1);
    expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([total, total]);
    const times = all.map(({ madeAt, from }) => (madeAt ?? from).ms ?? Number.NEGATIVE_INFINITY);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect((await app.ask('GET', `/api/v1/${list}?scope=public&limit=7`)).body[list]).toEqual(all.slice(0, 7));
    for (const query of ['limit=0', 'limit=201', 'cursor=x', 'colour=red']) {
      const { status, body } = await app.ask('GET', `/api/v1/${list}?${query}`);
      expect([query, status, body.field]).toEqual([query, 422, query.split('=')[0]]);
    }
  },
);

test('[HT23] every reading holds to its schema to the letter, in both scopes, for every incident of the sample', async () => {
  const ids = (await app.ask('GET', '/api/v1/incidents?limit=200')).body.incidents.map(({ id }: { id: string }) => id);
  const components = (await app.ask('GET', '/api/v1/components')).body.components.map(({ id }: { id: string }) => id);
  let checked = 0;
  for (const { path, reply, method, scoped } of app.routes) {
    if (method !== 'GET' || !scoped || reply.schema === null) continue;
    const addresses = path.includes(':incidentId')
      ? ids.map((id: string) => path.replace(':incidentId', id))
      : path.includes(':componentId')
        ? [path.replace(':componentId', components[0])]
        : [path];
    for (const address of addresses) {
      for (const scope of ['public', 'internal']) {
        const { status, body } = await app.ask('GET', `${address}?scope=${scope}`);
        if (status === 404 && scope === 'public') continue;
        const parsed = z.safeParse(reply.schema, body);
        expect([address, scope, parsed.error?.issues ?? []]).toEqual([address, scope, []]);
        checked++;
      }
    }
  }
  expect(checked).toBeGreaterThan(100);
});

test('[HT81] an internal answer has the incident as customers see it, the public one has not', async () => {
  await app.give('open-incident', { incidentId: 'two-sided', title: 'Uploads fail', scope: 'internal' });
  const customers = async (scope: 'public' | 'internal') => (await app.ask('GET', `/api/v1/incidents/two-sided?scope=${scope}`)).body.customers;
  expect(await customers('internal')).toBeNull();
  await app.give('publish-incident', { incidentId: 'two-sided' });
  await app.give('retitle-incident', { incidentId: 'two-sided', title: 'Uploads fail in one rack', scope: 'internal' });
  expect(await customers('internal')).toMatchObject({ title: 'Uploads fail', entries: [], postmortem: [] });
  expect(await customers('public')).toBeNull();
});

test('[HT31] an incident that came back names what it came back from, and that one names it', async () => {
  const { incidents } = (await app.ask('GET', '/api/v1/incidents?limit=200')).body;
  let seen = 0;
  for (const { id, links } of incidents) {
    for (const link of links) {
      const { body } = await app.ask('GET', `/api/v1/incidents/${link.incidentId}`);
      expect(body.linkedFrom).toContainEqual({ incidentId: id, kind: link.kind, words: link.words, inferred: link.inferred });
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(0);
});

test('[HT24] the OpenAPI document holds every route with its parameters, and the page of it runs no script', async () => {
  const { body } = await app.ask('GET', '/api/v1/openapi.json', { token: null });
  expect(body.openapi).toBe('3.1.0');
  for (const { method, path } of app.routes) {
    const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect([path, operation?.parameters.filter((p: { in: string }) => p.in === 'path').length]).toEqual([path, (path.match(/:/g) ?? []).length]);
  }
  for (const { method, path, tag, body: taken } of app.routes) {
    const example = body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()].requestBody?.content['application/json']?.example;
    if (tag !== 'write') continue;
    const inPath = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name, 'some-id']));
    expect([path, taken?.schema?.safeParse({ ...example, ...inPath }).success]).toEqual([path, true]);
  }
  const page = await app.ask('GET', '/api/docs', { token: null });
  for (const reason of Object.keys(REASONS)) expect(page.text).toContain(`<code>${reason}</code>`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  // An example of an address is text.
  expect(page.text.replaceAll('https://example.com', '')).not.toMatch(/<script|\son\w+=|style=|https?:\/\//);
  expect(page.text).toContain('/api/v1/incidents/{incidentId}/updates');
});

test('[HT139] while the documentation is made, the node goes on with other work after each route of it', async () => {
  for (const address of ['/api/v1/openapi.json', '/api/docs']) {
    // Routes of their own, of which nothing was made yet.
    const docs = docsRoutes(app.routes, 'test').find(({ path }) => path === address);
    let turns = 0;
    let isMade = false;
    const turn = () => {
      turns++;
      if (!isMade) setImmediate(turn);
    };
    setImmediate(turn);
    await docs?.run({} as never);
    isMade = true;
    expect([address, turns > app.routes.length]).toEqual([address, true]);
  }
});

test('[HT25] every answer carries the security headers, pages the strict content policy', async () => {
  for (const path of ['/', '/incidents/x', '/api/v1/board', '/api/v1/nothing', '/livez', '/assets/main-Ab12_-xY.js']) {
    const { headers } = await app.ask('GET', path, { token: null });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toBe('');
    expect(headers.get('strict-transport-security')).toBeNull();
    const isPage = path === '/' || path === '/incidents/x';
    expect(headers.get('content-security-policy')).toMatch(
      isPage ? /require-trusted-types-for 'script';trusted-types 'none'/ : /^default-src 'none';frame-ancestors 'none';sandbox$/,
    );
  }
});

test('[HT26] pages of the application are one file, hashed assets never change, and what is missing is missing', async () => {
  const page = await app.ask('GET', '/incidents/some-incident', { token: null });
  expect([page.status, page.headers.get('cache-control'), page.text.includes('<title>Sitrep')]).toEqual([200, 'no-cache', true]);
  const asset = await app.ask('GET', '/assets/main-Ab12_-xY.js', { token: null });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const path of ['/assets/gone-00000000.js', '/api/v1/nothing', '/../package.json', '/assets/..%2f..%2flog.sqlite', '/%ff', '/%00']) {
    expect([path, (await app.ask('GET', path, { token: null })).status >= 400 || path === '/%ff' || path === '/%00']).toEqual([path, true]);
  }
});

test('[HT27] what an operator asks is answered: alive, ready with its versions, figures', async () => {
  expect((await app.ask('GET', '/livez', { token: null })).body).toEqual({ status: 'alive' });
  // A guard may still tell of the work that the tests before this one made.
  await expect
    .poll(async () => (await app.ask('GET', '/readyz', { token: null })).body)
    .toEqual({
      guards: [],
      status: 'ready',
      build: 'test',
      foldVersion: expect.any(Number),
      wireVersion: expect.any(Number),
    });
  const { text } = await app.ask('GET', '/metrics', { token: null });
  expect(text).toContain('sitrep_log_position');
  expect(text).toContain('sitrep_http_request_seconds_bucket');
  expect(text).not.toMatch(/incidents\/[a-z]+-/);
});

test('[HT27] [HT20] a node that lost its log is alive, still answers readings, and says it is not ready', async () => {
  const { log } = app.ports;
  const head = log.head.bind(log);
  const ready = async () => (await app.ask('GET', '/readyz', { token: null })).status;
  await expect.poll(ready).toBe(200);
  log.head = () => Promise.reject(new Error('away'));
  try {
    await expect.poll(async () => (await app.ask('GET', '/readyz', { token: null })).body.status).toBe('log_unreachable');
    expect((await app.ask('GET', '/livez', { token: null })).status).toBe(200);
    const board = await app.ask('GET', '/api/v1/board', { token: null });
    expect(board.status).toBe(200);
    expect(Date.now() - Number(board.headers.get('sitrep-as-of'))).toBeGreaterThan(3_500);
  } finally {
    log.head = head;
  }
  await app.projection.catchUp();
  await expect.poll(ready).toBe(200);
});

test('[HT36] long readings are compressed for those who take it, answers to writes are not', async () => {
  const asked = { headers: { 'accept-encoding': 'br' } };
  const list = await fetch(`${app.url}/api/v1/components`, asked);
  expect(list.headers.get('content-encoding')).toBe('br');
  expect(list.headers.get('vary')).toMatch(/Accept-Encoding/i);
  expect(((await list.json()) as { components: unknown[] }).components.length).toBeGreaterThan(20);
  const plain = await fetch(`${app.url}/api/v1/components`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  const refused = await fetch(`${app.url}/api/v1/session`, {
    method: 'POST',
    headers: { ...asked.headers, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field-${index}`, 1]))),
  });
  expect(refused.headers.get('content-encoding')).toBeNull();
});

test('[HT23] the page of a dismissed incident holds to its schema too', async () => {
  const { schema } = app.routes.find(({ method, path }) => method === 'GET' && path.endsWith('/incidents/:incidentId'))?.reply ?? { schema: null };
  if (schema === null) throw new Error('The page of an incident has no schema.');
  await app.give('open-incident', { incidentId: 'mistaken', title: 'Uploads fail', scope: 'public' });
  await app.give('dismiss-incident', { incidentId: 'mistaken', reason: 'The probe was misread.', scope: 'public' });
  for (const scope of ['public', 'internal']) {
    const { body } = await app.ask('GET', `/api/v1/incidents/mistaken?scope=${scope}`);
    expect(z.safeParse(schema, body).error?.issues ?? []).toEqual([]);
  }
});

test('[HT111] templates are listed to those who see the internal scope, and customers get none', async () => {
  await app.give('write-template', { templateId: 'slow', use: 'update', name: 'Slow', text: 'It is slow.' });
  const { templates } = (await app.ask('GET', '/api/v1/templates')).body;
  expect(templates).toEqual([{ id: 'slow', use: 'update', name: 'Slow', title: null, what: null, componentIds: [], level: null, text: 'It is slow.' }]);
  expect((await app.ask('GET', '/api/v1/templates', { token: null })).body.templates).toEqual([]);
  await app.give('remove-template', { templateId: 'slow' });
  expect((await app.ask('GET', '/api/v1/templates')).body.templates).toEqual([]);
});
