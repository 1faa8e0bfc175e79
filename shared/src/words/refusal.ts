import type { Inside, ParamsOf, Reason, Rejection } from '../domain/rejection.ts';
import { RIGHT_WORDS } from './right-words.ts';

const HOUR_MS = 3_600_000;
const lower = (word: string): string => word.replaceAll('_', ' ');
const SUBJECT: Record<ParamsOf<'subject_internal'>['subject'], string> = { update: 'update', commitment: 'promise', maintenance: 'planned work' };
/** What somebody with a role is. */
const IN_ROLE: Record<ParamsOf<'role_unassigned'>['role'], string> = {
  commander: 'commander',
  communicator: 'in charge of communications',
  operations: 'in charge of operations',
  scribe: 'scribe',
};
/** The names people use for the ways a promise was settled. */
const settled = { kept: 'kept', dropped: 'dropped', failed: 'marked as failed' };

/** The other form that is offered for a command that named no scope. */
const orInside = ({ inside, scopeField }: Inside): string => (inside === true ? `, or give ${scopeField ?? 'scope'} internal to keep it inside for now` : '');
/** Of a fact of a post that customers know already, or know nothing of, beside one that they are to be told or spared. */
const besides = (inside: Inside): string => `Leave it out${orInside(inside)}.`;

