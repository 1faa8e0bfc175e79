import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** Compresses the beginning of something in a worker thread. The result is complete only with a `storedTail` behind it. */
export const compressHead = (head: Uint8Array): Promise<Buffer> =>
  compress(head, {
    finishFlush: constants.BROTLI_OPERATION_FLUSH,
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: head.length },
  });

const MOST = 0x1_00_00;

/** The end of a brotli stream (RFC 7932, section 9.2): `tail`, uncompressed, then the end of the stream. So an end that changes costs no compression. At most 65,536 bytes. */
export const storedTail = (tail: Uint8Array): Uint8Array => {
  const end = [0b11];
  if (tail.length === 0) return Uint8Array.from(end);
  if (tail.length > MOST) throw new RangeError('a stored tail holds at most 65,536 bytes');
  // Not the last block; its length in four nibbles; uncompressed. The rest of the third byte is unused.
  const header = ((tail.length - 1) << 3) | (1 << 19);
  return Uint8Array.from([header & 0xff, (header >> 8) & 0xff, header >> 16, ...tail, ...end]);
};
