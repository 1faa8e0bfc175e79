import { expect, test } from 'vitest';
import { VirtualTime } from '../testing/virtual-time.ts';
import { createTopics } from './topics.ts';

const start = () => {
  const time = new VirtualTime(0);
  const topics = createTopics({ clock: time, after: time.after });
  const said: string[] = [];
  const say = (what: string, names: readonly string[]) => void said.push(`${what} ${names.join()}`);
  let told = 0;
  topics.subscribe(() => {
    told++;
  });
  return { time, topics, said, say, told: () => told };
};
const item = (topic: string, body: unknown, goodForMs = 15_000) => ({ items: [{ topic, body, goodForMs }] });

test('[VW31] what is watched is asked for on every connection that knows of it, and once', () => {
  const { topics, said, say } = start();
  const first = topics.watch('a');
  const second = topics.watch('a');
  expect(said).toEqual([]);
  topics.speaks(say);
  topics.speaks(say);
  const other = topics.watch('b');
  first();
  expect(said).toEqual(['watch a', 'watch b']);
  topics.speaks(null);
  second();
  topics.speaks(say);
  other();
  expect(said).toEqual(['watch a', 'watch b', 'watch b', 'unwatch b']);
});

test('[VW31] a value ends when it is good no longer, when it is said not to be known, and when nobody watches', async () => {
  const { topics, time, told } = start();
  const stop = topics.watch('a');
  topics.heard(item('a', 1, 4_000));
  await time.advance(3_999);
  expect(topics.valueOf('a')).toBe(1);
  const before = told();
  await time.advance(1);
  expect([topics.valueOf('a'), told() > before]).toEqual([null, true]);
  topics.heard(item('a', 2));
  topics.heard(item('a', null, 0));
  expect(topics.valueOf('a')).toBeNull();
  topics.heard(item('a', 3));
  stop();
  expect(topics.valueOf('a')).toBeNull();
  topics.heard(item('a', 4));
  expect(topics.valueOf('a')).toBeNull();
});

test('[VW31] a value that is said again lives on; a stopped clock lets none live on', async () => {
  const { topics, time } = start();
  topics.watch('a');
  topics.heard(item('a', 1, 4_000));
  await time.advance(3_000);
  topics.heard(item('a', 1, 4_000));
  await time.advance(3_000);
  expect(topics.valueOf('a')).toBe(1);
  // The timer is late, the clock is not.
  time.freeze(2_000);
  expect(topics.valueOf('a')).toBeNull();
  topics.heard(item('a', 1));
  topics.forget();
  expect(topics.valueOf('a')).toBeNull();
});

test('[VW31] what cannot be read is passed over, and so is what is good for longer than anything may be', () => {
  const { topics } = start();
  topics.watch('a');
  for (const payload of [null, {}, { items: [{ topic: 'A b', body: 1, goodForMs: 1 }] }, item('a', 1, 15_001)]) topics.heard(payload);
  expect(topics.valueOf('a')).toBeNull();
});
