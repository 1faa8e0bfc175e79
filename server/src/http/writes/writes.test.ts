import { COMMAND } from '@sitrep/shared/domain/command.ts';
import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.give('define-component', { componentId: 'live', name: 'Live delivery', scope: 'public' });
});
afterAll(() => app.dispose());

const incidents = async () => (await app.ask('GET', '/api/v1/incidents')).body.total as number;
const open = (title: string, headers: Record<string, string> = {}, token?: string | null) =>
  app.ask('POST', '/api/v1/incidents', { body: { title }, headers, ...(token === undefined ? {} : { token }) });

test('[HT3] nothing can be written without a token', async () => {
  const before = app.projection.seq;
  for (const { method, path } of app.routes.filter((route) => route.idempotent)) {
    const { status } = await app.ask(method, path.replace(/:\w+/g, 'live'), { token: null, body: { title: 'x', name: 'x' } });
    expect(status).toBe(401);
  }
  expect(app.projection.seq).toBe(before);
});

test('[HT4] a write is answered 201 with its ids and a position that a reading then shows', async () => {
  const reply = await open('Cannot sign in');
  expect(reply.status).toBe(201);
  expect(reply.body.pos).toBe(app.projection.seq);
  const read = await app.ask('GET', `/api/v1/incidents/${reply.body.ids.incidentId}?pos=${reply.body.pos}`);
  expect(read.body.incident.title).toBe('Cannot sign in');
  expect(read.body.epoch).toBe(reply.body.epoch);
});

test('[HT5] one key applies one command, however often and however many at once', async () => {
  const before = await incidents();
  const replies = await Promise.all(Array.from({ length: 20 }, () => open('Only once', { 'idempotency-key': 'once' })));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect(replies.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
  expect(await incidents()).toBe(before + 1);
});

test('[HT5] a key is answered the same after everything it touched has moved on', async () => {
  const first = await app.ask('POST', '/api/v1/incidents', { body: { incidentId: 'moved', title: 'Moves on' }, headers: { 'idempotency-key': 'moved' } });
  await app.give('resolve-incident', { incidentId: 'moved' });
  const again = await app.ask('POST', '/api/v1/incidents', { body: { title: 'Moves on', incidentId: 'moved' }, headers: { 'idempotency-key': 'moved' } });
  expect([again.status, again.text]).toEqual([201, first.text]);
});

test('[HT5] a key sent with another command is refused, and a key of another token is another key', async () => {
  const { token } = await app.principals.createToken('other', 'responder', null);
  await open('Mine', { 'idempotency-key': 'shared' });
  expect((await open('Another', { 'idempotency-key': 'shared' })).body.code).toBe('key_reused');
  expect((await open('Another', { 'idempotency-key': 'shared' }, token)).status).toBe(201);
});

test('[HT6] a refusal is a problem document that names the field and says what to do', async () => {
  const reply = await app.ask('POST', '/api/v1/incidents', {
    body: { title: '', impacts: [{ componentId: 'live', level: 'on fire' }], colour: 'red' },
  });
  expect(reply.status).toBe(422);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['colour', 'impacts.0.level', 'title']);
  expect(reply.body.instance).toBe(reply.headers.get('x-request-id'));
});

test('[HT6] a refusal of the domain keeps its code and its field', async () => {
  const missing = await app.ask('POST', '/api/v1/incidents/no-such/updates', { body: { text: 'hello' } });
  expect([missing.status, missing.body.code]).toEqual([404, 'not_found']);
  const unpublished = await app.ask('POST', '/api/v1/incidents', { body: { incidentId: 'quiet', title: 'Quiet' } });
  expect(unpublished.status).toBe(201);
  const early = await app.ask('POST', '/api/v1/incidents/quiet/updates', { body: { text: 'hello', scope: 'public' } });
  expect([early.status, early.body.code, early.body.field]).toEqual([409, 'not_published', 'scope']);
});

test('[HT6] a refusal of the domain names its reason and what its sentence is made of', async () => {
  await app.give('open-incident', { incidentId: 'over', title: 'Over' });
  await app.give('resolve-incident', { incidentId: 'over' });
  const { body } = await app.ask('POST', '/api/v1/incidents/over/phase', { body: { phase: 'monitoring' } });
  expect(body).toMatchObject({ code: 'wrong_phase', reason: 'incident_resolved', params: { incidentId: 'over' }, field: 'phase' });
  expect(body.detail).toBe('The incident is resolved. Reopen it first.');
  expect(body.errors).toEqual([{ field: 'phase', detail: body.detail }]);
});

