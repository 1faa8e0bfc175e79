import type { EventOf } from './event.ts';
import { BOARD_BOUNDS, drop, type Handover, lookup, put, type Table } from './state.ts';

/** Hand-overs that stand, and of those that ended the last few. */
export const evolveHandovers = (handovers: Table<Handover>, event: EventOf<'handover-offered' | 'handover-ended'>): Table<Handover> => {
  const { handoverId: id } = event.data;
  const known = lookup(handovers, id);
  if (event.type === 'handover-offered') {
    const { since, until, note } = event.data;
    return known === undefined ? put(handovers, id, { id, by: event.actor, at: event.recordedAt, since, until, note, ended: null }) : handovers;
  }
  if (known === undefined || known.ended !== null) return handovers;
  return withoutOldest(put(handovers, id, { ...known, ended: { outcome: event.data.outcome, by: event.actor, at: event.recordedAt } }));
};

const withoutOldest = (handovers: Table<Handover>): Table<Handover> => {
  const over = Object.values(handovers)
    .filter(({ ended }) => ended !== null)
    .sort((a, b) => (a.ended?.at ?? 0) - (b.ended?.at ?? 0) || (a.id < b.id ? -1 : 1));
  const [oldest] = over;
  return over.length > BOARD_BOUNDS.handovers && oldest !== undefined ? drop(handovers, oldest.id) : handovers;
};
