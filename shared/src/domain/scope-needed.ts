import type { Command } from './command.ts';
import type { Decision } from './decision.ts';
import { equal, isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { evolveIncident } from './evolve-incident.ts';
import { wordless } from './fact-time.ts';
import { publicEvent } from './public-event.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import type { Context, World } from './world.ts';

type DecideAny = (world: World, command: Command, context: Context) => Decision;

/**
 * Refuses a command about a published incident that names no scope, although with scope public it would be accepted and customers would read something else
 * than they do without: they would be left with what is no longer so. Null otherwise. Details beside title, phase, times and impacts may stay inside.
 */
export const refuseUnscoped = (world: World, command: Command, context: Context, decideOne: DecideAny): Rejection | null => {
  const incident = 'incidentId' in command && !('scope' in command && command.scope !== undefined) ? world.incident(command.incidentId ?? '') : undefined;
  if (incident === undefined || !incident.published || !('incidentId' in command)) return null;
  // Both tries make the same ids, or the impacts of one would be news to the other.
  const attempt = (tried: Command): Decision => {
    let made = 0;
    return decideOne(world, tried, { ...context, newId: (prefix) => `${prefix}-tried-${++made}` });
  };
  const told = attempt({ ...command, scope: 'public' } as Command);
  if (isRejection(told)) return null;
  const read = (decision: Decision) => readBy(world, incident, isRejection(decision) ? { events: [] } : decision, context);
  if (equal(read(told), read(attempt(command)))) return null;
  const inside = !isRejection(attempt({ ...command, scope: 'internal' } as Command));
  return reject('scope_needed', { incidentId: incident.id, inside }, 'scope');
};

/** What customers would read of the incident after a decision. */
const readBy = (world: World, { id }: Incident, { events }: Exclude<Decision, Rejection>, { now }: Context) => {
  let theirs = world.publicIncident(id);
  for (const event of events) if (event.scope === 'public') theirs = evolveIncident(theirs, publicEvent({ ...event, id: 'tried', recordedAt: now } as Event));
  if (theirs === undefined) return null;
  const { title, phase, stated, impacts } = theirs;
  const timesOf = ({ from, until }: Incident['stated'][number]) => ({ from: wordless(from), until: until === null ? null : wordless(until) });
  return { title, phase, stated: stated.map(timesOf), impacts: impacts.map((impact) => ({ ...impact, ...timesOf(impact) })) };
};
