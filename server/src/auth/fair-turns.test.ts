import { expect, test } from 'vitest';
import { FairTurns } from './fair-turns.ts';

const start = (limits: Partial<ConstructorParameters<typeof FairTurns>[0]> = {}) => {
  const turns = new FairTurns({ atOnce: 1, waiting: 6, ofNetwork: 3, ofAccount: 2, ...limits });
  const served: string[] = [];
  const refused: string[] = [];
  let finish: (() => void)[] = [];
  const come = (name: string, network: string, { account = name, known = false } = {}): void => {
    void turns
      .take({ account, network, known }, async () => {
        served.push(name);
        await new Promise<void>((done) => finish.push(done));
        return true;
      })
      .then((did) => did ?? refused.push(name));
  };
  const settle = () => new Promise<void>((done) => setImmediate(done));
  /** Ends what is being done, `times` times. */
  const go = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      const done = finish;
      finish = [];
      for (const one of done) one();
      await settle();
    }
  };
  return { come, go, settle, served, refused };
};

test('[HT121] one network has a few waiting at most, and whoever comes from another is served after one of them', async () => {
  const { come, go, settle, served, refused } = start();
  for (let n = 0; n < 9; n++) come(`flood${n}`, 'a');
  come('ana', 'b');
  await settle();
  expect(refused).toEqual(['flood4', 'flood5', 'flood6', 'flood7', 'flood8']);
  await go(6);
  expect(served.slice(0, 3)).toEqual(['flood0', 'flood1', 'ana']);
  expect(served).toHaveLength(5);
});

test('[HT121] one account has a few waiting at most, and whoever is signed in from there already waits for none of them', async () => {
  const { come, go, settle, served, refused } = start();
  come('busy', 'z');
  for (let n = 0; n < 5; n++) come(`guess${n}`, `n${n}`, { account: 'ana' });
  come('home', 'home', { account: 'ana', known: true });
  await settle();
  expect(refused).toEqual(['guess2', 'guess3', 'guess4']);
  await go(1);
  expect(served).toEqual(['busy', 'home']);
});

test('[HT121] one who is signed in and asks without end has every second turn, and strangers have the others', async () => {
  const { come, go, served } = start();
  const flood = () => come('flood', 'home', { account: 'mallory', known: true });
  for (let n = 0; n < 3; n++) flood();
  come('ana', 'a');
  come('ben', 'b');
  // Of the network of the one who asks without end, while another one asks without end too.
  come('neighbour', 'home');
  for (let n = 0; n < 8; n++) {
    await go(1);
    flood();
    come(`a${n}`, 'a');
  }
  expect(served.slice(0, 8)).toEqual(['flood', 'flood', 'ana', 'flood', 'ben', 'flood', 'neighbour', 'flood']);
});

test('[HT121] of networks that nobody waits from, the turns of the latest are remembered', async () => {
  const { come, go, served } = start({ waiting: 9, remembered: 2 });
  come('busy', 'z');
  for (const network of ['a', 'b', 'c', 'd']) come(network, network);
  await go(4);
  // The turn of this one is forgotten, of that one not: it waits for one who had none.
  come('a again', 'a');
  come('c again', 'c');
  come('e', 'e');
  await go(3);
  expect(served.slice(-3)).toEqual(['a again', 'e', 'c again']);
});

test('[HT121] where the queue is full, the newest of the network that has most gives way to one who has none', async () => {
  const { come, go, settle, served, refused } = start({ ofNetwork: 3, waiting: 4 });
  come('busy', 'z');
  for (const name of ['a1', 'a2', 'a3']) come(name, 'a');
  come('b1', 'b');
  come('c1', 'c');
  await settle();
  expect(refused).toEqual(['a3']);
  come('d1', 'd');
  await settle();
  expect(refused).toEqual(['a3', 'a2']);
  // Everybody has one: the next one is refused.
  come('e1', 'e');
  await settle();
  expect(refused).toEqual(['a3', 'a2', 'e1']);
  await go(6);
  expect(served.toSorted()).toEqual(['a1', 'b1', 'busy', 'c1', 'd1']);
});

test('[HT121] work that fails gives its turn on', async () => {
  const turns = new FairTurns({ atOnce: 1, waiting: 6, ofNetwork: 3, ofAccount: 2 });
  const who = { account: 'a', network: 'a', known: false };
  await expect(turns.take(who, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await turns.take(who, async () => 'done')).toBe('done');
});
