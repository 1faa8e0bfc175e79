import * as z from 'zod/mini';
import { Audience, Cause, Detection, EVENT_DATA, Flag, Guidance, Impact, IncidentLink, PostmortemSection, Source, ThirdParty } from './event.ts';
import { FactTime } from './fact-time.ts';
import { CommitmentKind, Id, Level, Line, MaintenancePhase, Millis, Mode, Phase, Scope, Text } from './words.ts';

/**
 * What a person, the scheduler or an importer may ask for. `COMMAND` is the one table: schema of the body, HTTP address, who may.
 * Path parameters (`:incidentId`) are fields of the command. Every command may also carry `at` (when it happened, default now) and
 * `saidAt` (when it was told, default the moment of recording); `scope` defaults to internal, so that nothing becomes public by omission. A command
 * about something already told reaches those it was told to; there `scope` says who reads the reason or the words.
 */
const when = { at: z.optional(FactTime), saidAt: z.optional(FactTime) };
const scope = z.optional(Scope);
const drill = z.optional(Id);
const NewImpact = z.strictObject({
  impactId: z.optional(Id),
  componentId: Id,
  regions: z.optional(Impact.shape.regions),
  audience: z.optional(z.nullable(Audience)),
  level: Level,
  notAffected: z.optional(z.boolean()),
  mode: z.optional(z.nullable(Mode)),
  what: z.optional(z.nullable(Line)),
  byRepair: z.optional(z.boolean()),
  from: z.optional(FactTime),
  until: z.optional(z.nullable(FactTime)),
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
  'name-board': spec('admin', 'PUT /board', 'Name this board', z.strictObject({ name: Line, notice: optionalNull(Line), ...when })),
  'define-region': spec('admin', 'PUT /regions/:regionId', 'Define or rename a region', z.strictObject({ regionId: Id, name: Line, ...when })),
  'define-group': spec(
    'admin',
    'PUT /groups/:groupId',
    'Define or rename a group',
    z.strictObject({ groupId: Id, name: Line, position: z.optional(z.int()), ...when }),
  ),
  'define-component': spec(
    'admin',
    'PUT /components/:componentId',
    'Define or change a component',
    z.strictObject({
      componentId: Id,
      name: Line,
      description: optionalNull(Line),
      groupId: optionalNull(Id),
      position: z.optional(z.int()),
      evidence: z.optional(component.evidence),
      provider: z.optional(component.provider),
      target: z.optional(component.target),
      startedOn: z.optional(component.startedOn),
      team: z.optional(component.team),
      regions: z.optional(component.regions),
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
      regions: z.optional(z.array(Id)),
      audience: optionalNull(Audience),
      level: Level,
      source: Source,
      words: optionalNull(Line),
      freshUntil: optionalNull(Millis),
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
    z.strictObject({ muteId: z.optional(Id), statementIds: z.array(Id).check(z.minLength(1)), until: Millis, reason: Line, scope, ...when }),
  ),
  'end-mute': spec('responder', 'POST /mutes/:muteId/end', 'End a mute', z.strictObject({ muteId: Id, ...when })),
  'override-verdict': spec(
    'responder',
    'POST /verdict',
    'Replace the verdict sentence until the state changes',
    z.strictObject({ sentence: Line, detail: optionalNull(Line), instead: Line, scope, ...when }),
  ),
  'end-override': spec(
    'responder',
    'POST /verdict/end',
    'Let the board speak for itself again; with `instead`, only if that is the sentence that was replaced',
    z.strictObject({ instead: z.optional(Line), scope, ...when }),
  ),

  'open-incident': spec(
    'responder',
    'POST /incidents',
    'Open an incident',
    z.strictObject({
      incidentId: z.optional(Id),
      title: Line,
      phase: z.optional(Phase),
      startedAt: z.optional(FactTime),
      impacts: z.optional(z.array(NewImpact)),
      text: z.optional(Text),
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
      title: z.optional(Line),
      include: z.optional(z.array(z.enum(['causes', 'guidance', 'third_parties', 'flags', 'links', 'detection']))),
      ...when,
    }),
  ),
  'retitle-incident': spec('responder', 'POST /incidents/:incidentId/title', 'Change the title', z.strictObject({ ...incident, title: Line })),
  'acknowledge-incident': spec(
    'responder',
    'POST /incidents/:incidentId/acknowledge',
    'Say that somebody has it',
    z.strictObject({ incidentId: Id, by: z.optional(Line), ...when }),
  ),
  'change-phase': spec(
    'responder',
    'POST /incidents/:incidentId/phase',
    'Change the phase',
    z.strictObject({ ...incident, phase: EVENT_DATA['phase-changed'].shape.phase, text: z.optional(Text) }),
  ),
  'resolve-incident': spec(
    'responder',
    'POST /incidents/:incidentId/resolve',
    'Resolve',
    z.strictObject({ ...incident, endedAt: z.optional(FactTime), text: z.optional(Text) }),
  ),
  'reopen-incident': spec(
    'responder',
    'POST /incidents/:incidentId/reopen',
    'Reopen',
    z.strictObject({ ...incident, from: z.optional(FactTime), phase: z.optional(EVENT_DATA['phase-changed'].shape.phase), text: z.optional(Text) }),
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
    z.strictObject({ ...incident, impactId: Id, until: z.optional(FactTime) }),
  ),
  'post-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates',
    'Post a public update or an internal note',
    z.strictObject({
      ...incident,
      updateId: z.optional(Id),
      kind: z.optional(EVENT_DATA['update-posted'].shape.kind),
      text: Text,
      phase: z.optional(Phase),
      nextUpdateDue: z.optional(FactTime),
    }),
  ),
  'amend-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates/:updateId/amend',
    'Correct an update, keeping the earlier text',
    z.strictObject({ incidentId: Id, updateId: Id, text: Text, reason: optionalNull(Line), scope, ...when }),
  ),
  'publish-update': spec(
    'responder',
    'POST /incidents/:incidentId/updates/:updateId/publish',
    'Publish an internal note',
    z.strictObject({ incidentId: Id, updateId: Id, text: z.optional(Text), ...when }),
  ),
  'give-guidance': spec(
    'responder',
    'POST /incidents/:incidentId/guidance',
    'State a workaround or a required customer action',
    z.strictObject({ ...incident, guidance: Guidance }),
  ),
  'state-cause': spec('responder', 'POST /incidents/:incidentId/cause', 'State the cause as known now', z.strictObject({ ...incident, cause: Cause })),
  'name-third-party': spec(
    'responder',
    'POST /incidents/:incidentId/third-parties',
    'Name a third party',
    z.strictObject({ ...incident, thirdParty: ThirdParty }),
  ),
  'assign-role': spec(
    'responder',
    'POST /incidents/:incidentId/roles',
    'Assign a role',
    z.strictObject({ incidentId: Id, role: EVENT_DATA['role-assigned'].shape.role, person: z.nullable(Line), ...when }),
  ),
  'state-detection': spec(
    'responder',
    'POST /incidents/:incidentId/detection',
    'State who noticed and when',
    z.strictObject({ ...incident, detection: Detection }),
  ),
  'link-incident': spec('responder', 'POST /incidents/:incidentId/links', 'Link to an earlier incident', z.strictObject({ ...incident, link: IncidentLink })),
  'flag-incident': spec('responder', 'POST /incidents/:incidentId/flags', 'Record a contradiction or doubt', z.strictObject({ ...incident, flag: Flag })),
  'write-postmortem': spec(
    'responder',
    'POST /incidents/:incidentId/postmortem',
    'Write a section of the postmortem',
    z.strictObject({ ...incident, section: PostmortemSection }),
  ),
  /** Erases every text of the update, and its copies. The log still verifies. */
  'redact-update': spec(
    'admin',
    'POST /incidents/:incidentId/updates/:updateId/redact',
    'Erase the text of an update for good',
    z.strictObject({ incidentId: Id, updateId: Id, reason: Line, ...when }),
  ),

  'make-commitment': spec(
    'responder',
    'POST /commitments',
    'Make a promise with a due date',
    z.strictObject({
      commitmentId: z.optional(Id),
      kind: CommitmentKind,
      text: Line,
      due: optionalNull(FactTime),
      incidentId: optionalNull(Id),
      owner: optionalNull(Line),
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
    z.strictObject({ commitmentId: Id, text: z.optional(Line), due: optionalNull(FactTime), owner: optionalNull(Line), ...when }),
  ),
  'keep-commitment': spec(
    'responder',
    'POST /commitments/:commitmentId/keep',
    'Mark as kept',
    z.strictObject({ commitmentId: Id, words: optionalNull(Line), scope, ...when }),
  ),
  'drop-commitment': spec(
    'responder',
    'POST /commitments/:commitmentId/drop',
    'Mark as dropped',
    z.strictObject({ commitmentId: Id, reason: optionalNull(Line), scope, ...when }),
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
      title: Line,
      text: optionalNull(Text),
      componentIds: z.array(Id).check(z.minLength(1)),
      from: FactTime,
      until: FactTime,
      drill,
      scope,
      ...when,
    }),
  ),
  'reschedule-maintenance': spec(
    'responder',
    'POST /maintenances/:maintenanceId/reschedule',
    'Move planned work',
    z.strictObject({ maintenanceId: Id, from: FactTime, until: FactTime, reason: optionalNull(Line), scope, ...when }),
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
      name: Line,
      lead: optionalNull(Line),
      speed: z.optional(z.number()),
      goals: z.optional(z.array(Line)),
      scope,
      ...when,
    }),
  ),
  'end-drill': spec('responder', 'POST /drills/:drillId/end', 'End an exercise and tidy up after it', z.strictObject({ drillId: Id, ...when })),
} as const satisfies Record<string, Spec>;

export type CommandType = keyof typeof COMMAND;
export type Command = { [T in CommandType]: { type: T } & z.infer<(typeof COMMAND)[T]['body']> }[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
