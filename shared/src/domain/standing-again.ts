import type { Impact } from './event.ts';
import type { FactTime } from './fact-time.ts';
import { isLater } from './fact-time.ts';
import { sameTime } from './incident-spells.ts';
import { isEarlierStretch } from './move-times.ts';
import type { Incident } from './state.ts';

/** The impacts of a resolved incident as they last stood: those that ended with it, or where none that hurts did, those that hurt last. */
export const lastStanding = (incident: Incident): Impact[] => {
  const stated = incident.impacts.filter((impact) => !isEarlierStretch(impact));
  const withIt = stated.filter(({ until }) => until === null || (incident.endedAt !== null && sameTime(until, incident.endedAt)));
  if (withIt.some(({ notAffected }) => !notAffected)) return withIt;
  const hurting = stated.filter(({ notAffected }) => !notAffected);
  const end = hurting.reduce<FactTime | null>((last, { until }) => (until !== null && (last === null || isLater(until, last)) ? until : last), null);
  return [...withIt, ...hurting.filter(({ until }) => end !== null && until !== null && sameTime(until, end))];
};

/** An impact that is back. Where its earlier stretch could not be told from the new one, it gets an id of its own and leaves that as it is. */
export const again = (impact: Impact, from: FactTime, newId: () => string): Impact => ({
  ...impact,
  impactId: isLater(from, impact.from) ? impact.impactId : newId(),
  from,
  until: null,
});
