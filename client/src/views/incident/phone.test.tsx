import { PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { plainBrowser, start } from '../../testing/incident-page.tsx';
import { useUi } from '../../ui-state.ts';

test('[VW228] on a phone the timeline comes before the chart, what is late is told in words, and a dialog has a control that closes it', async () => {
  plainBrowser();
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  await start([
    ...PUBLISHED,
    {
      type: 'make-commitment',
      commitmentId: 'late',
      kind: 'action',
      text: 'More disks',
      incidentId: 'inc-a',
      due: { ms: NOW - 6 * 365 * 86_400_000, precision: 'day' },
    },
  ]);
  const tabs = screen.getByRole('tablist');
  const chart = screen.getByRole('region', { name: 'Level over time' });
  expect(tabs.compareDocumentPosition(chart) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(screen.getByText(/years late/)).toBeTruthy();
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  useUi.setState({ open: 'find' });
  const dialog = await screen.findByRole('dialog', { name: 'Find or jump', hidden: true });
  expect(within(dialog).getByRole('button', { name: 'Close', hidden: true })).toBeTruthy();
  useUi.setState({ open: null });
});
