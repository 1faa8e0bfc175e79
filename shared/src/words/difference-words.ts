import type { Command } from '../domain/command.ts';
import type { BoardState } from '../domain/state.ts';
import type { CustomerDifference, IncidentDifference, Side } from '../query/customer-differences.ts';
import { componentName } from './component-names.ts';
import { LEVEL_WORD, PHASE_WORD } from './wording.ts';

/** English. What customers are told otherwise than responders know, and how to end that. */
export interface DifferenceWords {
  /** What it is about, by name. */
  readonly about: string;
  /** `Customers still see: Major outage, Investigating`. Without full stop. */
  readonly there: string;
  /** `Resolved inside`; ` since …` may follow. */
  readonly here: string;
  /** What the way out does: `Tell them`. */
  readonly label: string;
  /** The request that ends it, as the API takes it; null where `label` is all there is to say. */
  readonly request: string | null;
}

export const differenceWords = (board: BoardState, difference: CustomerDifference): DifferenceWords => {
  const { way } = difference;
  const request = way === null ? null : requestOf(way);
  const label = request === null ? NO_REQUEST[difference.kind] : 'Tell them';
  if (difference.kind === 'component') {
    const { componentId, here, there, untoldWork } = difference;
    return {
      about: componentName(board, componentId),
      there: `Customers see: ${LEVEL_WORD[there]}`,
      here: `Inside: ${LEVEL_WORD[here]}`,
      label: untoldWork ? 'This work was announced inside alone; announce it with scope public' : label,
      request,
    };
  }
  return { about: difference.title, ...told(difference), label, request };
};

const told = ({ kind, here, there }: IncidentDifference): Pick<DifferenceWords, 'there' | 'here'> => {
  switch (kind) {
    case 'still_open':
      return { there: `Customers still see: ${side(there)}`, here: 'Resolved inside' };
    case 'told_over':
      return { there: 'Customers were told: Resolved', here: `Inside: ${side(here)}` };
    case 'differs':
      return { there: `Customers see: ${side(there)}`, here: `Inside: ${side(here)}` };
    case 'untold':
      return { there: `Customers know nothing of this and see: ${side(there)}`, here: `Inside: ${side(here)}` };
    default:
      return kind satisfies never;
  }
};

const side = ({ level, phase }: Side): string =>
  [level === null ? 'No impact stated' : LEVEL_WORD[level], phase === null ? null : PHASE_WORD[phase]].filter((word) => word !== null).join(', ');

const NO_REQUEST: Readonly<Record<CustomerDifference['kind'], string>> = {
  still_open: 'Resolve it with scope public',
  told_over: 'Resolve and reopen it; reopening tells both',
  differs: 'State the impact with scope public, on a component customers see',
  untold: 'Publish the incident',
  component: 'Say it again with scope public',
};

/** The command as a line for the API. A test holds this against the table of commands, which a page that only reads does not load. */
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

/** All of it in one line, for who reads from afar or has little room: `Uploads fail. Customers still see: Major outage, Investigating.` Empty where nothing differs. */
export const differencesInShort = (board: BoardState, differences: readonly CustomerDifference[]): string => {
  const [first] = differences;
  if (first === undefined) return '';
  const { there, about } = differenceWords(board, first);
  const more = differences.length - 1;
  return `${there} (${about})${more === 0 ? '.' : `, and ${more} more ${more === 1 ? 'difference' : 'differences'}.`}`;
};
