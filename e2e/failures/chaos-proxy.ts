import { connect, createServer, type Socket } from 'node:net';

export interface ChaosProxy {
  readonly port: number;
  readonly url: string;
  /** `cut`: connections drop and new ones are refused. `blackhole`: connections stay open and nothing passes. `pass`: as if it were not there. */
  set(mode: 'pass' | 'cut' | 'blackhole'): void;
  close(): Promise<void>;
}

/** A TCP proxy on loopback in front of `targetPort` that can lose the network. */
export const startChaosProxy = async (targetPort: number): Promise<ChaosProxy> => {
  let mode: 'pass' | 'cut' | 'blackhole' = 'pass';
  const sockets = new Set<Socket>();
  const remember = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    if (mode === 'cut') return near.destroy();
    const far = connect(targetPort, '127.0.0.1');
    remember(near);
    remember(far);
    const pipe = (from: Socket, to: Socket) => {
      from.on('data', (chunk) => {
        // What falls into the hole is lost for good: the connection must never carry a stream with a piece missing.
        if (mode === 'pass') to.write(chunk);
        else holed.add(from).add(to);
      });
      from.on('end', () => to.end());
      from.on('close', () => to.destroy());
    };
    pipe(near, far);
    pipe(far, near);
  });
  const holed = new Set<Socket>();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    set: (next) => {
      mode = next;
      if (next === 'cut') for (const socket of sockets) socket.destroy();
      if (next === 'pass') for (const socket of holed) socket.destroy();
      holed.clear();
    },
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
};
