import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { eventOf, NOW, play } from '../testing/given.ts';
import { publicChain } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import type { EventOf, UnknownEvent } from './event.ts';
import { fold } from './evolve.ts';
import { exactly, type FactTime, wordless } from './fact-time.ts';
import { publicEvent } from './public-event.ts';

const defined = (goesPublic: EventOf<'component-defined'>['data']['goesPublic']): EventOf<'component-defined'> => ({
  id: 'e1',
  v: 1,
  stream: 'component:api',
  scope: 'public',
  at: exactly(0),
  saidAt: null,
  recordedAt: 0,
  actor: { kind: 'person', name: 'Noor' },
  drill: null,
  type: 'component-defined',
  data: {
    componentId: 'api',
    name: 'API',
    description: null,
    groupId: null,
    position: 1,
    evidence: 'measured',
    provider: null,
    target: null,
    startedOn: null,
    team: 'Platform',
    regions: [],
    goesPublic,
  },
});

test('[EV36] customers who are not shown the checks of a component get it as reported', () => {
  expect(publicEvent(defined('with_incident')).data.evidence).toBe('reported');
  expect(publicEvent(defined({ afterMinutes: 10 })).data.evidence).toBe('reported');
  expect(publicEvent(defined('at_once')).data.evidence).toBe('measured');
});
test('[EV11] neither an actor nor a team is left', () => {
  expect(publicEvent(defined('at_once'))).toMatchObject({ actor: null, data: { team: null } });
});
test('[DC70] customers do not learn who leads an exercise', () => {
  const started = eventOf('drill-started', 'drill:drl-a', { drillId: 'drl-a', name: 'Friday', lead: 'Ana', speed: 60, goals: [] }, { scope: 'public' });
  expect(publicEvent(started)).toMatchObject({ actor: null, data: { name: 'Friday', lead: null } });
});
test('[DC96] of a statement that went public by itself customers get the level, of one told on purpose its words, of none a name of staff', () => {
  const said = (kind: 'check' | 'person', rest: { told?: boolean }) =>
    publicEvent(
      eventOf(
        'statement-made',
        'statement:probe',
        {
          statementId: 'probe',
          componentId: 'api',
          regions: ['eu'],
          audience: { kind: 'predicate', words: 'customers of shard 7' },
          level: 'major_outage',
          source: { kind, name: 'Ana', link: 'https://inside.example' },
          words: 'db-7 is full',
          freshUntil: 5,
          ...rest,
        },
        { scope: 'public' },
      ),
    ).data;
  expect(said('check', {})).toEqual({
    statementId: 'probe',
    componentId: 'api',
    regions: ['eu'],
    audience: null,
    level: 'major_outage',
    source: { kind: 'check', name: 'a check' },
    words: null,
    freshUntil: 5,
  });
  expect(said('check', { told: true })).toMatchObject({ words: 'db-7 is full', source: { name: 'Ana' } });
  expect(said('person', {})).toMatchObject({ words: 'db-7 is full', source: { name: 'the team', link: 'https://inside.example' } });
});
test('[DC33] the reason of what was told and the words of what was kept are for customers only when told to them', () => {
  const kept = (told: boolean) =>
    eventOf('commitment-kept', 'commitment:com-a', { commitmentId: 'com-a', words: 'Done', ...(told ? { told } : {}) }, { scope: 'public' });
  expect([publicEvent(kept(false)).data.words, publicEvent(kept(true)).data.words]).toEqual([null, 'Done']);
});

test('[DC124] new times of a promise or of planned work reach customers without their wording, those that stay keep what customers know', () => {
  const worded = (hours: number, text: string) => ({ ...exactly(NOW + hours * 3_600_000), text, zone: 'PT' });
  const promise = (due: FactTime | undefined, more: object = {}): Command => ({
    type: 'change-commitment',
    commitmentId: 'com-a',
    ...more,
    ...(due && { due }),
  });
  const move = (from: FactTime, until: FactTime, more: object = {}): Command => ({
    type: 'reschedule-maintenance',
    maintenanceId: 'mnt-a',
    from,
    until,
    ...more,
  });
  const told = [worded(2, 'two'), worded(3, 'three'), worded(4, 'four')] as const;
  const begin: Command[] = [
    ...EXAMPLE_BOARD,
    { type: 'make-commitment', commitmentId: 'com-a', kind: 'action', text: 'Add disks', due: told[0], scope: 'public' },
    { type: 'schedule-maintenance', maintenanceId: 'mnt-a', title: 'Disks', componentIds: ['player'], from: told[1], until: told[2], scope: 'public' },
  ];
  const known = (...commands: Command[]) => {
    const { commitments, maintenances } = fold(publicChain(play([...begin, ...commands])));
    return [commitments['com-a']?.due, maintenances['mnt-a']?.from, maintenances['mnt-a']?.until];
  };
  expect(known()).toEqual(told);
  expect(known(promise(undefined, { owner: 'Ana' }), move(told[1], told[2], { reason: 'inside' }))).toEqual(told);
  const [due, from, until] = [worded(5, 'five'), worded(6, 'six'), worded(7, 'seven')];
  expect(known(promise(due), move(from, until))).toEqual([due, from, until].map(wordless));
  expect(known(move(from, until, { scope: 'public' }))).toEqual([told[0], from, until]);
});

test('[EV11] of an event that only a newer build knows nothing is passed on but that it is there', () => {
  const unknown = { ...defined('at_once'), type: 'moon-phase-noted', unsupported: true, data: { owner: 'Noor', words: 'secret' } } as unknown as UnknownEvent;
  expect(publicEvent(unknown)).toMatchObject({ type: 'moon-phase-noted', actor: null, data: {} });
  expect(JSON.stringify(publicEvent(unknown))).not.toMatch(/Noor|secret/);
});
