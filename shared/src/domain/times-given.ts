import type { Command, NewImpact } from './command.ts';
import { exactly, type FactTime } from './fact-time.ts';

/** A field of a command, by its path, and the time it gives. */
type TimeField = readonly [field: string, time: FactTime | null | undefined];

/** The times at which something happened according to a command: none may lie in the future. Deadlines and plans are not included. */
export const pastTimes = (command: Command): TimeField[] => [['at', command.at], ['saidAt', command.saidAt], ...ofBody(command)];

const ofBody = (command: Command): TimeField[] => {
  switch (command.type) {
    case 'define-component':
      return [['startedOn', moment(command.startedOn)]];
    case 'open-incident':
      return [['startedAt', command.startedAt], ...ofImpacts(command.impacts)];
    case 'post-update':
      return ofImpacts(command.impacts);
    case 'state-impact':
      return ofImpact(command.impact, 'impact');
    case 'end-impact':
      return [['until', command.until]];
    case 'resolve-incident':
      return [['endedAt', command.endedAt]];
    case 'correct-times':
      return [
        ['from', command.from],
        ['until', command.until],
      ];
    case 'reopen-incident':
      return [['from', command.from], ...ofImpacts(command.impacts)];
    case 'offer-handover':
      return [['since', moment(command.since)]];
    case 'state-detection':
      return [['detection.at', command.detection.at]];
    default:
      return [];
  }
};

const moment = (ms: number | null | undefined): FactTime | null => (ms === null || ms === undefined ? null : exactly(ms));

const ofImpacts = (impacts: readonly NewImpact[] = []): TimeField[] => impacts.flatMap((impact, index) => ofImpact(impact, `impacts.${index}`));
const ofImpact = ({ from, until }: NewImpact, path: string): TimeField[] => [
  [`${path}.from`, from],
  [`${path}.until`, until],
];

/** The times that a command plans or promises: none may lie further ahead than people plan. */
export const plannedTimes = (command: Command): TimeField[] => {
  switch (command.type) {
    case 'make-statement':
      return [['freshUntil', moment(command.freshUntil)]];
    case 'mute-statements':
      return [['until', moment(command.until)]];
    case 'open-incident':
    case 'post-update':
      return [['nextUpdateDue', command.nextUpdateDue]];
    case 'make-commitment':
    case 'change-commitment':
      return [['due', command.due]];
    case 'schedule-maintenance':
    case 'reschedule-maintenance':
      return [
        ['from', command.from],
        ['until', command.until],
      ];
    default:
      return [];
  }
};
