import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemTimers, type Timers } from '../ground/timers.ts';
import { boardNamed, plain } from '../log/log-contract.ts';
import { openSqliteLog, type SqliteLog } from '../log/sqlite-log.ts';
import { TEST_SEED } from '../testing/test-seed.ts';
import { type Consumer, Consumers, type Delivery } from './consumers.ts';
import { Leadership } from './leadership.ts';

let folder: string;
let log: SqliteLog;
const ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sitrep-consumer-'));
  log = openSqliteLog(join(folder, 'log.sqlite'));
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

let starts = 0;
/** A process that leads, and can be killed: then nothing of it runs any more. */
const startNode = async (store: Pick<SqliteLog, 'head' | 'read' | 'subscribe' | 'cursors' | 'moveCursor'> = log) => {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const stops: (() => void)[] = [];
  const timers: Timers = {
    // Nobody waits a minute here.
    after: (_, run) => systemTimers.after(1, run),
    every: (ms, run) => {
      const stop = systemTimers.every(ms, run);
      stops.push(stop);
      return stop;
    },
  };
  const leadership = new Leadership({ leases: log, timers, mono: () => performance.now(), holder: `start ${++starts}`, onError });
  await leadership.start();
  const end = () => leadership.close();
  ends.push(end);
  const kill = () => {
    for (const stop of stops) stop();
    ends.splice(ends.indexOf(end), 1);
  };
  return { leadership, errors, kill, consumers: new Consumers({ log: store, leadership, timers, onError }) };
};
const nameOf = ({ stored }: Delivery) => (stored.event.data as { name: string }).name;
/** A consumer that keeps what it got. */
const keeping = (over: Partial<Consumer> = {}) => {
  const got: Delivery[][] = [];
  const consumer: Consumer = {
    name: 'mail',
    from: 'now',
    act: async (deliveries) => {
      got.push([...deliveries]);
    },
    ...over,
  };
  return { got, consumer, names: () => got.map((batch) => batch.map(nameOf)) };
};
const say = (...names: string[]) => log.append(plain(...names.map((name) => boardNamed(name))));
const stands = async (seq: number) => expect.poll(async () => (await log.cursors()).get('mail')?.seq).toBe(seq);

test('[LE10] a consumer gets what is said from its place on, the events of one command together and in order, each under its own id', async () => {
  await say('before');
  const { consumers } = await startNode();
  const now = keeping();
  const whole = keeping({ name: 'index', from: 'beginning' });
  consumers.consume(now.consumer);
  consumers.consume(whole.consumer);
  await stands(1);
  await say('a', 'b');
  await say('c');
  await expect.poll(now.names).toEqual([['a', 'b'], ['c']]);
  await expect.poll(whole.names).toEqual([['before'], ['a', 'b'], ['c']]);
  const ids = [...now.got, ...whole.got].flat().map(({ id, stored }) => [id, stored.event.id] as const);
  expect(new Set(ids.map(([id]) => id)).size).toBe(7);
  expect(ids.filter(([id, eventId]) => id === `mail:${eventId}`)).toHaveLength(3);
  expect(() => consumers.consume(now.consumer)).toThrow('there is a consumer mail already');
  await expect.poll(() => consumers.lag()).toEqual({ mail: 0, index: 0 });
});

test('[LE11] what failed is tried again with the same ids, and what comes after it waits', async () => {
  const { consumers, errors } = await startNode();
  const tried: string[] = [];
  const { consumer } = keeping({
    act: async (deliveries) => {
      tried.push(...deliveries.map(({ id, stored }) => `${nameOf({ id, stored })} ${id}`));
      if (tried.length < 4) throw new Error('nobody answers');
    },
  });
  consumers.consume(consumer);
  await stands(0);
  await say('a');
  await say('b');
  await stands(2);
  expect(tried.map((line) => line.slice(0, 1))).toEqual(['a', 'a', 'a', 'a', 'b']);
  expect(new Set(tried).size).toBe(2);
  expect([errors.length, consumers.failures.get('mail')]).toEqual([3, 3]);
});

