import type { Event } from '@sitrep/shared/domain/event.ts';
import { afterEach, expect, test } from 'vitest';
import { startApp, type TestApp } from '../testing/start-app.ts';
import { evolveLevels, type LevelHistory, stretchesOf } from './level-history.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.dispose();
});

test('[QU37] what a person, a vendor or an alert stated is in the uptime that people read', async () => {
  const app = await startApp();
  apps.push(app);
  await app.give('define-component', { componentId: 'player', name: 'Player', scope: 'public' });
  for (const kind of ['person', 'vendor', 'alert'] as const) {
    await app.give('make-statement', { statementId: kind, componentId: 'player', level: 'major_outage', source: { kind, name: 'Ana' }, scope: 'public' });
    app.advance(3_600_000);
    await app.give('withdraw-statement', { statementId: kind });
  }
  const { body } = await app.ask('GET', '/api/v1/components/player');
  expect(body.component.uptime.full.minutes).toBeCloseTo(180, 0);
  expect(body.component.uptime.weighted.min).toBe(0);
});

test('[QU37] a statement nobody renewed says unknown from then on, and the same again after it', async () => {
  const app = await startApp();
  apps.push(app);
  const now = app.ports.clock.now();
  const say = { statementId: 'probe', componentId: 'player', level: 'operational', source: { kind: 'check', name: 'Probe' } } as const;
  await app.give('define-component', { componentId: 'player', name: 'Player', evidence: 'measured' });
  await app.give('make-statement', { ...say, freshUntil: now + 60_000 });
  app.advance(120_000);
  await expect.poll(() => app.projection.world().board.statements.probe?.expired).toBe(true);
  await app.give('make-statement', say);
  const said = app.projection.internal.fold.archive.levels.get('probe')?.stretches;
  expect(said?.map(({ level, source }) => [level, source])).toEqual([
    ['operational', 'check'],
    ['unknown', 'check'],
    ['operational', 'check'],
  ]);
  expect(said?.[1]?.from).toBe(now + 60_000);
});

/** The n-th change of a statement that flaps between two levels. */
const flap = (n: number): Event =>
  ({
    ...{ id: `e${n}`, v: 1, type: 'statement-made', stream: 'statement:probe', scope: 'public', saidAt: null, recordedAt: n, drill: null },
    at: { ms: n, precision: 'exact' },
    actor: { kind: 'person', name: 'Ana' },
    data: {
      statementId: 'probe',
      componentId: 'player',
      level: n % 2 ? 'operational' : 'major_outage',
      source: { kind: 'check', name: 'Probe' },
      audience: null,
    },
  }) as unknown as Event;
test('[QU37] a statement that flaps is kept whole, and each change copies no more than the last', () => {
  const lists = (one: LevelHistory | undefined): readonly unknown[][] => Object.values(one ?? {}).filter((part): part is unknown[] => Array.isArray(part));
  const histories = new Map<string, LevelHistory>();
  let copied = 0;
  const changes = 5_000;
  for (let n = 0; n < changes; n++) {
    const before = lists(histories.get('probe'));
    evolveLevels(histories, flap(n));
    for (const list of lists(histories.get('probe'))) if (!before.includes(list)) copied += list.length;
  }
  expect(copied).toBeLessThan(300 * changes);
  const known = histories.get('probe');
  if (known === undefined) throw new Error('the statement is unknown');
  const ends = stretchesOf(known).map(({ from, until, level }) => [from, until, level]);
  expect(ends).toEqual(Array.from({ length: changes }, (_, n) => [n, n + 1 < changes ? n + 1 : null, n % 2 ? 'operational' : 'major_outage']));
});
