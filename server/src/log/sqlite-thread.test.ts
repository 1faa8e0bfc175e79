import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { openSqliteLog, type SqliteLog } from './sqlite-log.ts';

const EVENTS = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'sitrep-thread-'));
let log: SqliteLog;
let ids = 0;
const said = (text: string): NewEvent & { id: string; recordedAt: number } => ({
  v: 1,
  stream: 'incident:one',
  scope: 'public',
  at: exactly(1_700_000_000_000),
  saidAt: null,
  actor: { kind: 'person', name: 'Robin' },
  drill: null,
  type: 'update-posted',
  data: { incidentId: 'one', updateId: `u${++ids}`, kind: 'update', text },
  id: `e${ids}`,
  recordedAt: 1_700_000_000_000,
});
const write = (count: number) => log.append({ events: Array.from({ length: count }, () => said('The work goes on.')), expected: {}, idempotency: null });

beforeAll(async () => {
  log = openSqliteLog(join(folder, 'log.sqlite'));
  for (let left = EVENTS; left > 0; left -= 1_000) await write(1_000);
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

test(`[LG24] while ${EVENTS} events are verified the thread that serves has its hands free`, async () => {
  let verifying = true;
  let turns = 0;
  const turn = () => {
    turns++;
    if (verifying) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await log.verify()).toMatchObject({ ok: true, events: EVENTS });
  verifying = false;
  // Counted, not timed: read in pieces on this thread, the events would allow it only one turn per piece.
  console.log(`${turns} turns of this thread while ${EVENTS} events were verified`);
  expect(turns).toBeGreaterThan(EVENTS / 50);
});

test('[LG24] an export is made as it is taken, and writes go on meanwhile', async () => {
  let lines = 0;
  for await (const line of log.exportLines()) {
    if (++lines === 1) expect(JSON.parse(line).seq).toBe(1);
    if (lines === 1_000) await write(1);
  }
  // Plus the closing line.
  expect(lines).toBe(EVENTS + 2);
});

test('[LG24] one that is left half-way, and one whose log is closed, end', async () => {
  for await (const _ of log.exportLines()) break;
  const other = openSqliteLog(join(folder, 'log.sqlite'));
  const lines = other.exportLines()[Symbol.asyncIterator]();
  await lines.next();
  const verifying = other.verify();
  await other.close();
  await expect(verifying).rejects.toThrow(StoreUnavailable);
  await expect(other.verify()).rejects.toThrow(StoreUnavailable);
  await expect(
    (async () => {
      while (!(await lines.next()).done);
    })(),
  ).rejects.toThrow(StoreUnavailable);
});
