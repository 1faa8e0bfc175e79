import * as fc from 'fast-check';
import type { Event, EventData, EventType, Impact, IncidentCard, UnknownEvent } from '../domain/event.ts';
import { EVENT_VERSION } from '../domain/event.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { LEVELS } from '../domain/words.ts';

/**
 * Random schema-valid events in any order, over few ids so that they interact: opened twice, amended before posted, reopened while open,
 * public before published, of exercises that never began, of unknown types.
 */
const few = (...ids: string[]) => fc.constantFrom(...ids);
const incidentId = few('inc-a', 'inc-b', 'inc-c', 'constructor');
const componentId = few('player', 'uploads', 'billing');
const statementId = few('check-player', 'check-uploads', 'vendor-cdn');
const commitmentId = few('com-a', 'com-b', 'com-c');
const maintenanceId = fc.integer({ min: 1, max: 9 }).map((n) => `mnt-${n}`);
const updateId = fc.integer({ min: 1, max: 12 }).map((n) => `upd-${n}`);
const sightingId = fc.integer({ min: 1, max: 9 }).map((n) => `sgt-${n}`);
const suspicionId = few('sus-a', 'sus-b');
const handoverId = few('hov-a', 'hov-b');
const drillId = few('drill-a', 'drill-b');
const line = few('Playback fails', 'Uploads wait', 'A node is full', 'Bo', 'toString');
const text = few('We are looking.', '**Most** players [work](https://example.com) again.', '# Fixed\n\n- twice', '*', 'x'.repeat(500));
const scope = few('public', 'internal') as fc.Arbitrary<'public' | 'internal'>;
const drill = fc.option(drillId, { freq: 4 });
const level = fc.constantFrom(...LEVELS);
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const millis = fc.integer({ min: 1_780_000_000_000, max: 1_780_100_000_000 });
const time: fc.Arbitrary<FactTime> = fc.oneof(
  millis.map((ms): FactTime => ({ ms, precision: 'exact' })),
  millis.map((ms): FactTime => ({ ms, untilMs: ms + 3_600_000, precision: 'approximate', text: 'around then', zone: 'UTC' })),
  fc.constant<FactTime>({ ms: null, precision: 'unknown', clock: '11:08' }),
);
const active = fc.constantFrom('investigating', 'identified', 'monitoring');
const phase = fc.constantFrom('investigating', 'identified', 'monitoring', 'resolved');
const impact: fc.Arbitrary<Impact> = fc.record({
  impactId: few('imp-a', 'imp-b'),
  componentId,
  regions: fc.subarray(['europe', 'asia']),
  audience: fc.constantFrom(null, { kind: 'everyone' as const }, { kind: 'share' as const, share: 0.3, estimate: true }),
  level,
  notAffected: fc.boolean(),
  mode: fc.constantFrom(null, 'slow' as const),
  what: nullable(line),
  from: time,
  until: nullable(time),
});
const update = { incidentId, updateId, kind: fc.constantFrom('update', 'fact', 'alert'), text } as const;
const card = fc.record({
  incidentId: fc.constant('set below'),
  title: line,
  phase,
  startedAt: time,
  occurrences: fc.array(fc.record({ from: time, until: nullable(time) }), { maxLength: 2 }),
  phases: fc.array(fc.record({ phase, at: time }), { maxLength: 2 }),
  impacts: fc.array(impact, { maxLength: 2 }),
  guidance: fc.constant([]),
  causes: fc.constant([]),
  thirdParties: fc.constant([]),
  links: fc.constant([]),
  flags: fc.constant([]),
  detection: fc.constant(null),
}) as fc.Arbitrary<IncidentCard>;
const carrying = <T extends { incidentId: string; card: IncidentCard }>(data: T): T => ({ ...data, card: { ...data.card, incidentId: data.incidentId } });

