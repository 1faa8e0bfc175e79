import type { Duplex } from 'node:stream';

/** A client sends hellos, the topics it watches, and pongs: a few hundred bytes a minute. */
const MOST_BYTES = 64 * 1024;
const WINDOW_MS = 5_000;

/**
 * Closes a connection that sends far more than our client does: even discarding its messages would delay everyone else.
 * `now`: ms; only differences count. `tripped`: called once, when the connection is closed.
 */
export const capIncoming = (socket: Duplex, now: () => number, tripped: () => void): void => {
  let since = now();
  let bytes = 0;
  // Runs before the websocket's own listener and, unlike `on`, does not start the stream before that listener is attached.
  socket.prependListener('data', (chunk: Buffer) => {
    const at = now();
    if (at < since || at - since >= WINDOW_MS) {
      since = at;
      bytes = 0;
    }
    bytes += chunk.length;
    if (bytes <= MOST_BYTES || socket.destroyed) return;
    tripped();
    socket.destroy();
  });
};
