import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  /** The mount point. */
  readonly path: string;
  /** Fills the disk completely. */
  fill(): void;
  /** Deletes what `fill` wrote. */
  empty(): void;
  remove(): void;
}

/** A separate disk of a few MB that can be filled completely. Null, with a message, where mounting is not permitted. */
export const smallDisk = (megabytes: number): SmallDisk | null => {
  const path = mkdtempSync(join(tmpdir(), 'sitrep-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    console.warn('SKIPPED: a full disk, as only root may mount one');
    return null;
  }
  const ballast = join(path, 'ballast');
  const writeAll = (piece: Buffer) => {
    const file = openSync(ballast, 'a');
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  };
  return {
    path,
    fill: () => {
      for (const size of [65_536, 1]) writeAll(Buffer.alloc(size));
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true });
    },
  };
};
