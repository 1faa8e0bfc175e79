import type { ServerOptions as EngineOptions } from 'engine.io';
import { Decoder } from 'socket.io-parser';

export const SOCKET_PATH = '/socket.io/';

/** Clients send only hellos, so a large message is a mistake or an attack. Websocket only, so no node needs sticky sessions. */
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

const BINARY_PACKETS = ['5', '6'];
/** The wire is JSON: binary packets and their attachments end the connection. */
export class JsonDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || BINARY_PACKETS.includes(packet.charAt(0))) throw new Error('binary packets are not part of the protocol');
    super.add(packet);
  }
}
