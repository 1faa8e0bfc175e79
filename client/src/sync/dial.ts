import type { Hello } from '@sitrep/shared/protocol/wire.ts';
import { DOWN } from '@sitrep/shared/protocol/wire.ts';
import { io } from 'socket.io-client';

/** One attempt at a connection. After `close` nothing is reported any more. */
export interface Wire {
  hello(hello: Hello): void;
  /** Starts or stops watching topics. */
  say(what: 'watch' | 'unwatch', topics: readonly string[]): void;
  close(): void;
}
export interface WireEvents {
  connected(): void;
  disconnected(): void;
  received(name: string, payload: unknown): void;
}
/** `hello` is called at the moment of the handshake, so that it is never out of date. */
export type Dial = (hello: () => Hello, events: WireEvents) => Wire;

/** The only socket. Websocket only, without Socket.IO's recovery and reconnection: the session decides when to dial. */
export const dialSocket: Dial = (hello, events) => {
  const socket = io({
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: (send) => send({ hello: hello() }),
  });
  let open = true;
  const whileOpen =
    (act: () => void): (() => void) =>
    () => {
      if (open) act();
    };
  socket.on('connect', whileOpen(events.connected));
  socket.on('connect_error', whileOpen(events.disconnected));
  socket.on('disconnect', whileOpen(events.disconnected));
  for (const name of Object.keys(DOWN)) {
    socket.on(name, (payload: unknown) => {
      if (open) events.received(name, payload);
    });
  }
  return {
    hello: (message) => {
      socket.emit('hello', message);
    },
    say: (what, topics) => {
      socket.emit(what, { topics });
    },
    close() {
      open = false;
      socket.disconnect();
    },
  };
};
