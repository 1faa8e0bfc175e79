import type { Envelope } from '@sitrep/shared/domain/event.ts';
import { upcast } from '@sitrep/shared/domain/upcast.ts';
import type { StoredEvent } from './event-log.ts';
import type { Row } from './row.ts';

/** A stored row as readers see it, lifted by the same `upcast` that reads the wire, so that every fold of one log starts from the same events. */
export const liftRow = (row: Row): StoredEvent => {
  const { id, stream, type, v, scope } = row;
  const rest = JSON.parse(row.envelope) as Pick<Envelope, 'at' | 'saidAt' | 'recordedAt' | 'actor' | 'drill'>;
  const event = upcast({ id, v, stream, scope, ...rest, type, data: JSON.parse(row.data) });
  return { seq: row.seq, publicPos: row.public_pos, batch: row.batch, event, hash: row.hash };
};
