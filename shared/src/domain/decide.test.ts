import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXAMPLE_BOARD, OPENED, opened, PUBLISHED, RESOLVED } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { schemasIn } from '../testing/schemas-in.ts';
import { publicChain } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { COMMAND } from './command.ts';
import { fold } from './evolve.ts';
import { exactly, type FactTime, Precision, UNKNOWN_TIME } from './fact-time.ts';
import { SaidDay, SaidInstant, SaidTime } from './said.ts';
import { pastTimes, plannedTimes } from './times-given.ts';

test('[DC1] what a command does not say about time happened now and was told at its recording', () => {
  const [event] = given(EXAMPLE_BOARD)
    .when(opened())
    .then([{ type: 'incident-opened' }]);
  expect(event).toMatchObject({ at: exactly(NOW), saidAt: null, actor: { name: 'Ana' }, v: 1, scope: 'internal' });
});

test('[DC2] a backdated or undated command keeps its times', () => {
  const saidAt = exactly(NOW - 1_000);
  given(EXAMPLE_BOARD)
    .when({ ...opened(), at: UNKNOWN_TIME, saidAt })
    .then([{ type: 'incident-opened', at: UNKNOWN_TIME, data: { startedAt: UNKNOWN_TIME } }]);
});

test('[DC3] nothing has happened in the future', () => {
  given(EXAMPLE_BOARD)
    .when({ ...opened(), at: exactly(NOW + 61_000) })
    .thenRejected('invalid', 'at');
  given(EXAMPLE_BOARD)
    .when({ ...opened(), saidAt: exactly(NOW + 61_000) })
    .thenRejected('invalid', 'saidAt');
  given(EXAMPLE_BOARD)
    .when({ ...opened(), at: exactly(NOW + 30_000) })
    .then([{ type: 'incident-opened' }]);
});

test('[DC3] nothing that is said to have happened lies ahead', () => {
  const ahead = exactly(NOW + 120_000);
  const day: FactTime = { ms: NOW - 3_600_000, precision: 'day', untilMs: NOW + 72_000_000 };
  const inc = { incidentId: 'inc-a' } as const;
  const impact = { componentId: 'player', level: 'major_outage' } as const;
  const refused: [Command, string][] = [
    [opened({ incidentId: 'inc-b', startedAt: ahead }), 'startedAt'],
    [opened({ incidentId: 'inc-b', impacts: [{ ...impact, until: ahead }] }), 'impacts.0.until'],
    [{ type: 'state-impact', ...inc, impact: { ...impact, from: ahead } }, 'impact.from'],
    [{ type: 'end-impact', ...inc, impactId: 'imp-a', until: ahead, scope: 'internal' }, 'until'],
    [{ type: 'resolve-incident', ...inc, endedAt: ahead, scope: 'internal' }, 'endedAt'],
    [{ type: 'state-detection', ...inc, detection: { by: 'a customer', at: ahead } }, 'detection.at'],
    [{ type: 'define-component', componentId: 'player', name: 'Player', startedOn: Date.UTC(2150, 0) }, 'startedOn'],
    [opened({ incidentId: 'inc-b', startedAt: { ms: 0, precision: 'day', untilMs: Date.UTC(2199, 0) } }), 'startedAt'],
    [opened({ incidentId: 'inc-b', startedAt: { ms: NOW, precision: 'exact', untilMs: NOW + 120_000 } }), 'startedAt'],
  ];
  for (const [command, field] of refused) given(OPENED).when(command).thenRejected('invalid', field);
  given(RESOLVED)
    .when({ type: 'reopen-incident', ...inc, from: ahead })
    .thenRejected('invalid', 'from');
  given(OPENED)
    .when({ type: 'resolve-incident', ...inc, endedAt: day, scope: 'internal' })
    .then([{ type: 'incident-resolved' }]);
});

