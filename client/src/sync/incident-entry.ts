import type { IncidentLink } from '@sitrep/shared/domain/event.ts';
import { evolveCommitment } from '@sitrep/shared/domain/evolve-commitment.ts';
import { evolveIncident, incidentIdOf } from '@sitrep/shared/domain/evolve-incident.ts';
import { linkedBy } from '@sitrep/shared/domain/linked-by.ts';
import { publicEvent } from '@sitrep/shared/domain/public-event.ts';
import type { Commitment, Incident, RetiredComponent } from '@sitrep/shared/domain/state.ts';
import { readEvent } from '@sitrep/shared/protocol/read-event.ts';
import type { Delta } from '@sitrep/shared/protocol/wire.ts';

/** A whole incident at a position, as its page holds it. */
export interface IncidentEntry {
  readonly epoch: string;
  readonly pos: number;
  readonly incident: Incident;
  /** In the internal scope: the incident as customers see it, without most of its entries; null when they do not see it, left out by nodes of the version before. */
  readonly customers?: Incident | null | undefined;
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
  let { incident, customers } = entry;
  let commitments = entry.commitments;
  const events = delta.events.map(readEvent);
  for (const [index, event] of events.entries()) {
    // Only the server knows how a link from elsewhere reads from here, so the page must be fetched again.
    if (linkedBy(event).includes(incident.id)) return { kind: 'gap' };
    incident = evolveIncident(incident, event, events[index + 1]) ?? incident;
    if (customers !== undefined && event.scope === 'public' && event.actor !== null && incidentIdOf(event) === incident.id)
      customers = evolveIncident(customers ?? undefined, publicEvent(event)) ?? null;
    commitments = moveCommitments(commitments, incident.id, event);
  }
  return { kind: 'moved', entry: { ...entry, pos: delta.pos, incident, customers, commitments } };
};

/** In: an entry and later deltas, the oldest first. Out: the entry with all of them applied, or a gap. */
export const followDeltas = (entry: IncidentEntry, deltas: readonly Delta[]): IncidentEntry | 'gap' => {
  let current = entry;
  for (const delta of deltas) {
    const moved = moveIncident(current, delta);
    if (moved.kind === 'gap') return 'gap';
    if (moved.kind === 'moved') current = moved.entry;
  }
  return current;
};

/** In: an entry as fetched, and the deltas kept. Out: the entry at the position of the board; as fetched where they do not lead on from it. */
export const carryIncident = (entry: IncidentEntry, kept: readonly Delta[]): IncidentEntry => {
  const next = followDeltas(entry, kept);
  return next === 'gap' ? entry : next;
};

const moveCommitments = (commitments: readonly Commitment[], incidentId: string, event: ReturnType<typeof readEvent>): readonly Commitment[] => {
  const index = commitments.findIndex(({ id }) => event.stream === `commitment:${id}`);
  const known = commitments[index];
  const moved = evolveCommitment(known, event);
  if (moved === undefined || moved === known) return commitments;
  if (known !== undefined) return commitments.with(index, moved);
  return moved.incidentId === incidentId ? [...commitments, moved] : commitments;
};
