/** The options in the address of a wall. All are optional; values that are not understood are left out. */
export interface WallSearch {
  /** Ids of groups and regions, separated by commas. */
  groups?: string | undefined;
  regions?: string | undefined;
  scope?: 'public' | 'internal' | undefined;
  theme?: 'dark' | 'light' | undefined;
  /** The leading zone: `utc`, `local` or an IANA name. */
  zone?: string | undefined;
  sound?: 'on' | undefined;
  /** Direction of the layout. Default: the direction of most component names on the board. */
  dir?: 'ltr' | 'rtl' | undefined;
}

const oneOf = <T extends string>(value: unknown, words: readonly T[]): T | undefined => words.find((word) => word === value);
/** The router parses `7`, `true` and `a=1&a=2` into numbers, booleans and lists, but each may be an id. */
const text = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.map(text).join(',');
  return value === undefined || value === '' ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
};
/** Any value but `internal` was meant as a restriction, so a misspelt scope shows the public board. */
const scopeOf = (value: unknown): WallSearch['scope'] => (value === undefined || value === 'internal' ? value : 'public');

/** In: the parsed query of an address. Out: the wall's options. Values that are not text become JSON, so that the notes can name them as unknown ids. Every key is present, because the router merges the result over the query. */
export const readWallSearch = (search: Record<string, unknown>): WallSearch => ({
  groups: text(search.groups),
  regions: text(search.regions),
  scope: scopeOf(search.scope),
  theme: oneOf(search.theme, ['dark', 'light']),
  zone: text(search.zone),
  sound: oneOf(search.sound, ['on']),
  dir: oneOf(search.dir, ['ltr', 'rtl']),
});
