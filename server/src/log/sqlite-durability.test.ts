import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type {} from './event-log.ts';
import { boardNamed, internal, plain, seqs, upTo } from './log-contract.ts';
import { openSqliteLog, type SqliteLog } from './sqlite-log.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-durable-'));
  file = join(folder, 'log.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Appends until it is killed, or `count` times, and prints each seq once it is acknowledged. */
const WRITER = `
  import { openSqliteLog } from ${JSON.stringify(import.meta.resolve('./sqlite-log.ts'))};
  import { writeSync } from 'node:fs';
  const [file, run, count] = process.argv.slice(1);
  const log = openSqliteLog(file);
  for (let n = 0; n < Number(count); n++) {
    const event = (part) => ({ id: run + '-' + n + part, v: 1, type: 'board-named', stream: 'board', scope: 'public', at: { ms: 1, precision: 'exact' },
      saidAt: null, recordedAt: 1, actor: null, drill: null, data: { name: 'text '.repeat(20) + n, notice: null } });
    const { events } = await log.append({ events: [event('a'), event('b')], expected: {}, idempotency: null });
    writeSync(1, events.map(({ seq }) => seq).join('\\n') + '\\n');
  }`;
const writerArguments = (run: string, count: number) => ['--input-type=module', '-e', WRITER, file, run, String(count)];

const acknowledgedBy = (child: ChildProcess): { seqs(): number[] } => {
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  // The last line may be cut short by the kill.
  return { seqs: () => text.split('\n').slice(0, -1).map(Number) };
};

test('[LG15] no acknowledged event is lost over kill -9', async () => {
  let last = 0;
  for (const run of upTo(6)) {
    const child = spawn(process.execPath, writerArguments(`run${run}`, 1e9), { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged = acknowledgedBy(child);
    await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    await sleep(100 + 50 * run);
    child.kill('SIGKILL');
    await once(child, 'close');
    const log = openSqliteLog(file);
    const { seq } = await log.head();
    const all = acknowledged.seqs();
    expect(all[0]).toBe(last + 1);
    expect(seq).toBeGreaterThanOrEqual(all.at(-1) ?? 0);
    expect(seqs(await log.read(0, 1e9))).toEqual(upTo(seq));
    expect(await log.verify()).toMatchObject({ ok: true, events: seq });
    expect(seq % 2).toBe(0);
    await log.close();
    last = seq;
  }
});

const strace = (() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('SKIPPED: counting fsyncs, as strace was not found');
    return false;
  }
})();

test.skipIf(!strace)('[LG16] every acknowledgement is preceded by an fsync of the log', async () => {
  const trace = join(folder, 'trace');
  const child = spawn(
    'strace',
    ['-f', '-e', 'trace=fsync,fdatasync,write', '-e', 'signal=none', '-o', trace, process.execPath, ...writerArguments('run', 50)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  acknowledgedBy(child);
  expect((await once(child, 'close'))[0]).toBe(0);
  let synced = false;
  let acknowledgements = 0;
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/f(data)?sync\(.*= 0/.test(line)) synced = true;
    else if (/ write\(1, "\d/.test(line)) {
      expect(synced).toBe(true);
      synced = false;
      acknowledgements++;
    }
  }
  expect(acknowledgements).toBe(50);
});

test('[LG10] erased text is in no byte of the files, the write-ahead file included', async () => {
  const log = openSqliteLog(file);
  const secret = 'ada.byron@example.org';
  const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
  // Long enough to need overflow pages, between neighbours that share its pages.
  const texts = [secret, `${'padding '.repeat(2_000)}${secret}${' padding'.repeat(2_000)}`];
  for (const n of upTo(50)) await log.append(plain(boardNamed(`before ${n}`), boardNamed(`beside ${n}`, internal)));
  for (const text of texts)
    await log.append({ ...plain(boardNamed(text)), idempotency: { principal: 'p', key: text.slice(0, 8), requestHash: 'h', reply: JSON.stringify(text) } });
  await log.saveCheckpoint('fold', { seq: 102, epoch: (await log.head()).epoch.internal }, JSON.stringify(texts));
  for (const n of upTo(50)) await log.append(plain(boardNamed(`after ${n}`)));
  expect(bytes().some((text) => text.includes(secret))).toBe(true);
  const erase = [101, 102].map((seq) => ({ seq, replacement: { name: '[removed]', notice: null } }));
  await log.redact(erase, plain(boardNamed('mark')));
  expect(bytes().filter((text) => text.includes(secret))).toEqual([]);
  expect(await log.verify()).toMatchObject({ ok: true });
  await log.close();
});

/** Writes until the disk is full, and again after `makeRoom` has freed space. */
const fillUp = async (log: SqliteLog, makeRoom: () => void): Promise<void> => {
  const write = () => log.append(plain(boardNamed('text '.repeat(2_000))));
  let refused: unknown;
  let acknowledged = 0;
  for (; acknowledged < 1_000; acknowledged++) {
    refused = await write().then(
      () => null,
      (error) => error,
    );
    if (refused) break;
  }
  expect(refused).toBeInstanceOf(StoreUnavailable);
  expect(refused).toMatchObject({ reason: 'full', message: 'the disk that holds the data is full' });
  expect(acknowledged).toBeGreaterThan(0);
  expect(await log.verify()).toMatchObject({ ok: true, events: acknowledged });
  makeRoom();
  expect(await write()).toMatchObject({ kind: 'appended', events: [{ seq: acknowledged + 1 }] });
};

test('[LG17] a database that may grow no further refuses the write, keeps what there is, and takes writes again once it may', async () => {
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  const log = openSqliteLog(file);
  // The page limit is per connection, so it is set on the log's own.
  const db = exec.mock.contexts[0] as DatabaseSync;
  exec.mockRestore();
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages + 40}`);
  await fillUp(log, () => db.exec('PRAGMA max_page_count = 1000000'));
  await log.close();
});

const root = process.getuid?.() === 0;
if (!root) console.warn('SKIPPED: a full disk, as only root may mount one');

test.skipIf(!root)('[LG17] a full disk refuses the write, keeps what there is, and takes writes again once there is room', async () => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
  } catch {
    return console.warn('SKIPPED: a full disk, as this machine lets nobody mount one');
  }
  try {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(512 * 1024));
    const log = openSqliteLog(join(disk, 'log.sqlite'));
    await fillUp(log, () => rmSync(join(disk, 'ballast')));
    await log.close();
  } finally {
    execFileSync('umount', [disk]);
  }
});
