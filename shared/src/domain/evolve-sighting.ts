import type { EventOf } from './event.ts';
import { BOARD_BOUNDS, type BoardState, drop, keepOnly, lookup, put, type Sighting, type Table } from './state.ts';

type AboutSightings = EventOf<'sighting-recorded' | 'sighting-linked' | 'suspicion-raised' | 'suspicion-taken' | 'suspicion-left' | 'suspicion-ended'>;

/** What customers see, and what is suspected for it. A sighting stays until an incident has it or its suspicion ends; beyond the bound the oldest leaves. */
export const evolveSightings = (board: BoardState, event: AboutSightings): BoardState => {
  switch (event.type) {
    case 'sighting-recorded':
      return record(board, event);
    case 'sighting-linked':
      return { ...board, sightings: drop(board.sightings, event.data.sighting.sightingId) };
    case 'suspicion-raised': {
      const { suspicionId: id, componentId, sightingIds } = event.data;
      if (lookup(board.suspicions, id) !== undefined) return board;
      let { sightings } = board;
      for (const seen of Object.values(sightings)) if (sightingIds.includes(seen.id)) sightings = put(sightings, seen.id, { ...seen, suspicionId: id });
      const raised = { id, componentId, raisedAt: event.recordedAt, lastSeenAt: event.recordedAt, taken: null };
      return { ...board, sightings, suspicions: put(board.suspicions, id, raised) };
    }
    case 'suspicion-taken': {
      const known = lookup(board.suspicions, event.data.suspicionId);
      if (known === undefined) return board;
      return { ...board, suspicions: put(board.suspicions, known.id, { ...known, taken: { by: event.actor, at: event.at } }) };
    }
    case 'suspicion-left': {
      const known = lookup(board.suspicions, event.data.suspicionId);
      if (known === undefined || known.taken === null) return board;
      return { ...board, suspicions: put(board.suspicions, known.id, { ...known, taken: null, leftAt: event.recordedAt }) };
    }
    case 'suspicion-ended': {
      const { suspicionId: id } = event.data;
      return { ...board, suspicions: drop(board.suspicions, id), sightings: keepOnly(board.sightings, (seen) => seen.suspicionId !== id) };
    }
    default:
      event satisfies never;
      return board;
  }
};

/** What is suspected of a component is confirmed by whoever else sees it. */
const record = (board: BoardState, event: EventOf<'sighting-recorded'>): BoardState => {
  const { sightingId: id, ...said } = event.data;
  const suspicion = Object.values(board.suspicions).find(({ componentId }) => componentId === said.componentId);
  const { at, recordedAt, actor: by } = event;
  const sightings = bounded(put(board.sightings, id, { id, ...said, at, recordedAt, by, suspicionId: suspicion?.id ?? null }));
  if (suspicion === undefined) return { ...board, sightings };
  return { ...board, sightings, suspicions: put(board.suspicions, suspicion.id, { ...suspicion, lastSeenAt: recordedAt }) };
};

const bounded = (sightings: Table<Sighting>): Table<Sighting> => {
  const all = Object.values(sightings);
  if (all.length <= BOARD_BOUNDS.sightings) return sightings;
  // Those on which a suspicion rests leave last.
  const rank = ({ suspicionId }: Sighting) => Number(suspicionId !== null);
  const [oldest] = all.sort((a, b) => rank(a) - rank(b) || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  return oldest === undefined ? sightings : drop(sightings, oldest.id);
};

/** Nothing is suspected of a component that is retired. */
export const withoutComponent = (board: BoardState, retired: string): BoardState => {
  const isOther = ({ componentId }: { readonly componentId: string }) => componentId !== retired;
  return { ...board, sightings: keepOnly(board.sightings, isOther), suspicions: keepOnly(board.suspicions, isOther) };
};
