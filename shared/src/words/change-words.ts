import type { Became } from '../query/changes-between.ts';
import { PHASE_WORD } from './wording.ts';

/** How an incident changed, to stand after its title: `opened`, `now identified`, `2 new in its timeline`. */
export const becameWords = (became: Became): string => {
  switch (became.kind) {
    case 'opened':
    case 'resolved':
    case 'reopened':
      return became.kind;
    case 'dismissed':
      return 'dismissed: not an incident';
    case 'opened_and_resolved':
      return 'opened and resolved';
    case 'level_changed':
      return 'changed its level';
    case 'gone':
      return 'is no longer on this board';
    case 'phase':
      return `now ${PHASE_WORD[became.phase].toLowerCase()}`;
    case 'told':
      return `${became.entries} new in its timeline`;
    default:
      return became satisfies never;
  }
};
