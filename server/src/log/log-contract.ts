import { setTimeout as sleep } from 'node:timers/promises';
import { isOlderEpoch, nextEpoch } from '@sitrep/shared/domain/epoch.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, EventLog, StoredEvent } from './event-log.ts';

/** An empty store made for one test. */
export interface LogStore {
  /** Opens the log, or another node on it. */
  open(): Promise<EventLog>;
  /** Changes the store behind the log's back, as a tamperer would. */
  raw(sql: string): Promise<Record<string, unknown>[]>;
  /** Statement that makes the store look like one of schema 99. */
  readonly newerSchema: string;
  remove(): Promise<void>;
}

type NewLogEvent = Append['events'][number];
let ids = 0;

/** A public event with `name` as its text, unless overridden. */
export const boardNamed = (name: string, over: { stream?: string; scope?: 'public' | 'internal'; recordedAt?: number } = {}): NewLogEvent => ({
  id: `event-${++ids}`,
  v: 1,
  type: 'board-named',
  stream: 'board',
  scope: 'public',
  at: exactly(1_700_000_000_000),
  saidAt: null,
  recordedAt: 1_700_000_000_000,
  actor: { kind: 'person', name: 'Mira' },
  drill: null,
  data: { name, notice: null },
  ...over,
});
export const internal = { scope: 'internal' } as const;
export const plain = (...events: NewLogEvent[]): Append => ({ events, expected: {}, idempotency: null });
const keyed = (key: string, requestHash: string, reply: string, ...events: NewLogEvent[]): Append => ({
  events,
  expected: {},
  idempotency: { principal: 'mira', key, requestHash, reply },
});
const textOf = ({ event }: StoredEvent): string => (event.data as { name: string }).name;
export const seqs = (events: readonly StoredEvent[]): number[] => events.map(({ seq }) => seq);
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
const linesOf = async (log: EventLog): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of log.exportLines()) lines.push(line);
  return lines;
};
async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** Contract tests for every store of the log. `make` creates an empty store. */
export const registerEventLogContract = (name: string, make: () => Promise<LogStore>): void => {
  describe(name, () => {
    let store: LogStore;
    let log: EventLog;
    beforeEach(async () => {
      store = await make();
      log = await store.open();
    });
    afterEach(async () => {
      await log.close();
      await store.remove();
    });

    test('[LG1] seq has no gap and follows the order of commits when many append at once', async () => {
      const appended = await Promise.all(upTo(40).map((n) => log.append(plain(boardNamed(`name ${n}`), boardNamed('and', internal)))));
      const read = await log.read(0, 1_000);
      expect(seqs(read)).toEqual(upTo(80));
      expect(await log.head()).toMatchObject({ seq: 80, publicPos: 40, hash: read.at(-1)?.hash });
      expect(appended.flatMap((one) => (one.kind === 'appended' ? one.events : [])).sort((a, b) => a.seq - b.seq)).toEqual(read);
      expect(await log.verify()).toMatchObject({ ok: true, events: 80 });
    });

    test('[LG1] an append that fails leaves no hole', async () => {
      const first = boardNamed('first');
      await log.append(plain(first));
      await expect(log.append(plain(boardNamed('second'), { ...boardNamed('same id'), id: first.id }))).rejects.toThrow();
      await log.append(plain(boardNamed('third')));
      expect((await log.read(0, 10)).map(textOf)).toEqual(['first', 'third']);
      expect(await log.head()).toMatchObject({ seq: 2, publicPos: 2 });
    });

    test('[LG2] public events have a dense position of their own and internal ones none', async () => {
      await log.append(plain(boardNamed('a'), boardNamed('b', internal), boardNamed('c')));
      await log.append(plain(boardNamed('d', internal)));
      await log.append(plain(boardNamed('e')));
      expect((await log.read(0, 10)).map(({ publicPos }) => publicPos)).toEqual([1, null, 2, null, 3]);
    });

    test('[LG3] the events of one append share a batch that read never splits', async () => {
      await log.append(plain(boardNamed('a')));
      await log.append(plain(...upTo(7).map((n) => boardNamed(`b${n}`))));
      await log.append(plain(boardNamed('c')));
      expect((await log.read(0, 100)).map(({ batch }) => batch)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 9]);
      for (const limit of [1, 2, 3, 7]) expect(seqs(await log.read(1, limit))).toEqual([2, 3, 4, 5, 6, 7, 8]);
      expect(seqs(await log.read(0, 2))).toEqual(upTo(8));
      expect(seqs(await log.read(8, 2))).toEqual([9]);
      expect(await log.read(9, 2)).toEqual([]);
    });

    test('an event reads back as it was written', async () => {
      const written = { ...boardNamed('Ω "quoted" \\ \u2028 🚑 \ud800'), saidAt: exactly(5), drill: 'fire-1' };
      await log.append(plain(written));
      expect((await log.read(0, 1))[0]?.event).toEqual(written);
    });

    test('[LG4] a stream that does not hold what the writer believes is a conflict that writes nothing', async () => {
      await log.append({ ...plain(boardNamed('a', { stream: 'incident:a' })), expected: { 'incident:a': 0 } });
      const late: Append = {
        events: [boardNamed('b', { stream: 'incident:a' }), boardNamed('c', { stream: 'incident:b' })],
        expected: { 'incident:b': 0, 'incident:a': 0 },
        idempotency: { principal: 'mira', key: 'k', requestHash: 'h', reply: '1' },
      };
      expect(await log.append(late)).toEqual({ kind: 'conflict', stream: 'incident:a', actual: 1 });
      expect((await log.head()).seq).toBe(1);
      expect(await log.replied('mira', 'k')).toBeNull();
      expect(await log.append({ ...late, expected: { 'incident:a': 1, 'incident:b': 0 } })).toMatchObject({ kind: 'appended' });
      expect((await log.readStream('incident:a')).map(textOf)).toEqual(['a', 'b']);
    });

    test('[LG4] something new in a stream of a kind that was to be quiet is a conflict that writes nothing', async () => {
      await log.append(plain(boardNamed('a', { stream: 'incident:a' })));
      const late = (since: number, ...kinds: string[]): Append => ({ ...plain(boardNamed('c', { stream: 'component:c' })), quiet: { since, kinds } });
      await log.append(plain(boardNamed('b', { stream: 'incident:b' }), boardNamed('b', { stream: 'incident:b' })));
      expect(await log.append(late(1, 'drill:', 'incident:'))).toEqual({ kind: 'conflict', stream: 'incident:b', actual: 1 });
      expect(await log.append(late(2, ''))).toEqual({ kind: 'conflict', stream: 'incident:b', actual: 2 });
      expect((await log.head()).seq).toBe(3);
      expect(await log.append(late(3, 'incident:'))).toMatchObject({ kind: 'appended' });
      expect(await log.append(late(1, 'drill:', 'component:d', 'cident'))).toMatchObject({ kind: 'appended' });
      const race = await Promise.all(
        upTo(10).map((n) => log.append({ ...plain(boardNamed('d', { stream: `drill:${n}` })), quiet: { since: 5, kinds: ['drill:'] } })),
      );
      expect(race.map(({ kind }) => kind).sort()).toEqual(['appended', ...Array<string>(9).fill('conflict')]);
    });

    test('[LG30] a page of a stream holds the events of its scope after a position, and no others', async () => {
      const scopes = ['public', 'internal', 'internal', 'public', 'internal', 'public'] as const;
      await log.append(plain(boardNamed('elsewhere', { scope: 'public' })));
      for (const [n, scope] of scopes.entries()) await log.append(plain(boardNamed(`e${n}`, { stream: 'incident:a', scope })));
      const page = async (scope: 'public' | 'internal', after: number, limit: number, bytes = 1_000_000) => {
        const { events, more } = await log.readStreamPage('incident:a', { scope, after, limit, bytes });
        return [...events.map(textOf), ...(more ? ['...'] : [])];
      };
      expect(await page('public', 0, 10)).toEqual(['e0', 'e3', 'e5']);
      expect(await page('public', 0, 3)).toEqual(['e0', 'e3', 'e5']);
      expect(await page('public', 2, 1)).toEqual(['e3', '...']);
      expect(await page('internal', 3, 2)).toEqual(['e2', 'e3', '...']);
      expect(await page('internal', 7, 2)).toEqual([]);

      // It ends by bytes, but holds one event however long that is.
      await log.append(plain(boardNamed('é'.repeat(50_000), { stream: 'incident:a' }), boardNamed('short', { stream: 'incident:a' })));
      expect(await page('internal', 0, 10, 90_000)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5', '...']);
      expect((await page('internal', 7, 10, 90_000)).map(({ length }) => length)).toEqual([50_000, 3]);
      expect(await page('internal', 7, 10, 110_000)).toHaveLength(2);
      expect(await page('internal', 8, 10, 1)).toEqual(['short']);
    });

    test('[LG4] of many that expect the same version one is appended; those that expect none all are', async () => {
      const race = await Promise.all(upTo(10).map((n) => log.append({ ...plain(boardNamed(`n${n}`)), expected: { board: 0 } })));
      expect(race.map(({ kind }) => kind).sort()).toEqual(['appended', ...Array<string>(9).fill('conflict')]);
      const free = await Promise.all(upTo(10).map((n) => log.append(plain(boardNamed(`n${n}`)))));
      expect(free.every(({ kind }) => kind === 'appended')).toBe(true);
    });

    test('[LG5] twenty appends with one key apply once, and every other one gets the first reply', async () => {
      const answers = await Promise.all(upTo(20).map((n) => log.append(keyed('key', 'hash', `{"n":${n}}`, boardNamed(`n${n}`)))));
      expect(answers.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      const [kept] = await log.read(0, 10);
      const reply = kept && `{"n":${textOf(kept).slice(1)}}`;
      expect(answers.filter(({ kind }) => kind !== 'appended')).toEqual(Array(19).fill({ kind: 'replayed', reply, seq: 1, publicPos: 1 }));
      expect((await log.head()).seq).toBe(1);
      expect(await log.replied('mira', 'key')).toEqual({ requestHash: 'hash', reply });
    });

    test('[LG5] an append that fails does not use up its key', async () => {
      const first = boardNamed('first');
      await log.append(plain(first));
      await expect(log.append(keyed('key', 'hash', '1', { ...boardNamed('x'), id: first.id }))).rejects.toThrow();
      expect(await log.append(keyed('key', 'hash', '1', boardNamed('y')))).toMatchObject({ kind: 'appended' });
    });

    test('[LG6] a key used for another command is refused; another person may use the same key', async () => {
      await log.append(keyed('key', 'hash', '1', boardNamed('a')));
      expect(await log.append(keyed('key', 'other', '1', boardNamed('b')))).toEqual({ kind: 'key_reused' });
      const others: Append = { events: [boardNamed('c')], expected: {}, idempotency: { principal: 'jon', key: 'key', requestHash: 'other', reply: '2' } };
      expect(await log.append(others)).toMatchObject({ kind: 'appended' });
    });

    test('[LG7] a pruned key is forgotten and a younger one kept', async () => {
      await log.append(keyed('old', 'hash', '1', boardNamed('a', { recordedAt: 1_000 })));
      await log.append(keyed('young', 'hash', '1', boardNamed('b', { recordedAt: 2_000 })));
      expect(await log.pruneIdempotency(2_000)).toBe(1);
      expect(await log.append(keyed('old', 'hash', '1', boardNamed('a', { recordedAt: 3_000 })))).toMatchObject({ kind: 'appended' });
      expect(await log.append(keyed('young', 'hash', '1', boardNamed('b')))).toMatchObject({ kind: 'replayed' });
    });

    test('[LG8] a subscriber is woken after a commit until it leaves', async () => {
      let wakes = 0;
      const leave = log.subscribe(() => {
        wakes++;
      });
      await log.append(plain(boardNamed('a')));
      await expect.poll(() => wakes).toBeGreaterThan(0);
      leave();
      await log.append(plain(boardNamed('b')));
      const after = wakes;
      await sleep(100);
      expect(wakes).toBe(after);
    });

    describe('[LG9] verify names the first event that does not hold', () => {
      beforeEach(async () => {
        for (const n of upTo(4)) await log.append(plain(boardNamed(`name ${n}`), boardNamed(`note ${n}\u2028of two\u2029lines`, internal)));
      });
      const tampered: [what: string, sql: string[], seq: number][] = [
        ['data', ["UPDATE events SET data = replace(data, 'name 2', 'name 9') WHERE seq = 3"], 3],
        ['the envelope', ["UPDATE events SET envelope = replace(envelope, 'Mira', 'Jon') WHERE seq >= 4"], 4],
        ['the type', ["UPDATE events SET type = 'region-defined' WHERE seq = 5"], 5],
        ['the scope', ["UPDATE events SET scope = 'internal', public_pos = NULL WHERE seq = 5"], 5],
        ['the salt', ["UPDATE events SET salt = '' WHERE seq = 6"], 6],
        ['a claim that data was erased', ["UPDATE events SET data = '{}', redacted_by = 8 WHERE seq = 2"], 2],
        ['a middle event that is gone', ['DELETE FROM events WHERE seq = 4'], 4],
        ['the last events that are gone', ['DELETE FROM events WHERE seq >= 7'], 7],
        ['a mark that never was', ["UPDATE events SET redacts = '{}' WHERE seq = 5"], 5],
        [
          'order',
          [
            'UPDATE events SET seq = 100, public_pos = 100 WHERE seq = 3',
            'UPDATE events SET seq = 3, public_pos = 2 WHERE seq = 5',
            'UPDATE events SET seq = 5, public_pos = 3 WHERE seq = 100',
          ],
          3,
        ],
        ['the head', ["UPDATE head SET hash = 'x'"], 8],
        ['a head set back', ['UPDATE head SET seq = 6'], 7],
      ];
      test.each(tampered)('%s', async (_, sql, seq) => {
        expect(await log.verify()).toMatchObject({ ok: true, events: 8 });
        for (const statement of sql) await store.raw(statement);
        expect(await log.verify()).toEqual({ ok: false, seq, why: expect.any(String) });
      });
    });

    const secret = 'the patient is Ada Byron';
    const epoch = async () => (await log.head()).epoch.internal;
    const removed = (seq: number) => ({ seq, replacement: { name: '[removed]', notice: null } });

    test('[LG10] erased data reads as its replacement, is nowhere in the store, and the log still verifies', async () => {
      await log.append(plain(boardNamed('before')));
      await log.append(keyed('key', 'hash', JSON.stringify({ said: secret }), boardNamed(secret), boardNamed('beside')));
      const { hash } = await log.head();
      await log.saveCheckpoint('fold', { seq: 3, epoch: await epoch() }, JSON.stringify({ text: secret }));
      const digest = (await store.raw('SELECT digest FROM events WHERE seq = 2'))[0];
      expect(await log.redact([removed(2)], plain(boardNamed('mark', internal)))).toMatchObject({ kind: 'appended', events: [{ seq: 4 }] });
      expect((await log.read(0, 10)).map(textOf)).toEqual(['before', '[removed]', 'beside', 'mark']);
      expect((await log.read(0, 10))[2]?.hash).toBe(hash);
      expect((await store.raw('SELECT digest FROM events WHERE seq = 2'))[0]).toEqual(digest);
      for (const table of ['events', 'idempotency', 'checkpoints', 'head'])
        expect(JSON.stringify(await store.raw(`SELECT * FROM ${table}`))).not.toContain('Ada Byron');
      expect(await log.verify()).toMatchObject({ ok: true, events: 4 });
      expect((await linesOf(log)).join('\n')).not.toContain('Ada Byron');
    });

    test('[LG10] a replacement is under the chain too, also when it was replaced again', async () => {
      await log.append(plain(boardNamed(secret)));
      await log.redact([{ seq: 1, replacement: { name: 'the patient is A. Byron', notice: null } }], plain(boardNamed('mark')));
      await log.redact([removed(1)], plain(boardNamed('mark')));
      expect(await log.verify()).toMatchObject({ ok: true, events: 3 });
      await store.raw("UPDATE events SET data = replace(data, '[removed]', 'all is well') WHERE seq = 1");
      expect(await log.verify()).toMatchObject({ ok: false, seq: 1 });
    });

    test('[LG29] an event is found by its id, an unknown one is null', async () => {
      const event = boardNamed('sought', internal);
      await log.append(plain(boardNamed('before'), event));
      expect(await log.find(event.id)).toEqual((await log.read(0, 10))[1]);
      expect(await log.find('never')).toBeNull();
    });

    test('[LG10] what is not there cannot be erased, and then nothing is', async () => {
      await log.append(plain(boardNamed(secret)));
      await expect(log.redact([removed(1), removed(2)], plain(boardNamed('mark')))).rejects.toThrow('there is no event 2 to erase');
      expect((await log.read(0, 10)).map(textOf)).toEqual([secret]);
    });

    test('[LG11] erasing a public event renews both epochs, an internal one only the internal', async () => {
      await log.append(plain(boardNamed('a'), boardNamed('b', internal)));
      const first = (await log.head()).epoch;
      expect(first.internal).not.toBe(first.public);
      await log.redact([removed(2)], plain(boardNamed('mark', internal)));
      const second = (await log.head()).epoch;
      expect(second).toEqual({ internal: nextEpoch(first.internal), public: first.public });
      await log.redact([removed(1)], plain(boardNamed('mark')));
      expect((await log.head()).epoch).toEqual({ internal: nextEpoch(second.internal), public: nextEpoch(first.public) });
    });

    test('[LG12] a redaction drops the checkpoints that hold what it erases, and none made from it is kept after it', async () => {
      for (const name of ['before', secret, 'beside', secret]) await log.append(plain(boardNamed(name)));
      const old = await epoch();
      for (const seq of [1, 2, 3, 4]) await log.saveCheckpoint(`at ${seq}`, { seq, epoch: old }, '{}');
      await log.redact([removed(4), removed(2)], plain(boardNamed('mark')));
      const kept = () => Promise.all([1, 2, 3, 4, 5].map(async (seq) => (await log.loadCheckpoint(`at ${seq}`))?.seq));
      expect(await kept()).toEqual([1, undefined, undefined, undefined, undefined]);
      // It may have been made from events read before and after the redaction.
      for (const seq of [2, 5]) await log.saveCheckpoint(`at ${seq}`, { seq, epoch: old }, JSON.stringify(secret));
      expect(await kept()).toEqual([1, undefined, undefined, undefined, undefined]);
      for (const seq of [2, 5]) await log.saveCheckpoint(`at ${seq}`, { seq, epoch: await epoch() }, '{}');
      expect(await kept()).toEqual([1, 2, undefined, undefined, 5]);
    });

    test('[LG12] a key that led to an erased event is refused, and applies nothing again', async () => {
      const command = keyed('key', 'hash', '1', boardNamed(secret));
      await log.append(command);
      await log.redact([removed(1)], plain(boardNamed('mark')));
      expect(await log.append(command)).toEqual({ kind: 'key_reused' });
    });

    test('a redaction obeys expected versions and keys like any append', async () => {
      await log.append(plain(boardNamed('a')));
      expect(await log.redact([removed(1)], { ...plain(boardNamed('mark')), expected: { board: 7 } })).toMatchObject({ kind: 'conflict', actual: 1 });
      expect((await log.read(0, 10)).map(textOf)).toEqual(['a']);
      const mark = keyed('key', 'hash', '1', boardNamed('mark'));
      expect(await log.redact([removed(1)], mark)).toMatchObject({ kind: 'appended' });
      expect(await log.redact([removed(1)], mark)).toMatchObject({ kind: 'replayed', reply: '1' });
    });

    const filled = async (): Promise<string[]> => {
      for (const n of upTo(5))
        await log.append(plain(boardNamed(`name ${n}`), boardNamed(`note ${n}\u2028of two\u2029lines \u009b2J \u202e \ud800`, internal)));
      await log.redact([removed(3)], plain(boardNamed('mark')));
      return linesOf(log);
    };

    test('[LG13] a restored log has the same events, positions and hashes, and new epochs', async () => {
      const lines = await filled();
      // Line readers, Node's included, split at the first two; a terminal obeys the others.
      expect(lines.filter((line) => /[\u2028\u2029\u009b\u202e]/.test(line))).toEqual([]);
      const before = { head: await log.head(), events: await log.read(0, 100) };
      const other = await make();
      const copy = await other.open();
      try {
        expect(await copy.restore(each(lines))).toEqual({ events: 11, hash: before.head.hash });
        expect(await copy.read(0, 100)).toEqual(before.events);
        const head = await copy.head();
        expect(head).toMatchObject({ seq: 11, publicPos: before.head.publicPos, hash: before.head.hash });
        for (const scope of ['internal', 'public'] as const) {
          expect(head.epoch[scope]).not.toBe(before.head.epoch[scope]);
          expect(isOlderEpoch(before.head.epoch[scope], head.epoch[scope]) || isOlderEpoch(head.epoch[scope], before.head.epoch[scope])).toBe(false);
        }
        expect(await copy.verify()).toMatchObject({ ok: true, events: 11 });
        expect(await linesOf(copy)).toEqual(lines);
        expect(await copy.append({ ...plain(boardNamed('next')), expected: { board: 11 } })).toMatchObject({ kind: 'appended' });
      } finally {
        await copy.close();
        await other.remove();
      }
    });

    test('[LG14] a line that does not follow is named, and the log stays empty', async () => {
      const lines = await filled();
      const other = await make();
      const copy = await other.open();
      const without = (index: number) => lines.filter((_, at) => at !== index);
      const changed = (index: number, from: string, to: string) => lines.map((line, at) => (at === index ? line.replace(from, to) : line));
      try {
        await expect(copy.restore(each(without(4)))).rejects.toThrow('line 5 of the export cannot be restored: it does not follow from the line before');
        await expect(copy.restore(each(changed(6, 'name 4', 'name 7')))).rejects.toThrow(
          'line 7 of the export cannot be restored: event 7: the data was changed',
        );
        await expect(copy.restore(each(changed(2, '[removed]', 'nothing')))).rejects.toThrow(/^line 11 of .* event 3: the replacement/);
        await expect(copy.restore(each(changed(1, '{', '[')))).rejects.toThrow('line 2 of the export cannot be restored: it is not an event');
        const idOf = (index: number): string => JSON.parse(lines[index] ?? '').event.id;
        await expect(copy.restore(each(changed(5, idOf(5), idOf(1))))).rejects.toThrow(
          `line 6 of the export cannot be restored: its id ${idOf(1)} is that of line 2`,
        );
        await expect(copy.restore(each(lines.slice(0, 10)))).rejects.toThrow(/^line 10 of .* event 3: .* without a mark/);
        expect(await copy.head()).toMatchObject({ seq: 0, publicPos: 0 });
        expect(await copy.read(0, 10)).toEqual([]);
        expect(await copy.restore(each(lines))).toMatchObject({ events: 11 });
      } finally {
        await copy.close();
        await other.remove();
      }
    });

    test('[LG28] an export that is empty or cut short anywhere is refused as such, and the log stays empty', async () => {
      await log.append(plain(boardNamed('a'), boardNamed('b')));
      await log.append(plain(boardNamed('c')));
      const lines = await linesOf(log);
      const text = lines.map((line) => `${line}\n`).join('');
      const other = await make();
      const copy = await other.open();
      const refusal = (cut: string) =>
        copy.restore(each(cut.split('\n'))).then(
          () => 'taken',
          (error: Error) => error.message,
        );
      try {
        expect(await refusal('')).toBe('the export holds no events');
        expect(await refusal(' \n\n')).toBe('the export holds no events');
        expect(await copy.restore(each([])).catch((error: Error) => error.message)).toBe('the export is empty');
        // Every cut loses something: a piece of a line, or the line that ends the export.
        const cuts = Array.from({ length: text.length - 2 }, (_, at) => text.slice(0, at + 1)).filter((_, at) => at % 23 === 0 || text[at] === '\n');
        for (const cut of cuts) expect(await refusal(cut)).toMatch(/^the export is cut short/);
        expect(await refusal(`${text}${lines[0]}`)).toBe('line 5 of the export cannot be restored: it comes after the end of the export');
        expect(await refusal([lines[0], lines[1], lines[3]].join('\n'))).toMatch(/^line 3 .* it ends an export of 3 events, and there are 2/);
        expect(await copy.head()).toMatchObject({ seq: 0, publicPos: 0 });
        // Exports of earlier versions lack the closing line.
        expect(await copy.restore(each(lines.slice(0, 3)), { unfinished: true })).toMatchObject({ events: 3 });
      } finally {
        await copy.close();
        await other.remove();
      }
    });

    test('[LG14] a log that holds events is not restored over', async () => {
      const lines = await filled();
      await expect(log.restore(each(lines))).rejects.toThrow('a log can be restored into an empty one only');
      expect((await log.head()).seq).toBe(11);
    });

    test('checkpoints are kept by name, replaced, and dropped together', async () => {
      expect(await log.loadCheckpoint('a')).toBeNull();
      const made = async (seq: number) => ({ seq, epoch: await epoch() });
      await log.saveCheckpoint('a', await made(0), '[1]');
      await log.saveCheckpoint('b', await made(0), '[2]');
      await log.saveCheckpoint('a', await made(3), '[3]');
      expect(await log.loadCheckpoint('a')).toEqual({ seq: 3, json: '[3]' });
      await log.dropCheckpoints();
      expect(await log.loadCheckpoint('b')).toBeNull();
    });

    test('[LG15] what was acknowledged is there after the log is opened again', async () => {
      await log.append(keyed('key', 'hash', '1', boardNamed('a')));
      const head = await log.head();
      await log.close();
      log = await store.open();
      expect(await log.head()).toEqual(head);
      expect(await log.append(keyed('key', 'hash', '1', boardNamed('a')))).toMatchObject({ kind: 'replayed' });
      expect(await log.verify()).toMatchObject({ ok: true, events: 1 });
    });

    test('[LG19] an older server refuses the schema of a newer one', async () => {
      await log.close();
      await store.raw(store.newerSchema);
      await expect(store.open()).rejects.toThrow(/^the log was written by a newer Sitrep \(schema 99, this one knows \d+\); start that version instead$/);
    });

    test('[LG23] an event of a type or version this build does not know is kept and marked', async () => {
      await log.append(plain({ ...boardNamed('a'), type: 'board-folded' } as unknown as NewLogEvent, { ...boardNamed('b'), v: 99 }, boardNamed('c')));
      const read = (await log.read(0, 10)).map(({ event }) => event);
      expect(read.map((event) => 'unsupported' in event)).toEqual([true, true, false]);
      expect(read[0]).toMatchObject({ type: 'board-folded', data: { name: 'a' } });
    });
  });
};
