/** The address a named screen opens. The token is in the fragment, which browsers do not send and logs do not keep. In: the server's base URL, without a trailing slash. */
export const screenLinkAt = (baseUrl: string, token: string): string => `${baseUrl}/wall#kiosk=${token}`;
