import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithState } from '../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', async () => Response.json({ status: 404, code: 'not_found', detail: 'There is no such incident.' }, { status: 404 }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('[VW132] an incident or component that is not here is said in a heading, with the ways back, as at any address that names nothing', async () => {
  for (const [path, heading] of [
    ['/incidents/nope', 'There is no such incident here'],
    ['/components/nope', 'There is no such component here'],
    ['/nope', 'There is nothing at this address'],
  ] as const) {
    await renderWithState(EXAMPLE_BOARD, { path });
    const main = await screen.findByRole('main');
    await expect.poll(() => screen.getByRole('heading', { level: 1 }).textContent).toBe(heading);
    expect([...main.ownerDocument.querySelectorAll('main a')].map((link) => link.getAttribute('href'))).toEqual(['/', '/incidents', '/history']);
    cleanup();
  }
});
