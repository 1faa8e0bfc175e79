import type { Command } from './command.ts';
import { defineGroup, defineRegion, endOverride, nameBoard, overrideVerdict } from './decide-board.ts';
import { changeCommitment, dropCommitment, failCommitment, keepCommitment, makeCommitment, overdueCommitment } from './decide-commitment.ts';
import { defineComponent, retireComponent } from './decide-component.ts';
import { assignRole, flagIncident, giveGuidance, linkIncident, nameThirdParty, stateCause, stateDetection, writePostmortem } from './decide-detail.ts';
import { endDrill, startDrill } from './decide-drill.ts';
import { endImpact, stateImpact } from './decide-impact.ts';
import { acknowledgeIncident, changePhase, openIncident, publishIncident, reopenIncident, resolveIncident, retitleIncident } from './decide-incident.ts';
import { changeMaintenancePhase, rescheduleMaintenance, scheduleMaintenance } from './decide-maintenance.ts';
import { endMute, expireStatement, makeStatement, muteStatements, publishStatement, withdrawStatement } from './decide-statement.ts';
import { amendUpdate, postUpdate, publishUpdate, redactUpdate } from './decide-update.ts';
import type { Decision } from './decision.ts';
import { pastTimes } from './past-times.ts';
import { reject } from './rejection.ts';
import type { Context, World } from './world.ts';

const CLOCK_SLACK_MS = 60_000;

/**
 * What a command leads to in this world: the events to append, all or none, or the reason why not. Pure.
 * Who may send it was settled before; every rule about what it may do is here.
 */
export const decide = (world: World, command: Command, context: Context): Decision => {
  for (const [field, time] of pastTimes(command)) {
    const ms = time?.ms ?? null;
    if (ms !== null && ms > context.now + CLOCK_SLACK_MS)
      return reject('invalid', 'That is in the future. Give a time that has passed, or leave it out.', field);
  }
  switch (command.type) {
    case 'name-board':
      return nameBoard(world, command, context);
    case 'define-region':
      return defineRegion(world, command, context);
    case 'define-group':
      return defineGroup(world, command, context);
    case 'define-component':
      return defineComponent(world, command, context);
    case 'retire-component':
      return retireComponent(world, command, context);
    case 'make-statement':
      return makeStatement(world, command, context);
    case 'withdraw-statement':
      return withdrawStatement(world, command, context);
    case 'expire-statement':
      return expireStatement(world, command, context);
    case 'publish-statement':
      return publishStatement(world, command, context);
    case 'mute-statements':
      return muteStatements(world, command, context);
    case 'end-mute':
      return endMute(world, command, context);
    case 'override-verdict':
      return overrideVerdict(world, command, context);
    case 'end-override':
      return endOverride(world, command, context);
    case 'open-incident':
      return openIncident(world, command, context);
    case 'publish-incident':
      return publishIncident(world, command, context);
    case 'retitle-incident':
      return retitleIncident(world, command, context);
    case 'acknowledge-incident':
      return acknowledgeIncident(world, command, context);
    case 'change-phase':
      return changePhase(world, command, context);
    case 'resolve-incident':
      return resolveIncident(world, command, context);
    case 'reopen-incident':
      return reopenIncident(world, command, context);
    case 'state-impact':
      return stateImpact(world, command, context);
    case 'end-impact':
      return endImpact(world, command, context);
    case 'post-update':
      return postUpdate(world, command, context);
    case 'amend-update':
      return amendUpdate(world, command, context);
    case 'publish-update':
      return publishUpdate(world, command, context);
    case 'give-guidance':
      return giveGuidance(world, command, context);
    case 'state-cause':
      return stateCause(world, command, context);
    case 'name-third-party':
      return nameThirdParty(world, command, context);
    case 'assign-role':
      return assignRole(world, command, context);
    case 'state-detection':
      return stateDetection(world, command, context);
    case 'link-incident':
      return linkIncident(world, command, context);
    case 'flag-incident':
      return flagIncident(world, command, context);
    case 'write-postmortem':
      return writePostmortem(world, command, context);
    case 'redact-update':
      return redactUpdate(world, command, context);
    case 'make-commitment':
      return makeCommitment(world, command, context);
    case 'change-commitment':
      return changeCommitment(world, command, context);
    case 'keep-commitment':
      return keepCommitment(world, command, context);
    case 'drop-commitment':
      return dropCommitment(world, command, context);
    case 'fail-commitment':
      return failCommitment(world, command, context);
    case 'overdue-commitment':
      return overdueCommitment(world, command, context);
    case 'schedule-maintenance':
      return scheduleMaintenance(world, command, context);
    case 'reschedule-maintenance':
      return rescheduleMaintenance(world, command, context);
    case 'change-maintenance-phase':
      return changeMaintenancePhase(world, command, context);
    case 'start-drill':
      return startDrill(world, command, context);
    case 'end-drill':
      return endDrill(world, command, context);
    default:
      command satisfies never;
      return reject('invalid', 'This server does not know that command.');
  }
};
