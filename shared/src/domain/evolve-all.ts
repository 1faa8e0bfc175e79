import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { evolve } from './evolve.ts';
import { type BoardState, type Commitment, lookup, type Table } from './state.ts';

/**
 * The board after many events: the same as one `evolve` after the other. A command may settle thousands of promises, and each of their events would copy the
 * table of all of them. Such an event reads and changes only its own promise, so it gets a table of that one, and the whole table is made anew once.
 * `copies` is told how many promises each event may have copied.
 */
export const evolveAll = (board: BoardState, events: readonly (Event | UnknownEvent)[], copies: (promises: number) => void = () => {}): BoardState => {
  let last = board;
  /** What these events of promises, one after the other, have made of the table; null between other events. */
  let promises: Map<string, Commitment> | null = null;
  const whole = (): BoardState => (promises === null ? last : { ...last, commitments: Object.fromEntries(promises) });
  for (const [index, event] of events.entries()) {
    const id = promiseOf(event);
    const next = events[index + 1];
    if (id === null || (promises === null && (next === undefined || promiseOf(next) === null))) {
      last = whole();
      promises = null;
      copies(id === null ? 0 : Object.keys(last.commitments).length);
      last = evolve(last, event, next);
      continue;
    }
    promises ??= new Map(Object.entries(last.commitments));
    const own = promises.get(id);
    const commitments: Table<Commitment> = own === undefined ? {} : { [id]: own };
    copies(Object.keys(commitments).length);
    last = evolve({ ...last, commitments }, event, next);
    const after = lookup(last.commitments, id);
    if (after === undefined) promises.delete(id);
    else promises.set(id, after);
  }
  return whole();
};

const promiseOf = (event: Event | UnknownEvent): string | null => {
  if (isUnknown(event)) return null;
  switch (event.type) {
    case 'commitment-made':
    case 'commitment-changed':
    case 'commitment-overdue':
    case 'commitment-kept':
    case 'commitment-dropped':
    case 'commitment-failed':
      return event.data.commitmentId;
    default:
      return null;
  }
};