test('[DC3] every time that a command takes is known to be past, or known to be a plan', () => {
  // What a source can be read to say is no claim of the command, nor what its author saw; the scheduler says when evidence ended, and is refused ahead of time (DC85).
  const claimsNothing = [
    ...['lose-evidence.lost.0.statedAt', 'lose-evidence.lost.0.at'],
    ...['flag-incident.flag.readings.0.at', 'reschedule-maintenance.expectedFrom', 'reschedule-maintenance.expectedUntil'],
  ];
  const missing = Object.entries(COMMAND).flatMap(([type, { body }]) => {
    const times = schemasIn(body).flatMap(([path, schema]): [string, unknown][] => {
      if (schema === SaidTime) return [[fieldOf(path), exactly(7)]];
      return schema === SaidInstant || schema === SaidDay ? [[fieldOf(path), 7]] : [];
    });
    const command = { type };
    for (const [path, value] of times) put(command, path.split('.'), value);
    const read = [...pastTimes(command as Command), ...plannedTimes(command as Command)].filter(([, time]) => time?.ms === 7).map(([field]) => field);
    return times.flatMap(([path]) => (read.includes(path) ? [] : [`${type}.${path}`]));
  });
  expect(missing).toEqual(claimsNothing);
});
test('[DC3] a span under way may end ahead, within what its precision can last; what a machine says is bounded, too', () => {
  const span = fc.record({
    precision: fc.constantFrom(...Precision.options),
    before: fc.integer({ min: 0, max: 400 }),
    after: fc.integer({ min: -400, max: 400 }),
  });
  fc.assert(
    fc.property(span, ({ precision, before, after }) => {
      const [ms, untilMs] = [NOW - before * HOUR, NOW + after * HOUR];
      fc.pre(untilMs >= ms);
      const { decision } = given(EXAMPLE_BOARD).when(opened({ startedAt: { ms, untilMs, precision } }));
      const longest = { exact: 0, minute: 0, approximate: 1, hour: 1, part_of_day: 24, day: 25, quarter: 92 * 24, unknown: 0 }[precision];
      expect('events' in decision).toBe(after <= 0 || before + after <= longest);
    }),
  );
  const check: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'operational', source: { kind: 'check', name: 'Play' } };
  given(EXAMPLE_BOARD)
    .when({ ...check, freshUntil: NOW + 31 * 24 * HOUR })
    .then([{ type: 'statement-made' }]);
  given(EXAMPLE_BOARD)
    .when({ ...check, freshUntil: NOW + 31 * 24 * HOUR + 1 })
    .thenRejected('fresh_too_long', 'freshUntil');
  const person: Command = { ...check, source: { kind: 'person', name: 'Ana' } };
  given(EXAMPLE_BOARD)
    .when({ ...person, freshUntil: Date.UTC(2030, 0) })
    .then([{ type: 'statement-made' }]);
  given(EXAMPLE_BOARD)
    .when({ ...person, freshUntil: Date.UTC(2199, 0) })
    .thenRejected('time_too_far', 'freshUntil');
});

const HOUR = 3_600_000;
/** The field of a command that a path of schemas leads to, of a list its first. */
const fieldOf = (path: string): string =>
  path
    .split('.')
    .filter((step) => !['', 'innerType', 'left', 'right'].includes(step))
    .map((step) => (step === 'element' ? '0' : step))
    .join('.');
const put = (into: object, [step = '', ...rest]: string[], value: unknown): void => {
  const at = into as Record<string, unknown>;
  if (rest.length === 0) at[step] = value;
  else {
    at[step] ??= rest[0] === '0' ? [] : {};
    put(at[step] as object, rest, value);
  }
};

const ABOUT_AN_INCIDENT = Object.entries(COMMAND).filter(([, { http }]) => http?.includes('/incidents/:incidentId'));
const DETAILS = {
  title: 'Other',
  phase: 'identified',
  text: 'words',
  impactId: 'imp-a',
  updateId: 'upd-a',
  role: 'scribe',
  person: 'Bo',
  reason: 'because',
  impact: { componentId: 'player', level: 'major_outage' },
  guidance: { kind: 'workaround', text: 'wait' },
  cause: { text: 'a cable', class: ['network'], status: 'known' },
  thirdParty: { name: 'CDN', role: null, statusPage: null, link: null },
  resourceId: 'res-a',
  resource: { kind: 'bridge', link: 'https://meet.example/1' },
  detection: { by: 'a customer', at: exactly(1) },
  link: { kind: 'follows', incidentId: 'inc-z', commitmentId: null, words: null, inferred: false },
  flag: { code: 'other', words: 'odd' },
  section: { key: 'what', heading: 'What', text: 'this' },
};
const commandOf = (type: string, rest: object): Command => {
  const { shape } = COMMAND[type as Command['type']].body;
  return { type, ...Object.fromEntries(Object.entries({ ...DETAILS, incidentId: 'inc-a', ...rest }).filter(([key]) => key in shape)) } as Command;
};
test.each(ABOUT_AN_INCIDENT.map(([type]) => type))('[DC4] %s is refused for an incident nobody knows', (type) => {
  given(EXAMPLE_BOARD)
    .when(commandOf(type, { incidentId: 'nobody' }))
    .thenRejected('not_found', 'incidentId');
});
test.each(ABOUT_AN_INCIDENT.filter(([, { body }]) => 'scope' in body.shape).map(([type]) => type))(
  '[DC5] %s cannot be public before the incident is',
  (type) => {
    given(OPENED)
      .when(commandOf(type, { scope: 'public' }))
      .thenRejected('not_published', 'scope');
  },
);