test.each([
  ['a body that is not JSON', { body: '{"title":' }, 400, 'bad_request'],
  ['a list', { body: '[1]' }, 400, 'bad_request'],
  ['another content type', { body: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'wrong_content_type'],
  ['an unfinished letter', { body: Buffer.from('{"title":"caf\xc3"}', 'latin1') }, 400, 'bad_request'],
  ['another charset', { body: { title: 'x' }, headers: { 'content-type': 'application/json; charset=utf-16' } }, 415, 'wrong_content_type'],
  ['a charset nobody has', { body: { title: 'x' }, headers: { 'content-type': 'application/json; charset=utf-7' } }, 415, 'wrong_content_type'],
  ...['gzip', 'br', 'deflate', 'zstd'].map(
    (coding) => [`a body said to be in ${coding}`, { body: 'junk', headers: { 'content-encoding': coding } }, 415, 'wrong_content_type'] as const,
  ),
  ['more than 64 KiB', { body: { title: 'x'.repeat(70_000) } }, 413, 'too_large'],
  ['no body where one is needed', { body: '' }, 422, 'invalid'],
  ['the character U+0000', { body: { title: 'a\u0000b' } }, 422, 'invalid'],
  ['an unusable key', { body: { title: 'x' }, headers: { 'idempotency-key': 'a b' } }, 400, 'bad_request'],
] as const)('[HT7] %s is refused without being recorded', async (_, options, status, code) => {
  const before = app.projection.seq;
  const reply = await app.ask('POST', '/api/v1/incidents', options);
  expect([reply.status, reply.body.code]).toEqual([status, code]);
  expect(app.projection.seq).toBe(before);
  expect(app.errors).toEqual([]);
});

test('[HT7] UTF-8 that is said to be so is taken', async () => {
  expect((await open('Café', { 'content-type': 'application/json; charset="UTF-8"' })).status).toBe(201);
});

test('[HT6] a problem document is short, however much is wrong and however long its name', async () => {
  const fields = Array.from({ length: 3_000 }, (_, index) => [`${index}`.padEnd(10, 'x'), 1]);
  const long = 'y'.repeat(10_000);
  const wide = ['\u9f8d', '\u0001'].map((letter) => Object.fromEntries(fields.slice(0, 40).map(([name]) => [letter.repeat(200) + name, 1])));
  const replies = [
    await app.ask('POST', '/api/v1/incidents', { body: Object.fromEntries([...fields, [long, 1]]) }),
    await app.ask(
      'GET',
      `/api/v1/incidents?${fields
        .slice(0, 1_000)
        .map(([name]) => `${name}=1`)
        .join('&')}`,
    ),
    await app.ask('GET', `/api/v1/incidents?${long.slice(5_000)}=1&${long.slice(5_000)}=2`),
    await app.ask('POST', '/api/v1/incidents', { body: { title: 'x', scope: long, impacts: [{ [long]: long }] } }),
    ...(await Promise.all(wide.map((body) => app.ask('POST', '/api/v1/incidents', { body })))),
  ];
  for (const { status, text, body } of replies) {
    expect(status).toBe(422);
    expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    expect(body.errors.length).toBeLessThanOrEqual(20);
  }
});

test('[DC100] a command that would leave customers with what is no longer so is answered with the forms that are accepted', async () => {
  const impact = { impactId: 'seen-1', componentId: 'live', level: 'major_outage' };
  await app.give('define-region', { regionId: 'europe', name: 'Europe' });
  await app.give('open-incident', { incidentId: 'seen', title: 'Nothing plays', impacts: [impact], scope: 'public' });
  await app.give('state-impact', { incidentId: 'seen', impact: { ...impact, regions: ['europe'] }, scope: 'internal' });
  const send = (path: string, body: object) => app.ask('POST', `/api/v1/incidents/seen/${path}`, { body });
  const eased = { impact: { ...impact, level: 'degraded_performance' } };
  const regions = await send('impacts', eased);
  expect(regions.body).toMatchObject({ status: 422, code: 'invalid', reason: 'regions_needed', params: { impactId: 'seen-1', inside: true } });
  expect(regions.body.detail).toContain('Give scope public and name its regions (an empty list means everywhere), or give scope internal');
  expect((await send('impacts', { impact: { ...eased.impact, regions: [] }, scope: 'public' })).status).toBe(201);
  const silent = await send('resolve', {});
  expect(silent.body).toMatchObject({ status: 422, code: 'scope_needed', field: 'scope', params: { incidentId: 'seen', inside: true } });
  expect(silent.body.detail).toContain('Give scope public to tell them as well, or scope internal');
  const customers = async () => (await app.ask('GET', '/api/v1/incidents/seen?scope=public')).body.incident.phase;
  expect(await customers()).toBe('investigating');
  expect((await send('resolve', { scope: 'internal' })).status).toBe(201);
  expect((await send('resolve', { scope: 'public' })).status).toBe(201);
  expect(await customers()).toBe('resolved');
});

test('[DC36] [DC37] [DC39] one post says words and states facts for readers of their own, all or nothing, and a refusal names the place of the fact', async () => {
  const impact = { impactId: 'post-1', componentId: 'live', level: 'major_outage' };
  await app.give('open-incident', { incidentId: 'posted', title: 'Nothing plays', impacts: [impact], scope: 'public' });
  const post = (body: object) => app.ask('POST', '/api/v1/incidents/posted/updates', { body: { text: 'A rack is without power.', ...body } });
  const read = async (scope: string) => (await app.ask('GET', `/api/v1/incidents/posted?scope=${scope}`)).body.incident;
  const eased = { ...impact, level: 'degraded_performance' };
  const before = app.projection.seq;
  const silent = await post({ impacts: [eased], phase: 'identified' });
  expect(silent.body).toMatchObject({ status: 422, code: 'scope_needed', field: 'factScope', params: { inside: true, scopeField: 'factScope' } });
  expect(silent.body.detail).toContain('Give factScope public to tell them as well, or factScope internal');
  const wrong = await post({ factScope: 'public', impacts: [eased, { ...impact, impactId: 'post-2', regions: ['mars'] }], phase: 'identified' });
  expect(wrong.body).toMatchObject({ code: 'not_found', reason: 'region_unknown', field: 'impacts.1.regions' });
  expect(app.projection.seq).toBe(before);
  const told = await post({ scope: 'internal', factScope: 'public', updateId: 'note', impacts: [eased], phase: 'identified' });
  expect([told.status, told.body.ids]).toEqual([201, expect.objectContaining({ updateId: 'note', impactIds: ['post-1'] })]);
  for (const scope of ['public', 'internal']) {
    const incident = await read(scope);
    expect([incident.phase, incident.impacts[0].level]).toEqual(['identified', 'degraded_performance']);
    expect(JSON.stringify(incident).includes('A rack is without power')).toBe(scope === 'internal');
  }
  expect((await post({ scope: 'public', factScope: 'internal', ended: ['post-1'], phase: 'monitoring' })).status).toBe(201);
  expect([(await read('public')).phase, (await read('public')).impacts[0].until]).toEqual(['identified', null]);
  expect([(await read('internal')).phase, (await read('internal')).impacts[0].until]).not.toContain(null);
});

test('[RJ5] a refused body of any command comes back with one that its schema takes, and with the sentence', async () => {
  const commands = app.routes.filter(({ tag }) => tag === 'write');
  expect(commands.length).toBe(Object.values(COMMAND).filter(({ http }) => http !== null).length);
  for (const { method, path, body: taken } of commands) {
    const inPath = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name, 'live']));
    const address = path.replace(/:\w+/g, 'live');
    for (const sent of [{ surprise: 1, at: 'yesterday' }, '{"at":', [1]]) {
      const { status, body } = await app.ask(method, address, { body: sent });
      expect([path, status, body.code]).toEqual([
        path,
        typeof sent === 'string' || Array.isArray(sent) ? 400 : 422,
        status === 400 ? 'bad_request' : 'invalid',
      ]);
      expect([path, taken?.schema?.safeParse({ ...body.example, ...inPath }).error]).toEqual([path, undefined]);
      if (status === 400) continue;
      expect(body.detail).toContain('"surprise" is not a field here; leave it out.');
      expect(body.detail).toContain('"at" must be a time with its offset, such as 2026-11-28T16:00:00+01:00, or a date such as 2026-11-28.');
      expect(body.example.at).toMatch(/Z$/);
    }
  }
});

