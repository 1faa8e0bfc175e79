import type { Event, UnknownEvent } from '../domain/event.ts';
import { fold } from '../domain/evolve.ts';
import { evolveCommitment } from '../domain/evolve-commitment.ts';
import { evolveIncident, incidentIdOf } from '../domain/evolve-incident.ts';
import { evolveMaintenance } from '../domain/evolve-maintenance.ts';
import { publicEvent } from '../domain/public-event.ts';
import type { Commitment, Incident, Maintenance } from '../domain/state.ts';
import type { World } from '../domain/world.ts';
import { verdictFacts, verdictKey } from '../query/verdict.ts';

type Stream = readonly (Event | UnknownEvent)[];

export const incidentsOf = (events: Stream): Map<string, Incident> => {
  const incidents = new Map<string, Incident>();
  for (const event of events) {
    const id = incidentIdOf(event);
    const next = id === null ? undefined : evolveIncident(incidents.get(id), event);
    if (id !== null && next !== undefined) incidents.set(id, next);
  }
  return incidents;
};

const commitmentsOf = (events: Stream): Map<string, Commitment> => {
  const commitments = new Map<string, Commitment>();
  for (const event of events) {
    const [kind, id] = event.stream.split(':', 2);
    const commitment = kind === 'commitment' && id !== undefined ? evolveCommitment(commitments.get(id), event) : undefined;
    if (commitment !== undefined) commitments.set(commitment.id, commitment);
  }
  return commitments;
};

/** The public chain of a log: its public events as sent to customers. */
export const publicChain = (events: Stream): (Event | UnknownEvent)[] => events.filter(({ scope }) => scope === 'public').map(publicEvent);

/** The world after these events, newly folded, with no incident evicted. */
export const worldOf = (events: Stream): World => {
  const incidents = incidentsOf(events);
  const chain = publicChain(events);
  const publicIncidents = incidentsOf(chain);
  const commitments = commitmentsOf(events);
  const publicCommitments = commitmentsOf(chain);
  const maintenances = new Map<string, Maintenance>();
  for (const event of events) {
    const [kind, id] = event.stream.split(':', 2);
    if (id === undefined) continue;
    const maintenance = kind === 'maintenance' ? evolveMaintenance(maintenances.get(id), event) : undefined;
    if (maintenance !== undefined) maintenances.set(id, maintenance);
  }
  const board = fold(events);
  const customers = fold(chain);
  return {
    board,
    customers,
    incident: (id) => incidents.get(id),
    publicIncident: (id) => publicIncidents.get(id),
    commitment: (id) => commitments.get(id),
    publicCommitment: (id) => publicCommitments.get(id),
    maintenance: (id) => maintenances.get(id),
    recorded: (id) => events.find((event) => event.id === id),
    verdictKey: (scope) => verdictKey(verdictFacts(scope === 'public' ? customers : board)),
  };
};
