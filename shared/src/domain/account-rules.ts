/** The limits of accounts: held by the server, told by its pages. */

/** Characters of a password that somebody chooses. Long rather than strange: no rule about digits and signs keeps guesses away as well. */
export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;
/** An invitation, or a link to choose a new password, ends after this. */
export const PASSWORD_LINK_DAYS = 3;
/** A browser is signed out after this time without use, and after this time at the latest. */
export const SESSION_IDLE_HOURS = 12;
export const SESSION_LONGEST_DAYS = 7;

/** Backup codes beside an authenticator app. */
export const BACKUP_CODES = 10;
/** A sign-in waits this long for its code, and for so many wrong ones; then it begins again with the password. */
export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;
