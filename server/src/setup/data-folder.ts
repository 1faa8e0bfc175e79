import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { plainReason } from '../ground/plain-reason.ts';

/**
 * The folder of a board kept without a database server. One process at a time:
 *
 *     lock        an SQLite file locked exclusively: the kernel releases it however the process ends
 *     holder      who holds it, in readable words; valid only while the lock is held
 *     run.json    address and token of the running server for tools on this machine, readable by its owner alone
 */
export interface DataFolder {
  readonly path: string;
  /** Path of a file in the folder. */
  file(name: string): string;
  /** Publishes the server's address and the token of this start for the command line tools of the same user. False when the disk is full. */
  announce(run: { url: string; token: string; store: string }): boolean;
  /** Removes the announcement and releases the folder. */
  release(): void;
}

/** The folder cannot be used; the message is the whole sentence for the person who started the server. */
export class FolderRefused extends Error {}

const Run = z.object({ pid: z.int(), url: z.string(), token: z.string(), store: z.string() });
export type Run = z.infer<typeof Run>;

/** Identifies a store, without the password that DATABASE_URL may contain. */
export const storeOf = (databaseUrl: string | null): string => (databaseUrl === null ? 'embedded' : createHash('sha256').update(databaseUrl).digest('hex'));

/** Creates `path` when missing and locks it until `release` or the end of the process. Throws FolderRefused. */
export const claimDataFolder = (path: string): DataFolder => {
  const file = (name: string) => join(path, name);
  const lock = takeLock(path, file('lock'));
  // Left behind by an earlier process that was killed.
  rmSync(file('run.json'), { force: true });
  const say = (holder: { pid: number; url?: string }) => {
    try {
      writeWhole(file('holder'), JSON.stringify(holder));
    } catch {
      // On a full disk the next process is still refused, only without the name of the holder.
      rmSync(file('holder'), { force: true });
    }
  };
  say({ pid: process.pid });
  return {
    path,
    file,
    announce: ({ url, token, store }) => {
      if (!lock.isOpen) return true;
      try {
        writeWhole(file('run.json'), JSON.stringify({ pid: process.pid, url, token, store } satisfies Run));
      } catch (error) {
        if (!isFull(error)) throw error;
        return false;
      }
      say({ pid: process.pid, url });
      return true;
    },
    release: () => {
      if (!lock.isOpen) return;
      rmSync(file('run.json'), { force: true });
      rmSync(file('holder'), { force: true });
      lock.close();
    },
  };
};

/** How to reach the server that runs on `path`; null when none announced itself. The server may have been killed since; then connections are refused. */
export const readRun = (path: string): Run | null => {
  try {
    return Run.parse(JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')));
  } catch {
    return null;
  }
};

const takeLock = (path: string, file: string): DatabaseSync => {
  let lock: DatabaseSync | undefined;
  try {
    makeFolder(path);
    makePrivate(path);
    lock = new DatabaseSync(file);
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof FolderRefused) throw error;
    const busy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    throw new FolderRefused(busy ? inUse(path) : `The data folder ${path} cannot be written: ${plainReason(error)}.`, { cause: error });
  }
};

/** Node's recursive `mkdir` never returns for places such as /proc. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
};

/** Our files, and those a fresh volume may contain. */
const OURS = /^((log|auth)\.sqlite(-\w+)?|lock|holder(\.new)?|run\.json(\.new)?|reserve(\.\w+)?|lost\+found)$/;

/**
 * Only this user may read the folder. The mode of a folder that others use too is left as it is, and its files are protected one by one. But anyone who can
 * write to it could replace our files and take the token in `run.json`.
 */
const makePrivate = (path: string): void => {
  // Windows has no such modes.
  if (process.getuid === undefined) return;
  const { uid, mode } = statSync(path);
  const names = readdirSync(path);
  const ours = names.every((name) => OURS.test(name));
  if (ours && uid === process.getuid()) chmodSync(path, 0o700);
  else if ((mode & 0o022) !== 0)
    throw new FolderRefused(
      `The data folder ${path} can be written by other users of this machine; take that right away with chmod go-w, or set DATA_DIR to a new folder inside it.`,
    );
  for (const name of names.filter((one) => OURS.test(one))) {
    const file = join(path, name);
    if (statSync(file).isFile() && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  }
};

const SQLITE_BUSY = 5;

const inUse = (path: string): string => {
  try {
    const { pid, url } = JSON.parse(readFileSync(join(path, 'holder'), 'utf8')) as { pid: number; url?: string };
    return `The data folder ${path} is in use by process ${pid}${url ? ` at ${url}` : ''}; stop that one first, or set DATA_DIR to another folder.`;
  } catch {
    return `The data folder ${path} is in use by another process; stop that one first, or set DATA_DIR to another folder.`;
  }
};

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Replaces the file atomically: readers see the old or the new content, and only this user may read it. */
const writeWhole = (file: string, text: string): void => {
  const beside = `${file}.new`;
  // Created afresh: an existing file may be another user's, or a link elsewhere.
  rmSync(beside, { force: true });
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};
