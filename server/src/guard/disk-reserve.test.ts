import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startApp } from '../testing/start-app.ts';
import { DiskReserve, reserveGuard } from './disk-reserve.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-reserve-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('[GU7] the room is really taken, given up once, and taken again', async () => {
  const folder = newFolder();
  const reserve = new DiskReserve(folder, join(folder, 'reserve'), 3_000_000);
  expect([reserve.held, reserve.release()]).toEqual([false, false]);
  await reserve.fill();
  expect(reserve.held).toBe(true);
  expect(statSync(join(folder, 'reserve')).blocks * 512).toBeGreaterThanOrEqual(3_000_000);
  expect([reserve.release(), reserve.release(), reserve.releases]).toEqual([true, false, 1]);
  expect(await reserveGuard(reserve).test()).toBeNull();
  expect(reserve.held).toBe(true);
  expect(await reserve.used()).toBeGreaterThan(0);
});

const root = process.getuid?.() === 0;
if (!root) console.warn('SKIPPED: a full disk, as only root may mount one');

test.skipIf(!root)(
  '[GU7] on a full disk the reserve is given up and writes go on; then they answer 507 while reading goes on, until there is room',
  async () => {
    const disk = join(newFolder(), 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    } catch {
      return console.warn('SKIPPED: a full disk, as this machine lets nobody mount one');
    }
    const reserve = new DiskReserve(disk, join(disk, 'reserve'), 1_000_000);
    const app = await startApp({ folder: disk, ports: { reserve } });
    try {
      await reserve.fill();
      const { incidentId } = await app.give('open-incident', { title: 'Uploads stall' });
      const ballast = () => writeFileSync(join(disk, 'ballast'), Buffer.alloc(1_500_000));
      ballast();
      const write = () => app.ask('POST', `/api/v1/incidents/${incidentId}/updates`, { body: { text: 'text '.repeat(900) } });
      const fillUp = async () => {
        for (let written = 0; written < 2_000; written++) {
          const reply = await write();
          if (reply.status !== 201) return { written, reply };
        }
        throw new Error('the disk never filled up');
      };
      const { written, reply } = await fillUp();
      expect(written).toBeGreaterThan(100);
      expect([reserve.releases, reserve.held]).toEqual([1, false]);
      expect([reply.status, reply.body.code]).toEqual([507, 'disk_full']);
      expect((await app.ask('GET', `/api/v1/incidents/${incidentId}`)).body.incident.entryCount).toBe(written + 1);
      expect((await app.ask('GET', '/api/v1/verify')).body).toMatchObject({ ok: true });
      const { text } = await app.ask('GET', '/metrics');
      expect(text).toContain('sitrep_disk_alarm 1');
      expect(text).toContain('guard_disk_reserve_state 0');
      expect(text).toContain('guard_disk_reserve_trips_total 1');

      rmSync(join(disk, 'ballast'));
      expect((await write()).status).toBe(201);
    } finally {
      await app.stop();
      execFileSync('umount', [disk]);
    }
  },
);
