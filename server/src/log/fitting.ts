import type { Row } from './row.ts';

/** The first rows that fit a page of `limit` rows and `bytes` bytes of envelope and data (one fits always), and whether more follow. Takes no row beyond the one that shows it. */
export const fitting = (rows: Iterable<Row>, limit: number, bytes: number): { rows: Row[]; more: boolean } => {
  const taken: Row[] = [];
  let sum = 0;
  for (const row of rows) {
    sum += Buffer.byteLength(row.envelope) + Buffer.byteLength(row.data);
    if (taken.length === limit || (taken.length > 0 && sum > bytes)) return { rows: taken, more: true };
    taken.push(row);
  }
  return { rows: taken, more: false };
};
