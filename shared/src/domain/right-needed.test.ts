import { expect, test } from 'vitest';
import { OPENED, PUBLISHED } from '../testing/example-board.ts';
import { ANA, contextAt, given, NOW } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import { COMMAND, type Command } from './command.ts';
import { isRejection } from './decision.ts';
import type { Actor } from './event.ts';
import { rightMissing } from './right-needed.ts';
import { holdsAny, type Right, ROLE_RIGHTS, rightsOf } from './rights.ts';

/** What somebody with these rights lacks for an accepted command: `coarse` when it is not even read, else the right; null when it is done. */
const lacking = (
  rights: readonly Right[],
  command: Command,
  { holdMs = 0, history = PUBLISHED, actor = ANA }: { holdMs?: number; history?: readonly Command[]; actor?: Actor } = {},
) => {
  const held = new Set(rights);
  if (!holdsAny(held, COMMAND[command.type].needs ?? [])) return 'coarse';
  const { events, when } = given(history);
  const { decision } = when(command, { ...contextAt(NOW, actor), holdMs });
  if (isRejection(decision)) throw new Error(`refused: ${decision.reason}`);
  return rightMissing(worldOf(events), command, decision, held);
};
const post = (rest: object = {}): Command => ({ type: 'post-update', incidentId: 'inc-a', text: 'We look into it.', ...rest });
const INSIDE: readonly Right[] = ['read', 'write-internal'];
const { publisher, responder } = ROLE_RIGHTS;

