import * as z from 'zod/mini';
import { Envelope, EVENT_DATA } from './event.ts';
import type { Right } from './rights.ts';
import { Ids, listOf, once, Said, SaidDay, SaidHttpsLink, SaidInstant, SaidLine, SaidLink, SaidShare, SaidText, SaidTime } from './said.ts';
import { CommitmentKind, Id, Level, MaintenancePhase, Mode, Phase, ResourceKind, Scope, VerdictKey } from './words.ts';

/**
 * The commands of people, the scheduler and importers. `COMMAND` is the one table: schema of the body, HTTP address, required rights.
 * Path parameters (`:incidentId`) are fields of the command. Every command may also carry `at` (when it happened, default now) and
 * `saidAt` (when it was said, default the moment of recording; importers only, because anyone else could claim to have said it earlier); `scope` defaults to internal, so that nothing becomes public by omission; it must be named where customers would be left with what is no longer so (`refuseUnscoped`). A command
 * about something already said reaches the same readers; there `scope` decides who reads the reason or the text.
 */
const when = { at: z.optional(SaidTime), saidAt: z.optional(SaidTime) };
const scope = z.optional(Scope);
const drill = z.optional(Id);
const NewImpact = z.strictObject({
  impactId: z.optional(Id),
  componentId: Id,
  regions: z.optional(Ids.check(z.maxLength(50))),
  audience: z.optional(z.nullable(Said.Audience)),
  level: Level,
  notAffected: z.optional(z.boolean()),
  mode: z.optional(z.nullable(Mode)),
  what: z.optional(z.nullable(SaidLine)),
  byRepair: z.optional(z.boolean()),
  from: z.optional(SaidTime),
  until: z.optional(z.nullable(SaidTime)),
});
export type NewImpact = z.infer<typeof NewImpact>;
const incident = { incidentId: Id, scope, ...when };
const optionalNull = <T extends z.core.SomeType>(schema: T) => z.optional(z.nullable(schema));
const component = EVENT_DATA['component-defined'].shape;

interface Spec {
  /** The coarse right, asked before the body is read: any of these. What else is needed shows when it is decided (`rightMissing`). Null: the server's own (no HTTP address). */
  needs: readonly Right[] | null;
  http: `${'POST' | 'PUT'} ${string}` | null;
  body: z.ZodMiniObject;
}
const spec = <B extends z.ZodMiniObject>(needs: Spec['needs'], http: Spec['http'], body: B) => ({ needs, http, body });
const SYSTEM = null;
const WORK: readonly Right[] = ['write-internal'];
const MANAGE: readonly Right[] = ['manage'];
const PUBLISH: readonly Right[] = ['write-public'];
/** Words, for whoever may write to somebody. */
const WRITE: readonly Right[] = ['write-internal', 'write-public'];
/** A level of a component, said by people or machines. */
const STATE: readonly Right[] = ['write-internal', 'ingest'];

