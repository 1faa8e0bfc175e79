import { existsSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, statfs } from 'node:fs/promises';
import type { Guard } from './guard.ts';

export const RESERVE_BYTES = 64 * 1024 * 1024;
/** Share of the disk in use (0..1) from which the operator is warned. */
export const DISK_ALARM = 0.85;
const CHUNK = 1024 * 1024;

/** A reserve file on the log's disk, deleted when the disk is full, so that the current incident can still be recorded. */
export class DiskReserve {
  /** How often the reserve was released. */
  releases = 0;
  readonly #folder: string;
  readonly #file: string;
  readonly #bytes: number;

  constructor(folder: string, file: string, bytes = RESERVE_BYTES) {
    this.#folder = folder;
    this.#file = file;
    this.#bytes = bytes;
  }

  get held(): boolean {
    return existsSync(this.#file) && statSync(this.#file).size >= this.#bytes;
  }

  /** Releases the reserve. False when none was held. */
  release(): boolean {
    if (!this.held) return false;
    rmSync(this.#file);
    this.releases++;
    return true;
  }

  /** Creates the reserve, unless it exists or the disk would be left with less free space than the reserve's own size. */
  async fill(): Promise<void> {
    if (this.held) return;
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < 2 * this.#bytes) return;
    const beside = `${this.#file}.new`;
    const file = await open(beside, 'w', 0o600);
    try {
      // Written zeros: a sparse file would reserve nothing.
      for (let left = this.#bytes; left > 0; left -= CHUNK) await file.write(Buffer.alloc(Math.min(CHUNK, left)));
      await file.sync();
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    await rename(beside, this.#file);
  }

  /** Share of the disk in use (0..1), as an unprivileged user sees it. */
  async used(): Promise<number> {
    const { blocks, bfree, bavail } = await statfs(this.#folder);
    return (blocks - bfree) / (blocks - bfree + bavail);
  }
}

/** A disk too full for the reserve is reported by the disk figures; this guard fails only when there is space and the reserve cannot be created. */
export const reserveGuard = (reserve: DiskReserve): Guard => ({
  name: 'disk_reserve',
  help: '1 while room is kept back for a full disk',
  state: () => (reserve.held ? 1 : 0),
  trips: () => reserve.releases,
  test: async () => {
    await reserve.fill();
    return null;
  },
  reset: () => {},
});
