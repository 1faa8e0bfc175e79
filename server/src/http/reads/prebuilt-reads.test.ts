import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../ground/clock.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
// The clock stands still: answers about components change with each minute.
const now = systemClock.now();
beforeAll(async () => {
  app = await startApp({ ports: { clock: { ...systemClock, now: () => now } } });
  await app.give('define-component', { componentId: 'web', name: 'Web shop', scope: 'public' });
  await app.give('open-incident', { incidentId: 'seen', title: 'Uploads fail', scope: 'public', impacts: [{ componentId: 'web', level: 'major_outage' }] });
});
afterAll(() => app.dispose());

test('[HT70] every reading that anyone may ask for is built once for all who ask, has an ETag, and is not sent again to whoever has it', async () => {
  const built = async () =>
    [...(await app.ask('GET', '/metrics')).text.matchAll(/^sitrep_answers_built_total\{[^}]*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  const readings = app.routes.filter(({ scoped, method }) => scoped && method === 'GET').map(({ path }) => path);
  expect(readings.length).toBeGreaterThan(9);
  for (const path of readings) {
    const address = path.replace(':incidentId', 'seen').replace(':componentId', 'web');
    const zone = path.includes('component') ? '?zone=Asia/Tokyo' : '';
    await app.give('name-board', { name: `Board of ${path}` });
    const before = await built();
    const replies = await Promise.all(Array.from({ length: 10 }, () => app.ask('GET', `${address}${zone}`)));
    const again = await app.ask('GET', `${address}${zone}`, { headers: { 'if-none-match': replies[0]?.headers.get('etag') ?? '' } });
    const costs = (await built()) - before;
    expect([path, new Set(replies.map(({ text }) => text)).size, costs <= 1, again.status, again.text]).toEqual([path, 1, true, 304, '']);
  }
});
