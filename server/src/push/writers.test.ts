import { expect, test } from 'vitest';
import { BUS_BYTES, ownBus } from '../ground/node-bus.ts';
import { type Writer, Writers, writes } from './writers.ts';

const start = () => {
  let now = 0;
  const bus = ownBus();
  const said: string[] = [];
  bus.onHear((text) => said.push(text));
  const node = (name: string) => {
    const open: Writer[] = [];
    return { open, writers: new Writers({ bus, node: name, mono: () => now, who: () => open }) };
  };
  const [one, two] = [node('one'), node('two')];
  const pass = (seconds: number, alive = [one, two]) => {
    for (let second = 0; second < seconds; second++) {
      now += 1_000;
      for (const { writers } of alive) writers.tick();
    }
  };
  return { one, two, pass, said, read: (id: string) => [one, two].map(({ writers }) => writers.read(`writers:${id}`)?.body ?? null) };
};
const ana = { about: 'inc-a', principal: 'a1', name: 'Ana' };
const marc = { about: 'inc-a', principal: 'm1', name: 'Marc' };

test('[PU40] who writes about an incident is known on every node, once for each sign-in, and about no other incident', () => {
  const { one, two, pass, read } = start();
  one.open.push(ana, ana, { ...ana, about: 'inc-b' });
  two.open.push(marc);
  pass(1);
  expect(read('inc-a')).toEqual([
    { names: ['Ana', 'Marc'], more: 0 },
    { names: ['Ana', 'Marc'], more: 0 },
  ]);
  expect(read('inc-b')[1]).toEqual({ names: ['Ana'], more: 0 });
  expect(read('inc-c')).toEqual([null, null]);
  one.open.length = 0;
  pass(1);
  expect(read('inc-a')).toEqual([
    { names: ['Marc'], more: 0 },
    { names: ['Marc'], more: 0 },
  ]);
});
test('[PU40] a node that died is forgotten after 12 s, and one that is stopped at once', () => {
  const { one, two, pass, read } = start();
  one.open.push(ana);
  two.open.push(marc);
  pass(1);
  pass(12, [one]);
  expect(read('inc-a')[0]).toEqual({ names: ['Ana', 'Marc'], more: 0 });
  pass(1, [one]);
  expect(read('inc-a')[0]).toEqual({ names: ['Ana'], more: 0 });
  one.writers.stop();
  expect(read('inc-a')[1]).toBeNull();
});
test('[PU40] however many write and whatever they are called, what is told fits into a message', () => {
  const { one, pass, said, read } = start();
  for (let n = 0; n < 200; n++) one.open.push({ about: `inc-${'a'.repeat(60)}`, principal: `p${n}`, name: `${'\u{1F6A8}'.repeat(150)}${n}` });
  pass(1);
  expect(said.every((text) => Buffer.byteLength(text) <= BUS_BYTES)).toBe(true);
  expect(read(`inc-${'a'.repeat(60)}`)[0]?.names).toHaveLength(20);
});
test('[PU40] those who may not write cannot say that they do, and strangers are told nothing', () => {
  const { one } = start();
  const viewer = { scopes: ['public', 'internal'], principal: 'v' } as const;
  expect([writes.may(viewer), writes.may({ ...viewer, writes: true })]).toEqual([false, true]);
  expect([one.writers.may(viewer), one.writers.may({ scopes: ['public'], principal: null })]).toEqual([true, false]);
});
