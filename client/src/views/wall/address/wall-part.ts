import type { PartOf } from '@sitrep/shared/query/board-part.ts';
import type { WallSearch } from './wall-search.ts';

const ids = (list: string | undefined): string[] => [...new Set((list ?? '').split(',').map((id) => id.trim()))].filter((id) => id !== '');

/** The part of the board the address asks for. */
export const partOf = ({ groups, regions }: WallSearch): PartOf => ({ groups: ids(groups), regions: ids(regions) });

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

export interface WallZones {
  /** IANA names. The other is always beside the leading one. */
  readonly leading: string;
  readonly other: string;
  /** The zone asked for, when there is none of that name. */
  readonly unknown: string | null;
}

/** In: what was asked for, and this browser's own zone. */
export const zonesOf = (asked: string | undefined, local: string): WallZones => {
  if (asked === undefined || asked.toLowerCase() === 'utc') return { leading: 'UTC', other: local, unknown: null };
  if (asked === 'local') return { leading: local, other: 'UTC', unknown: null };
  return isZone(asked) ? { leading: asked, other: 'UTC', unknown: null } : { leading: 'UTC', other: local, unknown: asked };
};
