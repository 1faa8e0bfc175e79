import { whoIs } from '../domain/actor-name.ts';
import type { BoardState } from '../domain/state.ts';
import type { Suspected } from '../query/suspected.ts';
import { componentName } from './component-names.ts';

export const SUSPECTED = 'Suspected, nothing declared';

/** One customer may be behind several. */
const reports = (count: number): string => (count === 1 ? '1 report' : `${count} reports`);
/** `3 reports of trouble with Live delivery` */
export const suspicionWords = (board: BoardState, { suspicion, seen }: Suspected): string =>
  `${reports(seen.length)} of trouble with ${componentName(board, suspicion.componentId)}`;

/** What stands beside a component of which that is suspected: `3 reports of trouble; its checks pass`. */
export const seenWords = ({ seen, checksPass }: Suspected): string =>
  `${reports(seen.length)} of trouble; ${CHECKS[String(checksPass) as keyof typeof CHECKS]}`;
/** The same as a sentence of its own. */
export const CHECK_SENTENCE = { true: 'Its checks pass.', false: 'Its checks fail too.', null: 'No check measures it.' } as const;
const CHECKS = { true: 'its checks pass', false: 'its checks fail too', null: 'no check measures it' } as const;

/** Who looks into it. */
export const takenWords = (board: BoardState, { suspicion: { taken } }: Suspected): string =>
  taken === null ? 'Nobody has it' : `${whoIs(board, taken.by)} looks into it`;
