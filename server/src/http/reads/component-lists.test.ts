import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
/** Seconds by the server's stopwatch, moved by the tests. */
let seconds = 0;
beforeAll(async () => {
  app = await startApp({ ports: { stopwatch: () => seconds } });
  for (const id of ['web', 'pay', 'old']) await app.give('define-component', { componentId: id, name: `The ${id}`, scope: 'public' });
  await app.give('define-component', { componentId: 'secret', name: 'Secret' });
});
afterAll(() => app.dispose());

const read = (query = '', headers: Record<string, string> = {}) => app.ask('GET', `/api/v1/components${query}`, { headers });
const built = async (): Promise<number> =>
  Number(/^sitrep_answers_built_total\{kind="components"\} (\d+)$/m.exec((await app.ask('GET', '/metrics')).text)?.[1]);
const open = async (incidentId: string, componentId: string) => {
  await app.give('open-incident', { incidentId, title: 'Hurt', impacts: [{ componentId, level: 'major_outage' }] });
  return app.projection.seq;
};
const levelOf = (body: { components: { id: string; status: { level: string } }[] }, id: string) => body.components.find((one) => one.id === id)?.status.level;

test('[HT70] thirty readers at once cost one count, one JSON and one compression', async () => {
  const before = await built();
  const replies = await Promise.all(Array.from({ length: 30 }, () => read()));
  expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(replies[0]?.body.components.map(({ id }: { id: string }) => id)).toEqual(['web', 'pay', 'old', 'secret']);
  expect((await built()) - before).toBe(1);
});

test('[HT70] within two seconds everybody gets what is there, then what is new; with pos nothing older than that', async () => {
  seconds += 10;
  const known = await open('zero', 'old');
  const first = (await read()).body;
  expect(first.pos).toBe(known);
  const before = await built();
  const pos = await open('one', 'pay');
  const soon = (await read()).body;
  expect([soon.pos, levelOf(soon, 'pay')]).toEqual([first.pos, 'operational']);
  expect(await built()).toBe(before);
  const waiting = read(`?pos=${pos}`);
  seconds += 2;
  const { body } = await waiting;
  expect([body.pos, levelOf(body, 'pay')]).toEqual([pos, 'major_outage']);
  expect((await read()).body.pos).toBe(pos);
  expect(await built()).toBe(before + 1);
  seconds += 2;
  // Nothing has changed: the built list is still valid.
  expect((await read()).body.pos).toBe(pos);
  expect(await built()).toBe(before + 1);
});

test('[HT70] a position that is not reached in time is refused as such, for the list and for one component', async () => {
  for (const path of ['', '/web']) {
    const { status, body, headers } = await read(`${path}?pos=${app.projection.seq + 1}`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'behind', '1']);
  }
});

test('[HT70] the list has an ETag per scope, position and zone, is not sent again to whoever has it, and is coded once', async () => {
  seconds += 2;
  const list = await read();
  const etag = list.headers.get('etag') ?? '';
  expect(etag).toContain(`-${list.body.pos}-`);
  const again = await read('', { 'if-none-match': etag });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await read('?zone=Asia/Tokyo', { 'if-none-match': etag })).status).toBe(200);
  expect((await read('?scope=public', { 'if-none-match': etag })).status).toBe(200);
  const before = await built();
  const response = await fetch(`${app.url}/api/v1/components?scope=public`, { headers: { 'accept-encoding': 'br' } });
  expect([response.headers.get('content-encoding'), ((await response.json()) as { components: object[] }).components.length]).toEqual(['br', 3]);
  expect(await built()).toBe(before);
});

test('[HT15] [HT70] what is internal moves no byte, position or ETag of the public list', async () => {
  const publicly = async () => {
    seconds += 2;
    const { headers, text } = await read('?scope=public');
    return `${headers.get('etag')} ${text}`;
  };
  const before = await publicly();
  await open('two', 'web');
  expect(await publicly()).toBe(before);
});

test('[HT70] a row is numbers: no statement and no day is an object in it', async () => {
  seconds += 2;
  const { body } = await read(`?pos=${app.projection.seq}`);
  const row = body.components.find(({ id }: { id: string }) => id === 'pay');
  expect(Object.keys(row.status).toSorted()).toEqual(['deciding', 'evidence', 'fresh', 'level', 'measured', 'simulated']);
  expect([row.days.worst.length, row.days.downMinutes.length, body.dayStarts.length]).toEqual([90, 90, 91]);
  const page = (await read('/pay')).body.component;
  expect(page.status.statements).toHaveLength(1);
  expect(page.skyline.map(({ worst }: { worst: string | null }) => worst)).toEqual(
    row.days.worst.map((at: number | null) => (at === null ? null : body.levels[at])),
  );
  expect(page.skyline.map(({ from }: { from: number }) => from)).toEqual(body.dayStarts.slice(0, -1));
  expect(page.uptime.full.minutes).toBeGreaterThanOrEqual(row.uptime.full.minutes);
});

test('[HT70] more zones than are kept are answered all the same, each with its own days', async () => {
  seconds += 2;
  const zones = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 25 === 0);
  expect(zones.length).toBeGreaterThan(12);
  for (const zone of zones) expect((await read(`?zone=${encodeURIComponent(zone)}`)).body.zone).toBe(zone);
  const crowd = await Promise.all(zones.map((zone) => read(`?zone=${encodeURIComponent(zone)}`)));
  expect(crowd.every(({ status, body }) => status === 200 || (status === 503 && body.code === 'overloaded'))).toBe(true);
  expect(crowd.some(({ status }) => status === 200)).toBe(true);
});

test('[HT17] [HT70] after a redaction the list is of the new epoch at once', async () => {
  seconds += 2;
  const { epoch } = (await read()).body;
  await app.give('post-update', { incidentId: 'one', updateId: 'said', text: 'A name that must not stand here' });
  await app.give('redact-update', { incidentId: 'one', updateId: 'said', reason: 'Personal' });
  await app.projection.catchUp();
  const { body } = await read();
  expect([body.epoch === epoch, body.epoch]).toEqual([false, app.projection.internal.epoch]);
});

test('[HT20] [HT70] what is sent in brotli is what is sent plain', async () => {
  const raw = async (encoding: string) => {
    const { request } = await import('node:http');
    return new Promise<Buffer>((resolve, reject) => {
      request(`${app.url}/api/v1/components?scope=public`, { headers: { 'accept-encoding': encoding } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      })
        .on('error', reject)
        .end();
    });
  };
  expect(brotliDecompressSync(await raw('br')).equals(await raw('identity'))).toBe(true);
});
