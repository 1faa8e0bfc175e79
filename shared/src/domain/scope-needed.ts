import type { Command } from './command.ts';
import type { Decision } from './decision.ts';
import { equal, isRejection } from './decision.ts';
import type { Event, NewEvent } from './event.ts';
import { evolveIncident } from './evolve-incident.ts';
import { wordless } from './fact-time.ts';
import { impactsById } from './impacts-by-id.ts';
import { publicEvent } from './public-event.ts';
import { NOTHING_TO_TELL } from './public-refusals.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import { lookup } from './state.ts';
import type { Context, World } from './world.ts';

type DecideAny = (world: World, command: Command, context: Context) => Decision;

/**
 * Refuses a command about a published incident that names no scope, where customers would be left with what is no longer so:
 * - with scope public it would be accepted, and they would read something else than they do without (`scope_needed`);
 * - with scope public it would be refused though it is accepted inside, and customers know of what it changes: with that refusal, which then offers scope
 *   internal as well. `public-refusals.ts` has every reason in its place.
 *
 * Null otherwise. Details beside title, phase, times and impacts may stay inside.
 */
export const refuseUnscoped = (world: World, command: Command, context: Context, decideOne: DecideAny): Rejection | null => {
  const incident = 'incidentId' in command && !('scope' in command && command.scope !== undefined) ? world.incident(command.incidentId ?? '') : undefined;
  if (incident === undefined || !incident.published || !('incidentId' in command)) return null;
  const theirs = world.publicIncident(incident.id);
  // All tries make the same ids, or the impacts of one would be news to the other.
  const attempt = (tried: Command): Decision => {
    let made = 0;
    return decideOne(world, tried, { ...context, newId: (prefix) => `${prefix}-tried-${++made}` });
  };
  const inside = attempt(command);
  const theyRead = (decision: Decision) => {
    const told = eventsOf(decision).filter(({ scope }) => scope === 'public');
    return readOf(after(theirs, told, publicEvent, context));
  };
  /** Why customers cannot do without this public form of the command; null when they can. */
  const untold = (form: Command): Rejection | null => {
    const told = attempt(form);
    if (!isRejection(told)) {
      const isNews = !equal(theyRead(told), theyRead(inside));
      return isNews ? reject('scope_needed', { incidentId: incident.id, inside: !isRejection(inside) }, 'scope') : null;
    }
    if (NOTHING_TO_TELL.has(told.reason) || (told.reason === 'component_internal' && isUnseen(world, theirs, form))) return null;
    if (form.type !== 'state-impact' || told.reason !== 'regions_needed') return told;
    const asKnown = untold({ ...form, impact: { ...form.impact, regions: regionsOf(theirs, told.params.impactId) } });
    return asKnown?.reason === 'scope_needed' ? told : asKnown;
  };
  const refusal = untold({ ...command, scope: 'public' } as Command);
  if (refusal === null || refusal.reason === 'scope_needed') return refusal;
  const changesNothing = isRejection(inside) || equal(readOf(after(incident, inside.events, (event) => event, context)), readOf(incident));
  // The compiler cannot see that the params are still those of the reason.
  return changesNothing ? null : ({ ...refusal, params: { ...refusal.params, inside: true } } as Rejection);
};

/** Whether customers see none of the components on which the command states an impact, nor ever knew such an impact. */
const isUnseen = (world: World, theirs: Incident | undefined, command: Command): boolean => {
  const impacts = command.type === 'state-impact' ? [command.impact] : command.type === 'reopen-incident' ? (command.impacts ?? []) : [];
  const known = impactsById(theirs?.impacts ?? []);
  return impacts.every(({ impactId = '', componentId }) => lookup(world.board.components, componentId)?.published === false && !known.has(impactId));
};

/** The regions of an impact that customers know. */
const regionsOf = (theirs: Incident | undefined, impactId: string): string[] => [
  ...(theirs?.impacts.find((known) => known.impactId === impactId)?.regions ?? []),
];

const eventsOf = (decision: Decision): readonly NewEvent[] => (isRejection(decision) ? [] : decision.events);

/** The incident after events that were only tried. */
const after = (incident: Incident | undefined, events: readonly NewEvent[], as: (event: Event) => Event, { now }: Context): Incident | undefined => {
  const tried = events.map((event) => as({ ...event, id: 'tried', recordedAt: now } as Event));
  return tried.reduce((known, event, index) => evolveIncident(known, event, tried[index + 1]), incident);
};

/** What is read of an incident that may not differ for customers unless somebody says so. */
const readOf = (incident: Incident | undefined) => {
  if (incident === undefined) return null;
  const { title, phase, stated, impacts } = incident;
  const timesOf = ({ from, until }: Incident['stated'][number]) => ({ from: wordless(from), until: until === null ? null : wordless(until) });
  return { title, phase, stated: stated.map(timesOf), impacts: impacts.map((impact) => ({ ...impact, ...timesOf(impact) })) };
};
