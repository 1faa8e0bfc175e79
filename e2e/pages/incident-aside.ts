import type { Locator, Page } from '@playwright/test';

/** The column beside the timeline: what is known about the incident, section by section. */
export const incidentAside = (page: Page) => {
  const aside = page.getByRole('complementary', { name: 'Impact and background' });
  const section = (heading: RegExp): Locator => aside.locator('section').filter({ has: page.getByRole('heading', { name: heading }) });
  return {
    guidance: section(/^For customers/),
    actions: section(/^Actions/),
    cause: section(/^Cause/),
    thirdParties: section(/^Third parties/),
    before: section(/^Has it happened before/),
    impact: section(/^Impact/),
    numbers: section(/^Numbers/),
    doubts: section(/^(The source contradicts itself|What the source leaves open)/),
    /** One flag, by its label. */
    doubt: (words: string): Locator =>
      section(/^(The source contradicts itself|What the source leaves open)/)
        .getByRole('listitem')
        .filter({ hasText: words }),
    figure: (term: string): Locator =>
      section(/^Numbers/)
        .locator('dl > div')
        .filter({ hasText: term })
        .getByRole('definition'),
  };
};

/** A phase of the impact in the tab Customers, by what people could not do. */
export const impactRow = (page: Page, what: string): Locator =>
  page.getByRole('tabpanel', { name: 'Customers' }).getByRole('listitem').filter({ hasText: what });
