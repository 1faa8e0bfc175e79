import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../ground/clock.ts';
import { SqliteLog } from '../../log/sqlite-log.ts';
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

test('[HT70] what must be read from a log that does not answer delays nothing that is made from memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-app-'));
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  class SlowLog extends SqliteLog {
    override async readStreamPage(...page: Parameters<SqliteLog['readStreamPage']>) {
      asked();
      await answered;
      return super.readStreamPage(...page);
    }
  }
  const slow = await startApp({ folder, ports: { log: new SlowLog(join(folder, 'log.sqlite')) } });
  try {
    await slow.give('define-component', { componentId: 'web', name: 'Web shop', scope: 'public' });
    for (let n = 0; n < 5; n++)
      await slow.give('schedule-maintenance', {
        title: `Disks ${n}`,
        text: 'x'.repeat(19_000),
        componentIds: ['web'],
        from: { ms: now + 86_400_000, precision: 'exact' },
        until: { ms: now + 90_000_000, precision: 'exact' },
        scope: 'public',
      });
    await slow.give('open-incident', { incidentId: 'seen', title: 'Uploads fail', scope: 'public' });
    const events = slow.ask('GET', '/api/v1/incidents/seen/events');
    await isAsked;
    const list = await slow.ask('GET', '/api/v1/maintenances');
    expect([list.status, list.text.length > 64_000]).toEqual([200, true]);
    answer();
    expect((await events).body.events.length).toBe(1);
  } finally {
    answer();
    await slow.dispose();
  }
});
