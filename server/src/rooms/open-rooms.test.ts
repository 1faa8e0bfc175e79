import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Clock, systemClock } from '../ground/clock.ts';
import { startApp } from '../testing/start-app.ts';
import type { AppPorts } from './app-ports.ts';
import { OpenRooms } from './open-rooms.ts';
import { room } from './room.ts';

test('[HT42] rooms stop one after the other, the last opened first, and one that fails keeps no other open', async () => {
  const rooms = new OpenRooms();
  const told: string[] = [];
  for (const name of ['store', 'door', 'hub']) {
    rooms.add(
      room({
        stop: async () => {
          told.push(`${name} stops`);
          await new Promise((resolve) => setImmediate(resolve));
          told.push(`${name} stopped`);
          if (name === 'door') throw new Error('the door is stuck');
        },
      }),
    );
  }
  await expect(rooms.stop()).rejects.toThrow('the door is stuck');
  expect(told).toEqual(['hub stops', 'hub stopped', 'door stops', 'door stopped', 'store stops', 'store stopped']);
  await rooms.stop();
  expect(told).toHaveLength(6);
});

test('[HT42] what every room answers, counts and is guarded by is mounted, shown and watched', async () => {
  const app = await startApp();
  const figures = (await app.ask('GET', '/metrics')).text;
  expect(app.rooms.length).toBeGreaterThan(6);
  expect(app.rooms.flatMap(({ routes }) => routes)).toEqual(app.routes);
  for (const { guards, metrics } of app.rooms) {
    for (const guard of guards) expect(app.guards.watched.map((watched) => watched.guard)).toContain(guard);
    for (const { name } of metrics as readonly { name?: string }[]) expect(figures).toContain(`# HELP ${name} `);
    for (const { name } of guards) expect(figures).toContain(`guard_${name}_state`);
  }
  await app.dispose();
});

test('[HT42] an app that cannot open stops what was open already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-rooms-'));
  let begun = 0;
  let running = 0;
  const every: Clock['every'] = (ms, run) => {
    const stop = systemClock.every(ms, run);
    begun++;
    running++;
    return () => {
      running--;
      stop();
    };
  };
  const log = { head: () => Promise.reject(new Error('the log cannot be read')) } as unknown as AppPorts['log'];
  await expect(startApp({ folder, ports: { log, clock: { ...systemClock, every } } })).rejects.toThrow('the log cannot be read');
  expect([begun > 0, running]).toEqual([true, 0]);
  rmSync(folder, { recursive: true });
});
