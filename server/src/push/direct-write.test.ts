import { expect, test } from 'vitest';
import { encodeFrame, queuedIn, terminate, writeFrame } from './direct-write.ts';

type Conn = Parameters<typeof writeFrame>[0];

/** A connection shaped like those of engine.io 6.6 and ws 8, recording which path the bytes took. */
const conn = () => {
  const written: Buffer[] = [];
  const queued: string[] = [];
  const face = {
    readyState: 'open' as unknown,
    writeBuffer: [] as unknown,
    write: (text: string) => {
      queued.push(text);
    },
    transport: {
      name: 'websocket' as unknown,
      writable: true as unknown,
      perMessageDeflate: null as unknown,
      socket: {
        readyState: 1 as unknown,
        bufferedAmount: 0 as unknown,
        _sender: { _state: 0 as unknown, _queue: [] as unknown },
        _socket: { writable: true as unknown, write: ((bytes: Buffer) => written.push(bytes)) as unknown },
      },
    },
  };
  return { face, written, queued, send: () => writeFrame(face as unknown as Conn, encodeFrame('wait', '{"retryAfterMs":1}')) };
};

test('[PU19] an idle websocket gets the encoded frame as it is', () => {
  const { send, written, queued } = conn();
  expect(send()).toBe('direct');
  expect(written).toEqual([encodeFrame('wait', '{"retryAfterMs":1}').bytes]);
  expect(queued).toEqual([]);
});

type Face = ReturnType<typeof conn>['face'];
test.each<[string, (face: Face) => void]>([
  ['the connection is closing', (face) => (face.readyState = 'closing')],
  ['packets wait', (face) => (face.writeBuffer = [{}])],
  ['the buffer has another name', (face) => (face.writeBuffer = undefined)],
  ['the transport is another', (face) => (face.transport.name = 'polling')],
  ['the transport is busy', (face) => (face.transport.writable = false)],
  ['it compresses', (face) => (face.transport.perMessageDeflate = { threshold: 1 })],
  ['the websocket is closing', (face) => (face.transport.socket.readyState = 2)],
  ['bytes wait', (face) => (face.transport.socket.bufferedAmount = 9)],
  ['the sender is busy', (face) => (face.transport.socket._sender._state = 1)],
  ['the sender queues', (face) => (face.transport.socket._sender._queue = [1])],
  ['the sender looks unfamiliar', (face) => (face.transport.socket._sender = {} as Face['transport']['socket']['_sender'])],
  ['there is no TCP socket', (face) => ((face.transport.socket as { _socket: unknown })._socket = undefined)],
  ['the TCP socket is closed', (face) => (face.transport.socket._socket.writable = false)],
  ['the TCP socket cannot write', (face) => (face.transport.socket._socket.write = undefined)],
  ['there is no websocket', (face) => ((face.transport as { socket: unknown }).socket = undefined)],
  ['there is no transport', (face) => ((face as { transport: unknown }).transport = undefined)],
])('[PU19] the stock path is taken when %s', (_, change) => {
  const { face, send, written, queued } = conn();
  change(face);
  expect(send()).toBe('stock');
  expect(written).toEqual([]);
  expect(queued).toEqual(['2["wait",{"retryAfterMs":1}]']);
});

test.each([20, 125, 126, 65_535, 65_536, 100_000])('[PU19] a frame of %i bytes says how long it is', (length) => {
  const { bytes } = encodeFrame('wait', `"${'x'.repeat(length - 13)}"`);
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const told = start === 2 ? bytes[1] : start === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  expect([told, bytes.length - start]).toEqual([length, length]);
});

test('[PU19] a connection that looks unfamiliar counts as empty and is closed the public way', () => {
  let closed: unknown = null;
  const face = { close: (discard: boolean) => (closed = discard) } as unknown as Conn;
  expect(queuedIn(face)).toEqual({ packets: 0, bytes: 0 });
  terminate(face);
  expect(closed).toBe(true);
});
