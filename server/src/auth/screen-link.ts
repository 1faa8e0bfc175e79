import type { ScreenView } from './auth-store.ts';

/**
 * The address a named screen opens. The token is in the fragment, which browsers do not send and logs do not keep; what the wall shows is in the query, where whoever
 * stands at the screen may change it: it is no right. In: the server's base URL, without a trailing slash.
 */
export const screenLinkAt = (baseUrl: string, token: string, view: ScreenView | null = null): string => {
  const search = [
    ...(view === null || view.groups.length === 0 ? [] : [`groups=${view.groups.map(encodeURIComponent).join(',')}`]),
    ...(view === null || view.theme === null ? [] : [`theme=${view.theme}`]),
  ].join('&');
  return `${baseUrl}/wall${search === '' ? '' : `?${search}`}#kiosk=${token}`;
};
