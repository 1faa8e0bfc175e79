import { Envelope } from '@sitrep/shared/domain/event.ts';
import * as z from 'zod/mini';
import { writeOut } from '../ground/plain-text.ts';
import { canonicalJson } from './canonical-json.ts';
import { allRows, type ChainWalk, type Fault, type ReadPage } from './chain.ts';
import { CHAIN_START, type Row } from './row.ts';

/** One event of an export: whole, and with the hash before it, so that a line can be checked against the one above. */
const Line = z.strictObject({
  previous: z.string(),
  hash: z.string(),
  seq: z.int(),
  publicPos: z.nullable(z.int()),
  batch: z.int(),
  streamVersion: z.int(),
  event: z.strictObject({ ...Envelope.shape, type: z.string(), data: z.unknown() }),
  salt: z.string(),
  digest: z.string(),
  redactedBy: z.nullable(z.int()),
  redacts: z.nullable(z.record(z.string(), z.string())),
});
type Line = z.infer<typeof Line>;

const toLine = (previous: string, row: Row): Line => ({
  previous,
  hash: row.hash,
  seq: row.seq,
  publicPos: row.public_pos,
  batch: row.batch,
  streamVersion: row.stream_version,
  event: { id: row.id, type: row.type, v: row.v, stream: row.stream, scope: row.scope, ...JSON.parse(row.envelope), data: JSON.parse(row.data) },
  salt: row.salt,
  digest: row.digest,
  redactedBy: row.redacted_by,
  redacts: row.redacts === null ? null : JSON.parse(row.redacts),
});

const toRow = (line: Line): Row => {
  const { id, type, v, stream, scope, data, ...envelope } = line.event;
  return {
    seq: line.seq,
    public_pos: line.publicPos,
    batch: line.batch,
    id,
    stream,
    stream_version: line.streamVersion,
    type,
    v,
    scope,
    envelope: canonicalJson(envelope),
    data: canonicalJson(data),
    salt: line.salt,
    digest: line.digest,
    redacted_by: line.redactedBy,
    redacts: line.redacts === null ? null : canonicalJson(line.redacts),
    hash: line.hash,
  };
};

/**
 * U+2028 and U+2029 end a line for many a reader of lines, Node's own among them, and an export may be printed on a terminal, which others drive or mislead;
 * in JSON all of them may be written as escapes.
 */
const oneLine = (json: string): string => writeOut(json, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The log as NDJSON, without the line ends. */
export async function* exportLines(readPage: ReadPage): AsyncGenerator<string> {
  let previous = CHAIN_START;
  for await (const row of allRows(readPage)) {
    yield oneLine(JSON.stringify(toLine(previous, row)));
    previous = row.hash;
  }
}

/** A line of an export that cannot be restored. `line` counts from 1. */
export class BrokenLine extends Error {
  readonly line: number;
  constructor(line: number, why: string) {
    super(`line ${line} of the export cannot be restored: ${why}`);
    this.line = line;
  }
}

/** Rows of an export, each checked against the chain so far. Empty lines are skipped. Throws BrokenLine. */
export async function* readLines(lines: AsyncIterable<string>, walk: ChainWalk): AsyncGenerator<Row> {
  let number = 0;
  // A chain made by somebody else may hold, and give one id to two events all the same.
  const lineOf = new Map<string, number>();
  for await (const text of lines) {
    number++;
    if (text.trim() === '') continue;
    const line = parseLine(number, text);
    const row = toRow(line);
    if (line.previous !== walk.hash) throw new BrokenLine(number, 'it does not follow from the line before');
    const earlier = lineOf.get(row.id);
    if (earlier !== undefined) throw new BrokenLine(number, `its id ${row.id} is that of line ${earlier}`);
    lineOf.set(row.id, number);
    throwOn(number, walk.step(row));
    yield row;
  }
  throwOn(number, walk.end());
}

const parseLine = (number: number, text: string): Line => {
  try {
    const line: unknown = JSON.parse(text);
    // Checked, then taken as it came: a schema that trims would change what was hashed.
    Line.parse(line);
    return line as Line;
  } catch {
    throw new BrokenLine(number, 'it is not an event');
  }
};

const throwOn = (number: number, fault: Fault | null): void => {
  if (fault) throw new BrokenLine(number, `event ${fault.seq}: ${fault.why}`);
};
