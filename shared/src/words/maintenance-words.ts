/** That work has overrun, to follow what it is about: `should have ended 10:44`. In: its announced end in words. */
export const overrunWords = (end: string): string => `should have ended ${end}`;
