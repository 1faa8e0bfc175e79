/** Messages between the nodes of one board, outside the log: delivered at most once, in no order, also to the sender. */
export interface NodeBus {
  /** Never throws. `text`: at most BUS_BYTES bytes; longer messages are dropped. */
  say(text: string): void;
  /** Out: a function that unsubscribes. */
  onHear(listener: (text: string) => void): () => void;
  close(): Promise<void>;
}

/** Below the payload limit of a PostgreSQL notification. */
export const BUS_BYTES = 7_900;

/** The bus of a board with a single process. */
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
