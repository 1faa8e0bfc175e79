import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Append, EventLog } from '../log/event-log.ts';
import { loadCheckpoint } from './checkpoint.ts';
import { Fold } from './fold.ts';
import { Projection } from './projection.ts';

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
      await expect.poll(newest, { timeout: 30_000 }).toBe(10_020);
      // 12,000 events; the mark of each erasure is one more.
      expect(await foldedBy(projection, 12_000)).toBe(1_981);
      expect(await foldedBy(projection, 10_021)).toBe(1_982);
      expect(await newest()).toBe(10_020);
      expect(await foldedBy(projection, 10_020)).toBe(12_003 - 5_040);
      // What was folded again is kept again.
      await expect.poll(newest, { timeout: 30_000 }).toBe(10_020);
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
  });
};
