import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../ground/clock.ts';
import { Projection } from '../projection/projection.ts';
import type { Append } from './event-log.ts';
import { openSqliteLog, type SqliteLog } from './sqlite-log.ts';
import { UnreadableEvent } from './unreadable-event.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-damage-'));
  file = join(folder, 'log.sqlite');
  const log = openSqliteLog(file);
  for (let n = 1; n <= 9; n++) await log.append(named(n));
  await log.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Long enough that each fills separate pages. */
const textOf = (n: number) => `name ${n} `.repeat(1_500);
const named = (n: number): Append => ({
  events: [
    {
      id: `e${n}`,
      stream: 'board',
      v: 1,
      scope: 'internal',
      type: 'board-named',
      at: exactly(n),
      saidAt: null,
      recordedAt: n,
      actor: { kind: 'person', name: 'Ana' },
      drill: null,
      data: { name: textOf(n), notice: null },
    },
  ],
  expected: {},
  idempotency: null,
});
const sql = (statement: string) => {
  const db = new DatabaseSync(file);
  db.exec(statement);
  db.close();
};
/** Overwrites the page in the middle of a text, like a failing disk. */
const damagePageOf = (n: number) => {
  const at = readFileSync(file).indexOf(textOf(n).slice(0, 60));
  const page = Math.floor(at / 4096) * 4096;
  const bytes = openSync(file, 'r+');
  writeSync(bytes, Buffer.alloc(4096, 0xff), 0, 4096, page);
  closeSync(bytes);
};

const DAMAGES: [what: string, damage: () => void, why: string][] = [
  ['data that are no JSON', () => sql('UPDATE events SET data = substr(data, 1, 40) WHERE seq = 5'), 'its data are no JSON'],
  ['data that are gone', () => sql("UPDATE events SET data = '' WHERE seq = 5"), 'its data are no JSON'],
  ['an envelope that is no JSON', () => sql("UPDATE events SET envelope = '{' WHERE seq = 5"), 'its envelope is no JSON'],
  ['an envelope without what belongs there', () => sql("UPDATE events SET envelope = '{}' WHERE seq = 5"), 'its envelope is damaged'],
  ['a row that is gone', () => sql('DELETE FROM events WHERE seq = 5'), 'it is missing'],
  ['rows gone at the end', () => sql('DELETE FROM events WHERE seq >= 5'), 'it is missing'],
  ['a page of the file that is damaged', () => damagePageOf(5), 'the file is damaged there'],
];

test.each(DAMAGES)('[LG27] %s: the event is named wherever the log is read, with what to do', async (_, damage, why) => {
  damage();
  const log = openSqliteLog(file);
  const failure = async (act: () => Promise<unknown>) =>
    act().then(
      () => null,
      (error) => error,
    );
  const start = () => Projection.open({ log, clock: { ...systemClock, every: () => () => {} }, stopwatch: () => 0, onError: () => {} });
  const exported = async () => {
    const lines: string[] = [];
    for await (const line of log.exportLines()) lines.push(line);
    return lines;
  };
  for (const read of [start, exported] as const) {
    const error = await failure(read);
    expect([error instanceof UnreadableEvent, (error as UnreadableEvent).seq]).toEqual([true, 5]);
    expect((error as Error).message).toMatch(/^Event 5 of the log cannot be read: .*sitrep -- verify.*import/);
  }
  expect(((await failure(start)) as UnreadableEvent).why).toBe(why);
  expect(await log.verify()).toMatchObject({ ok: false, seq: 5 });
  await (log as SqliteLog).close();
});
