import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { suspect: { count: 2, withinMs: 60_000 } } });
  await app.give('define-component', { componentId: 'player', name: 'Player', scope: 'public' });
});
afterAll(() => app.dispose());

const suspicions = async () => Object.values((await app.ask('GET', '/api/v1/board')).body.state.board.suspicions) as { id: string }[];

test('[DC210] who may only say what customers see does not learn which incident or suspicion took it along', async () => {
  const { token } = await app.principals.createToken('desk', null, null, ['sight']);
  await app.give('open-incident', { incidentId: 'secret', title: 'Inside', impacts: [{ componentId: 'player', level: 'partial_outage' }] });
  const sent = { body: { componentId: 'player', words: 'It stops' } };
  const seen = await app.ask('POST', '/api/v1/sightings', { ...sent, token });
  expect([seen.status, Object.keys(seen.body.ids).sort()]).toEqual([201, ['componentId', 'sightingId']]);
  const { token: viewer } = await app.principals.createToken('reader', 'viewer', null);
  expect((await app.ask('POST', '/api/v1/sightings', { ...sent, token: viewer })).body.ids.incidentId).toBe('secret');
  await app.give('resolve-incident', { incidentId: 'secret' });
});

test('[DC211] one person records at most 20 reports at once, and is told why; others go on', async () => {
  const { token } = await app.principals.createToken('flood', 'viewer', null);
  const see = (by: string) => app.ask('POST', '/api/v1/sightings', { token: by, body: { componentId: 'player', words: 'It stops', at: '2020-01-01T00:00Z' } });
  for (let n = 0; n < 20; n++) expect((await see(token)).status).toBe(201);
  const refused = await see(token);
  expect([refused.status, refused.body.code, refused.headers.get('retry-after') !== null]).toEqual([429, 'too_often', true]);
  expect(refused.body.detail).toMatch(/more would hide those of others/);
  const { token: other } = await app.principals.createToken('calm', 'viewer', null);
  expect((await see(other)).status).toBe(201);
});

test('[HT115] [DC170] a viewer says what customers see, as many as the server was told raise a suspicion, and those who write end it', async () => {
  const { token } = await app.principals.createToken('support', 'viewer', null);
  const see = (body: object) => app.ask('POST', '/api/v1/sightings', { token, body: { componentId: 'player', words: 'It stops', ...body } });
  expect([(await see({})).status, (await suspicions()).length]).toEqual([201, 0]);
  expect([(await see({ ticket: 'SUP-2' })).status, (await suspicions()).length]).toEqual([201, 1]);
  expect((await see({ scope: 'public' })).body.field).toBe('scope');
  const [{ id }] = (await suspicions()) as [{ id: string }];
  for (const [act, body] of [
    ['take', {}],
    ['dismiss', { reason: 'One old player' }],
  ] as const) {
    const path = `/api/v1/suspicions/${id}/${act}`;
    expect((await app.ask('POST', path, { token, body })).status).toBe(403);
    expect((await app.ask('POST', path, { body })).status).toBe(201);
  }
  expect(await suspicions()).toEqual([]);
});
