import type { ParamsOf, Reason } from './rejection.ts';

/**
 * Where every reason stands when a command that names no scope is accepted inside, while with scope public it would be refused for that reason
 * (`refuseUnscoped`). The compiler asks for the place of a new one.
 */

/**
 * Customers know it already, or know nothing of what it is about: the command may stay inside without a word. So may that fact of a post; where another one of it
 * may not, the post is refused as below.
 */
const TOLD_OR_UNKNOWN = [
  ...(['title_unchanged', 'phase_unchanged', 'incident_already_resolved', 'times_unchanged'] as const),
  ...(['impact_unchanged', 'impact_over', 'impact_unknown'] as const),
] as const satisfies readonly Reason[];
export const NOTHING_TO_TELL: ReadonlySet<Reason> = new Set(TOLD_OR_UNKNOWN);

/** Customers would be left with what is no longer so: the command is refused for the same reason, and scope internal is offered. These have `inside` among their params. */
type LeftBehind = { [R in Reason]: string extends keyof ParamsOf<R> ? never : 'inside' extends keyof ParamsOf<R> ? R : never }[Reason];

/** No command that changes title, phase, times or impacts is refused for it in public alone. If one ever were, it would be refused without a scope too. */
const ALIKE = [
  // What the command names, and how it is made, is the same in both scopes.
  ...(['incident_unknown', 'component_unknown', 'occurrence_unknown', 'region_unknown', 'update_unknown', 'commitment_unknown'] as const),
  ...(['incident_exists', 'update_exists', 'impact_repeated', 'impact_elsewhere', 'unaffected_not_operational', 'impact_operational'] as const),
  ...(['time_ahead', 'time_too_far', 'plan_too_old', 'said_by_importers', 'update_backdated', 'next_update_early', 'right_missing'] as const),
  ...(['incident_ends_early', 'reopened_early', 'incident_not_resolved', 'incident_resolved', 'incident_dismissed', 'drill_not_running'] as const),
  // Details may stay inside.
  ...(['incident_internal', 'commitment_internal', 'subject_internal', 'text_unchanged', 'reason_quotes', 'nothing_to_erase', 'event_unknown'] as const),
  ...(['update_retracted', 'update_untold', 'error_too_late', 'error_of_more', 'error_unclear', 'others_agree', 'text_moved', 'holder_moved'] as const),
  ...(['cause_without_words', 'link_to_itself', 'drill_link', 'drill_promise', 'dropped_cannot_fail', 'role_unassigned', 'role_unchanged'] as const),
  ...(['resource_unknown', 'resource_unchanged'] as const),
  ...(['already_acknowledged', 'update_already_public', 'incident_already_public', 'impact_untold', 'incident_already_dismissed'] as const),
  // Of commands about other things.
  ...(['incident_opens_resolved', 'drill_internal', 'drill_mismatch', 'drill_running', 'drill_speed', 'drill_unknown'] as const),
  ...(['group_unknown', 'component_already_public', 'component_in_incident', 'component_in_work'] as const),
  ...(['template_unknown', 'template_unchanged', 'template_wordless', 'template_too_long', 'templates_full'] as const),
  ...(['board_unchanged', 'person_unchanged', 'region_unchanged', 'group_unchanged', 'component_unchanged'] as const),
  ...(['statement_unknown', 'statement_by_person', 'statement_of_person', 'statement_elsewhere', 'statement_untold', 'statement_unchanged'] as const),
  ...(['statement_not_expiring', 'statement_already_told', 'stale_from_start', 'fresh_too_long'] as const),
  ...(['handover_unknown', 'handover_open', 'handover_own', 'handover_stands'] as const),
  ...(['suspicion_unknown', 'suspicion_taken', 'suspicion_stands'] as const),
  ...(['mute_unknown', 'mute_exists', 'mute_over', 'mute_too_long'] as const),
  ...([
    'held_unknown',
    'author_may_not',
    'held_back',
    'held_waits',
    'post_undone',
    'facts_held',
    'phase_moved',
    'verdict_differs',
    'verdict_moved',
    'verdict_unchanged',
    'override_unknown',
  ] as const),
  ...(['commitment_exists', 'commitment_settled', 'commitment_cannot_fail', 'commitment_unchanged', 'commitment_not_due'] as const),
  ...(['maintenance_unknown', 'maintenance_exists', 'maintenance_not_late', 'maintenance_over', 'maintenance_phase_order'] as const),
  ...(['maintenance_ends_early', 'maintenance_too_long', 'maintenance_phase_unchanged', 'work_moved'] as const),
] as const satisfies readonly Reason[];

({}) satisfies Record<Exclude<Reason, (typeof TOLD_OR_UNKNOWN)[number] | LeftBehind | (typeof ALIKE)[number]>, true>;
