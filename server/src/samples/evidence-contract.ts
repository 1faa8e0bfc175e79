import { describe, expect, test } from 'vitest';
import type { EvidenceStore } from './evidence-store.ts';

/** Contract tests for every store of renewals. `open`: another node on the same empty store. */
export const registerEvidenceContract = (name: string, make: () => Promise<{ open(): Promise<EvidenceStore>; remove(): Promise<void> }>): void => {
  describe(name, () => {
    test('[LG40] the newest renewal of each statement is kept over a restart, until it is over and nobody states it any more', async () => {
      const store = await make();
      const one = await store.open();
      const renewal = (statementId: string, renewedAt: number) => ({ statementId, statedAt: 1, renewedAt, freshUntil: renewedAt + 60 });
      for (const at of [100, 200]) await one.renew(renewal('a', at));
      for (const id of ['b', 'c']) await one.renew(renewal(id, 100));
      await one.renew(renewal('d', 900));
      await one.close();
      const two = await store.open();
      const ids = async () => (await two.all()).map(({ statementId, renewedAt }) => `${statementId} ${renewedAt}`).toSorted();
      expect(await ids()).toEqual(['a 200', 'b 100', 'c 100', 'd 900']);
      await two.prune(['b'], 500);
      expect(await ids()).toEqual(['b 100', 'd 900']);
      expect((await two.all()).find(({ statementId }) => statementId === 'd')).toEqual(renewal('d', 900));
      await two.close();
      await store.remove();
    });

    test('[LG40] a renewal of an earlier statement of that id comes too late', async () => {
      const store = await make();
      const [one, two] = [await store.open(), await store.open()];
      const late = { statementId: 'a', statedAt: 2, renewedAt: 100, freshUntil: 160 };
      await one.renew(late);
      await two.renew({ ...late, statedAt: 1, renewedAt: 101, freshUntil: 900 });
      expect(await two.all()).toEqual([late]);
      // Of the same statement the last counts.
      await two.renew({ ...late, renewedAt: 102, freshUntil: 120 });
      expect(await one.all()).toEqual([{ ...late, renewedAt: 102, freshUntil: 120 }]);
      await one.close();
      await two.close();
      await store.remove();
    });
  });
};
