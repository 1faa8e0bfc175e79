import type { Page } from '@playwright/test';

/** What a page holds, read where it keeps its last board between visits. Leaving the page makes it write. */
export const replicaOf = async (page: Page, scope: 'public' | 'internal' = 'public'): Promise<{ epoch: string; cursor: number; hash: string }> =>
  page.evaluate((key) => {
    dispatchEvent(new Event('pagehide'));
    return JSON.parse(localStorage.getItem(key) ?? '{}').replica;
  }, `sitrep.board.${scope}`);
