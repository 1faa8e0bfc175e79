import type { PartOf } from '@sitrep/shared/query/board-part.ts';
import type { WallSearch } from './wall-search.ts';

const ids = (list: string | undefined): string[] => [...new Set((list ?? '').split(',').map((id) => id.trim()))].filter((id) => id !== '');

/** The groups and regions that the address names; both lists empty means the whole board. */
export const partOf = ({ groups, regions }: WallSearch): PartOf => ({ groups: ids(groups), regions: ids(regions) });

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

export interface WallZones {
  /** IANA names. The other zone's time is shown beside the leading one's. */
  readonly leading: string;
  readonly other: string;
  /** The requested zone, if no zone has that name; null otherwise. */
  readonly unknown: string | null;
}

/** In: the zone in the address, and this browser's own zone. Out: the two zones to show; UTC leads by default and for an unknown zone. */
export const zonesOf = (asked: string | undefined, local: string): WallZones => {
  if (asked === undefined || asked.toLowerCase() === 'utc') return { leading: 'UTC', other: local, unknown: null };
  if (asked === 'local') return { leading: local, other: 'UTC', unknown: null };
  return isZone(asked) ? { leading: asked, other: 'UTC', unknown: null } : { leading: 'UTC', other: local, unknown: asked };
};
