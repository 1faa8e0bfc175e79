import type { Command } from '@sitrep/shared/domain/command.ts';
import { type Replica, takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import { Chain } from '@sitrep/shared/testing/chain.ts';
import { OPENED } from '@sitrep/shared/testing/example-board.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { expect, test } from 'vitest';
import { VirtualTime } from '../testing/virtual-time.ts';
import { NOT_HEARD } from './connection.ts';
import { createMissed } from './missed.ts';
import { createServerClock } from './server-clock.ts';
import { createSyncStore } from './sync-store.ts';

const replicaOf = (...more: Command[]): Replica => {
  const chain = new Chain('internal', play([...OPENED, ...more]));
  return takeSnapshot({ ...chain.snapshot(chain.head), now: NOW });
};
const BEFORE = replicaOf();
const AFTER = replicaOf({ type: 'post-update', incidentId: 'inc-a', text: 'Word.' });

const start = () => {
  const time = new VirtualTime(NOW);
  const store = createSyncStore({ connection: { ...NOT_HEARD, transport: 'socket', heardAt: 0, asOf: NOW } });
  const board: { held: Replica | null; shown: Replica | null } = { held: BEFORE, shown: BEFORE };
  const missed = createMissed({ store, clock: createServerClock(time), board });
  const hear = () => {
    store.setState({ connection: { ...store.getState().connection, heardAt: time.mono(), asOf: time.server() } });
    missed.heard();
  };
  const silentFor = async (ms: number) => {
    await time.advance(ms);
    missed.watch();
  };
  return { time, store, board, missed, hear, silentFor, away: () => store.getState().away };
};

test('[VW6] what came back with the line is listed with the board from before and the time of the silence', async () => {
  const stage = start();
  await stage.silentFor(20_000);
  stage.hear();
  expect(stage.away()).toBeNull();
  stage.board.held = AFTER;
  stage.missed.shown();
  expect(stage.away()).toEqual({ before: BEFORE.state.board, after: AFTER.state.board, from: NOW, until: NOW + 20_000, sameLog: true });
});

test('[VW6] what changes later than one heartbeat after the return is no part of the silence', async () => {
  const stage = start();
  await stage.silentFor(20_000);
  stage.hear();
  await stage.time.advance(6_001);
  stage.board.held = AFTER;
  stage.missed.shown();
  expect(stage.away()).toBeNull();
});

test('[VW6] a pause that never was a silence lists nothing, and neither does another scope', async () => {
  const short = start();
  await short.silentFor(10_000);
  short.board.held = AFTER;
  short.hear();
  short.missed.shown();
  expect(short.away()).toBeNull();

  const other = start();
  await other.silentFor(20_000);
  other.missed.reset();
  other.board.held = AFTER;
  other.hear();
  other.missed.shown();
  expect(other.away()).toBeNull();
});

test('[VW6] a board of another log is told as such', async () => {
  const stage = start();
  await stage.silentFor(20_000);
  stage.board.held = { ...AFTER, epoch: 'other-1' };
  stage.hear();
  expect(stage.away()?.sameLog).toBe(false);
});
