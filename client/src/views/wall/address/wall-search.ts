/** What the address of a wall may say. All of it optional; what makes no sense is left out. */
export interface WallSearch {
  /** Ids of groups and regions, with commas between them. */
  groups?: string | undefined;
  regions?: string | undefined;
  scope?: 'public' | 'internal' | undefined;
  theme?: 'dark' | 'light' | undefined;
  /** The leading zone: `utc`, `local` or an IANA name. */
  zone?: string | undefined;
  sound?: 'on' | undefined;
  /** Which way the layout runs. Without it: the way most names on the board do. */
  dir?: 'ltr' | 'rtl' | undefined;
}

const oneOf = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((word) => word === value);
/** The router reads `7`, `true` and `a=1&a=2` as more than text, but each may be an id. */
const text = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.map(text).join(',');
  return value === undefined || value === '' ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
};
/** A scope that nobody knows was meant to be some other than the whole: then it is the one that shows less. */
const scopeOf = (value: unknown): WallSearch['scope'] => (value === undefined || value === 'internal' ? value : 'public');

/** In: the parsed query of an address. Out: what a wall understands of it. What is no text there is told as an id or a zone that there is none of. It names every key, since the router lays it over what the address says. */
export const readWallSearch = (search: Record<string, unknown>): WallSearch => ({
  groups: text(search.groups),
  regions: text(search.regions),
  scope: scopeOf(search.scope),
  theme: oneOf(search.theme, ['dark', 'light']),
  zone: text(search.zone),
  sound: oneOf(search.sound, ['on']),
  dir: oneOf(search.dir, ['ltr', 'rtl']),
});
