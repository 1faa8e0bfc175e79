import type { HeldPost } from './event.ts';

/** Whether a held post states a phase or levels. */
export const statesFacts = ({ type, phase, impacts = [], ended = [] }: HeldPost): boolean =>
  type !== 'post-update' || phase !== undefined || impacts.length > 0 || ended.length > 0;
