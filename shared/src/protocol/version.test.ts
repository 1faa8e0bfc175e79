import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Envelope, EVENT_DATA, EVENT_VERSION } from '../domain/event.ts';
import { agreedWire, MIN_WIRE, WIRE } from './version.ts';
import { DOWN, SINCE, UP, WireEvent } from './wire.ts';

const shapeOf = (schemas: Readonly<Record<string, z.core.$ZodType>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: 'any' })]));
const digest = (shape: unknown): string => createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16);

/**
 * The shipped digests. When this test fails the wire has changed: raise WIRE (or the event's EVENT_VERSION, with a step in `upcast.ts`
 * and a fixture), add its line of history, and put the new digest here. Before the first release the digest alone may change.
 */
const SHIPPED = {
  messages: { 2: 'b1fc4a646fb482b4', 3: '78669459ddaa535c' },
  events: 'b951b3389489f005',
};

/** The messages of a protocol version. */
const asOf = (messages: Readonly<Record<string, z.core.$ZodType>>, version: number): Record<string, z.core.$ZodType> =>
  Object.fromEntries(Object.entries(messages).filter(([name]) => SINCE[name as keyof typeof SINCE] <= version));
const digestOf = (version: number): string => digest([shapeOf(asOf(UP, version)), shapeOf(asOf(DOWN, version)), shapeOf({ WireEvent })]);

test('[SY6] no message of any version still spoken has changed its shape', () => {
  const versions = Array.from({ length: WIRE - MIN_WIRE + 1 }, (_, index) => MIN_WIRE + index);
  expect(Object.fromEntries(versions.map((version) => [version, digestOf(version)]))).toEqual(SHIPPED.messages);
});

test('[SY25] two ends speak the newest version both know, or none', () => {
  expect(MIN_WIRE).toBeLessThanOrEqual(WIRE);
  expect(agreedWire({ wire: WIRE, minWire: MIN_WIRE })).toBe(WIRE);
  expect(agreedWire({ wire: WIRE + 3, minWire: MIN_WIRE })).toBe(WIRE);
  expect(agreedWire({ wire: WIRE + 3, minWire: WIRE + 1 })).toBeNull();
  expect(agreedWire({ wire: MIN_WIRE, minWire: MIN_WIRE - 1 })).toBe(MIN_WIRE);
  expect(agreedWire({ wire: MIN_WIRE - 1 })).toBeNull();
  expect(agreedWire({ wire: MIN_WIRE })).toBe(MIN_WIRE);
});

test('[SY6] the shape of the events changes only on purpose', () => {
  expect(digest([shapeOf(EVENT_DATA), EVENT_VERSION, shapeOf({ Envelope })])).toBe(SHIPPED.events);
});
