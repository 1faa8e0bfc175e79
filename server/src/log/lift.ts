import type { Envelope } from '@sitrep/shared/domain/event.ts';
import { upcast } from '@sitrep/shared/domain/upcast.ts';
import type { StoredEvent } from './event-log.ts';
import type { Row } from './row.ts';
import { UnreadableEvent } from './unreadable-event.ts';

/** A stored row as readers see it, passed through the same `upcast` as the wire, so that every fold of one log starts from the same events. */
export const liftRow = (row: Row): StoredEvent => {
  const { id, stream, type, v, scope } = row;
  const rest = envelopeOf(row);
  const event = upcast({ id, v, stream, scope, ...rest, type, data: parse(row, 'data') });
  return { seq: row.seq, publicPos: row.public_pos, batch: row.batch, event, hash: row.hash };
};

/** Lifts consecutive rows, the first with seq `after` + 1. Throws UnreadableEvent where a row is missing or damaged. */
export const liftRows = (after: number, rows: readonly Row[]): StoredEvent[] =>
  rows.map((row, index) => {
    const seq = after + 1 + index;
    if (row.seq !== seq) throw new UnreadableEvent(seq, 'it is missing');
    return liftRow(row);
  });

type Rest = Pick<Envelope, 'at' | 'saidAt' | 'recordedAt' | 'actor' | 'drill'>;
/** The envelope fields without columns. A later version may add fields, so only those every fold relies on are checked. Throws UnreadableEvent. */
export const envelopeOf = (row: Row): Rest => {
  const rest = parse(row, 'envelope') as Partial<Rest> | null;
  const whole = typeof rest?.recordedAt === 'number' && typeof rest.at === 'object' && rest.at !== null && typeof rest.actor === 'object';
  if (!whole) throw new UnreadableEvent(row.seq, 'its envelope is damaged');
  return rest as Rest;
};

/** Parses the JSON in a column of `row`. Throws UnreadableEvent. */
export const parse = (row: Row, column: 'envelope' | 'data' | 'redacts'): unknown => {
  try {
    return JSON.parse(row[column] ?? 'null');
  } catch {
    throw new UnreadableEvent(row.seq, `its ${column === 'data' ? 'data are' : `${column} is`} no JSON`);
  }
};
