import type { Event, UnknownEvent } from '../domain/event.ts';
import { upcast } from '../domain/upcast.ts';
import type { WireEvent } from './wire.ts';

/** Reads an event off the wire, from a server of any version, into this build's form. */
export const readEvent = (wire: WireEvent): Event | UnknownEvent => upcast(wire);
