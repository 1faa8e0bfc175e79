import { createHash } from 'node:crypto';
import type { Scope } from '@sitrep/shared/domain/words.ts';

/** An event as both stores keep it. JSON columns hold canonical text. */
export interface Row {
  seq: number;
  /** Null exactly when the scope is internal. */
  public_pos: number | null;
  batch: number;
  id: string;
  stream: string;
  stream_version: number;
  type: string;
  v: number;
  scope: Scope;
  /** The rest of the envelope: at, saidAt, recordedAt, actor, drill. */
  envelope: string;
  data: string;
  salt: string;
  /** Digest of salt and data as first written. Kept after an erasure, because the chain is built from it. */
  digest: string;
  /** Seq of the redaction mark that replaced the data; null while the data is the original. */
  redacted_by: number | null;
  /** On a mark: canonical `{seq: digest of the replacement}`, itself covered by the chain, so that a replacement cannot be forged either. */
  redacts: string | null;
  hash: string;
}

export const ROW_COLUMNS = [
  'seq',
  'public_pos',
  'batch',
  'id',
  'stream',
  'stream_version',
  'type',
  'v',
  'scope',
  'envelope',
  'data',
  'salt',
  'digest',
  'redacted_by',
  'redacts',
  'hash',
] as const satisfies (keyof Row)[];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The head's hash while the log is empty. */
export const CHAIN_START = sha256('sitrep log');

/** Digest of data under a salt. Without the salt, erased data cannot be confirmed by guessing it. */
export const digestOf = (salt: string, data: string): string => sha256(`${salt}\n${data}`);

/** One link of the chain: the hash of the previous link and everything about the event except the data itself. */
export const hashOf = (previous: string, row: Omit<Row, 'hash'>): string =>
  sha256(
    JSON.stringify([
      previous,
      row.seq,
      row.public_pos,
      row.batch,
      row.id,
      row.stream,
      row.stream_version,
      row.type,
      row.v,
      row.scope,
      row.envelope,
      row.digest,
      row.redacts,
    ]),
  );
