import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { CustomerDifference } from '@sitrep/shared/query/customer-differences.ts';
import { createContext, useContext } from 'react';
import type { WallZones } from './address/wall-part.ts';

/** What every part of a wall needs to know. */
export interface Wall {
  /** The part of the board that is shown. */
  readonly board: BoardState;
  /** The same part of what customers see. */
  readonly customers: BoardState;
  /** Where customers are told something else, of what is shown here; none on a wall for customers. */
  readonly differences: readonly CustomerDifference[];
  readonly zones: WallZones;
  readonly internal: boolean;
  /** Words such as `as of 07:09:29` while what is shown may not be true any more; null while it is. */
  readonly asOf: string | null;
  /** No word for over a minute, or none will come. */
  readonly lost: boolean;
}
export const WallContext = createContext<Wall | null>(null);

export const useWall = (): Wall => {
  const wall = useContext(WallContext);
  if (wall === null) throw new Error('a part of a wall was drawn outside WallContext');
  return wall;
};
