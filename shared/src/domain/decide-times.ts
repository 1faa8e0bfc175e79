import type { Decide } from './decision.ts';
import { asSeenIn, equal, fact, findIncident, firstRefusal, incidentHeader, isRejection, losesImpact } from './decision.ts';
import { isSurelyLater } from './fact-span.ts';
import type { FactTime } from './fact-time.ts';
import { lostBy } from './move-times.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import type { Scope } from './words.ts';

/** Corrects the times of one occurrence for responders and for the readers of the scope. Refused when it changes nothing for either. */
export const correctTimes: Decide<'correct-times'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const seen = asSeenIn(world, incident, command.scope);
  const { from = null, until = null, reason = null } = command;
  const occurrence = command.occurrence ?? incident.occurrences.length;
  const times = { occurrence: occurrence - 1, from, until };
  const views = seen === incident ? [incident] : [incident, seen];
  const scopeOf = (view: Incident) => (view === incident ? 'internal' : 'public');
  const refused =
    refuseUntold(incident, seen, times) ??
    firstRefusal(views.map((view) => refuseTimes(view, times, scopeOf(view)))) ??
    (views.every((view) => isKnown(view, times)) ? reject('times_unchanged', {}, from === null && until !== null ? 'until' : 'from') : null);
  if (refused !== null) return refused;
  return { events: [fact(incidentHeader(command, context, incident), 'times-corrected', { incidentId: incident.id, occurrence, from, until, reason })] };
};

interface Times {
  readonly occurrence: number;
  readonly from: FactTime | null;
  readonly until: FactTime | null;
}

/** Customers who were not told of a reopening know one long occurrence, which shares only its beginning. */
const refuseUntold = (incident: Incident, seen: Incident, { occurrence, until }: Times): Rejection | null => {
  if (incident.occurrences[occurrence] === undefined)
    return reject('occurrence_unknown', { occurrence: occurrence + 1, occurrences: incident.occurrences.length }, 'occurrence');
  const sameSpells = seen.occurrences.length === incident.occurrences.length || (occurrence === 0 && until === null);
  return sameSpells ? null : reject('occurrence_internal', { occurrence: occurrence + 1 }, 'occurrence');
};

/** `scope`: of whose times it is, those that responders know or those of customers. */
const refuseTimes = (incident: Incident, { occurrence, from, until }: Times, scope: Scope): Rejection | null => {
  const { occurrences } = incident;
  const known = occurrences[occurrence];
  if (known === undefined) return null;
  if (until !== null && known.until === null) return reject('occurrence_open', { scope }, 'until');
  const [begin, end] = [from ?? known.from, until ?? known.until];
  if (end !== null && isSurelyLater(begin, end)) return reject('times_reversed', { scope }, until === null ? 'from' : 'until');
  const [before, after] = [occurrences[occurrence - 1]?.until ?? null, occurrences[occurrence + 1]?.from ?? null];
  if (from !== null && before !== null && isSurelyLater(before, from)) return reject('times_cross', { occurrence, scope }, 'from');
  if (until !== null && after !== null && isSurelyLater(until, after)) return reject('times_cross', { occurrence: occurrence + 2, scope }, 'until');
  const [lost] = lostBy(incident, { occurrence, from, until });
  return lost === undefined ? null : losesImpact(lost, scope, until === null ? 'from' : 'until');
};

const isKnown = ({ occurrences }: Incident, { occurrence, from, until }: Times): boolean => {
  const known = occurrences[occurrence];
  return known === undefined || ((from === null || equal(from, known.from)) && (until === null || equal(until, known.until)));
};
