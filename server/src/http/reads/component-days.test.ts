import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let app: TestApp;
/** 20:00 UTC two days ago, which in Auckland is the morning of the next day. */
let from: number;
beforeAll(async () => {
  app = await startApp();
  from = (Math.floor(app.ports.clock.now() / DAY) - 2) * DAY + 20 * HOUR;
  await app.give('define-component', { componentId: 'web', name: 'Web shop', scope: 'public', startedOn: from - 40 * DAY, target: 0.9999 });
  await app.give('define-component', { componentId: 'new', name: 'New one', scope: 'public' });
  const time = (ms: number) => ({ ms, precision: 'exact' });
  await app.give('open-incident', {
    incidentId: 'night',
    title: 'Night',
    scope: 'public',
    startedAt: time(from),
    impacts: [{ componentId: 'web', level: 'major_outage', from: time(from) }],
  });
  await app.give('resolve-incident', { incidentId: 'night', scope: 'public', endedAt: time(from + HOUR) });
});
afterAll(() => app.dispose());

interface Day {
  from: number;
  until: number;
  downMinutes: number;
}
const downDays = async (path: string): Promise<{ days: Day[]; zone: string }> => {
  const { body } = await app.ask('GET', path);
  const { dayStarts, levels } = body;
  const days: Day[] =
    body.component?.skyline ??
    body.components[0].days.worst.map((worst: number | null, index: number) => ({
      from: dayStarts[index],
      until: dayStarts[index + 1],
      worst: worst === null ? null : levels[worst],
      downMinutes: body.components[0].days.downMinutes[index],
    }));
  return { days: days.filter((day) => day.downMinutes > 0), zone: body.zone };
};

test('[HT61] the days of a component are those of the zone that was asked for, which the answer names', async () => {
  for (const path of ['/api/v1/components', '/api/v1/components/web']) {
    const utc = await downDays(path);
    expect(utc).toMatchObject({ zone: 'UTC', days: [{ from: from - 20 * HOUR, until: from + 4 * HOUR, worst: 'major_outage', downMinutes: 60 }] });
    const there = await downDays(`${path}?zone=Pacific/Auckland`);
    const offset = new Date(from).toLocaleString('en-GB', { timeZone: 'Pacific/Auckland', hour: '2-digit', hourCycle: 'h23' });
    expect(there).toMatchObject({ zone: 'Pacific/Auckland', days: [{ from: from - Number(offset) * HOUR, downMinutes: 60 }] });
    expect(new Date(there.days[0]?.from ?? 0).toLocaleTimeString('en-GB', { timeZone: 'Pacific/Auckland' })).toBe('00:00:00');
  }
  expect((await app.ask('GET', '/api/v1/components?zone=Nowhere/At_all')).status).toBe(422);
});

test('[QU39] a component of which less than a day counts has no share, and says why', async () => {
  const { body } = await app.ask('GET', '/api/v1/components/new');
  expect(body.component.uptime).toMatchObject({ noShare: expect.stringMatching(/^(under_a_day|nothing_counts)$/), full: { share: null } });
  const known = (await app.ask('GET', '/api/v1/components/web')).body.component;
  expect(known.uptime.noShare).toBeNull();
  expect(known.target).toBe(0.9999);
});
