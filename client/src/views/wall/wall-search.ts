import type { PartOf } from '@sitrep/shared/query/board-part.ts';

/** What the address of a wall may say. All of it optional; what makes no sense is left out. */
export interface WallSearch {
  /** Ids of groups and regions, with commas between them. */
  groups?: string;
  regions?: string;
  scope?: 'public' | 'internal';
  theme?: 'dark' | 'light';
  /** The leading zone: `utc`, `local` or an IANA name. */
  zone?: string;
  sound?: 'on';
  /** Which way the layout runs. Without it: the way most names on the board do. */
  dir?: 'ltr' | 'rtl';
}

const oneOf = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((word) => word === value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** In: the parsed query of an address. Out: what a wall understands of it. */
export const readWallSearch = (search: Record<string, unknown>): WallSearch => {
  const found = {
    groups: text(search.groups),
    regions: text(search.regions),
    scope: oneOf(search.scope, ['public', 'internal']),
    theme: oneOf(search.theme, ['dark', 'light']),
    zone: text(search.zone),
    sound: oneOf(search.sound, ['on']),
    dir: oneOf(search.dir, ['ltr', 'rtl']),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
};

const ids = (list: string | undefined): string[] => (list ?? '').split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));

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
