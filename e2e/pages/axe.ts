import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** What each theme is held to: themes differ in colours and in nothing else. */
const RULES: Readonly<Record<'light' | 'dark', RunOptions['runOnly']>> = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/**
 * Rule, what it is about and where, for each violation in either theme. `within`: the part of the page that is new, where the rest was looked at before; to look
 * at a whole page takes longer than to load it. axe runs in the page itself, which has no frames, and is brought there once: to bring it for each analysis takes
 * as long as the analysis.
 */
export const violations = async (page: Page, name: string, within?: string): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const broken = await page.evaluate(
      async ({ options, part }) => {
        const { violations: all } = await (window as unknown as { axe: typeof axe }).axe.run(part ?? document, options);
        return all.flatMap(({ id, help, nodes }) =>
          nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`),
        );
      },
      // Of what is in order only a count is made: to describe every sound element takes longer than to look for broken ones.
      { options: { runOnly: RULES[theme], resultTypes: ['violations'], preload: false } as RunOptions, part: within },
    );
    found.push(...broken.map((words) => `${name}, ${theme}: ${words}`));
  }
  return found;
};
