import { existsSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm, statfs } from 'node:fs/promises';
import type { Guard } from './guard.ts';

export const RESERVE_BYTES = 64 * 1024 * 1024;
/** From here on somebody should see to the disk. */
export const DISK_ALARM = 0.85;
const CHUNK = 1024 * 1024;

/** Room kept back on the disk of the log: given up when the disk is full, so that the incident at hand can still be written down. */
export class DiskReserve {
  /** How often it was given up. */
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

  /** Gives the room up. False when there was none to give. */
  release(): boolean {
    if (!this.held) return false;
    rmSync(this.#file);
    this.releases++;
    return true;
  }

  /** Takes the room, unless it is held or that would leave the disk with less than as much again. */
  async fill(): Promise<void> {
    if (this.held) return;
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < 2 * this.#bytes) return;
    const beside = `${this.#file}.new`;
    const file = await open(beside, 'w', 0o600);
    try {
      // Zeros, written: a file with a hole would keep no room.
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

  /** Share of the disk in use, as those without special rights see it. */
  async used(): Promise<number> {
    const { blocks, bfree, bavail } = await statfs(this.#folder);
    return (blocks - bfree) / (blocks - bfree + bavail);
  }
}

/** A disk without room for it is told by its figures; it fails only where there is room and it cannot be taken. */
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