test('[AC2] whatever customers get needs the right to write to them, at once or after a wait', () => {
  for (const holdMs of [0, 10_000]) {
    expect(lacking(INSIDE, post({ scope: 'public' }), { holdMs })).toBe('write-public');
    expect(lacking(INSIDE, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' }, { holdMs })).toBe('write-public');
    expect(lacking(INSIDE, post({ phase: 'identified', factScope: 'public' }), { holdMs })).toBe('write-public');
    expect(lacking(responder, post({ scope: 'public', phase: 'identified', factScope: 'public' }), { holdMs })).toBeNull();
  }
  expect(lacking(INSIDE, post())).toBeNull();
  expect(lacking(INSIDE, { type: 'retitle-incident', incidentId: 'inc-a', title: 'Video fails', scope: 'public' })).toBe('write-public');
});

test('[AC3] a publisher writes words to customers, and neither notes nor facts, and takes no incident', () => {
  for (const holdMs of [0, 10_000]) {
    expect(lacking(publisher, post({ scope: 'public' }), { holdMs })).toBeNull();
    expect(lacking(publisher, post({ scope: 'public', nextUpdateDue: { ms: NOW + 60_000, precision: 'minute' } }), { holdMs })).toBeNull();
    expect(lacking(publisher, post({ scope: 'public', phase: 'identified', factScope: 'public' }), { holdMs })).toBe('write-internal');
  }
  expect(lacking(publisher, post())).toBe('write-internal');
  const written = (scope: 'public' | 'internal') => [...PUBLISHED, post({ updateId: 'upd-a', scope }) as Command];
  const amend: Command = { type: 'amend-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'Better.' };
  expect(lacking(publisher, amend, { history: written('public') })).toBeNull();
  expect(lacking(publisher, amend, { history: written('internal') })).toBe('write-internal');
  expect(lacking(publisher, { type: 'acknowledge-incident', incidentId: 'inc-a' })).toBe('coarse');
  expect(lacking(publisher, { type: 'change-phase', incidentId: 'inc-a', phase: 'identified', scope: 'public' })).toBe('coarse');
});

test('[AC3] a publisher keeps promises made to responders by words to customers', () => {
  const history: Command[] = [...PUBLISHED, post({ nextUpdateDue: { ms: NOW + 60_000, precision: 'minute' } })];
  expect(lacking(publisher, post({ scope: 'public' }), { history })).toBeNull();
});

test('[AC4] whoever takes the incident that they open, or a suspicion that is handed over, needs the right to take one', () => {
  const seen = ['It stops', 'No picture', 'It drops'].map((words): Command => ({ type: 'record-sighting', componentId: 'billing', words }));
  const [suspicionId = ''] = Object.keys(worldOf(given([...PUBLISHED, ...seen]).events).board.suspicions);
  const history: Command[] = [...PUBLISHED, ...seen, { type: 'take-suspicion', suspicionId }, { type: 'offer-handover', since: NOW - 86_400_000 }];
  const [handoverId = ''] = Object.keys(worldOf(given(history).events).board.handovers);
  const accept: Command = { type: 'accept-handover', handoverId };
  expect(lacking(INSIDE, accept, { history, actor: { kind: 'person', name: 'Bo' } })).toBe('acknowledge');
  const open: Command = { type: 'open-incident', title: 'Uploads wait', acknowledged: true };
  expect(lacking(INSIDE, open)).toBe('acknowledge');
  expect(lacking([...INSIDE, 'acknowledge'], open)).toBeNull();
});

test('[AC5] a program that only sends in what machines find says nothing as a person, and to customers what the component lets out', () => {
  const state = (rest: object): Command =>
    ({
      type: 'make-statement',
      statementId: 'probe',
      componentId: 'player',
      level: 'partial_outage',
      source: { kind: 'check', name: 'probe' },
      ...rest,
    }) as Command;
  expect(lacking(['ingest'], state({}))).toBeNull();
  expect(lacking(['ingest'], state({ scope: 'public' }))).toBe('write-public');
  expect(lacking(['ingest'], state({ source: { kind: 'person', name: 'Bo' } }))).toBe('write-internal');
  const open: Command[] = [...PUBLISHED, { type: 'define-component', componentId: 'edge', name: 'Edge', goesPublic: 'at_once', scope: 'public' }];
  expect(lacking(['ingest'], state({ componentId: 'edge' }), { history: open })).toBeNull();
  expect(lacking(['ingest'], { type: 'withdraw-statement', statementId: 'probe' }, { history: [...open, state({ componentId: 'edge' })] })).toBeNull();
  expect(lacking(['ingest'], post())).toBe('coarse');
  // Nobody says something to customers in the name of a machine.
  expect(lacking(INSIDE, state({ componentId: 'edge' }), { history: open })).toBe('write-public');
  expect(lacking(INSIDE, { type: 'withdraw-statement', statementId: 'probe' }, { history: [...open, state({ componentId: 'edge' })] })).toBe('write-public');
});

test('[DC230] to renew evidence needs what saying it would', () => {
  const state: Command = { type: 'make-statement', statementId: 'probe', componentId: 'edge', level: 'operational', source: { kind: 'check', name: 'probe' } };
  const told: Command = { ...state, scope: 'public' };
  const open: Command[] = [...PUBLISHED, { type: 'define-component', componentId: 'edge', name: 'Edge', goesPublic: 'at_once', scope: 'public' }];
  expect(lacking(['ingest'], state, { history: [...open, state] })).toBeNull();
  expect(lacking(INSIDE, state, { history: [...open, state] })).toBe('write-public');
  expect(lacking(['ingest'], told, { history: [...open, told] })).toBe('write-public');
  expect(lacking(['ingest', 'write-public'], told, { history: [...open, told] })).toBeNull();
});

test('[DC212] a publisher publishes neither an incident nor a note: those are what responders wrote', () => {
  const note: Command[] = [...PUBLISHED, post({ updateId: 'upd-a' }) as Command];
  const publishNote: Command = { type: 'publish-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'Better.' };
  expect([lacking(publisher, publishNote, { history: note }), lacking(responder, publishNote, { history: note })]).toEqual(['write-internal', null]);
  const publish: Command = { type: 'publish-incident', incidentId: 'inc-a' };
  expect([lacking(publisher, publish, { history: OPENED }), lacking(responder, publish, { history: OPENED })]).toEqual(['write-internal', null]);
});

test('[AC6] rights given beside a role add to it', () => {
  expect(rightsOf({ role: 'viewer', rights: ['acknowledge'] })).toEqual(new Set(['read', 'sight', 'acknowledge']));
  expect(rightsOf({ role: null, rights: ['ingest'] })).toEqual(new Set(['ingest']));
});
