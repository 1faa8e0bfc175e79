import type { EventOf } from './event.ts';
import type { BoardState, Component, RetiredComponent, Table } from './state.ts';
import { BOARD_BOUNDS, drop, lookup, put } from './state.ts';

/** A component after its definition event. In: its state before. */
export const evolveComponent = (known: Component | undefined, event: EventOf<'component-defined'>): Component => {
  const { componentId: id, ...defined } = event.data;
  const published = event.scope === 'public' || (known?.published ?? false);
  const definedAt = known?.definedAt ?? event.at.ms ?? event.recordedAt;
  return { id, ...defined, published, definedAt, lastTrouble: known?.lastTrouble ?? null };
};

/** The names kept of retired components, with one more. */
export const keepRetired = (board: BoardState, componentId: string): Table<RetiredComponent> => {
  const component = lookup(board.components, componentId);
  if (component === undefined) return board.retired;
  const { id, name, groupId } = component;
  const retired = put(drop(board.retired, id), id, { id, name, groupId });
  const [oldest, ...rest] = Object.keys(retired);
  return oldest !== undefined && rest.length >= BOARD_BOUNDS.retired ? drop(retired, oldest) : retired;
};
