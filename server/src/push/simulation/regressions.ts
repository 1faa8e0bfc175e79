/**
 * Seeds that once failed, and what was wrong. Each is replayed on every run. A seed means the same run only until the generator changes,
 * so each failure also has its own test, named here.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string; readonly test: string }[] = [
  { seed: 352, was: 'a snapshot from before a redaction was taken, and the newer epoch refused from then on', test: 'SY13 in session.test.ts' },
  { seed: 1258, was: 'the same, from a node that had not heard of the redaction', test: 'PU16 in hub-core.test.ts' },
];
