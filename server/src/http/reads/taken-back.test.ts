import { applyDelta, takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.give('define-component', { componentId: 'player', name: 'Player', scope: 'public' });
  await app.give('open-incident', {
    incidentId: 'told',
    title: 'Playback fails',
    impacts: [{ componentId: 'player', level: 'partial_outage' }],
    scope: 'public',
  });
});
afterAll(() => app.dispose());

const WRONG = 'A data centre burns in Oslo';
const eventsOf = async (scope: string) => (await app.ask('GET', `/api/v1/incidents/told/events?scope=${scope}&limit=500`)).text;

test.each([
  ['retract-update', 'upd-retracted'],
  ['mark-in-error', 'upd-error'],
] as const)(
  '[EV115] words that %s took back are in no public event any more, whichever position is asked for; responders still read them',
  async (way, updateId) => {
    const { public: seen } = app.projection;
    await app.give('post-update', { incidentId: 'told', updateId, text: `${WRONG} (${updateId})`, scope: 'public' });
    await app.give('amend-update', {
      incidentId: 'told',
      updateId,
      text: `${WRONG}, we think (${updateId})`,
      reason: `${WRONG} was too short`,
      scope: 'public',
    });
    const before = seen.pos - 2;
    expect(await eventsOf('public')).toContain(updateId);
    expect(JSON.stringify(seen.since(seen.epoch, before))).toContain(WRONG);
    await app.give(way, { incidentId: 'told', updateId, reason: 'It does not' });
    expect(await eventsOf('public')).not.toContain(WRONG);
    const resumed = JSON.stringify(seen.since(seen.epoch, before));
    expect(resumed).toContain(updateId);
    expect(resumed).not.toContain(WRONG);
    expect(await eventsOf('internal')).toContain(WRONG);
  },
);

test('[EV115] a page that resumes from before they were taken back has the same board as everybody', async () => {
  const { public: seen } = app.projection;
  const start = JSON.parse(seen.snapshot().json);
  await app.give('post-update', { incidentId: 'told', updateId: 'upd-last', text: WRONG, scope: 'public' });
  await app.give('retract-update', { incidentId: 'told', updateId: 'upd-last', reason: 'It does not' });
  const resumed = seen.since(start.epoch, start.pos);
  if (resumed.kind !== 'delta') throw new Error(resumed.kind);
  const applied = applyDelta(takeSnapshot(start), resumed.delta);
  if (applied.kind !== 'applied') throw new Error(applied.kind);
  expect(applied.replica.hash).toBe(seen.hash);
});
