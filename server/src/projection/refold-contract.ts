import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Append, EventLog } from '../log/event-log.ts';
import { checkpointOf, loadCheckpoint, type Store, saveCheckpoint } from './checkpoint.ts';
import { Fold } from './fold.ts';
import { Projection } from './projection.ts';

const goingOn = () => false;

type NewLogEvent = Append['events'][number];
type Scope = 'public' | 'internal';
let ids = 0;
const event = (type: string, incidentId: string, scope: Scope, data: object): NewLogEvent =>
  ({
    id: `r${++ids}`,
    v: 1,
    type,
    stream: `incident:${incidentId}`,
    scope,
    at: exactly(1_600_000_000_000 + ids),
    saidAt: null,
    recordedAt: 1_600_000_000_000 + ids,
    actor: { kind: 'person', name: 'Mira' },
    drill: null,
    data: { incidentId, ...data },
  }) as never;
const opened = (id: string, scope: Scope) =>
  event('incident-opened', id, scope, { title: id, phase: 'investigating', startedAt: exactly(1), impacts: [], drill: null });
const posted = (id: string, scope: Scope, text: string) => event('update-posted', id, scope, { updateId: `u${ids}`, kind: 'update', text });
const plain = (...events: NewLogEvent[]): Append => ({ events, expected: {}, idempotency: null });

const still = { now: () => 1_700_000_000_000, every: () => () => {} };
const everything = ({ internal, public: open, versions }: Pick<Fold, 'internal' | 'public' | 'versions'>) =>
  JSON.stringify([[internal, open].map(({ pos, state, archive }) => [pos, state, ...archive.tableNames().map((name) => [...archive[name]])]), [...versions]]);
/** The whole log, folded from its first event. */
const foldedWhole = async (log: EventLog): Promise<Fold> => {
  const fold = new Fold((await log.head()).epoch);
  for (const stored of await log.read(0, 1_000_000)) fold.advance([stored]);
  return fold;
};
const shownBy = (projection: Projection, whole: Fold) =>
  everything({
    internal: projection.internal.fold,
    public: projection.public.fold,
    versions: new Map([...whole.versions.keys()].map((stream) => [stream, projection.streamVersion(stream)])),
  });

