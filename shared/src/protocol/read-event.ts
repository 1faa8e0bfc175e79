import { EVENT_DATA, EVENT_VERSION, type Event, type EventType, type UnknownEvent } from '../domain/event.ts';
import { lookup } from '../domain/state.ts';
import type { WireEvent } from './wire.ts';

/** An event off the wire. What this build does not know, or cannot read, is kept and marked `unsupported`; it is never dropped and never throws. */
export const readEvent = (wire: WireEvent): Event | UnknownEvent => {
  const schema = lookup(EVENT_DATA, wire.type);
  const known = schema !== undefined && wire.v === (EVENT_VERSION[wire.type as EventType] ?? 1) && schema.safeParse(wire.data).success;
  // The data goes on as it came: a schema that trims would make this fold differ from the server's.
  return (known ? wire : { ...wire, unsupported: true }) as Event | UnknownEvent;
};
