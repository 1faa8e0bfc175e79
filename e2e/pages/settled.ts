import { expect, type Page } from '@playwright/test';

/** Waits until a room is drawn, its type is there, and what is fitted by measuring has been. */
export const settled = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
};
