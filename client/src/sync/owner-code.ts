/** The one-time code of an owner link, `#owner=CODE`. Takes it out of the address, so that it is in no history, screenshot or bookmark. Out: the code, or null. */
export const takeOwnerCode = (location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: Pick<History, 'replaceState' | 'state'>): string | null => {
  const code = new URLSearchParams(location.hash.slice(1)).get('owner');
  if (code === null) return null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return code === '' ? null : code;
};
