import type { Page } from '@playwright/test';

/** Sets one thing in the settings menu and closes it again. In: the words of the option. */
export const choose = async (page: Page, option: RegExp | string): Promise<void> => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).getByLabel(option).click();
  await page.keyboard.press('Escape');
};
