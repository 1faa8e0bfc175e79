import type { IncidentCard } from './event.ts';
import type { Incident } from './state.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The incident as carried by `incident-published` and `incident-reopened`: everything but its entries. `public`: without internal fields. */
export const incidentCard = (incident: Incident, scope: 'public' | 'internal'): IncidentCard => {
  const card: Writable<IncidentCard> = {
    incidentId: incident.id,
    title: incident.title,
    phase: incident.phase,
    startedAt: incident.stated[0]?.from ?? incident.startedAt,
    occurrences: incident.stated.map(({ from, until }) => ({ from, until })),
    phases: [...incident.phases],
    impacts: [...incident.impacts],
    guidance: [...incident.guidance],
    causes: [...incident.causes],
    thirdParties: [...incident.thirdParties],
    links: [...incident.links],
    flags: [...incident.flags],
    detection: incident.detection,
    entryCount: incident.entryCount,
  };
  return scope === 'internal'
    ? { ...card, published: incident.published, roles: incident.roles, rolePeople: incident.rolePeople, resources: [...incident.resources] }
    : card;
};
