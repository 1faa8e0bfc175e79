import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { suspect: { count: 2, withinMs: 60_000 } } });
  await app.give('define-component', { componentId: 'player', name: 'Player', scope: 'public' });
});
afterAll(() => app.dispose());

const suspicions = async () => Object.values((await app.ask('GET', '/api/v1/board')).body.state.board.suspicions) as { id: string }[];

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
