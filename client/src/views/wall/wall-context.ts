import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { CustomerDifference } from '@sitrep/shared/query/customer-differences.ts';
import { createContext, useContext } from 'react';
import type { WallZones } from './address/wall-part.ts';

/** What several components of a wall need. */
export interface Wall {
  /** The part of the board that is shown. */
  readonly board: BoardState;
  /** The same part of the public board. */
  readonly customers: BoardState;
  /** Differences between what is shown here and what customers see; none on a public wall. */
  readonly differences: readonly CustomerDifference[];
  readonly zones: WallZones;
  readonly internal: boolean;
  /** Text such as `as of 07:09:29` while the data may be outdated; null while it is current. */
  readonly asOf: string | null;
  /** Nothing was received for a minute, or updates have stopped for good. */
  readonly lost: boolean;
}
export const WallContext = createContext<Wall | null>(null);

export const useWall = (): Wall => {
  const wall = useContext(WallContext);
  if (wall === null) throw new Error('a part of a wall was drawn outside WallContext');
  return wall;
};
