import type { Room } from './room.ts';

/** The open rooms, each depending only on earlier ones. */
export class OpenRooms {
  readonly #open: Room[] = [];

  get all(): readonly Room[] {
    return this.#open;
  }

  add<T extends Room>(room: T): T {
    this.#open.push(room);
    return room;
  }

  /** Stops the rooms one by one, the last one first. A failure does not prevent the others from stopping; the first failure is thrown at the end. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let room = this.#open.pop(); room !== undefined; room = this.#open.pop()) {
      try {
        await room.stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