type Data = { [T in EventType]: fc.Arbitrary<EventData<T>> };
const DATA: Data = {
  'board-named': fc.record({ name: line, notice: nullable(line) }),
  'person-named': fc.record({ personId: few('per-a', 'per-b'), name: line }),
  'region-defined': fc.record({ regionId: few('europe', 'asia'), name: line }),
  'group-defined': fc.record({ groupId: few('media', 'money'), name: line, position: fc.nat(9) }),
  'component-defined': fc.record({
    componentId,
    name: line,
    description: nullable(line),
    groupId: nullable(few('media', 'money')),
    position: fc.nat(9),
    evidence: fc.constantFrom('reported', 'measured'),
    provider: fc.constant(null),
    target: fc.constantFrom(null, 0.999),
    startedOn: nullable(millis),
    team: nullable(line),
    regions: fc.subarray(['europe', 'asia']),
    goesPublic: fc.constantFrom<EventData<'component-defined'>['goesPublic']>('at_once', 'with_incident', { afterMinutes: 5 }),
  }),
  'template-written': fc.record({
    templateId: few('tpl-a', 'tpl-b'),
    use: fc.constantFrom('report', 'update'),
    name: line,
    title: nullable(line),
    what: nullable(line),
    componentIds: fc.subarray(['player', 'billing']),
    level: nullable(level),
    text: nullable(text),
  }),
  'template-removed': fc.record({ templateId: few('tpl-a', 'tpl-b') }),
  'component-retired': fc.record({ componentId }),
  'statement-made': fc.record({
    statementId,
    componentId,
    regions: fc.constant([]),
    audience: fc.constant(null),
    level,
    source: fc.record({ kind: fc.constantFrom('check', 'alert', 'vendor', 'person'), name: line }),
    words: nullable(line),
    freshUntil: nullable(millis),
    told: fc.boolean(),
  }),
  'statement-expired': fc.record({ statementId }),
  'evidence-lost': fc.record({ lost: fc.array(fc.record({ statementId, at: millis }), { maxLength: 3 }) }),
  'statement-withdrawn': fc.record({ statementId }),
  'statements-muted': fc.record({ muteId: few('mut-a', 'mut-b'), levels: fc.dictionary(statementId, level), until: millis, reason: line }),
  'mute-ended': fc.record({ muteId: few('mut-a', 'mut-b') }),
  'override-ended': fc.constant({}),
  'verdict-overridden': fc.record({ sentence: line, detail: nullable(line), key: fc.constantFrom('calm:operational:0', 'incident:major_outage:1', null) }),
  'incident-opened': fc.record({ incidentId, title: line, phase, startedAt: time, impacts: fc.array(impact, { maxLength: 2 }), drill }),
  'incident-published': fc.record({ incidentId, card, drill }).map(carrying),
  'incident-retitled': fc.record({ incidentId, title: line }),
  'incident-acknowledged': fc.record({ incidentId, by: line, personId: few('per-a', 'per-b') }, { requiredKeys: ['incidentId', 'by'] }),
  'phase-changed': fc.record({ incidentId, phase: active, passed: fc.boolean() }),
  'incident-resolved': fc.record({ incidentId, endedAt: time }),
  'incident-dismissed': fc.record({ incidentId, reason: nullable(line), told: fc.boolean() }),
  'incident-reopened': fc.record({ incidentId, card, drill, from: time, phase: active }).map(carrying),
  'times-corrected': fc.record({
    incidentId,
    occurrence: fc.integer({ min: 1, max: 3 }),
    from: nullable(time),
    until: nullable(time),
    reason: nullable(line),
  }),
  'impact-stated': fc.record({ incidentId, impact }),
  'impact-ended': fc.record({ incidentId, impactId: few('imp-a', 'imp-b'), until: time }),
  'update-posted': fc.record(update),
  'update-amended': fc.record({ incidentId, updateId, text, reason: nullable(line), told: fc.boolean() }),
  'update-shown-in-error': fc.record({
    incidentId,
    updateId,
    from: millis,
    impacts: fc.array(fc.record({ impactId: few('imp-a', 'imp-b'), before: nullable(impact) }), { maxLength: 2 }),
    theirs: fc.boolean(),
    reason: nullable(line),
    told: fc.boolean(),
  }),
  'update-retracted': fc.record({ incidentId, updateId, reason: nullable(line), told: fc.boolean() }),
  'update-published': fc.record(update),
  'update-held': fc.record({
    incidentId,
    updateId,
    until: millis,
    post: fc.record({ type: fc.constantFrom('post-update', 'resolve-incident'), scope, text }),
  }),
  'hold-ended': fc.record({ incidentId, updateId, outcome: fc.constantFrom('released', 'withdrawn', 'late', 'refused', 'taken') }),
  'guidance-given': fc.record({ incidentId, guidance: fc.record({ kind: fc.constantFrom('workaround', 'customer_action', 'not_needed'), text }) }),
  'cause-stated': fc.record({
    incidentId,
    cause: fc.record({ text: nullable(text), class: fc.constant(['dns' as const]), status: fc.constantFrom('suspected', 'known') }),
  }),
  'third-party-named': fc.record({
    incidentId,
    thirdParty: fc.record({ name: line, role: nullable(line), statusPage: fc.constant(null), link: fc.constant(null) }),
  }),
  'role-assigned': fc.record({ incidentId, role: fc.constantFrom('commander', 'communicator', 'operations', 'scribe'), person: nullable(line) }),
  'resource-linked': fc.record({
    incidentId,
    resource: fc.record({
      resourceId: few('res-a', 'res-b'),
      kind: fc.constantFrom('bridge', 'ticket'),
      link: fc.constantFrom('https://meet.example/1', 'https://tickets.example/2'),
      words: nullable(line),
    }),
  }),
  'resource-unlinked': fc.record({ incidentId, resourceId: few('res-a', 'res-b') }),
  'detection-stated': fc.record({ incidentId, detection: fc.record({ by: line, at: time }) }),
  'incident-linked': fc.record({
    incidentId,
    link: fc.record({
      kind: fc.constantFrom('recurrence_of', 'caused_by', 'duplicate_of', 'follows'),
      incidentId,
      commitmentId: nullable(commitmentId),
      words: nullable(line),
      inferred: fc.boolean(),
    }),
  }),
  'incident-flagged': fc.record({ incidentId, flag: fc.record({ code: fc.constantFrom('undated', 'other'), words: text }) }),
  'postmortem-written': fc.record({ incidentId, section: fc.record({ key: few('what', 'why'), heading: line, text }) }),
  'commitment-made': fc.record({
    commitmentId,
    kind: fc.constantFrom('next_update', 'action', 'fix'),
    text: line,
    due: nullable(time),
    incidentId: nullable(incidentId),
    owner: nullable(line),
    alreadyPlanned: fc.boolean(),
  }),
  'commitment-changed': fc.record({ commitmentId, text: line, due: nullable(time), owner: nullable(line) }),
  'commitment-overdue': fc.record({ commitmentId }),
  'commitment-kept': fc.record({ commitmentId, words: nullable(line) }),
  'commitment-dropped': fc.record({ commitmentId, reason: nullable(line) }),
  'commitment-failed': fc.record({ commitmentId, incidentId }),
  'maintenance-scheduled': fc.record({ maintenanceId, title: line, text: nullable(text), componentIds: fc.constant(['player']), from: time, until: time }),
  'maintenance-overran': fc.record({ maintenanceId }),
  'maintenance-rescheduled': fc.record({ maintenanceId, from: time, until: time, reason: nullable(line) }),
  'maintenance-phase-changed': fc.record({ maintenanceId, phase: fc.constantFrom('scheduled', 'in_progress', 'verifying', 'completed', 'cancelled') }),
  'sighting-recorded': fc.record({ sightingId, componentId, words: line, ticket: nullable(line) }),
  'sighting-linked': fc.record({ incidentId, sighting: fc.record({ sightingId, componentId, words: line, ticket: nullable(line) }) }),
  'suspicion-raised': fc.record({ suspicionId, componentId, sightingIds: fc.subarray(['sgt-1', 'sgt-2', 'sgt-3']) }),
  'suspicion-taken': fc.record({ suspicionId }),
  'suspicion-left': fc.record({ suspicionId }),
  'suspicion-ended': fc.record({
    suspicionId,
    outcome: fc.constantFrom('declared', 'dismissed', 'lapsed'),
    incidentId: nullable(incidentId),
    reason: nullable(line),
  }),
  'handover-offered': fc.record({ handoverId, since: millis, until: millis, note: nullable(text) }),
  'handover-ended': fc.record({ handoverId, outcome: fc.constantFrom('accepted', 'withdrawn', 'lapsed') }),
  'acknowledgement-lapsed': fc.record({ incidentId }),
  'drill-started': fc.record({ drillId, name: line, lead: nullable(line), speed: fc.constantFrom(1, 10), goals: fc.constant([]) }),
  'drill-ended': fc.record({ drillId }),
  'text-redacted': fc.record({ incidentId: nullable(incidentId), reason: line }),
  'canary-sent': fc.constant({}),
};

