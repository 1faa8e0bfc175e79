import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import {
  givenBoard,
  givenCommitment,
  givenComponent,
  givenImpact,
  givenIncident,
  givenMaintenance,
  givenMute,
  givenStatement,
  onDay,
} from '../testing/given-board.ts';
import { verdictOf } from '../words/verdict.ts';
import { dueCommands } from './due.ts';
import { verdictFacts, verdictKey } from './verdict.ts';

const NONE = givenBoard({});
const after = givenComponent('api', { goesPublic: { afterMinutes: 5 } });
const board = givenBoard({
  components: [after, givenComponent('live', { goesPublic: 'with_incident' })],
  statements: [
    givenStatement('api-check', 'api', { level: 'degraded_performance', since: exactly(1_000), freshUntil: 900_000 }),
    givenStatement('live-check', 'live', { level: 'major_outage', since: exactly(0) }),
  ],
  mutes: [givenMute('m', { 'live-check': 'major_outage' }, { until: 200_000 })],
  maintenances: [givenMaintenance('work', ['live'], { phase: 'scheduled', startedAt: null, from: exactly(100_000) }), givenMaintenance('running', ['live'])],
  commitments: [givenCommitment('word', { kind: 'next_update', due: exactly(400_000) }), givenCommitment('told', { due: exactly(1), overdue: true })],
});

test('[QU60] what time asks for, earliest first, each at its due time', () => {
  expect(dueCommands(board, NONE, 1_000_000).map(({ command, due }) => [command.type, due, 'at' in command ? command.at?.ms : null])).toEqual([
    ['change-maintenance-phase', 100_000, 100_000],
    ['end-mute', 200_000, 200_000],
    ['publish-statement', 301_000, 301_000],
    ['overdue-commitment', 400_000, 400_000],
    ['lose-evidence', 900_000, null],
  ]);
});

test('[QU60] nothing comes before its time', () => {
  expect(dueCommands(board, NONE, 99_999)).toEqual([]);
});

test('[QU63] an own sentence ends as soon as the state it was written for does, in each scope by what is read there', () => {
  const inside = givenBoard({ components: [after], incidents: [givenIncident('fire', { impacts: [givenImpact('i', 'api')] })] });
  const outside = givenBoard({ components: [after] });
  const override = (key: string) => ({ sentence: 'All is well, says Ana', detail: null, key, by: null, since: exactly(0) });
  const ended = (internal: string, told: string, burning = inside) =>
    dueCommands({ ...burning, overrides: { internal: override(internal) } }, { ...outside, overrides: { public: override(told) } }, 5).map(
      ({ command }) => command,
    );
  const [fire, calm] = [verdictKey(verdictFacts(inside)), verdictKey(verdictFacts(outside))];
  expect(fire).not.toBe(calm);
  expect(ended(fire, calm)).toEqual([]);
  expect(ended(calm, calm)).toEqual([{ type: 'end-override', key: calm, scope: 'internal' }]);
  expect(ended(fire, fire)).toEqual([{ type: 'end-override', key: fire, scope: 'public' }]);
  // Renamed objects change the wording, not the state.
  const renamed = givenBoard({
    components: [{ ...after, name: 'Something else' }],
    incidents: [givenIncident('fire', { title: 'Renamed', impacts: [givenImpact('i', 'api')] })],
  });
  expect(verdictOf(renamed).generated).not.toBe(verdictOf(inside).generated);
  expect(ended(fire, calm, renamed)).toEqual([]);
});

test('[QU61] a level goes public only where its component says so, is public itself, and customers were told otherwise', () => {
  const asked = (given: Parameters<typeof givenStatement>[2], component = after) =>
    dueCommands(givenBoard({ components: [component], statements: [givenStatement('s', 'api', { since: exactly(0), ...given })] }), NONE, 1_000_000).length;
  expect(asked({ publicLevel: 'operational', level: 'major_outage' })).toBe(1);
  expect(asked({ publicLevel: 'operational', level: 'operational' })).toBe(0);
  expect(asked({ level: 'major_outage', expired: true })).toBe(0);
  expect(asked({ level: 'major_outage', told: false })).toBe(0);
  expect(asked({ level: 'major_outage', source: { kind: 'person', name: 'R. Okafor' } })).toBe(0);
  expect(asked({ level: 'major_outage' }, givenComponent('api', { goesPublic: { afterMinutes: 5 }, published: false }))).toBe(0);
});

test('[QU60] work planned for a day is begun by people, a promise for a day is late when the day is over', () => {
  const loose = givenBoard({
    maintenances: [givenMaintenance('work', ['live'], { phase: 'scheduled', startedAt: null, from: onDay('1970-01-01') })],
    commitments: [givenCommitment('c', { due: onDay('1970-01-01') })],
  });
  expect(dueCommands(loose, NONE, 1e9).map(({ command, due }) => [command.type, due])).toEqual([['overdue-commitment', 86_400_000]]);
});

test('[QU62] an exercise nobody goes on with ends two hours after the last that was heard of it', () => {
  const drill = { id: 'friday', name: 'Friday', lead: null, speed: 1, goals: [], startedAt: 1_000, published: false };
  const HOURS = 3_600_000;
  const at = (given: Partial<typeof board>) =>
    dueCommands({ ...givenBoard({}), drills: { friday: drill }, ...given }, NONE, 1e9).map(({ due, command }) => [due, command]);
  const end = (due: number) => [[due, { type: 'end-drill', drillId: 'friday', at: exactly(due) }]];
  expect(at({})).toEqual(end(1_000 + 2 * HOURS));
  const incident = (drillId: string | null, changedAt: number) => ({ i: { ...givenIncident('i'), drill: drillId, changedAt } });
  expect(at({ incidents: incident('friday', 5_000) })).toEqual(end(5_000 + 2 * HOURS));
  expect(at({ incidents: incident(null, 5_000) })).toEqual(end(1_000 + 2 * HOURS));
  const line = {
    id: 'l',
    at: exactly(0),
    recordedAt: 9_000,
    incidentId: null,
    kind: 'drill-started',
    params: { title: 'Friday' },
    drill: 'friday',
    scope: 'internal',
  } as const;
  expect(at({ latest: [line] })).toEqual(end(9_000 + 2 * HOURS));
});
