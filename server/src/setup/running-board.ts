import { join, resolve } from 'node:path';
import { readRun, storeOf } from './data-folder.ts';

export interface RunningBoard {
  folder: string;
  url: string;
  token: string;
}

/** More than one board is running and none was chosen; the message names them and says how to choose. */
export class BoardUnclear extends Error {}

/**
 * The running board that a tool on this machine should use: the one of DATA_DIR; without it whichever of the own and the sample board runs, by PORT when both do.
 * With DATABASE_URL only a server on that database counts.
 * In: the folder of the project, the environment. Out: null when none runs. Throws BoardUnclear.
 */
export const findRunningBoard = (root: string, env: Readonly<Record<string, string | undefined>>): RunningBoard | null => {
  const folders = env.DATA_DIR ? [resolve(root, env.DATA_DIR)] : [join(root, 'data/own'), join(root, 'data/sample')];
  const running = folders.flatMap((folder) => {
    const run = readRun(folder);
    const serves = run !== null && (!env.DATABASE_URL || run.store === storeOf(env.DATABASE_URL));
    return serves && isAlive(run.pid) ? [{ folder, url: run.url, token: run.token }] : [];
  });
  const meant = running.length > 1 && env.PORT ? running.filter(({ url }) => new URL(url).port === env.PORT) : running;
  if (running.length > 1 && meant.length !== 1) {
    const boards = running.map(({ folder, url }) => `${url} (DATA_DIR=${folder})`).join(' and ');
    throw new BoardUnclear(`Two boards run here, ${boards}. Say which by setting DATA_DIR.`);
  }
  return meant[0] ?? null;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