test('[RJ5] an unknown field is answered with the known ones, and a known one is not', async () => {
  const { body } = await app.ask('POST', '/api/v1/incidents/live/updates', { body: { text: 'We look into it', nextUpdate: 'soon' } });
  expect(body.detail).toContain('"nextUpdate" is not a field here; leave it out. Fields here: ');
  expect(body.detail).toContain('nextUpdateDue');
  expect((await app.ask('POST', '/api/v1/incidents/live/updates', { body: { text: '' } })).body.detail).not.toContain('Fields here');
});

test('[RJ5] the API document takes each of its own examples, and every form of a time', async () => {
  const { paths } = (await app.ask('GET', '/api/v1/openapi.json')).body as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema?: object; example?: Record<string, unknown> }> } }>>;
  };
  let times = 0;
  for (const [path, methods] of Object.entries(paths))
    for (const { requestBody } of Object.values(methods)) {
      const { schema, example } = requestBody?.content['application/json'] ?? {};
      if (schema === undefined || example === undefined) continue;
      const takes = (value: object) => [path, value, z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(value).error?.issues];
      expect(takes(example)).toEqual([path, example, undefined]);
      const { at } = (schema as { properties: { at?: object } }).properties;
      for (const form of at === undefined ? [] : ['2026-06-03T10:00:00+02:00', '2026-06-03']) {
        times++;
        expect(takes({ ...example, at: form })[2]).toBeUndefined();
        expect(takes({ ...example, at: { colour: 'red' } })[2]).toBeDefined();
      }
    }
  expect(times).toBeGreaterThan(20);
});

