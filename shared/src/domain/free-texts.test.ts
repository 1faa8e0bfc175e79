import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { eventOf } from '../testing/given.ts';
import type { EventType } from './event.ts';
import { EVENT_DATA, EVENT_TYPES } from './event.ts';
import { FactTime } from './fact-time.ts';
import { FREE_TEXTS, freeTexts } from './free-texts.ts';
import { Id, Line, Link, ReasonName, Text, VerdictKey } from './words.ts';

/** Strings that nobody says in words of their own. */
const NAMES: z.core.$ZodType[] = [Id, VerdictKey, ReasonName];

/** Every string a schema takes, by path, with what it is made of. Times have words of their own and are none. */
const stringsIn = (schema: z.core.$ZodType, path = ''): [string, z.core.$ZodType][] => {
  if (schema === FactTime) return [];
  const { def } = schema._zod as unknown as { def: Record<string, never> & { type: string } };
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  switch (def.type) {
    case 'string':
      return [[path, schema]];
    case 'nullable':
    case 'optional':
      return stringsIn(def.innerType as unknown as z.core.$ZodType, path);
    case 'array':
      return stringsIn(def.element as unknown as z.core.$ZodType, inside('*'));
    case 'union':
      return (def.options as unknown as z.core.$ZodType[]).flatMap((option) => stringsIn(option, path));
    case 'object':
      return Object.entries(def.shape as unknown as Record<string, z.core.$ZodType>).flatMap(([key, item]) => stringsIn(item, inside(key)));
    case 'record': {
      const { keyType, valueType } = def as unknown as { keyType: z.core.$ZodType; valueType: z.core.$ZodType };
      const keys = (keyType._zod as unknown as { def: { entries?: object } }).def.entries;
      return Object.keys(keys ?? { '*': 0 }).flatMap((key) => stringsIn(valueType, inside(key)));
    }
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
      return [];
    default:
      throw new Error(`${path} is of a kind this test cannot look into: ${def.type}`);
  }
};

test('[EV60] the list of what people say in their own words is that of the schemas', () => {
  for (const type of EVENT_TYPES) {
    const strings = stringsIn(EVENT_DATA[type]);
    for (const [path, schema] of strings) expect([type, path, [...NAMES, Line, Text, Link].includes(schema as never)]).toEqual([type, path, true]);
    const free = strings.filter(([, schema]) => !NAMES.includes(schema));
    expect([type, Object.keys(FREE_TEXTS[type]).toSorted()]).toEqual([type, free.map(([path]) => path).toSorted()]);
    for (const [path, schema] of free) expect([type, path, FREE_TEXTS[type][path]?.kind === 'address']).toEqual([type, path, schema === Link]);
  }
  expect(Object.keys(FREE_TEXTS)).toEqual(Object.keys(EVENT_DATA));
});
test('[EV60] a text has the same place in the event that says it and in the card that carries it', () => {
  const placesOf = (type: EventType) => Object.values(FREE_TEXTS[type]).map(({ slot }) => slot);
  const said = new Set((['incident-opened', 'guidance-given', 'cause-stated', 'third-party-named', 'incident-linked'] as const).flatMap(placesOf));
  for (const type of ['incident-flagged', 'detection-stated', 'role-assigned', 'resource-linked'] as const) for (const place of placesOf(type)) said.add(place);
  expect([...said].toSorted()).toEqual([...new Set(placesOf('incident-published'))].toSorted());
});
test('[EV60] of an event of an unknown type every string is a text but what looks like an id', () => {
  const event = { ...eventOf('canary-sent', 'board', {}), type: 'weather-changed', unsupported: true as const };
  const data = { kind: 'rain_later', place: 'inc-a', words: 'It rains.', updateId: 'upd-a', text: 'wet', list: ['So it is'] };
  expect(freeTexts({ ...event, data }).map(({ path, text }) => [path, text])).toEqual([
    ['words', 'It rains.'],
    ['text', 'wet'],
    ['list.0', 'So it is'],
  ]);
});
