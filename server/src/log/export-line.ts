import { Envelope } from '@sitrep/shared/domain/event.ts';
import * as z from 'zod/mini';
import { writeOut } from '../ground/plain-text.ts';
import { canonicalJson } from './canonical-json.ts';
import { allRows, type ChainWalk, type Fault, type ReadPage } from './chain.ts';
import { envelopeOf, parse } from './lift.ts';
import { CHAIN_START, type Row } from './row.ts';
import { UnreadableEvent } from './unreadable-event.ts';

/** One event of an export: complete, and with the hash before it, so that a line can be checked against the one above. */
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
  event: {
    id: row.id,
    type: row.type,
    v: row.v,
    stream: row.stream,
    scope: row.scope,
    ...envelopeOf(row),
    data: parse(row, 'data'),
  } as Line['event'],
  salt: row.salt,
  digest: row.digest,
  redactedBy: row.redacted_by,
  redacts: parse(row, 'redacts') as Line['redacts'],
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
 * Many line readers, Node's included, treat U+2028 and U+2029 as line ends, and other control characters can drive a terminal the export is printed on.
 * JSON allows all of them to be written as escapes.
 */
export const oneLine = (json: string): string => writeOut(json, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The last line of an export. Without it the export was cut short. */
export const ExportEnd = z.strictObject({ end: z.strictObject({ events: z.int(), hash: z.string() }) });

/** The log as NDJSON lines, without line ends. Throws UnreadableEvent. */
export async function* exportLines(readPage: ReadPage): AsyncGenerator<string> {
  let hash = CHAIN_START;
  let events = 0;
  const rows = allRows(readPage);
  for (let next = await rows.next(); ; next = await rows.next()) {
    if (next.done) {
      if (next.value.seq > events) throw new UnreadableEvent(events + 1, 'it is missing');
      break;
    }
    const row = next.value;
    if (row.seq !== events + 1) throw new UnreadableEvent(events + 1, 'it is missing');
    yield oneLine(JSON.stringify(toLine(hash, row)));
    hash = row.hash;
    events++;
  }
  yield JSON.stringify({ end: { events, hash } } satisfies z.infer<typeof ExportEnd>);
}

/** A line of an export that cannot be restored. `line` counts from 1. */
export class BrokenLine extends Error {
  readonly line: number;
  constructor(line: number, why: string) {
    super(`line ${line} of the export cannot be restored: ${why}`);
    this.line = line;
  }
}

/** An export that ends too early or is empty. */
class CutShort extends Error {}

/**
 * Rows of an export, each checked against the chain so far. Empty lines are skipped. `unfinished`: the closing line may be missing, as in exports of
 * earlier versions. Throws BrokenLine and CutShort.
 */
export async function* readLines(lines: AsyncIterable<string>, walk: ChainWalk, { unfinished = false } = {}): AsyncGenerator<Row> {
  let number = 0;
  let ended = false;
  /** An incomplete line: damaged when more lines follow, else the export was cut off there. */
  let torn: BrokenLine | null = null;
  // A forged chain may verify and still give two events the same id.
  const seenOn = new Map<string, number>();
  for await (const text of lines) {
    number++;
    if (text.trim() === '') continue;
    if (torn !== null) throw torn;
    if (ended) throw new BrokenLine(number, 'it comes after the end of the export');
    const json = jsonOf(text);
    if (json === undefined) {
      torn = new BrokenLine(number, 'it is not an event');
      continue;
    }
    const end = ExportEnd.safeParse(json);
    if (end.success) {
      const { events, hash } = end.data.end;
      if (events !== walk.seq || hash !== walk.hash) throw new BrokenLine(number, `it ends an export of ${events} events, and there are ${walk.seq}`);
      ended = true;
      continue;
    }
    const line = lineOf(number, json);
    const row = toRow(line);
    if (line.previous !== walk.hash) throw new BrokenLine(number, 'it does not follow from the line before');
    const earlier = seenOn.get(row.id);
    if (earlier !== undefined) throw new BrokenLine(number, `its id ${row.id} is that of line ${earlier}`);
    seenOn.set(row.id, number);
    throwOn(number, walk.step(row));
    yield row;
  }
  if (torn !== null) throw new CutShort(`the export is cut short: it breaks off in line ${number}`);
  if (walk.seq === 0) throw new CutShort(number === 0 ? 'the export is empty' : 'the export holds no events');
  throwOn(number, walk.end());
  if (!ended && !unfinished)
    throw new CutShort(
      `the export is cut short, or of an earlier version: after event ${walk.seq} the line that ends an export is missing. If those are all, import it with --unfinished`,
    );
}

/** Undefined when the text is not JSON. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
/** Validated but returned unparsed: a schema that trims would change what was hashed. */
const lineOf = (number: number, json: unknown): Line => {
  if (!Line.safeParse(json).success) throw new BrokenLine(number, 'it is not an event');
  return json as Line;
};

const throwOn = (number: number, fault: Fault | null): void => {
  if (fault) throw new BrokenLine(number, `event ${fault.seq}: ${fault.why}`);
};
