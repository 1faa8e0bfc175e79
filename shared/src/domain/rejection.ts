import type { FactTime } from './fact-time.ts';
import type { Right } from './rights.ts';
import type { Commitment } from './state.ts';
import type { IncidentRole, MaintenancePhase, Phase, Scope } from './words.ts';

/** The class of a refusal, which clients of the API know. Each has one HTTP status, mapped in one place (`server/src/http/edge/problem.ts`). */
export type RejectionCode =
  | 'not_found'
  | 'already_exists'
  | 'invalid'
  | 'not_allowed'
  | 'wrong_phase'
  | 'not_published'
  | 'already_published'
  | 'nothing_to_change'
  | 'in_use'
  | 'conflict'
  | 'scope_needed';

interface Spec<Params> {
  readonly code: RejectionCode;
  /** Never set; carries the type. */
  readonly params?: Params;
}
type Nothing = Record<string, never>;
/**
 * `inside`: given for a command that names no scope, where it would be accepted with scope internal (`refuseUnscoped`). `scopeField`: what its field is
 * called, where that is not `scope`.
 */
export interface Inside {
  readonly inside?: true;
  readonly scopeField?: 'factScope';
}
const because = <Params extends object = Nothing>(code: RejectionCode): Spec<Params> => ({ code });

/**
 * Every reason for refusing a command: its class, and the params that its sentence needs. The sentences are in `shared/src/words/refusal.ts`, which does
 * not compile without one for each reason. Once released, a reason keeps its name and its meaning.
 */
