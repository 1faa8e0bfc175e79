/** An answer built once for many readers: both encodings and their ETag. */
export class Made {
  /** Null when there is no way to tell that it is unchanged. */
  readonly etag: string | null;
  readonly plain: string | Uint8Array;
  readonly brotli: Uint8Array;

  constructor(plain: string | Uint8Array, brotli: Uint8Array, etag: string | null = null) {
    this.plain = plain;
    this.brotli = brotli;
    this.etag = etag;
  }
}
