import { BOARD_BOUNDS } from '@sitrep/shared/domain/state.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.give('define-component', { componentId: 'old', name: 'Fax gateway', scope: 'public' });
  await app.give('define-component', { componentId: 'inside', name: 'Secret relay' });
  const impacts = [
    { impactId: 'a', componentId: 'old', level: 'major_outage' },
    { impactId: 'b', componentId: 'inside', level: 'major_outage' },
  ];
  await app.give('open-incident', { incidentId: 'jam', title: 'Paper jam', impacts });
  await app.give('resolve-incident', { incidentId: 'jam' });
  await app.give('open-incident', { incidentId: 'seen', title: 'Paper out', scope: 'public', impacts: [{ componentId: 'old', level: 'partial_outage' }] });
  await app.give('resolve-incident', { incidentId: 'seen', scope: 'public' });
  await app.give('retire-component', { componentId: 'old' });
  await app.give('retire-component', { componentId: 'inside' });
  // More than the board keeps: older names come from the answers.
  for (let n = 0; n < BOARD_BOUNDS.retired; n++) {
    await app.give('define-component', { componentId: `c${n}`, name: `C ${n}` });
    await app.give('retire-component', { componentId: `c${n}` });
  }
});
afterAll(() => app.dispose());

const get = async (path: string) => (await app.ask('GET', `/api/v1${path}`)).body;

test('[HT62] what is read of the past names retired components, however long ago, and in public only what was public', async () => {
  expect(app.projection.internal.state.board.retired).not.toHaveProperty('old');
  const names = (body: { retired: { id: string; name: string }[] }) => body.retired.map(({ id, name }) => [id, name]);
  const all = [
    ['old', 'Fax gateway'],
    ['inside', 'Secret relay'],
  ];
  expect(names(await get('/incidents/jam'))).toEqual(all);
  expect(names(await get('/incidents?limit=10'))).toEqual(all);
  expect(names(await get('/incidents?component=old&scope=public'))).toEqual([all[0]]);
  expect(names(await get('/incidents/seen?scope=public'))).toEqual([all[0]]);
});

test('[HT62] the page of a retired component still answers, up to the day it was retired', async () => {
  const { component } = await get('/components/old');
  expect(component).toMatchObject({ id: 'old', name: 'Fax gateway', status: { level: 'unknown', statements: [] } });
  expect(component.retiredAt).toBeTypeOf('number');
  expect(component.skyline.at(-1)).toMatchObject({ worst: 'major_outage' });
  expect((await app.ask('GET', '/api/v1/components/inside?scope=public')).status).toBe(404);
  expect((await get('/components')).components).toEqual([]);
});
