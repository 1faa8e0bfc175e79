import type { Page } from '@playwright/test';

export interface HeldReplica {
  epoch: string;
  cursor: number;
  hash: string;
}
type Scope = 'public' | 'internal';

/** Runs in the page: it may use nothing from outside. Leaving the page makes it write. */
export const keptReplica = (scope: Scope): HeldReplica => {
  dispatchEvent(new Event('pagehide'));
  return JSON.parse(localStorage.getItem(`sitrep.board.${scope}`) ?? '{}').replica;
};

/** The replica of a page, read from the storage where it keeps its last board. */
export const replicaOf = (page: Page, scope: Scope = 'public'): Promise<HeldReplica> => page.evaluate(keptReplica, scope);
