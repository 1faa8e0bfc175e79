import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Pipelined requests allowed to wait on one connection; modern browsers and proxies do not pipeline. */
const MOST_WAITING = 16;

type Exchange = [IncomingMessage, ServerResponse];

/**
 * Requests pipelined on one connection are handled one after the other, each after the previous answer was sent, so that at most one unread answer per
 * connection is held in memory. When too many wait, the connection is closed.
 */
export const oneAtATime = (answer: RequestListener): RequestListener => {
  const waiting = new WeakMap<Socket, Exchange[]>();

  const begin = (exchange: Exchange, queue: Exchange[]): void => {
    const [request, response] = exchange;
    const { socket } = request;
    response.once('close', () => {
      const next = socket.destroyed ? undefined : queue.shift();
      if (next === undefined) waiting.delete(socket);
      else begin(next, queue);
    });
    answer(request, response);
  };

  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const queue = waiting.get(socket);
    if (queue === undefined) {
      const fresh: Exchange[] = [];
      waiting.set(socket, fresh);
      begin([request, response], fresh);
    } else if (queue.length < MOST_WAITING) queue.push([request, response]);
    else socket.destroy();
  };
};
