import type { BoardState } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';

/** The ids of all components in the order in which the board lists them: by group, those of no group last. */
export const componentOrder = ({ components, groups }: BoardState): string[] => {
  const rank = (groupId: string | null): number => (groupId === null ? undefined : lookup(groups, groupId)?.position) ?? Number.POSITIVE_INFINITY;
  const place = (groupId: string | null): string => groupId ?? '';
  return Object.values(components)
    .sort(
      (a, b) =>
        compare(rank(a.groupId), rank(b.groupId)) || compare(place(a.groupId), place(b.groupId)) || compare(a.position, b.position) || compare(a.id, b.id),
    )
    .map(({ id }) => id);
};
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
