import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOW } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command, CommandOf } from './command.ts';
import { COMMAND } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Event, UnknownEvent } from './event.ts';
import { exactly, wordless } from './fact-time.ts';
import { publicEvent } from './public-event.ts';

/** Every string and number that is said is another one, so that each can be traced to the command that said it. */
let count = 0;
const word = () => `said-${++count}.`;
let clock = NOW;
/** A time so many milliseconds from now, in words and a zone of its own. */
const time = (fromNow = 0) => ({ ms: clock + fromNow, precision: 'exact' as const, text: word(), zone: word() });
const share = () => 0.1 + ++count / 1_000_000;
const scope = fc.constantFrom('public', 'internal', undefined) as fc.Arbitrary<'public' | 'internal' | undefined>;
const few = (...ids: string[]) => fc.constantFrom(...ids);
const incidentId = few('inc-a', 'inc-b');
const componentId = few('player', 'billing');
const commitmentId = few('com-a', 'com-b');
const statementId = few('stm-a', 'stm-b');
const level = fc.constantFrom('partial_outage' as const, 'major_outage' as const);
/** Sometimes left out, sometimes said. */
const maybe = (say: () => unknown) => fc.boolean().map((says) => (says ? say : () => undefined));
const audience = () => ({ kind: 'share' as const, share: share(), of: word(), words: word() });
const impact = fc
  .record({
    impactId: few('imp-a', 'imp-b'),
    componentId,
    level,
    what: maybe(word),
    audience: maybe(audience),
    regions: few('europe', 'asia', ''),
    mode: few('slow', ''),
    from: maybe(time),
  })
  .map(({ what, audience: whose, regions, mode, from, ...rest }) => () => ({
    ...rest,
    ...{ what: what(), audience: whose(), from: from() },
    ...(regions === '' ? {} : { regions: [regions] }),
    ...(mode === '' ? {} : { mode }),
  }));
