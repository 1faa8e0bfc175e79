import { expect, test } from 'vitest';
import { OPENED, opened, PUBLISHED } from '../testing/example-board.ts';
import { given } from '../testing/given.ts';
import { incidentsOf, publicChain, worldOf } from '../testing/world-of.ts';
import type { Command, CommandOf } from './command.ts';
import { exactly } from './fact-time.ts';

const on = { incidentId: 'inc-a' } as const;

test('[DC40] each detail is one event of the same words, in the scope asked for', () => {
  const guidance = { kind: 'workaround', text: 'Reload.' } as const;
  const thirdParty = { name: 'CDN', role: null, statusPage: null, link: null };
  const detection = { by: 'a customer', at: exactly(1) };
  const flag = { code: 'undated', words: 'No date was given.' } as const;
  const section = { key: 'what', heading: 'What happened', text: 'A cable.' };
  given(PUBLISHED)
    .when({ type: 'give-guidance', ...on, guidance, scope: 'public' })
    .then([{ type: 'guidance-given', scope: 'public', data: { guidance } }]);
  given(PUBLISHED)
    .when({ type: 'name-third-party', ...on, thirdParty })
    .then([{ type: 'third-party-named', scope: 'internal', data: { thirdParty } }]);
  given(PUBLISHED)
    .when({ type: 'state-detection', ...on, detection })
    .then([{ type: 'detection-stated', data: { detection } }]);
  given(PUBLISHED)
    .when({ type: 'flag-incident', ...on, flag })
    .then([{ type: 'incident-flagged', data: { flag } }]);
  given(PUBLISHED)
    .when({ type: 'write-postmortem', ...on, section })
    .then([{ type: 'postmortem-written', data: { section } }]);
});
test('[DC41] a known cause says what it is', () => {
  given(OPENED)
    .when({ type: 'state-cause', ...on, cause: { text: null, class: ['unknown'], status: 'undisclosed' } })
    .then([{ type: 'cause-stated' }]);
  given(OPENED)
    .when({ type: 'state-cause', ...on, cause: { text: null, class: ['dns'], status: 'known' } })
    .thenRejected('invalid', 'cause.text');
});
test('[DC42] a role is told inside, and changes hands or stays', () => {
  const assign: Command = { type: 'assign-role', ...on, role: 'commander', person: 'Bo' };
  given(PUBLISHED)
    .when(assign)
    .then([{ type: 'role-assigned', scope: 'internal', data: { person: 'Bo' } }]);
  given([...PUBLISHED, assign])
    .when(assign)
    .thenRejected('nothing_to_change', 'person');
  given([...PUBLISHED, assign])
    .when({ ...assign, person: null })
    .then([{ type: 'role-assigned', data: { person: null } }]);
});

test('[DC125] a place where one works is named inside, changed by its id, removed, and never told to customers', () => {
  const name: CommandOf<'link-resource'> = { type: 'link-resource', ...on, resource: { resourceId: 'res-a', kind: 'bridge', link: 'https://meet.example/1' } };
  const other: Command = { ...name, resource: { ...name.resource, link: 'https://meet.example/2', words: 'Call of the night' } };
  given(PUBLISHED)
    .when(name)
    .then([{ type: 'resource-linked', scope: 'internal', data: { resource: { ...name.resource, words: null } } }]);
  given([...PUBLISHED, name])
    .when({ ...name, resource: { ...name.resource, resourceId: 'res-b' } })
    .thenRejected('nothing_to_change', 'resource');
  const { events } = given([...PUBLISHED, name, other]);
  expect(worldOf(events).incident('inc-a')?.resources).toEqual([
    { resourceId: 'res-a', kind: 'bridge', link: 'https://meet.example/2', words: 'Call of the night' },
  ]);
  given([...PUBLISHED, name])
    .when({ type: 'unlink-resource', ...on, resourceId: 'res-a' })
    .then([{ type: 'resource-unlinked', scope: 'internal' }]);
  given(PUBLISHED)
    .when({ type: 'unlink-resource', ...on, resourceId: 'res-a' })
    .thenRejected('not_found', 'resourceId');
  const course: Command[] = [...PUBLISHED, name, { type: 'resolve-incident', ...on, scope: 'public' }, { type: 'reopen-incident', ...on }];
  const later = given(course).events;
  expect(worldOf(later).publicIncident('inc-a')).toMatchObject({ phase: 'investigating', resources: [] });
  expect(JSON.stringify(publicChain(later))).not.toContain('meet.example');
  // Also where it comes from the card alone, on a board that had let go of it.
  const card = later.find(({ type, scope }) => type === 'incident-reopened' && scope === 'internal');
  expect(incidentsOf(card === undefined ? [] : [card]).get('inc-a')?.resources).toHaveLength(1);
  expect(worldOf(given([...course, { type: 'unlink-resource', ...on, resourceId: 'res-a' }]).events).incident('inc-a')?.resources).toEqual([]);
});

