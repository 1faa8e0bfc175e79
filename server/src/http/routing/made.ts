type Part = string | Uint8Array;

/** An answer built once for many readers: both encodings, each in parts to be sent one after the other, and their ETag. */
export class Made {
  /** Null when there is no way to tell that it is unchanged. */
  readonly etag: string | null;
  readonly plain: readonly Part[];
  readonly brotli: readonly Uint8Array[];

  constructor(plain: readonly Part[], brotli: readonly Uint8Array[], etag: string | null = null) {
    this.plain = plain;
    this.brotli = brotli;
    this.etag = etag;
  }
}
