import { backupLines } from '../backup/backup-file.ts';
import { DISK_ALARM, reserveGuard } from '../guard/disk-reserve.ts';
import { logRoutes } from '../http/operations/log-routes.ts';
import type { Projection } from '../projection/projection.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { gauge } from './figures.ts';
import { type Room, room } from './room.ts';

/** Export, import, backup and verification of the log, and its disk. The log stays open; the caller closes it. */
export const storeRoom = ({ log, auth, clock, reserve }: AppPorts, { build }: AppSettings, projection: Projection): Room =>
  room({
    routes: logRoutes({
      exportLines: () => log.exportLines(),
      verify: () => log.verify(),
      restore: async (lines, options) => {
        const restored = await log.restore(lines, options);
        await projection.catchUp();
        return restored;
      },
      backupLines: () => backupLines({ log, auth }, build, clock.now()),
      isEmpty: async () => (await log.head()).seq === 0,
    }),
    ...(reserve !== null && {
      guards: [reserveGuard(reserve)],
      metrics: [
        gauge('sitrep_disk_used_ratio', 'Share in use of the disk that holds the log', () => reserve.used()),
        gauge('sitrep_disk_alarm', `1 while more than ${DISK_ALARM * 100} % of that disk is in use`, async () => ((await reserve.used()) > DISK_ALARM ? 1 : 0)),
      ],
    }),
  });
