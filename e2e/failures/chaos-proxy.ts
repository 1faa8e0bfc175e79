import { connect, createServer, type Socket } from 'node:net';

export interface ChaosProxy {
  readonly port: number;
  readonly url: string;
  /** `cut`: connections drop and new ones are refused. `blackhole`: connections stay open and nothing passes. `pass`: everything is forwarded. */
  set(mode: 'pass' | 'cut' | 'blackhole'): void;
  close(): Promise<void>;
}

/** Connections that request `path` go to `port` instead and are never disturbed: a test uses them to reach its page while the network is lost. */
interface Spared {
  readonly path: string;
  readonly port: number;
}

/** A TCP proxy on loopback in front of `targetPort` that can lose the network. */
export const startChaosProxy = async (targetPort: number, spared: Spared | null = null): Promise<ChaosProxy> => {
  let mode: 'pass' | 'cut' | 'blackhole' = 'pass';
  const sockets = new Set<Socket>();
  const unharmed = new Set<Socket>();
  const remember = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const carry = (near: Socket) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    remember(near);
    remember(far);
    const pipe = (from: Socket, to: Socket) => {
      from.on('data', (chunk) => {
        // Data sent into the black hole is lost for good, so this connection must never continue with a piece missing.
        if (mode === 'pass') to.write(chunk);
        else holed.add(from).add(to);
      });
      from.on('end', () => to.end());
      from.on('close', () => to.destroy());
    };
    pipe(near, far);
    pipe(far, near);
  };
  /** The first bytes of a connection show whether it is exempt. */
  const sort = (near: Socket, { path, port }: Spared) => {
    near.on('error', () => near.destroy());
    near.once('data', (head) => {
      near.pause();
      near.unshift(head);
      if (head.toString('latin1').startsWith(`GET ${path} `)) {
        const far = connect({ port, host: '127.0.0.1', noDelay: true });
        far.on('error', () => near.destroy());
        near.on('close', () => far.destroy());
        unharmed.add(near);
        near.pipe(far).pipe(near);
      } else if (mode === 'cut') near.destroy();
      else {
        carry(near);
        near.resume();
      }
    });
  };
  const server = createServer({ noDelay: true }, (near) => {
    if (mode === 'cut') near.destroy();
    else if (spared === null) carry(near);
    else sort(near, spared);
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
        for (const socket of [...sockets, ...unharmed]) socket.destroy();
        server.close(() => closed());
      }),
  };
};
