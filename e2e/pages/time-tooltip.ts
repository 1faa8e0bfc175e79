import type { Locator } from '@playwright/test';

/** The tooltip of a time, with the source's wording. In: the time's button. */
export const tooltipOf = async (time: Locator): Promise<string> => {
  await time.scrollIntoViewIfNeeded();
  await time.hover();
  const page = time.page();
  const tip = page.getByRole('tooltip');
  await tip.first().waitFor();
  const words = (await tip.allInnerTexts()).join('\n');
  await page.mouse.move(0, 0);
  await tip.first().waitFor({ state: 'detached' });
  return words;
};
