import { LogUnavailable } from './event-log.ts';

const FULL = 13;
// Busy, locked, read-only, input/output, cannot open.
const AWAY = [5, 6, 8, 10, 14];

/** Runs `run`, telling a store that cannot work now from a bug. */
export const available = <T>(run: () => T): T => {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
    if (code === FULL) throw new LogUnavailable('full', error);
    if (AWAY.includes(code)) throw new LogUnavailable('away', error);
    throw error;
  }
};
