import type { ChartMark } from '../query/incident-chart.ts';
import { PHASE_WORD } from './wording.ts';

/** The label of each mark of an incident's chart. */
export const MARK_WORD: Readonly<Record<ChartMark['kind'], string>> = {
  began: 'Began',
  noticed: 'Noticed',
  identified: PHASE_WORD.identified,
  monitoring: PHASE_WORD.monitoring,
  resolved: PHASE_WORD.resolved,
  reopened: PHASE_WORD.reopened,
};
