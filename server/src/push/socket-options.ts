import type { ServerOptions as EngineOptions } from 'engine.io';
import { Decoder } from 'socket.io-parser';

export const SOCKET_PATH = '/socket.io/';

/** Clients send only hellos and watch requests, so a large message is a mistake or an attack. Websocket only, so no sticky sessions are needed. */
export const ENGINE_OPTIONS: EngineOptions = {
  transports: ['websocket'],
  allowUpgrades: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 16 * 1024,
  pingInterval: 10_000,
  pingTimeout: 8_000,
};

/** Time between the websocket and the Socket.IO handshake, ms. */
export const CONNECT_TIMEOUT = 5_000;

/** CONNECT, DISCONNECT and EVENT: the packet types our client sends. */
const PACKETS = ['0', '1', '2'];
/** The wire is JSON events in the default namespace: anything else closes the connection. */
export class JsonDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || !PACKETS.includes(packet.charAt(0)) || packet.charAt(1) === '/')
      throw new Error('this packet is not part of the protocol');
    super.add(packet);
  }
}