test('[DC6] what stays inside never reaches the public chain', () => {
  const secret = 'HUSH';
  const said = {
    type: 'make-statement',
    componentId: 'player',
    level: 'partial_outage',
    source: { kind: 'check', name: secret },
    words: secret,
    audience: { kind: 'predicate', words: secret },
  } as const;
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', incidentId: 'inc-a', text: `${secret} note`, updateId: 'upd-a' },
    { type: 'amend-update', incidentId: 'inc-a', updateId: 'upd-a', text: `${secret} again`, reason: secret },
    { type: 'acknowledge-incident', incidentId: 'inc-a', by: secret },
    { type: 'assign-role', incidentId: 'inc-a', role: 'commander', person: secret },
    { type: 'state-detection', incidentId: 'inc-a', detection: { by: secret, at: exactly(1) } },
    { type: 'state-cause', incidentId: 'inc-a', cause: { text: secret, class: ['dns'], status: 'suspected' } },
    { type: 'retitle-incident', incidentId: 'inc-a', title: secret, scope: 'internal' },
    { type: 'make-commitment', commitmentId: 'com-a', kind: 'action', text: 'More disks', owner: secret, scope: 'public' },
    { type: 'make-commitment', commitmentId: 'com-b', kind: 'action', text: secret },
    { type: 'keep-commitment', commitmentId: 'com-b', words: secret },
    { ...said, statementId: 'probe' },
    { type: 'publish-statement', statementId: 'probe' },
    { ...said, statementId: 'probe', level: 'degraded_performance' },
    { type: 'define-component', componentId: 'player', name: 'Player', goesPublic: 'at_once' },
    { ...said, statementId: 'vendor', source: { kind: 'vendor', name: secret, link: `https://${secret}.example` } },
    { ...said, statementId: 'ana', source: { kind: 'person', name: secret }, words: 'The picture freezes', audience: null, scope: 'public' },
    { type: 'publish-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'A fault was found.' },
    { type: 'amend-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'The fault was found.', reason: secret },
    { type: 'keep-commitment', commitmentId: 'com-a', words: secret },
    { type: 'make-commitment', commitmentId: 'com-c', kind: 'action', text: 'More disks', scope: 'public' },
    { type: 'drop-commitment', commitmentId: 'com-c', reason: secret },
    {
      type: 'schedule-maintenance',
      maintenanceId: 'mnt-a',
      title: 'New disks',
      componentIds: ['player'],
      from: exactly(NOW),
      until: exactly(NOW + 9),
      scope: 'public',
    },
    { type: 'reschedule-maintenance', maintenanceId: 'mnt-a', from: exactly(NOW), until: exactly(NOW + 5), reason: secret },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
    { type: 'reopen-incident', incidentId: 'inc-a' },
  ]);
  expect(JSON.stringify(publicChain(log))).not.toContain(secret);
  expect(fold(publicChain(log)).incidents['inc-a']?.phase).toBe('investigating');
});

test('[DC7] a batch that says several things says the change before the words', () => {
  given(PUBLISHED)
    .when({ type: 'change-phase', incidentId: 'inc-a', phase: 'identified', text: 'Found it.', scope: 'public' })
    .then([
      { type: 'phase-changed', scope: 'public' },
      { type: 'update-posted', scope: 'public', data: { kind: 'update', text: 'Found it.' } },
    ]);
});

test('[DC8] a resolved incident takes updates and details, but no phase without being reopened', () => {
  given(RESOLVED)
    .when({ type: 'post-update', incidentId: 'inc-a', text: 'The cause is known.' })
    .then([{ type: 'update-posted' }]);
  given(RESOLVED)
    .when(commandOf('state-cause', {}))
    .then([{ type: 'cause-stated' }]);
  given(RESOLVED).when({ type: 'change-phase', incidentId: 'inc-a', phase: 'monitoring', scope: 'internal' }).thenRejected('wrong_phase', 'phase');
  given(RESOLVED).when({ type: 'post-update', incidentId: 'inc-a', text: 'Back.', phase: 'monitoring' }).thenRejected('wrong_phase', 'phase');
});
