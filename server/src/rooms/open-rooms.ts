import type { Room } from './room.ts';

/** The rooms that are open, in the order in which each may rely on those before. */
export class OpenRooms {
  readonly #open: Room[] = [];

  get all(): readonly Room[] {
    return this.#open;
  }

  add<T extends Room>(room: T): T {
    this.#open.push(room);
    return room;
  }

  /** Stops them, the last one first, each once the one after it has ended. One that fails keeps no other from stopping; the first failure is thrown at the end. */
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
