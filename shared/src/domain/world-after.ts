import type { Event, NewEvent } from './event.ts';
import { evolveIncident } from './evolve-incident.ts';
import { publicEvent } from './public-event.ts';
import type { Incident } from './state.ts';
import type { Context, World } from './world.ts';

/** An incident after events that are only being decided, each read through `as`. */
export const incidentAfter = (
  incident: Incident | undefined,
  events: readonly NewEvent[],
  as: (event: Event) => Event,
  { now }: Pick<Context, 'now'>,
): Incident | undefined => {
  const tried = events.map((event) => as({ ...event, id: 'tried', recordedAt: now } as Event));
  return tried.reduce((known, event, index) => evolveIncident(known, event, tried[index + 1]), incident);
};

/** The same as customers know it. */
export const publicIncidentAfter = (incident: Incident | undefined, events: readonly NewEvent[], context: Pick<Context, 'now'>): Incident | undefined =>
  incidentAfter(
    incident,
    events.filter(({ scope }) => scope === 'public'),
    publicEvent,
    context,
  );

/** The world in which these events about one incident were recorded now. The rest of it stays as it was, its board too. */
export const worldAfter = (world: World, incidentId: string, events: readonly NewEvent[], context: Pick<Context, 'now'>): World => {
  const incident = incidentAfter(world.incident(incidentId), events, (event) => event, context);
  const theirs = publicIncidentAfter(world.publicIncident(incidentId), events, context);
  return {
    ...world,
    incident: (id) => (id === incidentId ? incident : world.incident(id)),
    publicIncident: (id) => (id === incidentId ? theirs : world.publicIncident(id)),
  };
};
