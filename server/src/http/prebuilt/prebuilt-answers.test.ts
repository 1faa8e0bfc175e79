import { setImmediate as nextTurn } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ScopeView } from '../../projection/scope-view.ts';
import { VirtualTime } from '../../push/simulation/virtual-time.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';
import { Refusal } from '../edge/problem.ts';
import type { Made } from '../routing/made.ts';
import { PrebuiltAnswers, type PrebuiltLimits, type Recipe } from './prebuilt-answers.ts';

// The real board of a real server; only the time in which answers are built is virtual.
let app: TestApp;
let view: ScopeView;
let time: VirtualTime;
beforeAll(async () => {
  app = await startApp();
  view = app.projection.internal;
  await app.give('open-incident', { incidentId: 'big', title: 'Video does not play', scope: 'public' });
  for (let n = 0; n < 8; n++) await app.give('post-update', { incidentId: 'big', updateId: `u${n}`, text: `${n} ${'We are looking. '.repeat(1_000)}` });
  await app.give('open-incident', { incidentId: 'small', title: 'Uploads fail' });
});
afterAll(() => app.dispose());
beforeEach(() => {
  time = new VirtualTime();
});

const LIMITS: PrebuiltLimits = { smallBytes: 64_000, mostBytes: 10_000_000, mostWaiting: 2, mayLag: false };
const answers = (limits: Partial<PrebuiltLimits> = {}) =>
  new PrebuiltAnswers({ now: () => 0, stopwatch: () => time.now / 1000, timers: time, build: 'test' }, [view, app.projection.public], { ...LIMITS, ...limits });
const page = (id: string): Recipe => {
  const incident = () => view.fold.archive.incidents.get(id);
  return { key: id, madeOf: () => [incident()], body: () => ({ incident: incident() }) };
};
const here = { gone: new AbortController().signal };
const plainOf = ({ plain }: Made): string => plain.map((part) => Buffer.from(part).toString()).join('');
const bodyOf = (made: Made) => {
  expect(brotliDecompressSync(Buffer.concat(made.brotli)).toString()).toBe(plainOf(made));
  return JSON.parse(plainOf(made));
};
const say = (incidentId: string, text = 'And again.') => app.give('post-update', { incidentId, text });
/** Lets everything run that waits for no time. */
const settle = async () => {
  for (let turn = 0; turn < 200; turn++) await nextTurn();
};

test('[HT70] thirty who ask at once cost one build, which gives way to other work all the time', async () => {
  const kept = answers();
  let turns = 0;
  let building = true;
  const others = (async () => {
    for (; building; turns++) await nextTurn();
  })();
  const made = await Promise.all(Array.from({ length: 30 }, () => kept.get(view, page('big'), here)));
  building = false;
  await others;
  expect([new Set(made).size, kept.built]).toEqual([1, 1]);
  expect(bodyOf(made[0] as Made)).toEqual({ incident: JSON.parse(JSON.stringify(view.fold.archive.incidents.get('big'))), epoch: view.epoch, pos: view.pos });
  expect(turns).toBeGreaterThan(1);
});

test('[HT70] what changes elsewhere builds nothing: the answer is of the new position all the same', async () => {
  const kept = answers();
  const before = await kept.get(view, page('big'), here);
  await say('small');
  const after = await kept.get(view, page('big'), here);
  expect(kept.built).toBe(1);
  expect(after.brotli[0]).toBe(before.brotli[0]);
  expect(bodyOf(after).pos).toBe(view.pos);
  expect(after.etag).not.toBe(before.etag);
  expect(await kept.get(view, page('big'), here)).toBe(after);
});

for (const [took, every] of [
  [100, 400],
  [1_000, 2_000],
] as const)
  test(`[HT70] a large answer that keeps changing and takes ${took} ms is built every ${every} ms at most, for all who ask meanwhile; a small one whenever it has changed`, async () => {
    const kept = answers();
    const slow: Recipe = {
      ...page('big'),
      body: () => {
        time.pass(took);
        return page('big').body();
      },
    };
    await kept.get(view, slow, here);
    for (let n = 0; n < 20; n++) {
      await say('small');
      expect(bodyOf(await kept.get(view, page('small'), here)).pos).toBe(view.pos);
    }
    expect(kept.built).toBe(21);
    await say('big', 'First');
    const waiting = Promise.all(Array.from({ length: 30 }, () => kept.get(view, slow, here)));
    await say('big', 'Second');
    time.pass(every - took - 2);
    await settle();
    expect(kept.built).toBe(21);
    time.pass(4);
    const made = await waiting;
    expect([kept.built, new Set(made).size]).toEqual([22, 1]);
    expect(plainOf(made[0] as Made)).toContain('Second');
    // Nothing changed since: no build is due, however often it is asked for.
    time.pass(10_000);
    expect(await kept.get(view, slow, here)).toBe(made[0]);
  });

test('[HT70] an answer that may lag is given as it is for two seconds, but never older than the position asked for', async () => {
  const kept = answers({ smallBytes: 0, mayLag: true });
  const first = await kept.get(view, page('small'), here);
  await say('small');
  expect(await kept.get(view, page('small'), here)).toBe(first);
  const waiting = kept.get(view, page('small'), { ...here, pos: view.pos });
  time.pass(2_000);
  expect(bodyOf(await waiting).pos).toBe(view.pos);
  expect(kept.built).toBe(2);
});

