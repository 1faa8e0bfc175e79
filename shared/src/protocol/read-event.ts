import type { Event, UnknownEvent } from '../domain/event.ts';
import { upcast } from '../domain/upcast.ts';
import type { WireEvent } from './wire.ts';

/** An event off the wire, from a server of any age, as this build speaks it. */
export const readEvent = (wire: WireEvent): Event | UnknownEvent => upcast(wire);
