import type { Command, CommandType } from './command.ts';
import { defineGroup, defineRegion, endOverride, nameBoard, namePerson, overrideVerdict } from './decide-board.ts';
import { changeCommitment, dropCommitment, failCommitment, keepCommitment, makeCommitment, overdueCommitment } from './decide-commitment.ts';
import { defineComponent, retireComponent } from './decide-component.ts';
import {
  assignRole,
  flagIncident,
  giveGuidance,
  linkIncident,
  linkResource,
  nameThirdParty,
  stateCause,
  stateDetection,
  unlinkResource,
  writePostmortem,
} from './decide-detail.ts';
import { endDrill, startDrill } from './decide-drill.ts';
import { acceptHandover, lapseHandover, offerHandover, withdrawHandover } from './decide-handover.ts';
import { holdBack, releaseHeld, takeHeld, withdrawHeld, withOvertaken } from './decide-held.ts';
import { endImpact, stateImpact } from './decide-impact.ts';
import { markInError } from './decide-in-error.ts';
import {
  acknowledgeIncident,
  changePhase,
  dismissIncident,
  openIncident,
  publishIncident,
  reopenIncident,
  resolveIncident,
  retitleIncident,
} from './decide-incident.ts';
import { changeMaintenancePhase, overrunMaintenance, rescheduleMaintenance, scheduleMaintenance } from './decide-maintenance.ts';
import { dismissSuspicion, lapseSuspicion, recordSighting, takeSuspicion, withSightings } from './decide-sighting.ts';
import { endMute, loseEvidence, makeStatement, muteStatements, publishStatement, withdrawStatement } from './decide-statement.ts';
import { removeTemplate, writeTemplate } from './decide-template.ts';
import { correctTimes } from './decide-times.ts';
import { amendUpdate, postUpdate, publishUpdate, redactText, redactUpdate, retractUpdate } from './decide-update.ts';
import type { Decide, Decision } from './decision.ts';

import { canHaveHappened } from './fact-span.ts';
import { reject } from './rejection.ts';
import { namingWords } from './said-with.ts';
import { refuseUnscoped } from './scope-needed.ts';
import { pastTimes, plannedTimes } from './times-given.ts';
import type { Context, World } from './world.ts';

const DECIDE: { [T in CommandType]: Decide<T> } = {
  'name-board': nameBoard,
  'name-person': namePerson,
  'define-region': defineRegion,
  'define-group': defineGroup,
  'define-component': defineComponent,
  'retire-component': retireComponent,
  'write-template': writeTemplate,
  'remove-template': removeTemplate,
  'make-statement': makeStatement,
  'withdraw-statement': withdrawStatement,
  'lose-evidence': loseEvidence,
  'publish-statement': publishStatement,
  'mute-statements': muteStatements,
  'end-mute': endMute,
  'override-verdict': overrideVerdict,
  'end-override': endOverride,
  'open-incident': openIncident,
  'publish-incident': publishIncident,
  'retitle-incident': retitleIncident,
  'acknowledge-incident': acknowledgeIncident,
  'change-phase': changePhase,
  'resolve-incident': resolveIncident,
  'dismiss-incident': dismissIncident,
  'reopen-incident': reopenIncident,
  'correct-times': correctTimes,
  'state-impact': stateImpact,
  'end-impact': endImpact,
  'post-update': postUpdate,
  'amend-update': amendUpdate,
  'retract-update': retractUpdate,
  'mark-in-error': markInError,
  'publish-update': publishUpdate,
  'withdraw-held': withdrawHeld,
  'take-held': takeHeld,
  'release-held': (world, command, context) => releaseHeld(world, command, context, decideWithScope),
  'give-guidance': giveGuidance,
  'state-cause': stateCause,
  'name-third-party': nameThirdParty,
  'assign-role': assignRole,
  'link-resource': linkResource,
  'unlink-resource': unlinkResource,
  'state-detection': stateDetection,
  'link-incident': linkIncident,
  'flag-incident': flagIncident,
  'write-postmortem': writePostmortem,
  'redact-update': redactUpdate,
  'redact-text': redactText,
  'make-commitment': makeCommitment,
  'change-commitment': changeCommitment,
  'keep-commitment': keepCommitment,
  'drop-commitment': dropCommitment,
  'fail-commitment': failCommitment,
  'overdue-commitment': overdueCommitment,
  'schedule-maintenance': scheduleMaintenance,
  'reschedule-maintenance': rescheduleMaintenance,
  'change-maintenance-phase': changeMaintenancePhase,
  'overrun-maintenance': overrunMaintenance,
  'record-sighting': recordSighting,
  'take-suspicion': takeSuspicion,
  'dismiss-suspicion': dismissSuspicion,
  'lapse-suspicion': lapseSuspicion,
  'offer-handover': offerHandover,
  'accept-handover': acceptHandover,
  'withdraw-handover': withdrawHandover,
  'lapse-handover': lapseHandover,
  'start-drill': startDrill,
  'end-drill': endDrill,
};

const CLOCK_SLACK_MS = 60_000;
// A plan or promise more than ten years ahead, or before it was made, is taken for a typing error.
const LONGEST_PLAN_MS = 3_653 * 24 * 3_600_000;

/**
 * Decides a command in the given world. Out: the events to append, all or none, or a refusal. Pure.
 * Rights were checked before; all other rules are here. A person's post for customers that is accepted waits before it leaves (`holdBack`).
 */
export const decide = (world: World, command: Command, context: Context): Decision => {
  for (const [field, time] of pastTimes(command)) {
    const latest = context.now + CLOCK_SLACK_MS;
    if (time && !canHaveHappened(time, latest)) return reject('time_ahead', { ms: Math.max(time.ms ?? 0, time.untilMs ?? 0), now: context.now }, field);
  }
  for (const [field, time] of plannedTimes(command)) {
    const ms = time?.untilMs ?? time?.ms ?? null;
    if (ms === null) continue;
    if (ms > context.now + LONGEST_PLAN_MS) return reject('time_too_far', { ms, now: context.now }, field);
    // What was planned long ago is told later with the time at which it was, by an import or by people.
    const made = command.at?.ms ?? command.saidAt?.ms ?? context.now;
    if (ms < made - LONGEST_PLAN_MS) return reject('plan_too_old', { ms, now: context.now }, field);
  }
  const decision = holdBack(world, command, context, decideWithScope(world, command, context));
  return withSightings(world, context, withOvertaken(world, command, context, decision));
};

const decideWithScope = (world: World, command: Command, context: Context): Decision =>
  refuseUnscoped(world, command, context, decideOne) ?? decideOne(world, command, context);

// The compiler cannot see that the function under a type takes commands of that type; the table's type ensures it.
const decideOne = (world: World, command: Command, context: Context): Decision =>
  namingWords((DECIDE[command.type] as (world: World, command: Command, context: Context) => Decision)(world, command, context));
