import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { incidentIdOf } from './evolve-incident.ts';

/** The other incidents that readers learn of by this event that its own is linked to: by id, none for most events. */
export const linkedBy = (event: Event | UnknownEvent): readonly string[] => {
  const own = incidentIdOf(event);
  return newLinks(event).flatMap(({ incidentId }) => (incidentId === own ? [] : [incidentId]));
};

const newLinks = (event: Event | UnknownEvent): readonly { readonly incidentId: string }[] => {
  if (isUnknown(event)) return [];
  if (event.type === 'incident-linked') return [event.data.link];
  return event.type === 'incident-published' ? event.data.card.links : [];
};
