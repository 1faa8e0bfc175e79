import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type Level, worstLevel } from '@sitrep/shared/domain/words.ts';

/** How bad an incident of a list is now, or was at its worst once it is over. */
export const rowLevel = ({ phase, impacts }: Pick<Incident, 'phase' | 'impacts'>): Level =>
  worstLevel(impacts.filter((impact) => !impact.notAffected && (phase === 'resolved' || impact.until === null)).map((impact) => impact.level));
