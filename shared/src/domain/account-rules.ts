/** The limits of accounts: held by the server, told by its pages. */

/** Characters of a password that somebody chooses. Long rather than strange: no rule about digits and signs keeps guesses away as well. */
export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;
/** An invitation, or a link to choose a new password, ends after this. */
export const PASSWORD_LINK_DAYS = 3;
/** A browser is signed out after this time without use, and after this time at the latest. */
export const SESSION_IDLE_HOURS = 12;
export const SESSION_LONGEST_DAYS = 7;
