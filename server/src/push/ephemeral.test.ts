import { TOPIC_BOUNDS } from '@sitrep/shared/protocol/topic.ts';
import { Ephemeral as Message } from '@sitrep/shared/protocol/wire.ts';
import { expect, test } from 'vitest';
import { Ephemeral } from './ephemeral.ts';

const INSIDE = { scopes: ['public', 'internal'], principal: 'ana' } as const;
const ANYONE = { scopes: ['public'], principal: null } as const;

const start = () => {
  const values = new Map<string, unknown>();
  const heard: [string, [string, unknown][]][] = [];
  const busy = new Set<string>();
  const channel = new Ephemeral<string>({
    sources: {
      inside: {
        may: ({ scopes }) => scopes.some((scope) => scope === 'internal'),
        read: (topic) => (values.has(topic) ? { body: values.get(topic), goodForMs: 9_000 } : null),
      },
    },
    renewTicks: 5,
    mostChars: 50,
    send: (member, json) => {
      if (busy.has(member)) return false;
      const { items } = Message.parse(JSON.parse(json));
      heard.push([member, items.map(({ topic, body }) => [topic, body])]);
      return true;
    },
  });
  const tick = () => {
    heard.length = 0;
    channel.tick();
    return heard.slice();
  };
  return { channel, values, busy, tick };
};

test('[PU26] a batch a tick: what changed, to those who watch it, and what is so to those who just began', () => {
  const { channel, values, tick } = start();
  values.set('inside:a', 1).set('inside:b', 2);
  channel.watch('ana', INSIDE, ['inside:a', 'inside:b']);
  expect(tick()).toEqual([
    [
      'ana',
      [
        ['inside:a', 1],
        ['inside:b', 2],
      ],
    ],
  ]);
  channel.watch('bo', INSIDE, ['inside:b']);
  expect(tick()).toEqual([['bo', [['inside:b', 2]]]]);
  expect(tick()).toEqual([]);
  values.set('inside:a', 3).set('inside:c', 9);
  expect(tick()).toEqual([['ana', [['inside:a', 3]]]]);
  channel.unwatch('ana', ['inside:a']);
  values.set('inside:a', 4);
  expect(tick()).toEqual([]);
});

test('[PU26] what did not change is said again now and then; what is not known any more once', () => {
  const { channel, values, tick } = start();
  values.set('inside:a', 1);
  channel.watch('ana', INSIDE, ['inside:a']);
  const said = Array.from({ length: 12 }, () => tick().length);
  expect(said).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
  values.delete('inside:a');
  expect(Array.from({ length: 8 }, tick).flat()).toEqual([['ana', [['inside:a', null]]]]);
});

test('[PU27] nothing is told of a topic that is not allowed or that nobody makes, not even that it exists', () => {
  const { channel, values, tick } = start();
  values.set('inside:a', 1).set('outside:a', 1);
  expect(channel.watch('eve', ANYONE, ['inside:a'])).toBe('not_allowed');
  expect(channel.watch('eve', ANYONE, ['outside:a', 'toString', 'constructor:x'])).toBe('watching');
  expect([tick(), channel.census()]).toEqual([[], { members: 0, topics: 0 }]);
});

test('[PU27] topics per connection are bounded, and a body that is too long is not said', () => {
  const { channel, values, tick } = start();
  const many = Array.from({ length: TOPIC_BOUNDS.perSocket }, (_, index) => `inside:${index}`);
  expect(channel.watch('ana', INSIDE, many)).toBe('watching');
  expect(channel.watch('ana', INSIDE, many)).toBe('watching');
  expect(channel.watch('ana', INSIDE, ['inside:more'])).toBe('too_many');
  values.set('inside:0', 'x'.repeat(60)).set('inside:1', 'short');
  expect(new Map(tick()[0]?.[1])).toEqual(new Map(many.map((topic) => [topic, topic === 'inside:1' ? 'short' : null])));
});

test('[PU26] who cannot be told now goes without, and gets what is so when it can', () => {
  const { channel, values, busy, tick } = start();
  values.set('inside:a', 1);
  channel.watch('ana', INSIDE, ['inside:a']);
  busy.add('ana');
  expect(tick()).toEqual([]);
  values.set('inside:a', 2);
  expect(tick()).toEqual([]);
  busy.clear();
  expect(tick()).toEqual([['ana', [['inside:a', 2]]]]);
  channel.forget('ana');
  values.set('inside:a', 3);
  expect(tick()).toEqual([]);
});
