import type { Locator, Page } from '@playwright/test';

/** What every page has: the connection, the clock, the way to other rooms. */
export const shell = (page: Page) => ({
  connection: page.locator('[data-connection]'),
  /** What is claimed about the connection, as announced. */
  claim: page.getByRole('status').first(),
  room: (name: 'Board' | 'Incidents' | 'History'): Locator => page.getByRole('navigation').getByRole('link', { name }),
  staleBar: page.getByRole('region', { name: 'Not connected' }),
  exerciseBar: page.getByRole('region', { name: 'Exercise' }),
});

export const boardPage = (page: Page) => ({
  ...shell(page),
  verdict: page.getByRole('heading', { level: 1 }),
  incidents: page.getByRole('region', { name: /^Active incidents/ }),
  component: (name: string): Locator => page.getByRole('region', { name: 'Components' }).getByRole('listitem').filter({ hasText: name }),
});

export const incidentPage = (page: Page) => ({
  ...shell(page),
  title: page.getByRole('heading', { level: 1 }),
  fact: (term: string): Locator => page.locator('dl > div', { has: page.getByRole('term').filter({ hasText: term }) }),
  timeline: page.getByRole('tabpanel', { name: /^Timeline/ }),
  entries: page.getByRole('tabpanel', { name: /^Timeline/ }).getByRole('listitem'),
  tab: (name: RegExp): Locator => page.getByRole('tab', { name }),
});
