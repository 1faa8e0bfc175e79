/** Seeds that once failed, and what was wrong. Replayed for ever. */
export const REGRESSIONS: readonly { readonly seed: number; readonly was: string }[] = [];
