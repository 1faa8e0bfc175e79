import { expect, test } from 'vitest';
import { BUS_BYTES, type NodeBus, ownBus } from '../ground/node-bus.ts';
import { Watchers } from './watchers.ts';

/** Nodes on one bus and one clock. */
const start = (names: readonly string[], bus: NodeBus = ownBus()) => {
  let now = 0;
  const nodes = new Map(
    names.map((node) => {
      const open = new Set<string>();
      return [node, { open, watchers: new Watchers({ bus, node, mono: () => now, who: () => open }) }];
    }),
  );
  const node = (name: string) => {
    const found = nodes.get(name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  };
  /** Advances time; the named nodes keep running. */
  const pass = (seconds: number, alive: readonly string[] = names) => {
    for (let second = 0; second < seconds; second++) {
      now += 1_000;
      for (const name of alive) node(name).watchers.tick();
    }
  };
  const count = (name: string) => node(name).watchers.read()?.body.count ?? null;
  return { node, pass, count, bus };
};

test('[PU28] watchers are summed over nodes, each once however many pages it has open, and where', () => {
  const { node, pass, count } = start(['one', 'two']);
  node('one').open.add('ana').add('bo');
  node('two').open.add('bo').add('wall-7');
  pass(1);
  expect([count('one'), count('two')]).toEqual([3, 3]);
  node('two').open.delete('wall-7');
  pass(1);
  expect([count('one'), count('two')]).toEqual([2, 2]);
});

test('[PU28] a node that died counts 12 s longer, and nothing is good beyond 15 s after it was last said', () => {
  const { node, pass, count } = start(['one', 'two']);
  node('one').open.add('ana');
  node('two').open.add('bo');
  pass(1);
  for (let second = 1; second <= 12; second++) {
    pass(1, ['one']);
    expect(count('one'), `${second} s`).toBe(2);
    expect(node('one').watchers.read()?.goodForMs, `${second} s`).toBeLessThanOrEqual(15_000 - second * 1_000);
  }
  pass(1, ['one']);
  expect(count('one')).toBe(1);
});

test('[PU28] a node that is stopped says goodbye', () => {
  const { node, pass, count } = start(['one', 'two']);
  node('one').open.add('ana');
  node('two').open.add('bo');
  pass(1);
  node('two').watchers.stop();
  expect(count('one')).toBe(1);
});

test('[PU28] a node that does not hear itself knows nothing, and says so within 12 s', () => {
  const deaf = { on: false };
  const inner = ownBus();
  const { node, pass, count } = start(['one'], { ...inner, say: (text) => (deaf.on ? undefined : inner.say(text)) });
  node('one').open.add('ana');
  expect(count('one')).toBeNull();
  pass(1);
  expect(count('one')).toBe(1);
  deaf.on = true;
  pass(14);
  expect(count('one')).toBeNull();
});

test('[PU28] a node without watchers says nothing, one with them every 3 s, and no word is longer than the bus carries', () => {
  const bus = ownBus();
  const said: string[] = [];
  bus.onHear((text) => said.push(text));
  const { node, pass, count } = start(['one', 'two'], bus);
  node('one').open.add('someone');
  pass(9);
  expect(said.length).toBe(3);
  for (let index = 0; index < 5_000; index++) node('one').open.add(`session-${index}`);
  pass(1);
  expect(Buffer.byteLength(said.at(-1) ?? '')).toBeLessThanOrEqual(BUS_BYTES);
  expect(count('two')).toBeNull();
  node('two').open.add('somebody else');
  pass(1);
  expect(count('two')).toBe(5_002);
});

test('[PU28] what is no summary is passed over, and no name of anybody is on the bus', () => {
  const bus = ownBus();
  const said: string[] = [];
  bus.onHear((text) => said.push(text));
  const { node, pass, count } = start(['one'], bus);
  node('one').open.add('ana-lindqvist');
  for (const text of ['', '{', 'null', '{"topic":"typing"}', '{"topic":"watchers","node":"x","who":["y"],"more":-1}']) bus.say(text);
  pass(1);
  expect(count('one')).toBe(1);
  expect(said.join()).not.toContain('ana-lindqvist');
});
