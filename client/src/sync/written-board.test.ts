import type { Command } from '@sitrep/shared/domain/command.ts';
import { type Replica, takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import { Chain } from '@sitrep/shared/testing/chain.ts';
import { OPENED } from '@sitrep/shared/testing/example-board.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { expect, test } from 'vitest';
import { memoryStorage } from '../testing/memory-storage.ts';
import { settle, VirtualTime } from '../testing/virtual-time.ts';
import { createServerClock } from './server-clock.ts';
import { createSyncStore } from './sync-store.ts';
import { createWrittenBoard } from './written-board.ts';

const replicaOf = (scope: 'internal' | 'public', ...more: Command[]): Replica => {
  const chain = new Chain(scope, play([...OPENED, ...more]));
  return takeSnapshot({ ...chain.snapshot(chain.head), now: NOW });
};
const FIRST = replicaOf('internal');
const SECOND = replicaOf('internal', { type: 'post-update', incidentId: 'inc-a', text: 'Word.' });

const start = (storage = memoryStorage(), until: number | null = NOW + 3_600_000) => {
  const time = new VirtualTime(NOW);
  const store = createSyncStore();
  const frames: (() => void)[] = [];
  let shown = 0;
  const board = createWrittenBoard({
    store,
    storage,
    clock: createServerClock(time),
    after: time.after,
    // Requested at most once until it is drawn.
    perFrame: (work) => () => {
      if (!frames.includes(work)) frames.push(work);
    },
    asOf: () => time.server(),
    until: () => until,
    onShown: () => {
      shown++;
    },
  });
  const draw = () => {
    for (const work of frames.splice(0)) work();
  };
  return { time, board, storage, draw, shown: () => shown, entry: () => store.getState().boards.internal };
};

test('[VW3] what arrives within a frame is written once, at the last position', () => {
  const { board, draw, entry, shown } = start();
  board.open('internal');
  board.take(FIRST, null);
  board.take(SECOND, null);
  expect([board.held, board.shown, entry()]).toEqual([SECOND, null, null]);
  draw();
  draw();
  expect([board.shown, entry()?.pos, entry()?.kept, shown()]).toEqual([SECOND, SECOND.cursor, false, 1]);
});

test('[VW5] a kept board is written as kept, until the server confirms it', () => {
  const storage = memoryStorage();
  const before = start(storage);
  before.board.open('internal');
  before.board.take(FIRST, null);
  before.draw();
  before.board.keep();
  const { board, entry } = start(storage);
  expect(board.preview()?.replica.cursor).toBe(FIRST.cursor);
  expect(board.open('internal')?.asOf).toBe(NOW);
  expect([board.held?.cursor, entry()?.kept]).toEqual([FIRST.cursor, true]);
  board.confirmed('internal');
  expect(entry()?.kept).toBe(false);
});

test('[VW7] the internal board comes first in a preview while its session lasts, and nothing of it is kept without one', () => {
  const storage = memoryStorage();
  for (const scope of ['internal', 'public'] as const) {
    const { board, draw } = start(storage);
    board.open(scope);
    board.take(replicaOf(scope), null);
    draw();
    board.keep();
  }
  expect(start(storage).board.preview()?.replica.scope).toBe('internal');
  start(storage).board.forgetInternal();
  expect(start(storage).board.preview()?.replica.scope).toBe('public');

  const nobody = start(memoryStorage(), null);
  nobody.board.open('internal');
  nobody.board.take(FIRST, null);
  nobody.draw();
  nobody.board.keep();
  expect(nobody.storage.getItem('sitrep.board.internal')).toBeNull();
});

test('[VW5] storage is written at most every 10 s, and once a minute where nothing changes', async () => {
  const { board, time, draw, storage } = start();
  const keptAt = () => (JSON.parse(storage.getItem('sitrep.board.internal') ?? 'null')?.asOf ?? 0) - NOW;
  board.open('internal');
  board.take(FIRST, null);
  draw();
  expect(keptAt()).toBe(0);
  await time.advance(9_000);
  board.take(SECOND, null);
  draw();
  board.keepAgain();
  expect(keptAt()).toBe(0);
  await time.advance(2_000);
  board.take(FIRST, null);
  draw();
  expect(keptAt()).toBe(11_000);
  await time.advance(60_001);
  board.keepAgain();
  expect(keptAt()).toBe(71_001);
});

test('[VW3] whoever waits for a position is told when it is on screen, or when its patience ends, and once', async () => {
  const { board, time, draw } = start();
  board.open('internal');
  board.take(FIRST, null);
  draw();
  expect(await board.reached(FIRST.cursor, 1_000)).toBe(true);
  const heard: [string, boolean][] = [];
  void board.reached(SECOND.cursor, 1_000).then((did) => heard.push(['patient', did]));
  void board.reached(SECOND.cursor + 1, 2_000).then((did) => heard.push(['waiting', did]));
  board.take(SECOND, null);
  await settle();
  expect(heard).toEqual([]);
  draw();
  await time.advance(5_000);
  expect(heard).toEqual([
    ['patient', true],
    ['waiting', false],
  ]);
});
