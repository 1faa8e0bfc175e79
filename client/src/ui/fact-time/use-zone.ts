/** The zone of the person at this screen, an IANA name. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that leads on this screen. */
export const useZone = (): string => 'UTC';
