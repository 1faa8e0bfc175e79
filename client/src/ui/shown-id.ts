/** An incident's id as people read and say it: `INC-7K2MQ`. The suffix that distinguishes replays of an exercise is left out. */
export const shownId = (id: string): string => id.replace(/^drill-[0-9a-f]{8}-/, 'drill-').toUpperCase();
