import type { Command, CommandOf, CommandType } from './command.ts';

/** Where it stands that statements have lost their evidence, many in one event. */
export const EVIDENCE_STREAM = 'evidence';

/** The stream of a command; null when the command creates the stream's id, and for erasing what an event says. */
export const streamOf = (command: Command): string | null => {
  switch (command.type) {
    case 'name-board':
    case 'override-verdict':
    case 'end-override':
      return 'board';
    case 'name-person':
      return `person:${command.personId}`;
    case 'define-region':
      return `region:${command.regionId}`;
    case 'define-group':
      return `group:${command.groupId}`;
    case 'define-component':
    case 'retire-component':
      return `component:${command.componentId}`;
    case 'make-statement':
    case 'withdraw-statement':
    case 'publish-statement':
      return `statement:${command.statementId}`;
    case 'lose-evidence':
      return EVIDENCE_STREAM;
    case 'mute-statements':
    case 'end-mute':
      return named('mute', command.muteId);
    case 'make-commitment':
    case 'change-commitment':
    case 'keep-commitment':
    case 'drop-commitment':
    case 'fail-commitment':
    case 'overdue-commitment':
      return named('commitment', command.commitmentId);
    case 'schedule-maintenance':
    case 'reschedule-maintenance':
    case 'change-maintenance-phase':
    case 'overrun-maintenance':
      return named('maintenance', command.maintenanceId);
    case 'write-template':
    case 'remove-template':
      return `template:${command.templateId}`;
    case 'take-suspicion':
    case 'dismiss-suspicion':
    case 'lapse-suspicion':
      return `suspicion:${command.suspicionId}`;
    case 'accept-handover':
    case 'withdraw-handover':
    case 'lapse-handover':
      return `handover:${command.handoverId}`;
    // They create the id of their stream.
    case 'offer-handover':
    case 'record-sighting':
      return null;
    case 'start-drill':
    case 'end-drill':
      return named('drill', command.drillId);
    // The command names an event; only the log knows its stream.
    case 'redact-text':
      return null;
    default:
      return named('incident', command.incidentId);
  }
};

const named = (kind: string, id: string | undefined): string | null => (id === undefined ? null : `${kind}:${id}`);

/** Commands that depend on nothing said meanwhile, so that two at once never conflict. */
const PLAIN: readonly CommandType[] = [
  'make-statement',
  'post-update',
  'give-guidance',
  'state-cause',
  'name-third-party',
  'state-detection',
  'link-incident',
  'flag-incident',
  'write-postmortem',
  'override-verdict',
];

/** Whether the decision depends on the content of the stream, so that it must be repeated when somebody else wrote first. */
export const needsVersion = (command: Command): boolean =>
  !PLAIN.includes(command.type) || (command.type === 'post-update' && DEPENDENT.some((field) => command[field] !== undefined));

/** The fields of a post whose decision depends on what was said before. */
const DEPENDENT = ['updateId', 'phase', 'expectedPhase', 'impacts', 'ended'] as const satisfies readonly (keyof CommandOf<'post-update'>)[];
