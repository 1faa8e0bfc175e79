import { randomBytes } from 'node:crypto';
import { firstEpoch } from '@sitrep/shared/domain/epoch.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Append, Head } from './event-log.ts';
import { digestOf, hashOf, type Row } from './row.ts';

/** 128 random bits, so that an erased text cannot be confirmed by trying candidates. */
export const newSalt = (): string => randomBytes(16).toString('hex');
/** The head of a new log, created or restored. */
export const newEpoch = (): string => firstEpoch(randomBytes(8).toString('hex'));

/**
 * The rows of one append on top of `head`. `versions` holds the number of events in each touched stream and is incremented.
 * `redacts` goes into the first row, which is the redaction mark.
 */
export const planRows = (head: Head, events: Append['events'], versions: Map<string, number>, redacts: string | null): Row[] => {
  let { hash, publicPos } = head;
  const batch = head.seq + 1;
  return events.map((event, index) => {
    const { id, stream, scope, v, type, at, saidAt, recordedAt, actor, drill } = event;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const data = canonicalJson(event.data);
    const salt = newSalt();
    const link = {
      seq: batch + index,
      public_pos: scope === 'public' ? ++publicPos : null,
      batch,
      id,
      stream,
      stream_version: version,
      type,
      v,
      scope,
      envelope: canonicalJson({ at, saidAt, recordedAt, actor, drill }),
      data,
      salt,
      digest: digestOf(salt, data),
      redacted_by: null,
      redacts: index === 0 ? redacts : null,
    };
    hash = hashOf(hash, link);
    return { ...link, hash };
  });
};

/** The head after `rows`; the epochs do not change. */
export const headAfter = (head: Head, rows: readonly Row[]): Head => {
  const last = rows.at(-1);
  if (last === undefined) return head;
  return { ...head, seq: last.seq, publicPos: rows.findLast((row) => row.public_pos !== null)?.public_pos ?? head.publicPos, hash: last.hash };
};

/** A stream that holds other than the writer expected, and how many events it holds. */
export interface Conflict {
  readonly stream: string;
  readonly actual: number;
}
/** The first stream whose number of events differs from what the writer expected, or which was to be quiet, or null. `since`: what was appended after `quiet.since`. */
export const firstConflict = ({ expected, quiet }: Append, versions: ReadonlyMap<string, number>, since: readonly Conflict[]): Conflict | null => {
  for (const [stream, count] of Object.entries(expected)) {
    const actual = versions.get(stream) ?? 0;
    if (actual !== count) return { stream, actual };
  }
  return since.find(({ stream }) => quiet?.kinds.some((kind) => stream.startsWith(kind))) ?? null;
};

export const touchedStreams = (append: Append): string[] => [...new Set([...Object.keys(append.expected), ...append.events.map((event) => event.stream)])];
