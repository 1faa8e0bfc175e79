import type { EventOf } from './event.ts';
import { BOARD_BOUNDS, drop, type HeldUpdate, lookup, put, type Table } from './state.ts';

type Held = Table<readonly HeldUpdate[]>;
const place = (held: Held, incidentId: string, list: readonly HeldUpdate[]): Held => (list.length === 0 ? drop(held, incidentId) : put(held, incidentId, list));

/** A post begins to wait; one of its id that waited in its incident is replaced. */
export const hold = (held: Held, { data: { incidentId, updateId: id, until, post }, actor, drill }: EventOf<'update-held'>): Held => {
  const others = (lookup(held, incidentId) ?? []).filter((other) => other.id !== id);
  return place(held, incidentId, [...others, { id, incidentId, post, by: actor, until, drill, returned: null }]);
};

/** It waits no longer. What came back stays until its author has it, or many more have come back. */
export const endHold = (held: Held, { data, actor, recordedAt }: EventOf<'hold-ended'>): Held => {
  const { incidentId, updateId: id, outcome, reason = null } = data;
  const list = lookup(held, incidentId);
  if (list === undefined) return held;
  if (outcome === 'released' || outcome === 'taken') {
    const left = list.filter((other) => other.id !== id);
    return left.length === list.length ? held : place(held, incidentId, left);
  }
  const returned = { why: outcome, reason, by: actor, at: recordedAt };
  const after = put(
    held,
    incidentId,
    list.map((other) => (other.id === id ? { ...other, returned } : other)),
  );
  return withoutOldest(after, list.find((other) => other.id === id)?.drill ?? null);
};

/** Nothing of an exercise that has ended waits. */
export const withoutDrill = (held: Held, drillId: string): Held => {
  let left = held;
  for (const [incidentId, list] of Object.entries(held)) {
    const others = list.filter(({ drill }) => drill !== drillId);
    if (others.length !== list.length) left = place(left, incidentId, others);
  }
  return left;
};

/** What is real and what belongs to exercises have limits of their own. */
const withoutOldest = (held: Held, drill: string | null): Held => {
  const back = Object.values(held)
    .flat()
    .filter((one) => one.returned !== null && (one.drill === null) === (drill === null))
    .sort((a, b) => (a.returned?.at ?? 0) - (b.returned?.at ?? 0));
  const [oldest] = back;
  if (oldest === undefined || back.length <= BOARD_BOUNDS.returned) return held;
  return place(
    held,
    oldest.incidentId,
    (lookup(held, oldest.incidentId) ?? []).filter((other) => other !== oldest),
  );
};
