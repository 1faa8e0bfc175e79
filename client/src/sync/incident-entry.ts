import type { IncidentLink } from '@sitrep/shared/domain/event.ts';
import { evolveCommitment } from '@sitrep/shared/domain/evolve-commitment.ts';
import { evolveIncident } from '@sitrep/shared/domain/evolve-incident.ts';
import type { Commitment, Incident, RetiredComponent } from '@sitrep/shared/domain/state.ts';
import { readEvent } from '@sitrep/shared/protocol/read-event.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';

/** A whole incident at a position, as its page holds it. */
export interface IncidentEntry {
  readonly epoch: string;
  readonly pos: number;
  readonly incident: Incident;
  readonly commitments: readonly Commitment[];
  /** Later incidents that link to this one, as the server sent them; new ones are learned only by fetching again. */
  readonly linkedFrom: readonly BackLink[];
  /** Retired components it mentions, with their last names. */
  readonly retired: readonly RetiredComponent[];
}
export type BackLink = Pick<IncidentLink, 'incidentId' | 'kind' | 'words' | 'inferred'>;
export type Moved = { readonly kind: 'moved'; readonly entry: IncidentEntry } | { readonly kind: 'same' } | { readonly kind: 'gap' };

/** In: an entry and the next delta of its scope. Out: the entry with the delta applied, the same entry when the delta is older, or a gap when it must be fetched again. */
export const moveIncident = (entry: IncidentEntry, delta: Delta): Moved => {
  if (delta.epoch !== entry.epoch) return { kind: 'gap' };
  if (delta.pos <= entry.pos) return { kind: 'same' };
  if (delta.prev !== entry.pos) return { kind: 'gap' };
  let { incident } = entry;
  let commitments = entry.commitments;
  for (const wire of delta.events) {
    const event = readEvent(wire);
    if (linksFromElsewhere(event, incident.id)) return { kind: 'gap' };
    incident = evolveIncident(incident, event) ?? incident;
    commitments = moveCommitments(commitments, incident.id, event);
  }
  return { kind: 'moved', entry: { ...entry, pos: delta.pos, incident, commitments } };
};

/** Whether another incident now links to this one; only the server knows how that link reads from here, so the page must be fetched again. */
const linksFromElsewhere = (event: ReturnType<typeof readEvent>, id: string): boolean => {
  if ('unsupported' in event) return false;
  if (event.type === 'incident-linked') return event.data.link.incidentId === id && event.data.incidentId !== id;
  return event.type === 'incident-published' && event.data.card.links.some(({ incidentId }) => incidentId === id);
};

const moveCommitments = (commitments: readonly Commitment[], incidentId: string, event: ReturnType<typeof readEvent>): readonly Commitment[] => {
  if (event.type === 'commitment-made' && !('unsupported' in event)) {
    if (event.data.incidentId !== incidentId || commitments.some((known) => known.id === event.data.commitmentId)) return commitments;
    const made = evolveCommitment(undefined, event);
    return made === undefined ? commitments : [...commitments, made];
  }
  let changed = false;
  const next = commitments.map((commitment) => {
    if (event.stream !== `commitment:${commitment.id}`) return commitment;
    const moved = evolveCommitment(commitment, event) ?? commitment;
    if (moved !== commitment) changed = true;
    return moved;
  });
  return changed ? next : commitments;
};
