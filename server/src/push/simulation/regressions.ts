/** Seeds that once failed, and what was wrong. Replayed for ever. */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string }[] = [
  { seed: 10, was: 'a dial that kept landing on a full node looked like a dashboard that never arrives' },
  { seed: 352, was: 'a late snapshot of an older epoch was taken, and the newer epoch refused from then on' },
  { seed: 1258, was: 'a late snapshot of an older epoch was taken, and the newer epoch refused from then on' },
];
