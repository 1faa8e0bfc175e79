import { type Envelope, EVENT_DATA, EVENT_VERSION, type Event, type EventType, type UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import type { StoredEvent } from './event-log.ts';
import type { Row } from './row.ts';

/** A stored row as readers see it. A type or version this build does not know is kept and marked, never dropped. */
export const liftRow = (row: Row): StoredEvent => {
  const { id, stream, type, v, scope } = row;
  const rest = JSON.parse(row.envelope) as Pick<Envelope, 'at' | 'saidAt' | 'recordedAt' | 'actor' | 'drill'>;
  const known = lookup(EVENT_DATA, type) !== undefined && v === (EVENT_VERSION[type as EventType] ?? 1);
  const event = { id, v, stream, scope, ...rest, type, data: JSON.parse(row.data) };
  return {
    seq: row.seq,
    publicPos: row.public_pos,
    batch: row.batch,
    event: (known ? event : { ...event, unsupported: true }) as Event | UnknownEvent,
    hash: row.hash,
  };
};
