import { isImpactStated } from '../domain/incident-spells.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { levelRank } from '../domain/words.ts';
import { whoHasIt } from '../query/incident-facts.ts';
import { standingImpacts } from '../query/status.ts';
import { worstImpact } from '../query/worst-impact.ts';
import { componentName } from './component-names.ts';
import { mentions, someNames } from './impact-sentence.ts';
import { audienceWords } from './wording.ts';

/** What cards, rows and walls say about one incident beside its sentence. */

/** Who has the incident, in a few words. Says "not acknowledged" of a commander from before a reopening, who may not know that it came back. */
export const whoHasItWords = (board: Pick<BoardState, 'people'>, incident: Pick<Incident, 'roles' | 'rolePeople' | 'acknowledged'>): string => {
  const who = whoHasIt(board, incident);
  return who === null ? 'Nobody has it' : `${who}${incident.acknowledged === null ? ', not acknowledged' : ''}`;
};

/** Who is asked when nobody has taken an incident in time: `Ask M. Ferreira, then T. Lindqvist`. In: at least one name. */
export const askNextWords = (names: readonly string[]): string => `Ask ${names.join(', then ')}`;

/** Who is hurt and where: `All customers, all regions`. Empty while no impact was stated. */
export const hurtWords = (board: BoardState, incident: Incident): string => {
  if (standingImpacts(incident).length > 0) return `${audienceWords(worstImpact(incident)?.audience ?? null)}${where(board, incident)}`;
  return isImpactStated(incident) ? 'Nothing hurts any more' : '';
};

/** Names of the components that an open incident hurts and its title does not mention, worst first: `Search, Payments and 3 more`. Empty when there are none. */
export const alsoNamed = (board: BoardState, incident: Incident): string => {
  const ids = standingImpacts(incident)
    .toSorted((a, b) => levelRank(b.level) - levelRank(a.level))
    .map(({ componentId }) => componentId);
  return someNames([...new Set(ids)].map((id) => componentName(board, id)).filter((name) => !mentions(incident.title, name)));
};

/** The regions, to follow the audience. Empty when it is everywhere, unless everyone is hurt. */
const where = (board: BoardState, incident: Incident): string => {
  const impact = worstImpact(incident);
  if (impact === null) return '';
  if (impact.regions.length === 0) return impact.audience?.kind === 'everyone' ? ', all regions' : '';
  return `, ${impact.regions.map((id) => lookup(board.regions, id)?.name ?? id).join(', ')}`;
};
