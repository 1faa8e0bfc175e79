import type { Audience, Impact } from '../domain/event.ts';
import type { Incident } from '../domain/state.ts';
import { levelRank } from '../domain/words.ts';
import { standingImpacts } from './status.ts';

/** The main running impact of an incident: by worst level, then with a stated effect, then widest audience, then first stated. */
export const worstImpact = (incident: Incident): Impact | null => {
  let worst: Impact | null = null;
  for (const impact of standingImpacts(incident)) if (worst === null || speaksBefore(impact, worst)) worst = impact;
  return worst;
};
const speaksBefore = (a: Impact, b: Impact): boolean => {
  const order = levelRank(a.level) - levelRank(b.level) || Number(a.what !== null) - Number(b.what !== null) || width(a.audience) - width(b.audience);
  return order > 0;
};
const width = (audience: Audience | null): number => (audience?.kind === 'everyone' ? 1 : (audience?.share ?? 0));

/** The running impacts of an incident by which the same people see the same effect as by a given one, that one included. */
export const saidAlike = (incident: Incident, impact: Impact): Impact[] =>
  standingImpacts(incident).filter(
    (other) => other.level === impact.level && other.what === impact.what && JSON.stringify(other.audience) === JSON.stringify(impact.audience),
  );

/** Regions in which the same people see the same effect as in a given running impact of the incident; empty means everywhere. */
export const regionsOf = (incident: Incident, impact: Impact): readonly string[] => {
  const alike = saidAlike(incident, impact);
  return alike.some((other) => other.regions.length === 0) ? [] : [...new Set(alike.flatMap((other) => other.regions))];
};