type Say = () => Record<string, unknown>;
const kinds = new Set<Command['type']>();
const say = (type: Command['type'], fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Say> => {
  kinds.add(type);
  return fc.record(fields).map((chosen) => () => {
    const said = Object.entries(chosen).map(([key, value]) => [key, typeof value === 'function' ? value() : value] as const);
    return { type, ...Object.fromEntries(said.filter(([, value]) => value !== undefined)) };
  });
};
/** Not tried: what is about the board itself, what the scheduler does, what erases, and what ends without words. */
const UNTRIED: readonly Command['type'][] = [
  ...([
    'name-board',
    'name-person',
    'define-region',
    'define-group',
    'retire-component',
    'remove-template',
    'lose-evidence',
    'end-mute',
    'override-verdict',
    'end-override',
  ] as const),
  // A post that waits says nothing to customers; what leaves is one of the others.
  ...(['withdraw-held', 'take-held', 'release-held'] as const),
  ...(['redact-update', 'redact-text', 'fail-commitment', 'overdue-commitment', 'change-maintenance-phase', 'overrun-maintenance'] as const),
  ...(['take-suspicion', 'lapse-suspicion', 'accept-handover', 'withdraw-handover', 'lapse-handover'] as const),
];
const always = (make: () => unknown) => fc.constant(make);
const INCLUDE = fc.subarray(['causes', 'guidance', 'third_parties', 'flags', 'links', 'detection']);
const maybeImpacts = fc.option(fc.array(impact, { maxLength: 1 }), { nil: undefined }).map((all) => () => all?.map((one) => one()));
/** Said twice of one thing, inside and then in public, is where something could ride along. */
const often: fc.Arbitrary<Say> = fc.oneof(
  say('define-component', {
    ...{ componentId, name: always(word), scope, description: maybe(word), team: maybe(word), target: maybe(share) },
    provider: maybe(() => ({ name: word(), statusPage: null })),
  }),
  say('state-impact', { incidentId: few('inc-a'), impact, scope }),
  say('make-statement', {
    ...{ statementId, componentId, level, words: maybe(word), audience: maybe(audience), scope },
    source: fc.constantFrom('check', 'person').map((kind) => () => ({ kind, name: word() })),
  }),
  say('publish-statement', { statementId }),
);
const commands: fc.Arbitrary<Say> = fc.oneof(
  { arbitrary: often, weight: 12 },
  say('open-incident', {
    incidentId,
    title: always(word),
    text: maybe(word),
    impacts: fc.array(impact, { maxLength: 1 }).map((all) => () => all.map((one) => one())),
    scope,
  }),
  say('publish-incident', { incidentId, title: maybe(word), include: INCLUDE }),
  say('retitle-incident', { incidentId, title: always(word), scope }),
  say('acknowledge-incident', { incidentId, by: always(word) }),
  say('change-phase', { incidentId, phase: fc.constantFrom('identified', 'monitoring'), text: maybe(word), scope }),
  say('resolve-incident', { incidentId, text: maybe(word), endedAt: maybe(time), scope }),
  say('dismiss-incident', { incidentId: few('inc-b'), reason: always(word), scope }),
  say('reopen-incident', { incidentId, text: maybe(word), impacts: maybeImpacts, from: maybe(time), scope }),
  say('state-impact', { incidentId, impact, scope }),
  say('end-impact', { incidentId, impactId: few('imp-a', 'imp-b'), until: maybe(time), scope }),
  say('post-update', {
    ...{ incidentId, updateId: few('upd-a', 'upd-b', 'upd-c'), text: always(word), nextUpdateDue: maybe(() => time(9_000_000)), scope },
    ...{ impacts: maybeImpacts, ended: fc.constantFrom(undefined, ['imp-b']), factScope: scope, phase: fc.constantFrom(undefined, 'identified', 'resolved') },
  }),
  say('amend-update', { incidentId, updateId: few('upd-a', 'upd-b'), text: always(word), reason: maybe(word), scope }),
  say('mark-in-error', { incidentId, updateId: few('upd-a', 'upd-b'), reason: always(word), scope }),
  say('retract-update', { incidentId, updateId: few('upd-a', 'upd-b'), reason: always(word), scope }),
  say('publish-update', { incidentId, updateId: few('upd-a', 'upd-b'), text: maybe(word) }),
  say('give-guidance', { incidentId, guidance: always(() => ({ kind: 'workaround', text: word() })), scope }),
  say('state-cause', { incidentId, cause: always(() => ({ text: word(), class: ['deploy'], status: 'known', chain: [word()] })), scope }),
  say('name-third-party', { incidentId, thirdParty: always(() => ({ name: word(), role: word(), statusPage: null, link: null })), scope }),
  say('assign-role', { incidentId, role: few('commander', 'scribe'), person: always(word) }),
  say('link-resource', {
    incidentId,
    resource: always(() => ({ resourceId: 'res-a', kind: 'chat', link: `https://chat.example/${word()}`, words: word() })),
  }),
  say('unlink-resource', { incidentId, resourceId: few('res-a') }),
  say('state-detection', { incidentId, detection: always(() => ({ by: word(), at: time(-9_000_000) })), scope }),
  say('link-incident', {
    incidentId,
    link: always(() => ({ kind: 'follows', incidentId: 'inc-b', commitmentId: null, words: word(), inferred: false })),
    scope,
  }),
  say('flag-incident', { incidentId, flag: always(() => ({ code: 'undated', words: word() })), scope }),
  say('write-postmortem', { incidentId, section: always(() => ({ key: 'why', heading: word(), text: word() })), scope }),
  say('correct-times', { incidentId, from: always(() => time(-60_000)), reason: maybe(word), scope }),
  say('make-commitment', {
    ...{ commitmentId, kind: few('action'), text: always(word), owner: maybe(word), due: maybe(() => time(9_000_000)), scope },
    incidentId: fc.constantFrom('inc-a', undefined),
  }),
  say('change-commitment', { commitmentId, text: maybe(word), owner: maybe(word), due: maybe(() => time(8_000_000)) }),
  say('keep-commitment', { commitmentId, words: maybe(word), scope }),
  say('drop-commitment', { commitmentId, reason: maybe(word), scope }),
  say('offer-handover', { since: fc.constant(NOW), note: always(word) }),
  say('write-template', {
    templateId: few('tpl-a'),
    use: few('report', 'update'),
    name: always(word),
    title: maybe(word),
    what: maybe(word),
    text: always(word),
  }),
  say('record-sighting', { componentId, words: always(word), ticket: maybe(word) }),
  say('dismiss-suspicion', { suspicionId: few('sus-a'), reason: always(word) }),
  say('withdraw-statement', { statementId }),
  say('mute-statements', { statementIds: fc.constant(['stm-a']), until: fc.constant(NOW + 3_600_000), reason: always(word), scope }),
  say('schedule-maintenance', {
    ...{ maintenanceId: few('mnt-a', 'mnt-b'), title: always(word), text: maybe(word), componentIds: componentId.map((id) => [id]), scope },
    from: always(() => time(5_000_000)),
    until: always(() => time(6_000_000)),
  }),
  say('reschedule-maintenance', {
    ...{ maintenanceId: few('mnt-a', 'mnt-b'), reason: maybe(word), scope },
    from: always(() => time(5_500_000)),
    until: always(() => time(6_000_000)),
  }),
  say('start-drill', { drillId: few('drl-a'), name: always(word), lead: maybe(word), goals: always(() => [word()]), scope }),
  say('end-drill', { drillId: few('drl-a') }),
);

const saidIn = (value: unknown): string[] => JSON.stringify(value).match(/said-\d+\.|0\.1\d{2,}|"slow"|"read_only"|"cosmetic"/g) ?? [];
const namesCustomers = (command: Command): boolean =>
  ('scope' in command && command.scope === 'public') ||
  ('factScope' in command && command.factScope === 'public') ||
  command.type === 'publish-incident' ||
  command.type === 'publish-update';
/** What of a command that tells customers is for them: of a post, the words and the facts each where their own scope says so. */
const forCustomers = (command: Command): unknown => {
  if (command.type !== 'post-update') return command;
  const { text, nextUpdateDue, impacts, factScope = command.scope, ...rest } = command;
  return { ...rest, ...(command.scope === 'public' && { text, nextUpdateDue }), ...(factScope === 'public' && { impacts }) };
};
/** What a command says to customers though it names no scope: what it is about is theirs already. */
const tellsAsItIs = (command: Command): boolean => {
  if (!('scope' in COMMAND[command.type].body.shape)) return true;
  if (command.type === 'define-component' || command.type === 'amend-update') return true;
  return namesCustomers(command);
};
/** The same without the wording of any time in it. */
const withoutWording = (command: Command): unknown =>
  JSON.parse(JSON.stringify(command), (_, value) => (typeof value === 'object' && value !== null && 'precision' in value ? wordless(value) : value));
/** What a command asks for by name, of what stands inside. */
const askedFor = (world: ReturnType<typeof worldOf>, command: Command): unknown[] => {
  const incident = 'incidentId' in command ? world.incident(command.incidentId ?? '') : undefined;
  if (incident === undefined) return [];
  if (command.type === 'publish-update') return [incident.entries.find(({ id }) => id === command.updateId)?.text ?? null];
  if (command.type !== 'publish-incident') return [];
  const { include = [] } = command as CommandOf<'publish-incident'>;
  const { causes, guidance, thirdParties: third_parties, flags, links, detection, title, impacts, occurrences, phases } = incident;
  const parts = { causes, guidance, third_parties, flags, links, detection };
  return [title, impacts, occurrences, phases, ...include.map((part) => parts[part])];
};

test('[DC6] every command is tried, but those listed', () => {
  expect((Object.keys(COMMAND) as Command['type'][]).filter((type) => !kinds.has(type))).toEqual(UNTRIED);
});

test('[DC6] [DC124] what customers are told in any course of commands was said to them, asked for by name, or known to them', () => {
  const course = fc.array(commands, { minLength: 5, maxLength: 40, size: 'max' });
  const told = new Map<string, number>();
  fc.assert(
    fc.property(course, fc.infiniteStream(fc.boolean()), (says, worded) => {
      const log: (Event | UnknownEvent)[] = [];
      const [soon, later] = [exactly(NOW + 5_000_000), exactly(NOW + 6_000_000)];
      const down = { impactId: 'imp-a', componentId: 'player', level: 'partial_outage' as const };
      const begin: Command[] = [
        { type: 'name-board', name: 'Example' },
        { type: 'define-region', regionId: 'europe', name: 'Europe' },
        { type: 'define-region', regionId: 'asia', name: 'Asia' },
        { type: 'define-component', componentId: 'player', name: 'Player', scope: 'public', goesPublic: 'at_once' },
        { type: 'define-component', componentId: 'billing', name: 'Billing' },
        { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', impacts: [down], scope: 'public' },
        { type: 'open-incident', incidentId: 'inc-b', title: 'Live fails', impacts: [down], scope: 'public' },
        { type: 'resolve-incident', incidentId: 'inc-b', scope: 'public' },
        { type: 'make-commitment', commitmentId: 'com-a', kind: 'action', text: 'Add disks', scope: 'public' },
        { type: 'schedule-maintenance', maintenanceId: 'mnt-a', title: 'New disks', componentIds: ['player'], from: soon, until: later, scope: 'public' },
      ];
      for (const [index, next] of [...begin.map((command) => () => command), ...says].entries()) {
        const now = NOW - 21_600_000 + index * 60_000;
        clock = now;
        const command = { ...next(), ...(worded.next().value && { at: time() }), ...(worded.next().value && { saidAt: time() }) } as Command;
        const world = worldOf(log);
        let ids = 0;
        const decision = decide(world, command, {
          now,
          actor: { kind: 'person', name: `said-${++count}.` },
          newId: (prefix) => `${prefix}-n${index}-${++ids}`,
        });
        if (isRejection(decision)) continue;
        const known = new Set(saidIn(publicChain(log)));
        const said = namesCustomers(command) ? forCustomers(command) : withoutWording(command);
        for (const allowed of saidIn([...(tellsAsItIs(command) ? [said] : []), ...askedFor(world, command)])) known.add(allowed);
        const events = decision.events.map((event, nth) => ({ ...event, id: `e${log.length + nth}`, recordedAt: now }) as Event);
        for (const event of events.filter((one) => one.scope === 'public').map(publicEvent)) {
          told.set(event.type, (told.get(event.type) ?? 0) + 1);
          const untold = saidIn(event.data).filter((one) => !known.has(one));
          // What a command about something already said gives as its time is for no other readers than those it names.
          if (!namesCustomers(command)) expect([command.type, event.type, saidIn([event.at, event.saidAt])]).toEqual([command.type, event.type, []]);
          expect([command.type, event.type, untold]).toEqual([command.type, event.type, []]);
        }
        log.push(...events);
      }
    }),
    { numRuns: 100 },
  );
  expect(told.size).toBeGreaterThan(20);
});
