import type { Impact } from './event.ts';

/** The impacts by their ids; of several with one id the first. */
export const impactsById = (impacts: readonly Impact[]): ReadonlyMap<string, Impact> =>
  new Map(impacts.toReversed().map((impact) => [impact.impactId, impact]));
