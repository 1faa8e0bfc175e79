/** What nodes of one board tell each other beside the log: at most once, in no order, heard by the one that says it too. */
export interface NodeBus {
  /** Never throws. `text`: at most BUS_BYTES; what is longer is dropped. */
  say(text: string): void;
  /** Out: ends the listening. */
  onHear(listener: (text: string) => void): () => void;
  close(): Promise<void>;
}

/** Below what PostgreSQL carries in one notification. */
export const BUS_BYTES = 7_900;

/** Of a board that is one process. */
export const ownBus = (): NodeBus => {
  const listeners = new Set<(text: string) => void>();
  return {
    say: (text) => {
      for (const listener of [...listeners]) listener(text);
    },
    onHear: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
  };
};
