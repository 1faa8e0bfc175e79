import type { Page, TestInfo } from '@playwright/test';

/** A picture of a page for people to look at, in `test-results`. It is taken where PICTURES is set: nothing is read from it, and drawing it takes long. */
export const picture = async (page: Page, info: TestInfo, name: string): Promise<void> => {
  if (process.env.PICTURES !== '1') return;
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
};
