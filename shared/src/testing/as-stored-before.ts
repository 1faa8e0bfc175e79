import type { Event, UnknownEvent } from '../domain/event.ts';
import type { RawEvent } from '../domain/upcast.ts';

/** An event as builds stored it in which only its id told an earlier stretch of an impact. */
export const asStoredBefore = (event: Event | UnknownEvent): RawEvent => ({
  ...JSON.parse(JSON.stringify(event, (key, value) => (key === 'earlierOf' ? undefined : value))),
  v: 1,
});
