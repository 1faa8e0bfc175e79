import type { Server } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import { listed, plain } from '../ground/client.ts';
import type { Admission } from '../push/admission.ts';

/** Closes connections of one address beyond what `admission` allows, before reading a byte. Addresses in `proxies` carry many clients and are not counted. */
export const capConnections = (server: Server, admission: Admission, proxies: BlockList): void => {
  // A declined upgrade raises the event again on the same socket.
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