test('[LE11] wherever its process is killed, every event has its effect at least once, and by its id exactly once, in order', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ batches: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), dies: fc.constantFrom('before', 'within', 'after', 'never') }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      async (lives) => {
        const name = `mail ${++runs}`;
        const said: string[] = [];
        const effects: Delivery[] = [];
        for (const [life, { batches, dies }] of [...lives, { batches: [1], dies: 'never' as const }].entries()) {
          // What it waits for after it was killed never comes.
          const { promise: killed, resolve: die } = Promise.withResolvers<void>();
          const never = (): Promise<never> => {
            die();
            return new Promise(() => {});
          };
          const isKnown = (await log.cursors()).has(name);
          const { consumers, kill } = await startNode({
            head: () => log.head(),
            read: (after, limit) => log.read(after, limit),
            subscribe: (wake) => log.subscribe(wake),
            cursors: () => log.cursors(),
            moveCursor: async (...args) => {
              if (isKnown && dies === 'within') return never();
              await log.moveCursor(...args);
              return isKnown && dies === 'after' ? never() : undefined;
            },
          });
          consumers.consume({
            name,
            from: 'now',
            act: async (deliveries) => {
              if (isKnown && dies === 'before') return never();
              effects.push(...deliveries);
            },
          });
          await expect.poll(async () => (await log.cursors()).has(name)).toBe(true);
          for (const [n, count] of batches.entries()) {
            const names = Array.from({ length: count }, (_, index) => `${life}.${n}.${index}`);
            said.push(...names);
            await say(...names);
          }
          const done = async () => {
            const head = await log.head();
            await expect.poll(async () => (await log.cursors()).get(name)?.seq).toBeGreaterThanOrEqual(head.seq);
          };
          const finished = done();
          // Of one that was killed it does not come to that.
          finished.catch(() => {});
          await Promise.race([killed, finished]);
          kill();
        }
        const once = new Map(effects.map((delivery) => [delivery.id, delivery]));
        expect([...once.values()].map(nameOf)).toEqual(said);
      },
    ),
    { numRuns: 8, seed: TEST_SEED },
  );
});

test('[LE12] what was imported, exercised or restored is passed over in silence; what is said after it is not', async () => {
  const { consumers } = await startNode();
  const { consumer, names } = keeping();
  consumers.consume(consumer);
  await stands(0);
  const importer = { kind: 'import', name: 'Sample data' } as const;
  await log.append(plain({ ...boardNamed('imported'), actor: importer }, boardNamed('beside it')));
  await log.append(plain({ ...boardNamed('exercise'), drill: 'fire' }));
  await stands(3);
  await say('news');
  await expect.poll(names).toEqual([['beside it'], ['news']]);
});

test('[LE12] a consumer of the whole log that begins after a restore begins where that ended', async () => {
  const other = openSqliteLog(join(folder, 'other.sqlite'));
  await other.append(plain(boardNamed('long'), boardNamed('ago')));
  await log.restore(other.exportLines());
  await other.close();
  const { consumers } = await startNode();
  const { consumer, names } = keeping({ from: 'beginning' });
  consumers.consume(consumer);
  await stands(2);
  await say('news');
  await expect.poll(names).toEqual([['news']]);
  expect(await consumers.lag()).toEqual({ mail: 0 });
});

test('[LE12] a log of another lifetime under the same cursor is taken as told up to its end', async () => {
  const { leadership } = await startNode();
  await say('a', 'b');
  const fence = { lease: 'leader', number: leadership.number };
  await log.moveCursor('mail', { seq: 1, hash: 'of another log', epoch: 'another-1' }, fence);
  const { consumers, errors } = await startNode();
  const { consumer, names } = keeping();
  consumers.consume(consumer);
  await stands(2);
  await say('c');
  await expect.poll(names).toEqual([['c']]);
  expect(errors).toEqual([]);
});

test('[LE12] an erasure moves no cursor, and a log that was set back is reported', async () => {
  const { consumers, errors } = await startNode();
  const { consumer, names } = keeping();
  consumers.consume(consumer);
  await stands(0);
  await say('a');
  await stands(1);
  await log.redact([{ seq: 1, replacement: { name: '[removed]', notice: null } }], plain(boardNamed('mark')));
  await expect.poll(names).toEqual([['a'], ['mark']]);
  const { epoch } = await log.head();
  const number = (await log.claim('leader', `start ${starts}`, 1)) ?? 0;
  await log.moveCursor('mail', { seq: 9, hash: 'gone', epoch: epoch.internal }, { lease: 'leader', number });
  await say('b');
  await stands(3);
  await say('c');
  await expect.poll(names).toEqual([['a'], ['mark'], ['c']]);
  expect(errors.map(String)).toEqual([expect.stringContaining('the log was set back')]);
});