const link = (rest: Partial<CommandOf<'link-incident'>['link']> = {}, scope: 'public' | 'internal' = 'internal'): Command => ({
  type: 'link-incident',
  ...on,
  scope,
  link: { kind: 'recurrence_of', incidentId: 'inc-old', commitmentId: null, words: null, inferred: false, ...rest },
});
const action: Command = { type: 'make-commitment', commitmentId: 'com-a', kind: 'fix', text: 'More disks', incidentId: 'inc-old' };
const HISTORY: Command[] = [...PUBLISHED, opened({ incidentId: 'inc-old' }), action];

test('[DC43] a recurrence that names the fix says that the fix did not hold, once', () => {
  given(HISTORY)
    .when(link({ commitmentId: 'com-a' }))
    .then([
      { type: 'incident-linked' },
      { type: 'commitment-failed', stream: 'commitment:com-a', scope: 'internal', data: { commitmentId: 'com-a', incidentId: 'inc-a' } },
    ]);
  given([...HISTORY, link({ commitmentId: 'com-a' })])
    .when(link({ commitmentId: 'com-a', words: 'again' }))
    .then([{ type: 'incident-linked' }]);
  given(HISTORY)
    .when(link({ commitmentId: 'com-a', kind: 'related_to' }))
    .then([{ type: 'incident-linked' }]);
  given([...HISTORY, { type: 'drop-commitment', commitmentId: 'com-a' }])
    .when(link({ commitmentId: 'com-a' }))
    .thenRejected('invalid', 'link.commitmentId');
  given(HISTORY)
    .when(link({ commitmentId: 'com-z' }))
    .thenRejected('not_found', 'link.commitmentId');
});
test('[DC46] a promise fails in front of those who are told of the recurrence', () => {
  const known: Command[] = [...HISTORY, { type: 'publish-incident', incidentId: 'inc-old' }, { ...action, commitmentId: 'com-b', scope: 'public' } as Command];
  const told = link({ commitmentId: 'com-b' }, 'public');
  given(known)
    .when(link({ commitmentId: 'com-b' }))
    .then([{ type: 'incident-linked' }, { type: 'commitment-failed', scope: 'internal' }]);
  given(known)
    .when(told)
    .then([{ type: 'incident-linked' }, { type: 'commitment-failed', scope: 'public' }]);
  given([...known, link({ commitmentId: 'com-b' })])
    .when(told)
    .then([{ type: 'incident-linked' }, { type: 'commitment-failed', scope: 'public' }]);
});
test('[DC44] a link leads to another, known incident, in public to a published one', () => {
  given(HISTORY)
    .when(link({ incidentId: 'inc-a' }))
    .thenRejected('invalid', 'link.incidentId');
  given(HISTORY)
    .when(link({ incidentId: 'inc-z' }))
    .thenRejected('not_found', 'link.incidentId');
  given(HISTORY).when(link({}, 'public')).thenRejected('not_published', 'link.incidentId');
  const published: Command[] = [...HISTORY, { type: 'publish-incident', incidentId: 'inc-old' }];
  given(published)
    .when(link({ commitmentId: 'com-a' }, 'public'))
    .thenRejected('not_published', 'link.commitmentId');
  given(published)
    .when(link({}, 'public'))
    .then([{ type: 'incident-linked', scope: 'public' }]);
});
test('[DC45] an exercise cannot fail a real action', () => {
  const drill: Command[] = [
    { type: 'start-drill', drillId: 'drl-a', name: 'Friday' },
    opened({ incidentId: 'inc-x', drill: 'drl-a' }),
    opened({ incidentId: 'inc-y', drill: 'drl-a' }),
  ];
  given([...HISTORY, ...drill])
    .when({ ...link({ incidentId: 'inc-y', commitmentId: 'com-a' }), incidentId: 'inc-x' } as Command)
    .thenRejected('not_allowed', 'link.commitmentId');
  given([...HISTORY, ...drill])
    .when({ ...link(), incidentId: 'inc-x' } as Command)
    .thenRejected('not_allowed', 'link.incidentId');
  given([...HISTORY, ...drill])
    .when(link({ incidentId: 'inc-x' }))
    .thenRejected('not_allowed', 'link.incidentId');
});
