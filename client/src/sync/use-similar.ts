import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { CauseClass, Level } from '@sitrep/shared/domain/words.ts';
import { useApi } from './use-api.ts';

/** An incident that may be the same, and what both have in common. */
export type SimilarIncident = Pick<Incident, 'id' | 'title' | 'phase' | 'startedAt' | 'published'> & {
  readonly peak: Level;
  readonly components: readonly string[];
  readonly causes: readonly CauseClass[];
  readonly words: readonly string[];
};

const NONE: readonly SimilarIncident[] = [];

/** Incidents that may be the same as this one, the likest first; empty until the server has said. While it is open they follow what is known of it. */
export const useSimilar = ({ id, phase }: Pick<Incident, 'id' | 'phase'>): readonly SimilarIncident[] =>
  useApi<{ similar: readonly SimilarIncident[] }>(`/incidents/${encodeURIComponent(id)}/similar`, { follow: phase !== 'resolved' }).data?.similar ?? NONE;