/** What an erasure costs a node and leaves, on every store of the log. `runs`: of the random course. */
export const registerRefoldContract = (name: string, make: () => Promise<EventLog>, runs: number): void => {
  describe(name, () => {
    let log: EventLog;
    let errors: unknown[];
    beforeEach(async () => {
      log = await make();
      errors = [];
    });
    afterEach(() => log.close());
    const start = () => Projection.open({ log, clock: still, stopwatch: () => 0, onError: (error) => errors.push(error) });
    const erase = async (seq: number) => {
      const [stored] = await log.read(seq - 1, 1);
      const data = stored?.event.data as { text?: string };
      const field = data.text !== undefined ? 'text' : 'title' in data ? 'title' : 'notice';
      const replacement = { ...data, [field]: '[removed]' };
      await log.redact([{ seq, replacement }], plain(event('text-redacted', 'a', 'internal', { reason: 'x' })));
    };
    /** Erases event `seq` and returns how many events the node folded because of it. */
    const foldedBy = async (projection: Projection, seq: number) => {
      const advance = vi.spyOn(Fold.prototype, 'advance');
      try {
        await erase(seq);
        await projection.catchUp();
        return advance.mock.calls.reduce((sum, [batch]) => sum + batch.length, 0);
      } finally {
        advance.mockRestore();
      }
    };

    test('[PR14] after any erasure a node shows the fold of the whole log as it is then, whatever was restarted before', async () => {
      const step = fc.oneof(
        { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), count: fc.integer({ min: 1, max: 6 }), at: fc.nat() }) },
        { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), count: fc.constant(0), at: fc.nat() }) },
        { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase' as const), count: fc.constant(0), at: fc.nat() }) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
          await log.close();
          log = await make();
          let projection = await start();
          for (const { kind, count, at } of steps) {
            const { seq } = await log.head();
            for (let n = 0; n < count; n++) {
              const id = `i${(at + n) % 5}`;
              const scope = (at + n) % 3 === 0 ? 'internal' : 'public';
              const isKnown = projection.internal.fold.archive.incidents.has(id);
              await log.append(plain(...(isKnown ? [] : [opened(id, scope)]), posted(id, scope, `text ${ids}`), posted(id, 'internal', `inner ${ids}`)));
              await projection.catchUp();
            }
            if (kind === 'restart') {
              await projection.close();
              projection = await start();
            }
            if (kind === 'erase' && seq > 0) {
              // Only a text can be erased; a mark has none.
              const texts = (await log.read(0, 1_000_000)).flatMap((stored) => ('reason' in (stored.event.data as object) ? [] : [stored.seq]));
              await erase(texts[at % texts.length] ?? 1);
            }
            await projection.catchUp();
            const whole = await foldedWhole(log);
            expect(shownBy(projection, whole)).toBe(everything(whole));
          }
          await projection.close();
        }),
        { numRuns: runs },
      );
      expect(errors).toEqual([]);
    });

    test('[PR15] an erasure folds again from the newest checkpoint before it, also after a start without one', async () => {
      await log.append(plain(...Array.from({ length: 60 }, (_, n) => (n === 0 ? opened('a', 'public') : posted('a', 'public', `text ${n}`)))));
      const named = () => ({ ...event('board-named', 'a', 'internal', {}), stream: 'board', data: { name: 'Board', notice: `text ${ids}` } }) as NewLogEvent;
      for (let n = 1; n < 200; n++) await log.append(plain(...Array.from({ length: 60 }, named)));
      let projection = await start();
      const newest = async () => (await loadCheckpoint(log, await log.head()))?.internal.pos;
      await expect.poll(newest).toBe(10_020);
      // 12,000 events; the mark of each erasure is one more.
      expect(await foldedBy(projection, 12_000)).toBe(1_981);
      expect(await foldedBy(projection, 10_021)).toBe(1_982);
      expect(await newest()).toBe(10_020);
      expect(await foldedBy(projection, 10_020)).toBe(12_003 - 5_040);
      // What was folded again is kept again.
      await expect.poll(newest).toBe(10_020);
      await projection.close();
      expect(await newest()).toBe(12_003);
      projection = await start();
      expect(await foldedBy(projection, 11_000)).toBe(12_004 - 10_020);
      expect(await foldedBy(projection, 2)).toBe(12_005);
      const whole = await foldedWhole(log);
      expect(shownBy(projection, whole)).toBe(everything(whole));
      await projection.close();
      expect(errors).toEqual([]);
    });

    /** A fold of several parts, as one build or another folds the same events. */
    const foldedAs = async (title: string): Promise<Fold> => {
      const fold = new Fold((await log.head()).epoch);
      const stored = await log.read(0, 1_000);
      fold.advance(stored.map((one) => ({ ...one, event: { ...one.event, data: { ...(one.event.data as object), title } } as never })));
      return fold;
    };
    const many = () => plain(...Array.from({ length: 300 }, (_, n) => opened(`i${n}`, 'public')));
    const save = (fold: Fold, foldVersion = FOLD_VERSION, store: Store = log) => saveCheckpoint(store, checkpointOf(fold), goingOn, foldVersion);
    const loaded = async (foldVersion = FOLD_VERSION) => {
      const fold = await loadCheckpoint(log, await log.head(), foldVersion);
      return fold && everything(fold);
    };
    /** The log, with something done once after the first part of a checkpoint was written. */
    const interrupted = (then: () => Promise<void>): Store => {
      let writes = 0;
      return {
        head: () => log.head(),
        loadCheckpoint: (name) => log.loadCheckpoint(name),
        dropCheckpoints: () => log.dropCheckpoints(),
        saveCheckpoint: async (...written) => {
          await log.saveCheckpoint(...written);
          if (++writes === 2) await then();
        },
      };
    };

    test('[PR17] builds of different fold versions that save at once keep both, or never parts of both', async () => {
      await log.append(many());
      const [own, others] = [await foldedAs('own'), await foldedAs('other')];
      await save(
        own,
        FOLD_VERSION,
        interrupted(() => save(others, FOLD_VERSION + 1)),
      );
      expect(await loaded()).toBe(everything(own));
      expect(await loaded(FOLD_VERSION + 1)).toBe(everything(others));
      // Two versions further the slots are the same.
      await save(
        others,
        FOLD_VERSION + 2,
        interrupted(async () => {
          await save(own, FOLD_VERSION + 4);
          expect(await loaded(FOLD_VERSION + 4)).toBe(everything(own));
        }),
      );
      expect(await loaded(FOLD_VERSION + 4)).toBeNull();
      expect(await loaded(FOLD_VERSION + 2)).toBeNull();
      await save(others, FOLD_VERSION + 2);
      expect(await loaded(FOLD_VERSION + 2)).toBe(everything(others));
    });

    test('[PR3] a checkpoint with a damaged or missing part is passed over, and saved again', async () => {
      await log.append(many());
      const written = vi.spyOn(log, 'saveCheckpoint');
      await (await start()).close();
      const part = written.mock.calls.map(([name]) => name).find((name) => name.endsWith('-2')) ?? '';
      written.mockRestore();
      const whole = await loaded();
      expect(whole).toBe(everything(await foldedWhole(log)));
      const saved = await log.loadCheckpoint(part);
      if (saved === null) throw new Error('a part was to be there');
      for (const damaged of ['', 'null', '{}', saved.json.replace('[[', '[1,['), saved.json.slice(0, -1)]) {
        await log.saveCheckpoint(part, { seq: saved.seq, epoch: (await log.head()).epoch.internal }, damaged);
        await (await start()).close();
        expect(await loaded()).toBe(whole);
      }
      expect(errors).toEqual([]);
    });

    test('[PR17] a node that has not noticed an erasure drops no checkpoint and keeps none', async () => {
      await log.append(many());
      const behind = await foldedWhole(log);
      await erase(300);
      const ahead = await foldedWhole(log);
      await save(ahead);
      await save(behind);
      expect(await loaded()).toBe(everything(ahead));
    });

    test('[PR17] what is left of another log lifetime is dropped, unless something of this one is there', async () => {
      await log.append(many());
      const { seq, epoch } = await log.head();
      const slot = `fold-${FOLD_VERSION % 2}-3`;
      const leave = async () => {
        await log.saveCheckpoint(
          slot,
          { seq, epoch: epoch.internal },
          JSON.stringify({ foldVersion: FOLD_VERSION, epoch: { internal: 'x-1', public: 'y-1' } }),
        );
        await log.saveCheckpoint('left', { seq, epoch: epoch.internal }, '1');
      };
      await leave();
      const fold = await foldedWhole(log);
      await save(fold, FOLD_VERSION + 1);
      for (const name of [slot, 'left']) expect(await log.loadCheckpoint(name)).toBeNull();
      await leave();
      await save(fold);
      expect(await log.loadCheckpoint('left')).not.toBeNull();
      for (const version of [FOLD_VERSION, FOLD_VERSION + 1]) expect(await loaded(version)).toBe(everything(fold));
    });
  });
};
