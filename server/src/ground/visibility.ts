import { holdsAny, type Right } from '@sitrep/shared/domain/rights.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';

/**
 * For whom a board is.
 * - `both`: everybody reads what customers are told, and who has `read` what responders read.
 * - `internal`: nobody reads anything without `read`.
 * - `public`: a status page. Who works incidents reads what responders read, and everybody else, viewers and wall screens too, what customers are told.
 */
export const VISIBILITIES = ['both', 'internal', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** The rights of which any one makes somebody who works incidents, or the board. */
const WORK: readonly Right[] = ['acknowledge', 'write-internal', 'write-public', 'manage', 'own'];

/** The scopes that somebody may read, by their rights; null for whoever is not signed in. */
export const readableScopes = (visibility: Visibility, rights: ReadonlySet<Right> | null): readonly Scope[] => {
  const all = rights?.has('read') === true && (visibility !== 'public' || holdsAny(rights, WORK));
  return all ? ['public', 'internal'] : visibility === 'internal' ? [] : ['public'];
};
