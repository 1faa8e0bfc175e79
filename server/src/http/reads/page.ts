/** A page ends before it holds more than this, whatever its limit, but it holds at least one item; bytes of JSON. */
const MOST_BYTES = 1_000_000;

export interface Page<T> {
  readonly items: T[];
  /** Total number of matches. */
  readonly total: number;
  /** Cursor of the next page; null on the last page. */
  readonly next: string | null;
}
export interface PageAsked {
  /** Of the previous page; null for the first one. */
  readonly cursor: string | null;
  readonly limit: number;
}
/** One item of a list. */
export interface Listed<T> {
  /** When it was, UTC ms; null when nobody knows. */
  readonly ms: number | null;
  /** Its place in the order of recording. */
  readonly order: number;
  readonly item: T;
}

/**
 * A page of a list, newest first; items without a time come last, in the order they were recorded, newest first. `show`: what the page shows of an item.
 * Null when the cursor is invalid.
 */
export const pageOf = <T, U>(listed: readonly Listed<T>[], show: (item: T) => U, { cursor, limit }: PageAsked): Page<U> | null => {
  const from = cursor === null ? null : readCursor(cursor);
  if (cursor !== null && from === null) return null;
  const sorted = listed.toSorted(compare);
  const rest = from === null ? sorted : sorted.filter((one) => compare(from, one) < 0);
  const items: U[] = [];
  let bytes = 0;
  for (const { item } of rest.slice(0, limit)) {
    const shown = show(item);
    bytes += Buffer.byteLength(JSON.stringify(shown));
    if (items.length > 0 && bytes > MOST_BYTES) break;
    items.push(shown);
  }
  const last = rest[items.length - 1];
  return { items, total: sorted.length, next: last !== undefined && rest.length > items.length ? writeCursor(last) : null };
};

type Position = Pick<Listed<unknown>, 'ms' | 'order'>;
const compare = (a: Position, b: Position): number => (b.ms ?? Number.NEGATIVE_INFINITY) - (a.ms ?? Number.NEGATIVE_INFINITY) || b.order - a.order;

const writeCursor = ({ ms, order }: Position): string => Buffer.from(JSON.stringify([ms, order])).toString('base64url');
const readCursor = (cursor: string): Position | null => {
  try {
    const [ms, order] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    return (ms === null || Number.isSafeInteger(ms)) && Number.isSafeInteger(order) ? { ms: ms as number | null, order: order as number } : null;
  } catch {
    return null;
  }
};