test('[HT70] large answers are built one at a time, and what waits for a turn is bounded; small ones do not wait', async () => {
  const kept = answers();
  let running = 0;
  let most = 0;
  const large = (key: string): Recipe => ({
    key,
    costly: true,
    body: async () => {
      most = Math.max(most, ++running);
      await settle();
      running--;
      return { key, words: 'x'.repeat(100_000) };
    },
  });
  const asked = ['a', 'b', 'c', 'd', 'e'].map((key) =>
    kept.get(view, large(key), here).then(
      () => key,
      ({ code }) => code as string,
    ),
  );
  expect(bodyOf(await kept.get(view, page('small'), here)).incident.id).toBe('small');
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'overloaded', 'overloaded']);
  expect(most).toBe(1);
});

test('[HT70] waiting for a turn is no cost: a cheap answer behind a slow one does not rest for it', async () => {
  const kept = answers();
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const before = kept.get(view, { key: 'slow', costly: true, body: () => held.then(() => ({})) }, here);
  await settle();
  let bodies = 0;
  const cheap: Recipe = {
    ...page('big'),
    body: () => {
      bodies++;
      return page('big').body();
    },
  };
  const first = kept.get(view, cheap, here);
  await settle();
  time.pass(500);
  go();
  await Promise.all([before, first]);
  await say('big');
  const second = kept.get(view, cheap, here);
  await settle();
  expect(bodies).toBe(2);
  expect(bodyOf(await second).pos).toBe(view.pos);
});

test('[HT70] a reader waits for six seconds in all, however many builds come one after the other; what was refused is not counted as built', async () => {
  const kept = answers();
  const ends: (() => void)[] = [];
  const slow: Recipe = { key: 'slow', body: () => new Promise<object>((resolve) => ends.push(() => resolve({}))) };
  const codes: Record<string, string> = {};
  const ask = (name: string) =>
    kept.get(view, slow, here).then(
      () => {
        codes[name] = 'answered';
      },
      ({ code }) => {
        codes[name] = code;
      },
    );
  const first = ask('first');
  await settle();
  await say('small');
  void ask('late');
  await settle();
  time.pass(5_000);
  ends[0]?.();
  await first;
  await settle();
  expect(ends.length).toBe(2);
  time.pass(999);
  await settle();
  expect(codes).toEqual({ first: 'answered' });
  time.pass(1);
  await settle();
  expect(codes).toEqual({ first: 'answered', late: 'behind' });
  const none: Recipe = {
    key: 'none',
    body: () => {
      throw new Refusal('not_found', 'There is no such incident.');
    },
  };
  await expect(kept.get(view, none, here)).rejects.toMatchObject({ code: 'not_found' });
  expect(kept.built).toBe(1);
});

test('[HT70] what is held is bounded in bytes; the answers asked for least recently go first, and the newest one stays whatever its size', async () => {
  const text = (key: string, letters: number): Recipe => ({ key, madeOf: () => [key], body: () => ({ words: 'x'.repeat(letters) }) });
  const kept = answers({ mostBytes: 60_000 });
  for (const key of ['a', 'b', 'c', 'a', 'd']) await kept.get(view, text(key, 7_000), here);
  expect([kept.built, kept.bytes <= 60_000]).toEqual([4, true]);
  await kept.get(view, text('a', 7_000), here);
  expect(kept.built).toBe(4);
  await kept.get(view, text('b', 7_000), here);
  expect(kept.built).toBe(5);
  await kept.get(view, text('huge', 200_000), here);
  await kept.get(view, text('huge', 200_000), here);
  expect(kept.built).toBe(6);
  await kept.get(view, text('a', 7_000), here);
  expect([kept.built, kept.bytes <= 60_000]).toEqual([7, true]);
});

test('[HT17] [HT70] an erased text leaves at once what is held and what is being built, in both scopes', async () => {
  const secret = 'Harbinger Ltd of Zwolle paid 40,000';
  await app.give('post-update', { incidentId: 'big', updateId: 'slip', scope: 'public', text: secret });
  const kept = answers();
  expect(plainOf(await kept.get(view, page('big'), here))).toContain(secret);
  await kept.get(app.projection.public, page('small'), here);
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const slow: Recipe = {
    key: 'slow',
    body: async () => {
      const incident = view.fold.archive.incidents.get('big');
      await held;
      return { incident };
    },
  };
  const waiting = kept.get(view, slow, here);
  await settle();
  await app.give('redact-update', { incidentId: 'big', updateId: 'slip', reason: 'names a customer' });
  expect(kept.bytes).toBe(0);
  go();
  const made = await waiting;
  expect(plainOf(made)).not.toContain('Harbinger');
  expect(bodyOf(made).epoch).toBe(view.epoch);
});

test('[HT22] a position is waited for without looking again, and who has gone leaves nothing behind', async () => {
  const kept = answers();
  let timers = 0;
  const after = time.after.bind(time);
  time.after = (ms, run) => {
    timers++;
    const cancel = after(ms, run);
    return () => {
      timers--;
      cancel();
    };
  };
  const client = new AbortController();
  const code = (asked: Promise<Made>) =>
    asked.then(
      () => 'answered',
      (refusal) => refusal.code as string,
    );
  const left = code(kept.get(view, page('small'), { pos: view.pos + 100, gone: client.signal }));
  const reader = kept.get(view, page('small'), { pos: view.pos + 1, ...here });
  await settle();
  expect([timers, kept.built]).toEqual([2, 0]);
  client.abort();
  expect(await left).toBe('behind');
  expect(timers).toBe(1);
  await say('small');
  expect(bodyOf(await reader).pos).toBe(view.pos);
  expect([timers, kept.built]).toEqual([0, 1]);
  const never = code(kept.get(view, page('small'), { pos: view.pos + 100, ...here }));
  time.pass(1_999);
  await settle();
  expect(timers).toBe(1);
  time.pass(1);
  expect(await never).toBe('behind');
});
