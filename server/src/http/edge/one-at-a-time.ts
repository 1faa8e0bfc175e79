import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Nobody's browser and no proxy of today sends a request before the answer to the last; this is for what does all the same. */
const MOST_WAITING = 16;

type Exchange = [IncomingMessage, ServerResponse];

/**
 * Requests sent down one connection are answered one after the other, each once the answer before it has left, so that an answer nobody reads is the only
 * one held in memory. More than a few waiting, and the connection is closed.
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
