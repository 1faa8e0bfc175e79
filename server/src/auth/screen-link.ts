/** The address a named screen opens. The token stands in the fragment, which no browser sends and no log keeps. In: where the server is found, without a slash at the end. */
export const screenLinkAt = (baseUrl: string, token: string): string => `${baseUrl}/wall#kiosk=${token}`;
