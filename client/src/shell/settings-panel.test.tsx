import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { countDrafts, draftKey, keepDraft } from '../sync/kept-drafts.ts';
import { renderWithState } from '../testing/render-with-state.tsx';

let ended = 0;
beforeEach(() => {
  ended = 0;
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('fetch', async (_: string, { method }: RequestInit = {}) => {
    if (method !== 'DELETE') throw new TypeError('no network here');
    ended++;
    return new Response(null, { status: 204 });
  });
});

test('[VW151] [VW251] signing out asks before it deletes what was not sent, and leaves what others wrote here, whatever they are called', async () => {
  keepDraft(draftKey('inc-a', 'Ana'), 'half a sentence');
  const others = ['Ben', 'Ana.B', 'Ana.', 'Ana B'];
  for (const name of others) keepDraft(draftKey('inc-a', name), 'another one');
  await renderWithState(EXAMPLE_BOARD);
  fireEvent(document.querySelector('#settings') ?? document, new Event('toggle'));
  fireEvent.click(await screen.findByText('Sign out'));
  expect((await screen.findByText(/One draft that was not sent is kept/)).textContent).toContain('Signing out deletes it.');
  fireEvent.click(screen.getByText('Stay signed in'));
  expect([ended, countDrafts('Ana')]).toEqual([0, 1]);
  fireEvent.click(screen.getByText('Sign out'));
  fireEvent.click(screen.getByText('Sign out and delete'));
  await expect.poll(() => countDrafts('Ana')).toBe(0);
  expect([ended, ...others.map(countDrafts)]).toEqual([1, 1, 1, 1, 1]);
});
