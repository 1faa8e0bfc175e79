import type { Locator, Page } from '@playwright/test';

/** A row of a list of incidents, by its title. */
export const rowsOf = (list: Page | Locator): Locator => list.getByRole('link').and(list.locator('[data-row]'));

export const historyPage = (page: Page) => {
  const list = (heading: RegExp): Locator => page.locator('section').filter({ has: page.getByRole('heading', { name: heading, level: 2 }) });
  return {
    count: page.getByText(/^\d+ incidents?( match)?$/),
    component: page.getByRole('combobox', { name: 'Component' }),
    cause: page.getByRole('combobox', { name: 'Cause' }),
    year: page.getByRole('combobox', { name: 'Year' }),
    words: page.getByRole('searchbox', { name: 'Words' }),
    search: page.getByRole('button', { name: 'Search', exact: true }),
    dated: rowsOf(list(/^Incidents/)),
    undated: rowsOf(list(/^Date unknown/)),
    window: (name: string): Locator => page.getByRole('group', { name: 'Window' }).getByRole('button', { name }),
  };
};