test('[RJ5] the example shows the fields at fault as they should be, and only a refused body has one', async () => {
  const sent = { title: 'Video stops', startedAt: 'noon', impacts: [{ componentId: 'live', level: 'down' }] };
  const { body } = await app.ask('POST', '/api/v1/incidents', { body: sent });
  expect(body.example).toEqual({
    title: 'Some title',
    startedAt: expect.stringMatching(/Z$/),
    impacts: [{ componentId: 'some-component', level: 'major_outage' }],
  });
  expect((await app.ask('POST', '/api/v1/incidents', { body: body.example })).body.reason).toBe('component_unknown');
  for (const path of ['/api/v1/incidents/none/title', '/api/v1/tokens'])
    expect((await app.ask('POST', path, { body: path.endsWith('title') ? { title: 'x' } : {} })).body.example).toBeUndefined();
});

test('[HT7] an id in the body that differs from the path is refused', async () => {
  const reply = await app.ask('POST', '/api/v1/incidents/moved/updates', { body: { incidentId: 'quiet', text: 'hello' } });
  expect([reply.status, reply.body.field]).toEqual([422, 'incidentId']);
});

test('[HT8] the commands of the system have no address and cannot be given by an owner', async () => {
  const handled = await app.handle(
    { type: 'overdue-commitment', commitmentId: 'x' },
    { principal: 'run', actor: { kind: 'token', name: 'x' }, rights: new Set(ROLE_RIGHTS.owner), idempotencyKey: null },
  );
  expect(handled).toMatchObject({ kind: 'rejected', rejection: { rejected: 'not_allowed' } });
});

test('[HT9] an unforeseen error leaves as one code with nothing inside, and is told to the operator', async () => {
  const { log } = app.ports;
  const append = log.append.bind(log);
  log.append = async () => {
    throw new Error('secret detail of the store');
  };
  const reply = await open('Fails');
  log.append = append;
  expect([reply.status, reply.body.code]).toEqual([500, 'internal']);
  expect(reply.text).not.toContain('secret');
  expect(String(app.errors.pop())).toContain('secret detail');
});

test('[HT5] writers that meet on one stream all get through, each on the newest state', async () => {
  await app.give('open-incident', { incidentId: 'busy', title: 'Busy' });
  const titles = Array.from({ length: 8 }, (_, index) => `Busy ${index}`);
  const replies = await Promise.all(titles.map((title) => app.ask('POST', '/api/v1/incidents/busy/title', { body: { title } })));
  expect(replies.map(({ status }) => status)).toEqual(titles.map(() => 201));
});

test('[AC2][AC3] over HTTP a publisher tells customers words, and a token without that right tells them nothing', async () => {
  await app.give('open-incident', {
    incidentId: 'told',
    title: 'Playback fails',
    impacts: [{ componentId: 'live', level: 'partial_outage' }],
    scope: 'public',
  });
  const publisher = (await app.principals.createToken('pub', 'publisher', null)).token;
  const inside = (await app.principals.createToken('inside', null, null, ['read', 'write-internal'])).token;
  const post = (token: string, body: object) => app.ask('POST', '/api/v1/incidents/told/updates', { token, body });
  expect((await post(publisher, { text: 'We know.', scope: 'public' })).status).toBe(201);
  const note = await post(publisher, { text: 'A note.' });
  expect([note.status, note.body.reason, note.body.params]).toEqual([403, 'right_missing', { needed: ['write-internal'] }]);
  expect(note.body.detail).toMatch(/^You may not work incidents/);
  const told = await post(inside, { text: 'We know.', scope: 'public' });
  expect([told.status, told.body.params]).toEqual([403, { needed: ['write-public'] }]);
  expect((await post(inside, { text: 'A note.' })).status).toBe(201);
  expect((await app.ask('POST', '/api/v1/incidents/told/acknowledge', { token: publisher, body: {} })).status).toBe(403);
});

test('[AC6] a token is made with a role, with rights beside it or with rights alone, and never with nothing', async () => {
  const make = (fields: object) => app.ask('POST', '/api/v1/tokens', { body: { name: 'bot', ...fields } });
  expect((await make({ role: 'viewer', rights: ['acknowledge'] })).body).toMatchObject({ role: 'viewer', rights: ['acknowledge'] });
  expect((await make({ rights: ['ingest'] })).body).toMatchObject({ role: null, rights: ['ingest'] });
  expect((await make({})).body).toMatchObject({ code: 'invalid', field: 'role' });
  expect((await make({ rights: ['all'] })).status).toBe(422);
});
