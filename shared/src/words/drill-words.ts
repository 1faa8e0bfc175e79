import { isImpactStated } from '../domain/incident-spells.ts';
import type { BoardState, Drill, Incident } from '../domain/state.ts';
import type { Level } from '../domain/words.ts';
import { incidentLevel, standingImpacts } from '../query/status.ts';
import { incidentSentence } from './impact-sentence.ts';
import { LEVEL_WORD } from './wording.ts';

/** English. An exercise as the wall shows it: level, word and sentence are of the same moment and never contradict each other. */
export interface DrillWords {
  readonly level: Level;
  /** The simulated level, or that the exercise is over. Does not itself say that it is simulated. */
  readonly word: string;
  readonly sentence: string;
  readonly under: string;
}

/** In: the incidents of the exercise, open ones first, then worst first. */
export const drillWords = (board: BoardState, drill: Drill, incidents: readonly Incident[]): DrillWords => {
  const [incident] = incidents;
  const under = `Scenario: ${drill.name}`;
  if (incident === undefined) return { level: 'operational', word: 'Begun', sentence: 'The exercise has begun', under };
  if (incident.phase === 'resolved') return { level: 'operational', word: 'Resolved', sentence: `Resolved in the exercise: ${incident.title}`, under };
  if (standingImpacts(incident).length > 0) {
    const level = incidentLevel(incident);
    return { level, word: LEVEL_WORD[level], sentence: incidentSentence(board, incident), under };
  }
  const stated = isImpactStated(incident);
  const doing = stated && incident.phase === 'monitoring' ? 'Recovered and being watched' : 'Being looked into';
  return stated
    ? { level: 'operational', word: 'Nothing hurts any more', sentence: `${doing}: ${incident.title}`, under }
    : { level: 'unknown', word: 'No impact stated', sentence: `${doing}: ${incident.title}`, under };
};