export const COMMAND = {
  'name-board': spec(MANAGE, 'PUT /board', z.strictObject({ name: SaidLine, notice: optionalNull(SaidLine), ...when })),
  'name-person': spec(SYSTEM, null, z.strictObject({ personId: Id, name: SaidLine, ...when })),
  'define-region': spec(MANAGE, 'PUT /regions/:regionId', z.strictObject({ regionId: Id, name: SaidLine, ...when })),
  'define-group': spec(MANAGE, 'PUT /groups/:groupId', z.strictObject({ groupId: Id, name: SaidLine, position: z.optional(z.int()), ...when })),
  'define-component': spec(
    MANAGE,
    'PUT /components/:componentId',
    z.strictObject({
      componentId: Id,
      name: SaidLine,
      description: optionalNull(SaidLine),
      groupId: optionalNull(Id),
      position: z.optional(z.int()),
      evidence: z.optional(component.evidence),
      provider: z.optional(z.nullable(z.strictObject({ name: SaidLine, statusPage: z.nullable(SaidLink) }))),
      target: optionalNull(SaidShare),
      startedOn: optionalNull(SaidDay),
      team: optionalNull(SaidLine),
      regions: z.optional(Ids),
      goesPublic: z.optional(component.goesPublic),
      scope,
      ...when,
    }),
  ),
  'retire-component': spec(MANAGE, 'POST /components/:componentId/retire', z.strictObject({ componentId: Id, ...when })),

  'write-template': spec(
    MANAGE,
    'PUT /templates/:templateId',
    z.strictObject({
      templateId: Id,
      use: EVENT_DATA['template-written'].shape.use,
      name: SaidLine,
      title: optionalNull(SaidLine),
      what: optionalNull(SaidLine),
      componentIds: z.optional(Ids),
      level: optionalNull(Level),
      text: optionalNull(SaidText),
      ...when,
    }),
  ),
  'remove-template': spec(MANAGE, 'POST /templates/:templateId/remove', z.strictObject({ templateId: Id, ...when })),

  'make-statement': spec(
    STATE,
    'PUT /statements/:statementId',
    z.strictObject({
      statementId: Id,
      componentId: Id,
      regions: z.optional(Ids),
      audience: optionalNull(Said.Audience),
      level: Level,
      source: Said.Source,
      words: optionalNull(SaidLine),
      freshUntil: optionalNull(SaidInstant),
      scope,
      ...when,
    }),
  ),
  'withdraw-statement': spec(STATE, 'POST /statements/:statementId/withdraw', z.strictObject({ statementId: Id, ...when })),
  /** `statedAt`: which statement of that id is meant. `at`: when its evidence ended. UTC ms. */
  'lose-evidence': spec(
    SYSTEM,
    null,
    z.strictObject({
      lost: z.array(z.strictObject({ statementId: Id, statedAt: SaidInstant, at: SaidInstant })).check(z.minLength(1), z.maxLength(500)),
      ...when,
    }),
  ),
  'publish-statement': spec(SYSTEM, null, z.strictObject({ statementId: Id, ...when })),
  'mute-statements': spec(
    WORK,
    'POST /mutes',
    z.strictObject({
      muteId: z.optional(Id),
      statementIds: Ids.check(z.minLength(1)),
      until: SaidInstant,
      reason: SaidLine,
      scope,
      ...when,
    }),
  ),
  'end-mute': spec(WORK, 'POST /mutes/:muteId/end', z.strictObject({ muteId: Id, ...when })),
  'override-verdict': spec(WORK, 'POST /verdict', z.strictObject({ sentence: SaidLine, detail: optionalNull(SaidLine), key: VerdictKey, scope, ...when })),
  'end-override': spec(WORK, 'POST /verdict/end', z.strictObject({ key: z.optional(VerdictKey), scope, ...when })),

  'open-incident': spec(
    WORK,
    'POST /incidents',
    z.strictObject({
      incidentId: z.optional(Id),
      title: SaidLine,
      phase: z.optional(Phase),
      startedAt: z.optional(SaidTime),
      impacts: z.optional(listOf(NewImpact)),
      text: z.optional(SaidText),
      nextUpdateDue: z.optional(SaidTime),
      /** Whoever opens it has it. */
      acknowledged: z.optional(z.boolean()),
      /** Who is to lead it. */
      commander: z.optional(SaidLine),
      drill,
      scope,
      ...when,
    }),
  ),
  'publish-incident': spec(
    PUBLISH,
    'POST /incidents/:incidentId/publish',
    z.strictObject({
      incidentId: Id,
      title: z.optional(SaidLine),
      include: z.optional(listOf(z.enum(['causes', 'guidance', 'third_parties', 'flags', 'links', 'detection'])).check(once)),
      ...when,
    }),
  ),
  'retitle-incident': spec(WORK, 'POST /incidents/:incidentId/title', z.strictObject({ ...incident, title: SaidLine })),
  'acknowledge-incident': spec(
    ['acknowledge'],
    'POST /incidents/:incidentId/acknowledge',
    z.strictObject({
      incidentId: Id,
      by: z.optional(SaidLine),
      /** Who had acknowledged it when its author looked, by id or name; null for nobody. If somebody else has it by now, nothing is recorded. */
      expectedHolder: optionalNull(SaidLine),
      ...when,
    }),
  ),
  'change-phase': spec(
    WORK,
    'POST /incidents/:incidentId/phase',
    z.strictObject({ ...incident, phase: EVENT_DATA['phase-changed'].shape.phase, text: z.optional(SaidText) }),
  ),
  'resolve-incident': spec(
    WORK,
    'POST /incidents/:incidentId/resolve',
    z.strictObject({ ...incident, endedAt: z.optional(SaidTime), text: z.optional(SaidText) }),
  ),
  'dismiss-incident': spec(WORK, 'POST /incidents/:incidentId/dismiss', z.strictObject({ ...incident, reason: SaidLine })),
  'reopen-incident': spec(
    WORK,
    'POST /incidents/:incidentId/reopen',
    z.strictObject({
      ...incident,
      from: z.optional(SaidTime),
      phase: z.optional(EVENT_DATA['phase-changed'].shape.phase),
      /** The current impacts. Left out, the last impacts apply again; an empty list means not yet known. */
      impacts: z.optional(listOf(NewImpact)),
      text: z.optional(SaidText),
    }),
  ),
  /** `occurrence`: counted from 1, the last where left out. Corrects when it began, when it ended, or both, and the impacts that did so with it. */
  'correct-times': spec(
    WORK,
    'POST /incidents/:incidentId/times',
    z.strictObject({
      ...incident,
      occurrence: z.optional(z.int().check(z.minimum(1))),
      from: z.optional(SaidTime),
      until: z.optional(SaidTime),
      reason: optionalNull(SaidLine),
    }),
  ),
  'state-impact': spec(WORK, 'POST /incidents/:incidentId/impacts', z.strictObject({ ...incident, impact: NewImpact })),
  'end-impact': spec(WORK, 'POST /incidents/:incidentId/impacts/:impactId/end', z.strictObject({ ...incident, impactId: Id, until: z.optional(SaidTime) })),
  'post-update': spec(
    WRITE,
    'POST /incidents/:incidentId/updates',
    z.strictObject({
      ...incident,
      updateId: z.optional(Id),
      kind: z.optional(EVENT_DATA['update-posted'].shape.kind),
      text: SaidText,
      phase: z.optional(Phase),
      /** The phase that its author saw. If the incident has another one by now, nothing of the post is recorded. */
      expectedPhase: z.optional(Phase),
      impacts: z.optional(listOf(NewImpact)),
      /** Impacts that are over. */
      ended: z.optional(Ids.check(z.maxLength(100))),
      /** Who is told the phase and the levels, where these are others than the readers of the words (`scope`). */
      factScope: scope,
      nextUpdateDue: z.optional(SaidTime),
    }),
  ),
  'amend-update': spec(
    WRITE,
    'POST /incidents/:incidentId/updates/:updateId/amend',
    z.strictObject({
      incidentId: Id,
      updateId: Id,
      text: SaidText,
      /** The text that its author saw. If the update has another one by now, nothing is recorded. */
      expectedText: z.optional(SaidText),
      reason: optionalNull(SaidLine),
      scope,
      ...when,
    }),
  ),
  'retract-update': spec(
    WRITE,
    'POST /incidents/:incidentId/updates/:updateId/retract',
    z.strictObject({ incidentId: Id, updateId: Id, reason: SaidLine, scope, ...when }),
  ),
  /** Customers read that it was published in error, and the levels told with it are as they were before. */
  'mark-in-error': spec(
    MANAGE,
    'POST /incidents/:incidentId/updates/:updateId/in-error',
    z.strictObject({ incidentId: Id, updateId: Id, reason: SaidLine, scope, ...when }),
  ),
  'publish-update': spec(
    PUBLISH,
    'POST /incidents/:incidentId/updates/:updateId/publish',
    z.strictObject({ incidentId: Id, updateId: Id, text: z.optional(SaidText), ...when }),
  ),
  /** Undoes what waits. */
  'withdraw-held': spec(PUBLISH, 'POST /incidents/:incidentId/held/:updateId/withdraw', z.strictObject({ incidentId: Id, updateId: Id, ...when })),
  /** Takes what did not leave: its author has it back, or somebody wants it gone. */
  'take-held': spec(PUBLISH, 'POST /incidents/:incidentId/held/:updateId/take', z.strictObject({ incidentId: Id, updateId: Id, ...when })),
  'release-held': spec(SYSTEM, null, z.strictObject({ incidentId: Id, updateId: Id, ...when })),
  'give-guidance': spec(WORK, 'POST /incidents/:incidentId/guidance', z.strictObject({ ...incident, guidance: Said.Guidance })),
  'state-cause': spec(WORK, 'POST /incidents/:incidentId/cause', z.strictObject({ ...incident, cause: Said.Cause })),
  'name-third-party': spec(WORK, 'POST /incidents/:incidentId/third-parties', z.strictObject({ ...incident, thirdParty: Said.ThirdParty })),
  'assign-role': spec(
    WORK,
    'POST /incidents/:incidentId/roles',
    z.strictObject({ incidentId: Id, role: EVENT_DATA['role-assigned'].shape.role, person: z.nullable(SaidLine), ...when }),
  ),
  /** Named again with the same `resourceId`, the place is another one. */
  'link-resource': spec(
    WORK,
    'POST /incidents/:incidentId/resources',
    z.strictObject({
      incidentId: Id,
      resource: z.strictObject({ resourceId: z.optional(Id), kind: ResourceKind, link: SaidHttpsLink, words: optionalNull(SaidLine) }),
      ...when,
    }),
  ),
  'unlink-resource': spec(WORK, 'POST /incidents/:incidentId/resources/:resourceId/unlink', z.strictObject({ incidentId: Id, resourceId: Id, ...when })),
  'state-detection': spec(WORK, 'POST /incidents/:incidentId/detection', z.strictObject({ ...incident, detection: Said.Detection })),
  'link-incident': spec(WORK, 'POST /incidents/:incidentId/links', z.strictObject({ ...incident, link: Said.IncidentLink })),
  'flag-incident': spec(WORK, 'POST /incidents/:incidentId/flags', z.strictObject({ ...incident, flag: Said.Flag })),
  'write-postmortem': spec(WORK, 'POST /incidents/:incidentId/postmortem', z.strictObject({ ...incident, section: Said.PostmortemSection })),
  /** Erases every text of the update, and its copies. The log still verifies. */
  'redact-update': spec(
    MANAGE,
    'POST /incidents/:incidentId/updates/:updateId/redact',
    z.strictObject({ incidentId: Id, updateId: Id, reason: SaidLine, ...when }),
  ),
  /** The same for any text: all that the event says, or what stands at or under `field`. */
  'redact-text': spec(
    MANAGE,
    'POST /redactions',
    z.strictObject({
      eventId: Envelope.shape.id,
      field: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
      reason: SaidLine,
      ...when,
    }),
  ),

  'make-commitment': spec(
    WORK,
    'POST /commitments',
    z.strictObject({
      commitmentId: z.optional(Id),
      kind: CommitmentKind,
      text: SaidLine,
      due: optionalNull(SaidTime),
      incidentId: optionalNull(Id),
      owner: optionalNull(SaidLine),
      alreadyPlanned: z.optional(z.boolean()),
      drill,
      scope,
      ...when,
    }),
  ),
  'change-commitment': spec(
    WORK,
    'POST /commitments/:commitmentId/change',
    z.strictObject({ commitmentId: Id, text: z.optional(SaidLine), due: optionalNull(SaidTime), owner: optionalNull(SaidLine), ...when }),
  ),
  'keep-commitment': spec(WORK, 'POST /commitments/:commitmentId/keep', z.strictObject({ commitmentId: Id, words: optionalNull(SaidLine), scope, ...when })),
  'drop-commitment': spec(WORK, 'POST /commitments/:commitmentId/drop', z.strictObject({ commitmentId: Id, reason: optionalNull(SaidLine), scope, ...when })),
  'fail-commitment': spec(WORK, 'POST /commitments/:commitmentId/fail', z.strictObject({ commitmentId: Id, incidentId: Id, ...when })),
  'overdue-commitment': spec(SYSTEM, null, z.strictObject({ commitmentId: Id, ...when })),

  'schedule-maintenance': spec(
    WORK,
    'POST /maintenances',
    z.strictObject({
      maintenanceId: z.optional(Id),
      title: SaidLine,
      text: optionalNull(SaidText),
      componentIds: Ids.check(z.minLength(1)),
      from: SaidTime,
      until: SaidTime,
      completesItself: z.optional(z.boolean()),
      drill,
      scope,
      ...when,
    }),
  ),
  'reschedule-maintenance': spec(
    WORK,
    'POST /maintenances/:maintenanceId/reschedule',
    z.strictObject({
      maintenanceId: Id,
      from: SaidTime,
      until: SaidTime,
      /** The times that its author saw. If the work has others by now, nothing is recorded. */
      expectedFrom: z.optional(SaidTime),
      expectedUntil: z.optional(SaidTime),
      reason: optionalNull(SaidLine),
      scope,
      ...when,
    }),
  ),
  'change-maintenance-phase': spec(WORK, 'POST /maintenances/:maintenanceId/phase', z.strictObject({ maintenanceId: Id, phase: MaintenancePhase, ...when })),
  'overrun-maintenance': spec(SYSTEM, null, z.strictObject({ maintenanceId: Id, ...when })),

  'record-sighting': spec(['sight'], 'POST /sightings', z.strictObject({ componentId: Id, words: SaidLine, ticket: optionalNull(SaidLine), ...when })),
  'take-suspicion': spec(
    ['acknowledge'],
    'POST /suspicions/:suspicionId/take',
    /** `expectedHolder`: as for an incident; left out it means nobody. */
    z.strictObject({ suspicionId: Id, expectedHolder: optionalNull(SaidLine), ...when }),
  ),
  'dismiss-suspicion': spec(WORK, 'POST /suspicions/:suspicionId/dismiss', z.strictObject({ suspicionId: Id, reason: SaidLine, ...when })),
  'lapse-suspicion': spec(SYSTEM, null, z.strictObject({ suspicionId: Id, ...when })),

  'offer-handover': spec(WORK, 'POST /handovers', z.strictObject({ since: SaidInstant, note: optionalNull(SaidText), ...when })),
  /** Incidents, suspicions and mutes of the one who goes are taken over, but those named here: they lapse. */
  'accept-handover': spec(
    WORK,
    'POST /handovers/:handoverId/accept',
    z.strictObject({ handoverId: Id, leaveIncidents: z.optional(Ids), leaveSuspicions: z.optional(Ids), leaveMutes: z.optional(Ids), ...when }),
  ),
  'withdraw-handover': spec(WORK, 'POST /handovers/:handoverId/withdraw', z.strictObject({ handoverId: Id, ...when })),
  'lapse-handover': spec(SYSTEM, null, z.strictObject({ handoverId: Id, ...when })),

  'start-drill': spec(
    WORK,
    'POST /drills',
    z.strictObject({
      drillId: z.optional(Id),
      name: SaidLine,
      lead: optionalNull(SaidLine),
      speed: z.optional(z.number()),
      goals: z.optional(listOf(SaidLine)),
      scope,
      ...when,
    }),
  ),
  'end-drill': spec(WORK, 'POST /drills/:drillId/end', z.strictObject({ drillId: Id, ...when })),
} as const satisfies Record<string, Spec>;

export type CommandType = keyof typeof COMMAND;
export type Command = { [T in CommandType]: { type: T } & z.infer<(typeof COMMAND)[T]['body']> }[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
