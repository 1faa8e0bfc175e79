import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const THEMES = ['light', 'dark'] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Rule, what it is about and where, for each violation in either theme. */
export const violations = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    // In the page itself: by default each analysis is finished in a new page, and no page here has frames.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Themes differ in colours and in nothing else.
    const { violations: broken } = await (colorScheme === THEMES[0] ? axe.withTags(TAGS) : axe.withRules(COLOURS)).analyze();
    found.push(
      ...broken.flatMap(({ id, help, nodes }) =>
        nodes
          .slice(0, 3)
          .map(
            ({ target, failureSummary }) => `${name}, ${colorScheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`,
          ),
      ),
    );
  }
  return found;
};
