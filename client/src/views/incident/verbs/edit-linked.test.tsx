import type { Command } from '@sitrep/shared/domain/command.ts';
import { EXAMPLE_BOARD, opened } from '@sitrep/shared/testing/example-board.ts';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { bar, panel, plainBrowser, press, start, write } from '../../../testing/incident-page.tsx';

beforeEach(plainBrowser);

const impacts = [{ componentId: 'player', level: 'partial_outage' as const }];
const HISTORY: Command[] = [
  ...EXAMPLE_BOARD,
  opened({ incidentId: 'inc-old', title: 'Nothing plays', impacts, scope: 'public' }),
  { type: 'resolve-incident', incidentId: 'inc-old', scope: 'public' },
  opened({ incidentId: 'inc-far', title: 'Invoices are late', impacts: [{ componentId: 'billing', level: 'partial_outage' }] }),
  opened({ impacts, scope: 'public' }),
];
const FORM = 'Link to another incident';
const maybe = () => screen.findByRole('list', { name: 'It may have happened before' });

test('[VW185] responders read which incidents may be the same, and why; customers do not', async () => {
  const { unmount } = await start(HISTORY, { role: 'viewer' });
  const rows = within(await maybe()).getAllByRole('listitem');
  expect(rows).toHaveLength(1);
  expect(
    within(rows[0] as HTMLElement)
      .getByRole('link', { name: 'Nothing plays' })
      .getAttribute('href'),
  ).toBe('/incidents/inc-old');
  expect(rows[0]?.textContent).toContain('Same component: Player.');
  unmount();
  await start(HISTORY, { scope: 'public' });
  expect(screen.queryByText('Same component: Player.')).toBeNull();
});

test('[VW185] one of these is linked in a word; whether customers read it is asked, because they see both', async () => {
  const { incident, seen, sent } = await start(HISTORY);
  await bar();
  await maybe();
  await press('Add link to another incident');
  const form = panel(FORM);
  await userEvent.click(form.getByRole('radio', { name: /^It came back/ }));
  await userEvent.click(form.getByRole('button', { name: 'Link them' }));
  expect(sent).toEqual([]);
  await userEvent.click(form.getByRole('radio', { name: /^Nothing plays/ }));
  await userEvent.click(form.getByRole('button', { name: 'Link them' }));
  expect(sent).toEqual([]);
  await userEvent.click(form.getByRole('radio', { name: 'Everyone' }));
  await userEvent.click(form.getByRole('button', { name: 'Link them for everyone' }));
  const link = { kind: 'recurrence_of', incidentId: 'inc-old', commitmentId: null, words: null, inferred: false };
  await expect.poll(() => seen()?.links).toEqual([link]);
  expect(incident()?.links).toEqual([link]);
  await expect.poll(() => screen.queryByRole('list', { name: 'It may have happened before' })).toBeNull();
});

test('[VW185] any other is found by words, and a link to what customers do not see stays inside', async () => {
  const { incident, seen, pass } = await start(HISTORY);
  await bar();
  await maybe();
  await press('Add link to another incident');
  const form = panel(FORM);
  await userEvent.click(form.getByRole('radio', { name: 'It caused this one' }));
  await write('Find another one', 'invoices');
  await pass(300);
  await userEvent.click(await form.findByRole('radio', { name: /^Invoices are late/ }));
  expect(form.queryByRole('radio', { name: 'Everyone' })).toBeNull();
  expect(form.getByText('only responders read this link: customers do not see both')).toBeTruthy();
  await userEvent.click(form.getByRole('button', { name: 'Link them' }));
  await expect.poll(() => incident()?.links).toMatchObject([{ kind: 'caused_by', incidentId: 'inc-far' }]);
  expect(seen()?.links).toEqual([]);
});
