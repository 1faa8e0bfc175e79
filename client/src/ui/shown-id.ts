/** An incident's id as people read and say it: `INC-7K2MQ`. */
export const shownId = (id: string): string => id.toUpperCase();