export const REASONS = {
  incident_unknown: because<{ incidentId: string }>('not_found'),
  component_unknown: because<{ componentId: string }>('not_found'),
  occurrence_unknown: because<{ occurrence: number; occurrences: number }>('not_found'),
  region_unknown: because<{ regionId: string }>('not_found'),
  template_unknown: because<{ templateId: string }>('not_found'),
  group_unknown: because<{ groupId: string }>('not_found'),
  statement_unknown: because<{ statementId: string }>('not_found'),
  mute_unknown: because<{ muteId: string }>('not_found'),
  impact_unknown: because<{ incidentId: string; impactId: string } & Inside>('not_found'),
  update_unknown: because<{ incidentId: string; updateId: string }>('not_found'),
  resource_unknown: because<{ incidentId: string; resourceId: string }>('not_found'),
  /** It does not wait: it has left, was taken back, or never waited. */
  held_unknown: because<{ incidentId: string; updateId: string }>('not_found'),
  held_back: because<{ updateId: string }>('nothing_to_change'),
  held_waits: because<{ updateId: string }>('wrong_phase'),
  /** Whoever wrote it has lost the right to, or their account, while it waited. */
  author_may_not: because<{ updateId: string }>('not_allowed'),
  /** The same post, sent again: it was accepted, and did not leave. */
  post_undone: because<{ updateId: string }>('conflict'),
  commitment_unknown: because<{ commitmentId: string }>('not_found'),
  maintenance_unknown: because<{ maintenanceId: string }>('not_found'),
  /** It has ended, or never stood. */
  suspicion_unknown: because<{ suspicionId: string }>('not_found'),
  /** It was taken over or back, or has lapsed. */
  handover_unknown: because<{ handoverId: string }>('not_found'),
  handover_open: because<{ handoverId: string }>('already_exists'),
  handover_own: because<{ by: string }>('not_allowed'),
  handover_stands: because<{ handoverId: string }>('nothing_to_change'),
  drill_unknown: because<{ drillId: string }>('not_found'),
  event_unknown: because<{ eventId: string }>('not_found'),

  incident_exists: because<{ incidentId: string }>('already_exists'),
  update_exists: because<{ updateId: string }>('already_exists'),
  impact_repeated: because<{ impactId: string }>('already_exists'),
  commitment_exists: because<{ commitmentId: string }>('already_exists'),
  maintenance_exists: because<{ maintenanceId: string }>('already_exists'),
  mute_exists: because<{ muteId: string }>('already_exists'),
  drill_running: because<{ drillId: string; name: string }>('already_exists'),

  /** `needed`: any of these; none where only the server itself may do it. */
  right_missing: because<{ needed: readonly Right[] }>('not_allowed'),
  statement_by_person: because<{ statementId: string }>('not_allowed'),
  drill_link: because('not_allowed'),
  drill_promise: because<{ commitmentId: string }>('not_allowed'),

  /** UTC ms: the given time, and the time of the server's clock. */
  time_ahead: because<{ ms: number; now: number }>('invalid'),
  said_by_importers: because('invalid'),
  update_backdated: because('invalid'),
  template_wordless: because('invalid'),
  template_too_long: because<{ most: number }>('invalid'),
  templates_full: because<{ most: number }>('invalid'),
  time_too_far: because<{ ms: number; now: number }>('invalid'),
  plan_too_old: because<{ ms: number; now: number }>('invalid'),
  statement_elsewhere: because<{ statementId: string; componentId: string; asked: string }>('invalid'),
  stale_from_start: because<{ freshUntil: number }>('invalid'),
  fresh_too_long: because<{ maxDays: number }>('invalid'),
  mute_over: because<{ until: number }>('invalid'),
  mute_too_long: because<{ maxMs: number }>('invalid'),
  impact_elsewhere: because<{ impactId: string; componentId: string; asked: string }>('invalid'),
  unaffected_not_operational: because('invalid'),
  impact_operational: because('invalid'),
  reason_quotes: because('invalid'),
  regions_needed: because<{ impactId: string } & Inside>('invalid'),
  statement_of_person: because<{ statementId: string }>('not_allowed'),
  /** `scope` of this and of the times below: public where it is so only by the times that customers know. */
  impact_ends_early: because<{ from: FactTime; scope: Scope } & Inside>('invalid'),
  incident_ends_early: because<{ incidentId: string; from: FactTime }>('invalid'),
  times_reversed: because<{ scope: Scope } & Inside>('invalid'),
  times_cross: because<{ occurrence: number; scope: Scope } & Inside>('invalid'),
  times_lose_impact: because<{ impactId: string; componentId: string; scope: Scope } & Inside>('invalid'),
  reopened_early: because<{ incidentId: string; endedAt: FactTime }>('invalid'),
  next_update_early: because('invalid'),
  cause_without_words: because('invalid'),
  link_to_itself: because<{ incidentId: string }>('invalid'),
  dropped_cannot_fail: because<{ commitmentId: string }>('invalid'),
  drill_mismatch: because('invalid'),
  drill_speed: because<{ least: number; most: number }>('invalid'),
  maintenance_ends_early: because('invalid'),
  maintenance_too_long: because<{ maxDays: number }>('invalid'),

  /** Something running or planned is about it. `scope`: who knows of that. */
  component_in_incident: because<{ componentId: string; incidentId: string; scope: Scope }>('in_use'),
  component_in_work: because<{ componentId: string; maintenanceId: string }>('in_use'),

  incident_opens_resolved: because('wrong_phase'),
  incident_resolved: because<{ incidentId: string }>('wrong_phase'),
  incident_already_resolved: because<{ incidentId: string }>('wrong_phase'),
  occurrence_open: because<{ scope: Scope } & Inside>('wrong_phase'),
  incident_dismissed: because<{ incidentId: string }>('wrong_phase'),
  incident_not_resolved: because<{ incidentId: string; phase: Phase }>('wrong_phase'),
  commitment_settled: because<{ commitmentId: string; outcome: Exclude<Commitment['outcome'], 'open'> }>('wrong_phase'),
  commitment_cannot_fail: because<{ commitmentId: string; outcome: 'dropped' | 'failed' }>('wrong_phase'),
  maintenance_not_late: because<{ maintenanceId: string }>('nothing_to_change'),
  /** Somebody moved it meanwhile: the times that it has by now. */
  work_moved: because<{ maintenanceId: string; from: FactTime; until: FactTime }>('conflict'),
  maintenance_over: because<{ maintenanceId: string; phase: MaintenancePhase }>('wrong_phase'),
  maintenance_phase_order: because<{ maintenanceId: string; phase: MaintenancePhase; next: readonly MaintenancePhase[] }>('wrong_phase'),
  /** `from`: since when customers have read it. UTC ms. */
  error_too_late: because<{ from: number; maxMs: number }>('wrong_phase'),
  /** `what` was done with the same words. */
  error_of_more: because<{ what: 'opening' | 'resolving' | 'reopening'; incidentId: string }>('wrong_phase'),
  /** What was before cannot be told from the record. */
  error_unclear: because<{ impactId: string; componentId: string }>('wrong_phase'),
  /** `by`: the check, person or incident that says the same. */
  others_agree: because<{ componentId: string; by: string }>('conflict'),
  update_retracted: because<{ updateId: string }>('wrong_phase'),
  drill_not_running: because<{ drillId: string }>('wrong_phase'),

  /** `inside`: whether the same command would be accepted with scope internal. */
  scope_needed: because<{ incidentId: string; inside: boolean; scopeField?: 'factScope' }>('scope_needed'),
  incident_internal: because<{ incidentId: string }>('not_published'),
  component_internal: because<{ componentId: string } & Inside>('not_published'),
  commitment_internal: because<{ commitmentId: string }>('not_published'),
  drill_internal: because<{ drillId: string }>('not_published'),
  /** Customers were told of fewer occurrences. */
  occurrence_internal: because<{ occurrence: number } & Inside>('not_published'),
  statement_untold: because<{ statementId: string }>('not_published'),
  update_untold: because<{ updateId: string }>('not_published'),
  /** A reason or text for customers about something they do not know. */
  subject_internal: because<{ subject: 'update' | 'commitment' | 'maintenance' }>('not_published'),
  verdict_differs: because('not_published'),
  verdict_moved: because('conflict'),
  text_moved: because<{ updateId: string }>('conflict'),
  /** `since`: when they acknowledged it; `person`: their id, where they have an account. */
  holder_moved: because<{ by: string; since: FactTime; person?: string }>('conflict'),
  /** `since`: when it came into the phase `is`. */
  phase_moved: because<{ expected: Phase; is: Phase; since?: FactTime }>('conflict'),

  /** A post that states phase or levels waits to leave. `by`: its author. `until`: UTC ms. */
  facts_held: because<{ updateId: string; by: string | null; until: number }>('conflict'),

  component_already_public: because<{ componentId: string }>('already_published'),
  incident_already_public: because<{ incidentId: string }>('already_published'),
  /** The incident is public and this impact of it is not, though customers see its component. */
  impact_untold: because<{ incidentId: string; impactId: string }>('already_published'),
  update_already_public: because<{ updateId: string }>('already_published'),

  board_unchanged: because('nothing_to_change'),
  person_unchanged: because<{ personId: string }>('nothing_to_change'),
  region_unchanged: because<{ regionId: string; name: string }>('nothing_to_change'),
  template_unchanged: because<{ templateId: string }>('nothing_to_change'),
  group_unchanged: because<{ groupId: string }>('nothing_to_change'),
  component_unchanged: because<{ componentId: string }>('nothing_to_change'),
  statement_unchanged: because<{ statementId: string }>('nothing_to_change'),
  statement_not_expiring: because<{ statementId: string }>('nothing_to_change'),
  statement_already_told: because<{ statementId: string }>('nothing_to_change'),
  verdict_unchanged: because('nothing_to_change'),
  override_unknown: because<{ scope: 'public' | 'internal' }>('nothing_to_change'),
  times_unchanged: because('nothing_to_change'),
  incident_already_dismissed: because<{ incidentId: string }>('nothing_to_change'),
  title_unchanged: because('nothing_to_change'),
  already_acknowledged: because<{ by: string }>('nothing_to_change'),
  phase_unchanged: because<{ phase: Phase }>('nothing_to_change'),
  impact_unchanged: because<Inside>('nothing_to_change'),
  impact_over: because<{ impactId: string } & Inside>('nothing_to_change'),
  text_unchanged: because('nothing_to_change'),
  /** `fields`: the fields of the event that have texts to erase. */
  nothing_to_erase: because<{ fields: readonly string[] }>('nothing_to_change'),
  role_unassigned: because<{ role: IncidentRole }>('nothing_to_change'),
  role_unchanged: because<{ role: IncidentRole; person: string }>('nothing_to_change'),
  resource_unchanged: because('nothing_to_change'),
  commitment_unchanged: because<{ commitmentId: string }>('nothing_to_change'),
  suspicion_taken: because<{ by: string }>('nothing_to_change'),
  suspicion_stands: because<{ suspicionId: string }>('nothing_to_change'),
  commitment_not_due: because<{ commitmentId: string }>('nothing_to_change'),
  maintenance_phase_unchanged: because<{ maintenanceId: string; phase: MaintenancePhase }>('nothing_to_change'),
} as const;
export type Reason = keyof typeof REASONS;
export type ParamsOf<R extends Reason> = NonNullable<(typeof REASONS)[R]['params']>;

/** Why a command was refused, as data. `field`: the path in the command, when one is at fault. */
export type Rejection = { [R in Reason]: { rejected: RejectionCode; reason: R; params: ParamsOf<R>; field?: string } }[Reason];

/** A refusal. In: the reason, the params of its sentence, the field at fault. */
export const reject = <R extends Reason>(reason: R, params: ParamsOf<R>, field?: string): Rejection =>
  // The compiler cannot see that the params belong to the reason; this signature ensures it.
  ({ rejected: REASONS[reason].code, reason, params, ...(field === undefined ? {} : { field }) }) as Rejection;
