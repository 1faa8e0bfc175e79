import type { Server } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import { listed, plain } from '../ground/client.ts';
import type { Admission } from '../push/admission.ts';

/** Hangs up on the connections of one address past what `admission` allows it, before a byte of them is read. `proxies` speak for many and go uncounted. */
export const capConnections = (server: Server, admission: Admission, proxies: BlockList): void => {
  // A declined upgrade comes by a second time, on the same socket.
  const met = new WeakSet<Socket>();
  server.on('connection', (socket: Socket) => {
    const address = plain(socket.remoteAddress ?? '');
    if (met.has(socket) || listed(proxies, address)) return;
    met.add(socket);
    const entry = admission.enter(address, true, socket);
    if (entry.admitted) socket.once('close', entry.leave);
    else socket.destroy();
  });
};
