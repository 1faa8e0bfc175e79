import type { Duplex } from 'node:stream';

/** A client says hello, what it watches, answers pings, and no more: some hundred bytes a minute. */
const MOST_BYTES = 64 * 1024;
const WINDOW_MS = 5_000;

/**
 * Ends a connection that sends more than any client of ours would: whatever it is that it sends, answering or passing over it holds up everybody else.
 * `now`: milliseconds of any clock. `tripped`: told once, as it is ended.
 */
export const capIncoming = (socket: Duplex, now: () => number, tripped: () => void): void => {
  let since = now();
  let bytes = 0;
  // Ahead of the websocket's own listener, and, other than `on`, without making the stream flow before that is there.
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
