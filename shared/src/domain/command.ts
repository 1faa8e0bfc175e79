import * as z from 'zod/mini';
import { EVENT_DATA } from './event.ts';
import { Ids, Said, SaidDay, SaidInstant, SaidLine, SaidShare, SaidText, SaidTime } from './said.ts';
import { CommitmentKind, Id, Level, Link, MaintenancePhase, Mode, Phase, Scope, VerdictKey } from './words.ts';

/**
 * What a person, the scheduler or an importer may ask for. `COMMAND` is the one table: schema of the body, HTTP address, who may.
 * Path parameters (`:incidentId`) are fields of the command. Every command may also carry `at` (when it happened, default now) and
 * `saidAt` (when it was told, default the moment of recording); `scope` defaults to internal, so that nothing becomes public by omission. A command
 * about something already told reaches those it was told to; there `scope` says who reads the reason or the words.
 */
const when = { at: z.optional(SaidTime), saidAt: z.optional(SaidTime) };
const scope = z.optional(Scope);
const drill = z.optional(Id);
const NewImpact = z.strictObject({
  impactId: z.optional(Id),
  componentId: Id,
  regions: z.optional(Ids.check(z.maxLength(50, 'at most 50 regions'))),
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

/** Who may: a responder works incidents, an admin shapes the board, the system is the server itself (no HTTP address). */
export type Right = 'responder' | 'admin' | 'system';
interface Spec {
  right: Right;
  http: `${'POST' | 'PUT'} ${string}` | null;
  summary: string;
  body: z.ZodMiniObject;
}
const spec = <B extends z.ZodMiniObject>(right: Right, http: Spec['http'], summary: string, body: B) => ({ right, http, summary, body });

export const COMMAND = {
  'name-board': spec('admin', 'PUT /board', 'Name this board', z.strictObject({ name: SaidLine, notice: optionalNull(SaidLine), ...when })),
  'define-region': spec('admin', 'PUT /regions/:regionId', 'Define or rename a region', z.strictObject({ regionId: Id, name: SaidLine, ...when })),
  'define-group': spec(
    'admin',
    'PUT /groups/:groupId',
    'Define or rename a group',
    z.strictObject({ groupId: Id, name: SaidLine, position: z.optional(z.int()), ...when }),
  ),
  'define-component': spec(
    'admin',
    'PUT /components/:componentId',
    'Define or change a component',
    z.strictObject({
      componentId: Id,
      name: SaidLine,
      description: optionalNull(SaidLine),
      groupId: optionalNull(Id),
      position: z.optional(z.int()),
      evidence: z.optional(component.evidence),
      provider: z.optional(z.nullable(z.strictObject({ name: SaidLine, statusPage: z.nullable(Link) }))),
      target: optionalNull(SaidShare),
      startedOn: optionalNull(SaidDay),
      team: optionalNull(SaidLine),
      regions: z.optional(Ids),
      goesPublic: z.optional(component.goesPublic),
      scope,
      ...when,
    }),
  ),
  'retire-component': spec('admin', 'POST /components/:componentId/retire', 'Retire a component', z.strictObject({ componentId: Id, ...when })),

  'make-statement': spec(
    'responder',
    'PUT /statements/:statementId',
    'State the level of a component',
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
  'withdraw-statement': spec('responder', 'POST /statements/:statementId/withdraw', 'Withdraw a statement', z.strictObject({ statementId: Id, ...when })),
  'expire-statement': spec('system', null, 'A statement was not renewed in time', z.strictObject({ statementId: Id, ...when })),
  'publish-statement': spec('system', null, 'A measured level goes public', z.strictObject({ statementId: Id, ...when })),
  'mute-statements': spec(
    'responder',
    'POST /mutes',
    'Mute machine statements for at most 4 hours',
    z.strictObject({
      muteId: z.optional(Id),
      statementIds: Ids.check(z.minLength(1, 'must name at least one')),
      until: SaidInstant,
      reason: SaidLine,
      scope,
      ...when,
    }),
  ),
  'end-mute': spec('responder', 'POST /mutes/:muteId/end', 'End a mute', z.strictObject({ muteId: Id, ...when })),
  'override-verdict': spec(
    'responder',
    'POST /verdict',
    'Replace the verdict sentence until the state changes; `key` names that state, as GET /verdict of the same scope answers it',
    z.strictObject({ sentence: SaidLine, detail: optionalNull(SaidLine), key: VerdictKey, scope, ...when }),
  ),
  'end-override': spec(
    'responder',
    'POST /verdict/end',
    'Let the board speak for itself again; with `key`, only if the sentence was written for that state',
    z.strictObject({ key: z.optional(VerdictKey), scope, ...when }),
  ),

  'open-incident': spec(
    'responder',
    'POST /incidents',
    'Open an incident',
    z.strictObject({
      incidentId: z.optional(Id),
      title: SaidLine,
      phase: z.optional(Phase),
      startedAt: z.optional(SaidTime),
      impacts: z.optional(z.array(NewImpact)),
      text: z.optional(SaidText),
      drill,
      scope,
      ...when,
    }),
  ),
  'publish-incident': spec(
    'responder',
    'POST /incidents/:incidentId/publish',
    'Make an internal incident public: its title, phases, times and impacts, and of what else was said inside only what `include` names',
    z.strictObject({
      incidentId: Id,
      title: z.optional(SaidLine),
      include: z.optional(z.array(z.enum(['causes', 'guidance', 'third_parties', 'flags', 'links', 'detection']))),
      ...when,
    }),
  ),
  'retitle-incident': spec('responder', 'POST /incidents/:incidentId/title', 'Change the title', z.strictObject({ ...incident, title: SaidLine })),
  'acknowledge-incident': spec(
    'responder',
    'POST /incidents/:incidentId/acknowledge',
    'Say that somebody has it',
    z.strictObject({ incidentId: Id, by: z.optional(SaidLine), ...when }),
  ),
  'change-phase': spec(
    'responder',
    'POST /incidents/:incidentId/phase',
    'Change the phase',
    z.strictObject({ ...incident, phase: EVENT_DATA['phase-changed'].shape.phase, text: z.optional(SaidText) }),
  ),
  'resolve-incident': spec(
    'responder',
    'POST /incidents/:incidentId/resolve',
    'Resolve',
    z.strictObject({ ...incident, endedAt: z.optional(SaidTime), text: z.optional(SaidText) }),
  ),
  'reopen-incident': spec(
    'responder',
    'POST /incidents/:incidentId/reopen',
    'Reopen',
    z.strictObject({ ...incident, from: z.optional(SaidTime), phase: z.optional(EVENT_DATA['phase-changed'].shape.phase), text: z.optional(SaidText) }),
  ),
  'state-impact': spec(
    'responder',
    'POST /incidents/:incidentId/impacts',
    'State who is hurt, where and how badly',
    z.strictObject({ ...incident, impact: NewImpact }),
  ),
  'end-impact': spec(
    'responder',
    'POST /incidents/:incidentId/impacts/:impactId/end',
    'State that an impact ended',
    z.strictObject({ ...incident, impactId: Id, until: z.optional(SaidTime) }),
  ),
  'post-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates',
    'Post a public update or an internal note',
    z.strictObject({
      ...incident,
      updateId: z.optional(Id),
      kind: z.optional(EVENT_DATA['update-posted'].shape.kind),
      text: SaidText,
      phase: z.optional(Phase),
      nextUpdateDue: z.optional(SaidTime),
    }),
  ),
  'amend-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates/:updateId/amend',
    'Correct an update, keeping the earlier text',
    z.strictObject({ incidentId: Id, updateId: Id, text: SaidText, reason: optionalNull(SaidLine), scope, ...when }),
  ),
  'publish-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates/:updateId/publish',
    'Publish an internal note',
    z.strictObject({ incidentId: Id, updateId: Id, text: z.optional(SaidText), ...when }),
  ),
  'give-guidance': spec(
    'responder',
    'POST /incidents/:incidentId/guidance',
    'State a workaround or a required customer action',
    z.strictObject({ ...incident, guidance: Said.Guidance }),
  ),
  'state-cause': spec('responder', 'POST /incidents/:incidentId/cause', 'State the cause as known now', z.strictObject({ ...incident, cause: Said.Cause })),
  'name-third-party': spec(
    'responder',
    'POST /incidents/:incidentId/third-parties',
    'Name a third party',
    z.strictObject({ ...incident, thirdParty: Said.ThirdParty }),
  ),
  'assign-role': spec(
    'responder',
    'POST /incidents/:incidentId/roles',
    'Assign a role',
    z.strictObject({ incidentId: Id, role: EVENT_DATA['role-assigned'].shape.role, person: z.nullable(SaidLine), ...when }),
  ),
  'state-detection': spec(
    'responder',
    'POST /incidents/:incidentId/detection',
    'State who noticed and when',
    z.strictObject({ ...incident, detection: Said.Detection }),
  ),
  'link-incident': spec(
    'responder',
    'POST /incidents/:incidentId/links',
    'Link to an earlier incident',
    z.strictObject({ ...incident, link: Said.IncidentLink }),
  ),
  'flag-incident': spec('responder', 'POST /incidents/:incidentId/flags', 'Record a contradiction or doubt', z.strictObject({ ...incident, flag: Said.Flag })),
  'write-postmortem': spec(
    'responder',
    'POST /incidents/:incidentId/postmortem',
    'Write a section of the postmortem',
    z.strictObject({ ...incident, section: Said.PostmortemSection }),
  ),
  /** Erases every text of the update, and its copies. The log still verifies. */
  'redact-update': spec(
    'admin',
    'POST /incidents/:incidentId/updates/:updateId/redact',
    'Erase the text of an update for good',
    z.strictObject({ incidentId: Id, updateId: Id, reason: SaidLine, ...when }),
  ),

  'make-commitment': spec(
    'responder',
    'POST /commitments',
    'Make a promise with a due date',
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
    'responder',
    'POST /commitments/:commitmentId/change',
    'Change text, owner or due date',
    z.strictObject({ commitmentId: Id, text: z.optional(SaidLine), due: optionalNull(SaidTime), owner: optionalNull(SaidLine), ...when }),
  ),
  'keep-commitment': spec(
    'responder',
    'POST /commitments/:commitmentId/keep',
    'Mark as kept',
    z.strictObject({ commitmentId: Id, words: optionalNull(SaidLine), scope, ...when }),
  ),
  'drop-commitment': spec(
    'responder',
    'POST /commitments/:commitmentId/drop',
    'Mark as dropped',
    z.strictObject({ commitmentId: Id, reason: optionalNull(SaidLine), scope, ...when }),
  ),
  'fail-commitment': spec(
    'responder',
    'POST /commitments/:commitmentId/fail',
    'What was promised did not hold',
    z.strictObject({ commitmentId: Id, incidentId: Id, ...when }),
  ),
  'overdue-commitment': spec('system', null, 'The due time passed', z.strictObject({ commitmentId: Id, ...when })),

  'schedule-maintenance': spec(
    'responder',
    'POST /maintenances',
    'Announce planned work',
    z.strictObject({
      maintenanceId: z.optional(Id),
      title: SaidLine,
      text: optionalNull(SaidText),
      componentIds: Ids.check(z.minLength(1, 'must name at least one')),
      from: SaidTime,
      until: SaidTime,
      drill,
      scope,
      ...when,
    }),
  ),
  'reschedule-maintenance': spec(
    'responder',
    'POST /maintenances/:maintenanceId/reschedule',
    'Move planned work',
    z.strictObject({ maintenanceId: Id, from: SaidTime, until: SaidTime, reason: optionalNull(SaidLine), scope, ...when }),
  ),
  'change-maintenance-phase': spec(
    'responder',
    'POST /maintenances/:maintenanceId/phase',
    'Start, verify, complete or cancel planned work',
    z.strictObject({ maintenanceId: Id, phase: MaintenancePhase, ...when }),
  ),

  'start-drill': spec(
    'responder',
    'POST /drills',
    'Start an exercise',
    z.strictObject({
      drillId: z.optional(Id),
      name: SaidLine,
      lead: optionalNull(SaidLine),
      speed: z.optional(z.number()),
      goals: z.optional(z.array(SaidLine)),
      scope,
      ...when,
    }),
  ),
  'end-drill': spec('responder', 'POST /drills/:drillId/end', 'End an exercise and tidy up after it', z.strictObject({ drillId: Id, ...when })),
} as const satisfies Record<string, Spec>;

export type CommandType = keyof typeof COMMAND;
export type Command = { [T in CommandType]: { type: T } & z.infer<(typeof COMMAND)[T]['body']> }[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
