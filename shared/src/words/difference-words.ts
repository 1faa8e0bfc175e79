import type { Command } from '../domain/command.ts';
import type { BoardState } from '../domain/state.ts';
import type { CustomerDifference, IncidentDifference, Side } from '../query/customer-differences.ts';
import { componentName } from './component-names.ts';
import { someNames } from './impact-sentence.ts';
import { LEVEL_WORD, listed, PHASE_WORD, withoutStop } from './wording.ts';

/** English. How what customers see differs from what responders know, and how to end that difference. */
export interface DifferenceWords {
  /** The name of the component, or the title of the incident, without full stop. */
  readonly about: string;
  /** `Customers still see: Major outage, Investigating`. Without full stop. */
  readonly there: string;
  /** The same in fewer words, without the phase where the level says enough: `Customers still see: Major outage`. */
  readonly thereShort: string;
  /** What responders know: `Resolved inside`; ` since …` may follow. */
  readonly here: string;
  /** What the request does, `Tell them`; without a request, what to do instead. */
  readonly label: string;
  /** The API request that ends the difference; null where no single request does. */
  readonly request: string | null;
}

export const differenceWords = (board: BoardState, difference: CustomerDifference): DifferenceWords => {
  const { way } = difference;
  const request = way === null ? null : requestOf(way);
  const label = request === null ? NO_REQUEST[difference.kind] : 'Tell them';
  if (difference.kind === 'component') {
    const { componentId, here, untoldWork } = difference;
    const there = `Customers see: ${LEVEL_WORD[difference.there]}`;
    return {
      about: componentName(board, componentId),
      there,
      thereShort: there,
      here: `Inside: ${LEVEL_WORD[here]}`,
      label: untoldWork ? 'This work was announced inside only; announce it with scope public' : label,
      request,
    };
  }
  return { about: withoutStop(difference.title), ...bothSides(board, difference), label, request };
};

const bothSides = (board: BoardState, difference: IncidentDifference): Pick<DifferenceWords, 'there' | 'thereShort' | 'here'> => {
  const { kind, here, there } = difference;
  switch (kind) {
    case 'still_open':
      return { there: `Customers still see: ${side(there)}`, thereShort: `Customers still see: ${levelOf(there)}`, here: 'Resolved inside' };
    case 'told_over':
      return { there: 'Customers were told: Resolved', thereShort: 'Customers were told: Resolved', here: `Inside: ${side(here)}` };
    case 'differs':
      return {
        there: `Customers see: ${sideBeside(there, here)}`,
        thereShort: `Customers see: ${there.level === here.level ? sideBeside(there, here) : levelOf(there)}`,
        here: `Inside: ${sideBeside(here, there)}`,
      };
    case 'untold':
      return {
        there: `Customers know nothing of this; ${readThere(board, difference)} there`,
        thereShort: `Customers see: ${levelOf(there)}`,
        here: `Inside: ${side(here)}`,
      };
    default:
      return kind satisfies never;
  }
};

const levelOf = ({ level }: Side): string => (level === null ? 'No impact stated' : LEVEL_WORD[level]);
const side = ({ level, phase }: Side): string =>
  [levelOf({ level, phase }), phase === null ? null : PHASE_WORD[phase]].filter((word) => word !== null).join(', ');

/** One side, and of it only what the other has differently. */
const sideBeside = ({ level, phase }: Side, other: Side): string => {
  if (phase !== null && phase !== other.phase && level === other.level) return PHASE_WORD[phase];
  return side({ level, phase: phase === other.phase ? null : phase });
};

/** What customers read of the components that the incident hurts: `Chat and Files read Operational and Search reads Degraded performance`. */
const readThere = (board: BoardState, { seenBetter }: IncidentDifference): string =>
  listed(
    [...new Set(seenBetter.map(({ level }) => level))].map((level) => {
      const names = seenBetter.filter((one) => one.level === level).map(({ componentId }) => componentName(board, componentId));
      return `${someNames(names)} ${names.length === 1 ? 'reads' : 'read'} ${LEVEL_WORD[level]}`;
    }),
  );

const NO_REQUEST: Readonly<Record<CustomerDifference['kind'], string>> = {
  still_open: 'Resolve it with scope public',
  told_over: 'Resolve and reopen it; reopening tells both',
  differs: 'State the impact with scope public, on a component customers see',
  untold: 'Publish the incident',
  component: 'Say it again with scope public',
};

/** The command as a line for the API. Written by hand, because a page that only reads does not load the table of commands; a test compares the two. */
const requestOf = (command: Command): string | null => {
  const { type, ...fields } = command;
  const line = (address: string, ...inPath: string[]) =>
    `${address} ${JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && !inPath.includes(name))))}`;
  switch (command.type) {
    case 'resolve-incident':
      return line(`POST /api/v1/incidents/${command.incidentId}/resolve`, 'incidentId');
    case 'publish-incident':
      return line(`POST /api/v1/incidents/${command.incidentId}/publish`, 'incidentId');
    case 'change-phase':
      return line(`POST /api/v1/incidents/${command.incidentId}/phase`, 'incidentId');
    case 'state-impact':
      return line(`POST /api/v1/incidents/${command.incidentId}/impacts`, 'incidentId');
    case 'end-impact':
      return line(`POST /api/v1/incidents/${command.incidentId}/impacts/${command.impactId}/end`, 'incidentId', 'impactId');
    case 'mute-statements':
      return line('POST /api/v1/mutes');
    case 'make-statement':
      return line(`PUT /api/v1/statements/${command.statementId}`, 'statementId');
    default:
      return null;
  }
};

/** All differences in one line, for the wall and other places with little room: `Customers still see: Major outage, Investigating (Uploads fail), and 1 more difference.` Empty where nothing differs. */
export const differencesInShort = (board: BoardState, differences: readonly CustomerDifference[]): string => {
  const [first] = differences;
  if (first === undefined) return '';
  const { there, about } = differenceWords(board, first);
  const more = differences.length - 1;
  return `${there} (${about})${more === 0 ? '.' : `, and ${more} more ${more === 1 ? 'difference' : 'differences'}.`}`;
};
