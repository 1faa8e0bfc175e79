/** The secret in a link's fragment: the one-time code of an owner, `#owner=CODE`, or the token of a named screen, `#kiosk=TOKEN`. */
export type EntryLink = { readonly kind: 'owner'; readonly code: string } | { readonly kind: 'kiosk'; readonly token: string };

/** Whether the address holds a secret. */
export const holdsEntryLink = ({ hash }: Pick<Location, 'hash'>): boolean => {
  const fields = new URLSearchParams(hash.slice(1));
  return fields.has('owner') || fields.has('kiosk');
};

/** Removes the secret from the address, so that it is in no screenshot, bookmark or back step. The browser's history records it before any script runs. Out: null when there is none. */
export const takeEntryLink = (location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: Pick<History, 'replaceState' | 'state'>): EntryLink | null => {
  const fields = new URLSearchParams(location.hash.slice(1));
  const [code, token] = [fields.get('owner'), fields.get('kiosk')];
  if (!holdsEntryLink(location)) return null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  if (code) return { kind: 'owner', code };
  return token ? { kind: 'kiosk', token } : null;
};