const STREAM_IDS = [
  'handoverId',
  'templateId',
  'suspicionId',
  'sightingId',
  'incidentId',
  'commitmentId',
  'maintenanceId',
  'statementId',
  'componentId',
  'muteId',
  'drillId',
  'groupId',
  'regionId',
  'personId',
] as const;
/** The stream that decide would use: the commitment's own even when it names an incident. */
const streamFor = (type: string, data: Record<string, unknown>): string => {
  const key = type.startsWith('commitment-') ? 'commitmentId' : STREAM_IDS.find((name) => typeof data[name] === 'string');
  return key === undefined ? 'board' : `${key.slice(0, -2)}:${data[key]}`;
};

const envelope = { scope, at: time, saidAt: nullable(time), actor: fc.constantFrom(null, { kind: 'person' as const, name: 'Ana' }), drill };
const known = (type: EventType) =>
  fc.record({ ...envelope, data: DATA[type] as fc.Arbitrary<object> }).map((rest) => {
    const data = rest.data as Record<string, unknown>;
    // An event whose data names an exercise names it on its envelope too.
    return { ...rest, drill: 'drill' in data ? data.drill : (data.drillId ?? rest.drill), type, v: EVENT_VERSION[type] ?? 1, stream: streamFor(type, data) };
  });
const unheardOf = fc.record({
  ...envelope,
  stream: incidentId.map((id) => `incident:${id}`),
  type: few('weather-changed', 'hasOwnProperty'),
  v: fc.constant(3),
  data: fc.anything(),
});

const stamp = (event: object, index: number) => ({ ...event, id: `event-${index + 1}`, recordedAt: 1_780_000_000_000 + index * 1_000 });
/** Logs of up to `maxLength` events. `types`: only these types, and no unknown ones. */
export const arbitraryLog = ({ types, maxLength = 60 }: { types?: readonly EventType[]; maxLength?: number } = {}): fc.Arbitrary<(Event | UnknownEvent)[]> => {
  const one: fc.Arbitrary<object> =
    types === undefined
      ? fc.oneof(
          ...(Object.keys(DATA) as EventType[]).map(known),
          unheardOf.map((event) => ({ ...event, unsupported: true })),
        )
      : fc.oneof(...types.map(known));
  return fc.array(one, { maxLength, size: 'max' }).map((events) => events.map(stamp) as (Event | UnknownEvent)[]);
};
