import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Cursors, RESTORED } from './cursors.ts';
import type { EventLog } from './event-log.ts';
import { type Leases, StaleFence } from './leases.ts';
import { boardNamed, type LogStore, plain } from './log-contract.ts';

type DutyLog = EventLog & Leases & Cursors;
/** A store of which two nodes are open, on SQLite with a clock for its leases. */
export interface DutyStore extends Pick<LogStore, 'remove'> {
  open(): Promise<DutyLog>;
  /** Lets so much of the store's time pass, ms. */
  pass(ms: number): Promise<void>;
}

/** Contract tests for what must happen once, for every store of the log. */
export const registerDutiesContract = (name: string, make: () => Promise<DutyStore>): void => {
  describe(name, () => {
    let store: DutyStore;
    let one: DutyLog;
    let two: DutyLog;
    beforeEach(async () => {
      store = await make();
      one = await store.open();
      two = await store.open();
    });
    afterEach(async () => {
      await one.close();
      await two.close();
      await store.remove();
    });
    const under = (number: number) => ({ ...plain(boardNamed(`term ${number}`)), fence: { lease: 'leader', number } });

    test('[LE1] a lease has one holder, and another gets it with a higher number once it has run out or was given up', async () => {
      expect(await one.claim('leader', 'a', 60_000)).toBe(1);
      expect(await two.claim('leader', 'b', 60_000)).toBeNull();
      expect([await one.claim('leader', 'a', 60_000), await two.claim('other', 'b', 60_000)]).toEqual([1, 1]);
      await two.release('leader', 'b');
      expect(await two.claim('leader', 'b', 60_000)).toBeNull();
      await one.release('leader', 'a');
      expect([await two.claim('leader', 'b', 20), await one.claim('leader', 'a', 20)]).toEqual([2, null]);
      await store.pass(30);
      expect(await one.claim('leader', 'a', 60_000)).toBe(3);
    });

    test('[LE1] of many who claim at once, one is granted the lease', async () => {
      const asked = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? one : two).claim('leader', `holder ${n}`, 60_000));
      expect((await Promise.all(asked)).filter((number) => number !== null)).toEqual([1]);
    });

    test('[LE2] what is written under a lease that has passed to another is refused, and nothing of it is there', async () => {
      const early = (await one.claim('leader', 'a', 20)) ?? 0;
      expect(await one.append(under(early))).toMatchObject({ kind: 'appended' });
      await store.pass(30);
      // Nobody else has it, so nobody else acts.
      expect(await one.append(under(early))).toMatchObject({ kind: 'appended' });
      const late = (await two.claim('leader', 'b', 60_000)) ?? 0;
      await expect(one.append(under(early))).rejects.toThrow(StaleFence);
      expect(await two.append(under(late))).toMatchObject({ kind: 'appended' });
      await expect(one.append({ ...under(early), fence: { lease: 'nobody has it', number: 1 } })).rejects.toThrow(StaleFence);
      expect((await two.head()).seq).toBe(3);
    });

    test('[LE2] [LE10] a cursor is where its consumer put it, for every node, and moves only under the lease', async () => {
      const fence = { lease: 'leader', number: (await one.claim('leader', 'a', 20)) ?? 0 };
      const at = (seq: number) => ({ seq, hash: `h${seq}`, epoch: 'log-1' });
      await one.moveCursor('mail', at(3), fence);
      await one.moveCursor('hooks', at(1), fence);
      await one.moveCursor('mail', at(4), fence);
      await store.pass(30);
      await two.claim('leader', 'b', 60_000);
      await expect(one.moveCursor('mail', at(5), fence)).rejects.toThrow(StaleFence);
      expect(Object.fromEntries(await two.cursors())).toEqual({ mail: at(4), hooks: at(1) });
    });

    test('[LE12] a restore puts every cursor at the end of what it restored', async () => {
      const fence = { lease: 'leader', number: (await one.claim('leader', 'a', 60_000)) ?? 0 };
      const { hash, epoch } = await one.head();
      await one.moveCursor('mail', { seq: 0, hash, epoch: epoch.internal }, fence);
      const other = await make();
      const from = await other.open();
      await from.append(plain(boardNamed('long'), boardNamed('ago')));
      await one.restore(from.exportLines());
      await from.close();
      await other.remove();
      const head = await two.head();
      const end = { seq: 2, hash: head.hash, epoch: head.epoch.internal };
      expect(Object.fromEntries(await two.cursors())).toEqual({ mail: end, [RESTORED]: end });
    });
  });
};
