import type { Socket as EngineSocket } from 'engine.io';
import { Encoder, PacketType } from 'socket.io-parser';
import type { DownName } from './hub-core.ts';

/**
 * One message, encoded once for every socket.
 *
 *     text   Socket.IO packet, `2["delta",{...}]`      the stock path re-uses it
 *     frame  the websocket frame around it             an idle websocket gets these bytes as they are
 */
export interface Frame {
  readonly text: string;
  readonly bytes: Buffer;
  /** The option by which Engine.IO accepts a pre-encoded frame. */
  readonly options: { compress: false; wsPreEncodedFrame: readonly Buffer[] };
}

const encoder = new Encoder();

/** `json`: the message, serialised once already. */
export const encodeFrame = (name: DownName, json: string): Frame => {
  const [head] = encoder.encode({ type: PacketType.EVENT, nsp: '/', data: [name] });
  const text = `${String(head).slice(0, -1)},${json}]`;
  const bytes = textFrame(Buffer.from(`4${text}`));
  return { text, bytes, options: { compress: false, wsPreEncodedFrame: [bytes] } };
};

/** An unfragmented, unmasked text frame, as servers send it (RFC 6455, 5.2). */
const textFrame = (payload: Buffer): Buffer => {
  const length = payload.length;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
};

/**
 * The internals of engine.io 6.6 and ws 8 that this file reads. When any field is missing or different, the stock path is taken.
 * The versions are pinned and both paths are tested.
 */
interface Internals {
  readyState?: unknown;
  writeBuffer?: unknown;
  transport?: {
    name?: unknown;
    writable?: unknown;
    perMessageDeflate?: unknown;
    socket?: {
      readyState?: unknown;
      bufferedAmount?: unknown;
      terminate?: unknown;
      _sender?: { _state?: unknown; _queue?: unknown; _compress?: unknown };
      _socket?: { writable?: unknown; write?: unknown };
    };
  };
}
const OPEN = 1;

/** The TCP socket under an idle, uncompressed websocket; null when anything is busy or looks unfamiliar. */
const idleSocket = (conn: Internals): { write(bytes: Buffer): boolean } | null => {
  const { transport } = conn;
  const websocket = transport?.socket;
  const idle =
    conn.readyState === 'open' &&
    Array.isArray(conn.writeBuffer) &&
    conn.writeBuffer.length === 0 &&
    transport?.name === 'websocket' &&
    transport.writable === true &&
    !transport.perMessageDeflate &&
    websocket?.readyState === OPEN &&
    websocket.bufferedAmount === 0 &&
    websocket._sender?._state === 0 &&
    Array.isArray(websocket._sender._queue) &&
    websocket._sender._queue.length === 0;
  const socket = websocket?._socket;
  return idle && socket?.writable === true && typeof socket.write === 'function' ? (socket as { write(bytes: Buffer): boolean }) : null;
};

/** Sends a frame: straight to the TCP socket where that is safe, through engine.io otherwise. Returns which. */
export const writeFrame = (conn: EngineSocket, frame: Frame): 'direct' | 'stock' => {
  const socket = idleSocket(conn as unknown as Internals);
  if (socket !== null) {
    socket.write(frame.bytes);
    return 'direct';
  }
  conn.write(frame.text, frame.options as unknown as { compress: boolean });
  return 'stock';
};

/** What is queued in this process for one connection: packets in engine.io, bytes in the websocket and its TCP socket. */
export const queuedIn = (conn: EngineSocket): { packets: number; bytes: number } => {
  const { writeBuffer, transport } = conn as unknown as Internals;
  const bytes = transport?.socket?.bufferedAmount;
  return { packets: Array.isArray(writeBuffer) ? writeBuffer.length : 0, bytes: typeof bytes === 'number' ? bytes : 0 };
};

/** Closes a connection whose peer no longer reads, without waiting for the close handshake. */
export const terminate = (conn: EngineSocket): void => {
  const websocket = (conn as unknown as Internals).transport?.socket;
  if (typeof websocket?.terminate === 'function') websocket.terminate();
  else conn.close(true);
};