/** English. One sentence says what is wrong, the next what to do. */
const SENTENCES: { [R in Reason]: (params: ParamsOf<R>) => string } = {
  incident_unknown: ({ incidentId }) => `There is no incident ${incidentId}. Check the id.`,
  component_unknown: ({ componentId }) => `There is no component ${componentId}; it may have been retired. Define it first.`,
  occurrence_unknown: ({ occurrences }) => `Occurrences of this incident are counted from 1 to ${occurrences}. Give one of them, or leave it out for the last.`,
  region_unknown: ({ regionId }) => `There is no region ${regionId}. Define it first.`,
  group_unknown: ({ groupId }) => `There is no group ${groupId}. Define it first.`,
  template_unknown: ({ templateId }) => `There is no template ${templateId}; it may have been removed. Check the id.`,
  template_wordless: () => 'A template for an update is its words. Give text.',
  template_too_long: ({ most }) => `The text of a template has at most ${most} characters. Shorten it.`,
  templates_full: ({ most }) => `There are ${most} templates already, and no more fit. Remove one first.`,
  statement_unknown: ({ statementId }) => `There is no statement ${statementId}; it may have been withdrawn. Check the id.`,
  mute_unknown: ({ muteId }) => `There is no mute ${muteId}; it may have ended. Check the id.`,
  impact_unknown: ({ impactId, ...asked }) =>
    asked.inside
      ? `Customers know no impact ${impactId} of this incident. ${besides(asked)}`
      : `Readers of this scope know no impact ${impactId} of this incident. State it first.`,
  event_unknown: ({ eventId }) => `No event ${eventId} was recorded. Check the id: the list of an incident's events and the export give it.`,
  held_back: ({ updateId }) => `The post ${updateId} was undone already, or did not leave. Take it back instead.`,
  held_waits: ({ updateId }) => `The post ${updateId} still waits to leave. Undo it first.`,
  post_undone: ({ updateId }) => `The post ${updateId} was undone before it left, or did not leave. Send it again as a new one.`,
  held_unknown: ({ incidentId, updateId }) =>
    `No post ${updateId} of the incident ${incidentId} waits: it has left, or was taken back. Read the incident anew.`,
  update_unknown: ({ incidentId, updateId }) => `The incident ${incidentId} has no update ${updateId}. Check the id.`,
  commitment_unknown: ({ commitmentId }) => `There is no action ${commitmentId}. Check the id.`,
  resource_unknown: ({ incidentId, resourceId }) => `The incident ${incidentId} has no link ${resourceId}; it may have been removed. Check the id.`,
  handover_unknown: ({ handoverId }) => `No hand-over ${handoverId} waits: it was taken over or back, or has lapsed. Read the board anew.`,
  handover_open: ({ handoverId }) => `You are handing over already (${handoverId}). Take that one back first.`,
  handover_own: ({ by }) => `${by} hands over and cannot take over. Ask whoever comes next, or take it back.`,
  handover_stands: ({ handoverId }) => `The hand-over ${handoverId} has time left. Take it over, or take it back.`,
  suspicion_unknown: ({ suspicionId }) => `Nothing is suspected under ${suspicionId}: it was declared, dismissed or has lapsed. Read the board anew.`,
  maintenance_unknown: ({ maintenanceId }) => `There is no planned work ${maintenanceId}. Check the id.`,
  drill_unknown: ({ drillId }) => `No exercise ${drillId} is running. Check the id.`,

  incident_exists: ({ incidentId }) => `There is an incident ${incidentId} already. Choose another id.`,
  update_exists: ({ updateId }) => `There is an update ${updateId} already. Amend it, or choose another id.`,
  impact_repeated: ({ impactId }) => `The impact ${impactId} is named twice. Name it once; a further impact needs no id.`,
  commitment_exists: ({ commitmentId }) => `There is an action ${commitmentId} already. Choose another id.`,
  author_may_not: ({ updateId }) => `Whoever wrote ${updateId} may not write to customers any more, so it did not leave. Somebody who may can post its words.`,
  maintenance_exists: ({ maintenanceId }) => `There is planned work ${maintenanceId} already. Choose another id.`,
  mute_exists: ({ muteId }) => `There is a mute ${muteId} already. Leave the id out.`,
  drill_running: ({ name }) => `The exercise "${name}" is running. End it first.`,

  right_missing: ({ needed }) =>
    needed.length === 0
      ? 'Only the server itself may do this.'
      : `You may not ${needed.map((right) => RIGHT_WORDS[right]).join(', nor ')} (${needed.join(', ')}). Ask an owner of this board.`,
  statement_by_person: ({ statementId }) => `The statement ${statementId} was made by a person, and only those of machines can be muted. Withdraw it instead.`,
  drill_link: () => 'A real incident cannot be linked to an incident of an exercise, nor the reverse. Name another one.',
  drill_promise: ({ commitmentId }) =>
    `The action ${commitmentId} and this incident do not both belong to the same exercise, so it cannot have failed here. Name another one, or leave it out.`,

  said_by_importers: () => 'What you say counts as told when it is recorded; only an import may give another time. Leave saidAt out.',
  update_backdated: () => 'An update counts as said when it is recorded, not earlier. Leave "at" out, or give kind "fact" for what happened before.',
  time_too_far: () => 'This time lies more than ten years ahead. Give an earlier one.',
  plan_too_old: () => 'A plan or promise cannot lie more than ten years back. Give a later time; for one that was made long ago, say when with "at".',
  time_ahead: () => 'This time is in the future. Give one that has passed, or leave it out.',
  statement_elsewhere: ({ statementId, componentId, asked }) => `The statement ${statementId} is about ${componentId}. Use another id for ${asked}.`,
  stale_from_start: () => 'This statement would be out of date from the start. Give a time in the future, or leave it out.',
  fresh_too_long: ({ maxDays }) => `What a machine says is valid for at most ${maxDays} days. Give an earlier end, and have it say so again in time.`,
  mute_over: () => 'A mute must end in the future. Choose a later end.',
  mute_too_long: ({ maxMs }) => `A mute lasts at most ${maxMs / HOUR_MS} hours. Choose an earlier end.`,
  impact_elsewhere: ({ impactId, componentId, asked }) => `The impact ${impactId} is on ${componentId}. State a new impact for ${asked}.`,
  unaffected_not_operational: () => 'A component that is not affected is operational. Give the level operational, or leave out notAffected.',
  impact_operational: () => 'An operational component is not hurt. Say notAffected, or end the impact.',
  reason_quotes: () => 'The reason repeats text that is to be erased, and the reason itself is kept. Say it in other words.',
  regions_needed: ({ impactId, ...asked }) =>
    `Customers do not know the regions of the impact ${impactId}, or know others. ${asked.inside ? `Give ${asked.scopeField ?? 'scope'} public and name` : 'Name'} its regions (an empty list means everywhere)${orInside(asked)}.`,
  statement_of_person: ({ statementId }) =>
    `A person made the statement ${statementId}, and such a statement never goes public by itself. Make it again with scope public.`,
  impact_ends_early: ({ scope, ...asked }) =>
    scope === 'public'
      ? `Customers know a beginning of the impact after this end. Give a later end, or state the impact again with scope public and its beginning first${orInside(asked)}.`
      : 'The impact cannot end before it began. Give a later end.',
  incident_ends_early: () => 'The incident cannot end before it began, nor before an impact began that still stands. Give a later end.',
  times_reversed: ({ scope, ...asked }) =>
    `${scope === 'public' ? 'For customers the' : 'The'} incident would end before it began. Give an earlier beginning, or a later end${orInside(asked)}.`,
  times_cross: ({ occurrence, scope, ...asked }) =>
    `These times overlap occurrence ${occurrence} of the incident${scope === 'public' ? ' as customers know it. Correct that one with scope public first' : '. Correct that one first'}, or give times outside it${orInside(asked)}.`,
  times_lose_impact: ({ impactId, componentId, scope, ...asked }) =>
    `${scope === 'public' ? 'As customers know it, nothing' : 'Nothing'} of the impact ${impactId} on ${componentId} lies within these times. State that impact again ${scope === 'public' ? 'with scope public and' : 'with'} times inside them first, or give wider ones${orInside(asked)}.`,
  reopened_early: () => 'The incident cannot be reopened from before its end. Give a later time.',
  next_update_early: () => 'The next update must be due after this one. Choose a later time.',
  cause_without_words: () => 'A known cause needs words. Say what it is, or call it suspected.',
  link_to_itself: () => 'An incident cannot be linked to itself. Name another one.',
  dropped_cannot_fail: ({ commitmentId }) => `The action ${commitmentId} was dropped, so it cannot have failed. Link without it.`,
  drill_mismatch: () => 'The incident does not belong to this exercise. Leave drill out.',
  drill_speed: ({ least, most }) => `The speed of an exercise must be at least ${least} and at most ${most}; 1 is real time. Choose another speed.`,
  maintenance_too_long: ({ maxDays }) => `Planned work lasts at most ${maxDays} days. Give an earlier end, or announce it in parts.`,
  maintenance_ends_early: () => 'Planned work must end after it begins. Give a later end.',

  component_in_incident: ({ componentId, incidentId, scope }) =>
    `${scope === 'public' ? 'For customers the' : 'The'} open incident ${incidentId} has an impact on ${componentId}. Resolve the incident or end that impact${scope === 'public' ? ', with scope public,' : ','} and then try again.`,
  component_in_work: ({ componentId, maintenanceId }) =>
    `The planned work ${maintenanceId} is about ${componentId}. Complete or cancel it, and then try again.`,

  incident_opens_resolved: () => 'An incident cannot open as resolved. Open it in another phase, then resolve it.',
  incident_resolved: () => 'The incident is resolved. Reopen it first.',
  incident_already_resolved: () => 'The incident is resolved already. If it is back, or the end was wrong, reopen it first.',
  occurrence_open: ({ scope, ...asked }) =>
    scope === 'public'
      ? `For customers this occurrence still goes on, so it has no end to correct. Resolve the incident with scope public${orInside(asked)}.`
      : 'This occurrence still goes on, so it has no end to correct. Resolve the incident, and give its end.',
  incident_dismissed: ({ incidentId }) => `The incident ${incidentId} was dismissed as no incident. Reopen it first.`,
  incident_not_resolved: ({ phase }) => `The incident is not resolved but ${lower(phase)}, so there is nothing to reopen. Post an update instead.`,
  commitment_settled: ({ outcome }) => `It was ${settled[outcome]} already. Make a new one.`,
  commitment_cannot_fail: ({ outcome }) => `It was ${settled[outcome]} already, so it cannot fail now. Make a new one.`,
  maintenance_not_late: ({ maintenanceId }) =>
    `The announced end of the work ${maintenanceId} has not passed, or was recorded already. Wait for it, or move it.`,
  work_moved: () => 'Somebody moved the work meanwhile, so nothing was recorded. Read the times that it has by now, and send it again.',
  maintenance_over: ({ phase }) => `The work is ${lower(phase)} for good. Schedule new work instead.`,
  maintenance_phase_order: ({ phase, next }) => `The work is ${lower(phase)}. From here it can go to: ${next.map(lower).join(', ')}.`,
  error_too_late: ({ maxMs }) =>
    `Customers have read it for more than ${maxMs / 60_000} minutes, so it is part of what they were told. Correct the level, and retract or amend the words.`,
  error_of_more: ({ what, incidentId }) =>
    what === 'opening'
      ? `The incident ${incidentId} was opened with these words. Dismiss it as no incident instead.`
      : `The incident ${incidentId} was ${what === 'resolving' ? 'resolved' : 'reopened'} with these words. ${what === 'resolving' ? 'Reopen' : 'Resolve'} it instead.`,
  error_unclear: ({ impactId, componentId }) =>
    `The record does not tell what the impact ${impactId} on ${componentId} was before. State or end it as it is true, and retract the words.`,
  others_agree: ({ componentId, by }) =>
    `${by} says that ${componentId} is in trouble, so this was not shown for nothing. Correct the level, and retract the words.`,
  update_retracted: () => 'It was retracted. Post an update instead.',
  drill_not_running: ({ drillId }) => `The exercise ${drillId} is not running. Start an exercise first.`,

  scope_needed: ({ incidentId, inside, scopeField = 'scope' }) =>
    `Customers see the incident ${incidentId}, and this changes what they read. Give ${scopeField} public to tell them${inside ? ` as well, or ${scopeField} internal to keep it inside for now` : ''}.`,
  incident_internal: ({ incidentId }) => `Customers cannot see the incident ${incidentId} yet. Publish it first, or keep this internal.`,
  component_internal: ({ componentId, ...asked }) =>
    `Customers cannot see the component ${componentId}. Make it public first (on the board under Settings, or PUT /components/${componentId} with scope public)${asked.inside ? orInside(asked) : ', or keep this internal'}.`,
  commitment_internal: ({ commitmentId }) => `Customers do not know the action ${commitmentId}. Leave it out, or keep this internal.`,
  drill_internal: ({ drillId }) => `Customers do not know of the exercise ${drillId}, so they would take this for real. Keep it internal.`,
  occurrence_internal: ({ occurrence, ...asked }) =>
    `Customers do not know occurrence ${occurrence} as a separate one. Correct the beginning of the first one${asked.inside ? orInside(asked) : ', or correct this one with scope internal'}.`,
  update_untold: () => 'Customers have not read it. Retract it instead.',
  statement_untold: ({ statementId }) => `Customers do not know what ${statementId} says now. Take it off the list, or mute it internally.`,
  subject_internal: ({ subject }) => `Customers do not know of this ${SUBJECT[subject]}. Leave scope out.`,
  facts_held: ({ updateId, by }) =>
    `${by ?? 'Somebody'} has just said something about phase or levels, which leaves in a few seconds (${updateId}), so nothing was recorded. Wait until it has left or undo it, then send this again.`,
  phase_moved: ({ expected, is }) =>
    `The incident is ${lower(is)} by now, no longer ${lower(expected)}, so nothing was recorded. Read what was said meanwhile, then send it again with expectedPhase ${is}, or leave out phase and expectedPhase.`,
  text_moved: () => 'Somebody has changed this text meanwhile, so nothing was recorded. Read it as it is now, then send yours again.',
  holder_moved: ({ by }) => `${by} has it by now, so nothing was recorded. Send it again with expectedHolder ${by} to take it over.`,
  verdict_moved: () => 'The board is in another state now. Read GET /verdict again and send its key.',
  verdict_differs: () => 'This is not the state customers see now. Read GET /verdict?scope=public and send its key, or keep this internal.',

  component_already_public: ({ componentId }) =>
    `Customers have seen the component ${componentId}, and it cannot be made internal again. Leave scope out to change it for both, or retire it and define it under another id.`,
  incident_already_public: ({ incidentId }) => `Customers can see the incident ${incidentId} already. Post an update instead.`,
  impact_untold: ({ incidentId, impactId }) =>
    `Customers can see the incident ${incidentId} already, but not its impact ${impactId}. State that impact again with scope public.`,
  update_already_public: () => 'Customers can read this update already. Amend it to change its words.',

  board_unchanged: () => 'The board has this name and notice already. Change one of them.',
  person_unchanged: ({ personId }) => `The person ${personId} has that name already. Give another one.`,
  region_unchanged: ({ regionId, name }) => `The region ${regionId} is called ${name} already. Give it another name.`,
  group_unchanged: ({ groupId }) => `The group ${groupId} has this name and position already. Change one of them.`,
  component_unchanged: ({ componentId }) => `The component ${componentId} is defined like this already. Change a field.`,
  template_unchanged: ({ templateId }) => `The template ${templateId} says this already. Change a field.`,
  statement_unchanged: ({ statementId }) => `The statement ${statementId} says this already. Change its level or its words.`,
  statement_not_expiring: ({ statementId }) => `The statement ${statementId} is still fresh, or has expired already. Leave it as it is.`,
  statement_already_told: ({ statementId }) => `Customers were told already what ${statementId} says. Leave it as it is.`,
  verdict_unchanged: () => 'This own sentence stands already. Write another one.',
  override_unknown: ({ scope }) => `No such sentence of your own stands in the ${scope} scope. Read the board again.`,
  times_unchanged: () => 'These are its times already. Give another beginning or end.',
  incident_already_dismissed: ({ incidentId }) => `The incident ${incidentId} was dismissed already. Reopen it if it was one.`,
  title_unchanged: () => 'This is its title already. Write another one.',
  already_acknowledged: ({ by }) => `${by} has acknowledged it already. Name somebody else.`,
  phase_unchanged: ({ phase }) => `It is ${lower(phase)} already. Post an update instead.`,
  impact_unchanged: (asked) =>
    asked.inside ? `Customers know this of the impact already. ${besides(asked)}` : 'This is what the impact says already. Change a field.',
  impact_over: (asked) =>
    asked.inside ? `For customers this impact is over already. ${besides(asked)}` : 'This impact is over already. Give another end to correct it.',
  nothing_to_erase: ({ fields }) =>
    fields.length === 0
      ? 'This event holds no text of people, or all of it was erased. Name another event.'
      : `No text of people is in this field. Name one of these: ${fields.join(', ')}.`,
  text_unchanged: () => 'This is its text already. Write another one.',
  role_unassigned: ({ role }) => `Nobody is ${IN_ROLE[role]}. Name a person.`,
  role_unchanged: ({ role, person }) => `${person} is ${IN_ROLE[role]} already. Name somebody else.`,
  resource_unchanged: () => 'This place is linked already. Give another address or other words.',
  commitment_unchanged: () => 'It says this already. Change its text, due date or person.',
  suspicion_taken: ({ by }) => `${by} looks into it already. Declare an incident, or dismiss it with a reason.`,
  suspicion_stands: ({ suspicionId }) => `The suspicion ${suspicionId} stands: a customer has confirmed it not long ago. Wait, or dismiss it with a reason.`,
  commitment_not_due: () => 'It is not due yet, or known to be late already. Leave it as it is.',
  maintenance_phase_unchanged: ({ phase }) => `The work is ${lower(phase)} already. Choose another phase.`,
};

/** Why a command was refused and what to do, for its author. */
export const refusalSentence = ({ reason, params }: Rejection): string =>
  // The params always belong to the reason, but the compiler cannot see that in a union.
  (SENTENCES[reason] as (params: Rejection['params']) => string)(params);
