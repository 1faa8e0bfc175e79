import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderWithState } from '../../testing/render-with-state.tsx';
import { usedWords } from './used-words.ts';

const DAY = 86_400_000;
beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

const REFUSED = (status: number, code: string, detail: string) => Response.json({ status, code, detail }, { status });
const serve = (answers: Record<string, () => Response>) => {
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '');
    if (init.method !== undefined) sent.push([`${init.method} ${path}`, init.body === undefined ? null : JSON.parse(String(init.body))]);
    return answers[`${init.method ?? 'GET'} ${path}`]?.() ?? REFUSED(404, 'not_found', 'There is nothing here.');
  });
  return sent;
};
const token = (given: object = {}) => ({
  ...{ id: 'a', kind: 'token', state: 'active', name: 'deploys', role: 'responder', rights: [], createdAt: NOW - DAY, expiresAt: NOW + 90 * DAY },
  ...{ revokedAt: null, lastUsedAt: null, madeBy: { person: 'per-ana', name: 'Ana', ended: false }, view: null, openedAt: null, agent: null },
  ...given,
});
const main = () => within(screen.getByRole('main'));
const rowOf = (name: string) =>
  main()
    .getAllByRole('listitem')
    .find((row) => row.textContent?.startsWith(name))?.textContent;

test('[VW290] tokens and screens are for admins and owners: others are told so, and a list that is read, empty or cannot be read says so', async () => {
  const sent = serve({});
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens', role: 'responder' });
  expect((await screen.findByRole('main')).textContent).toContain('Admins and owners make tokens and screen links, and Ana is neither.');
  cleanup();
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens', scope: 'public' });
  expect((await screen.findByRole('main')).textContent).toContain('This browser is not signed in.');
  expect(sent).toEqual([]);
  cleanup();
  serve({ 'GET /tokens': () => REFUSED(500, 'internal', 'Something went wrong on our side.') });
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens' });
  expect((await main().findByRole('alert')).textContent).toContain('The list could not be read.');
  cleanup();
  serve({ 'GET /tokens': () => Response.json({ tokens: [] }) });
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens', role: 'admin' });
  expect(await main().findByText(/No program has a token/)).toBeTruthy();
  expect(main().getByText(/No wall has a link of its own/)).toBeTruthy();
});

test('[VW291] each is listed with what it may, who made it, when it was used, its end and its state, what is valid first', async () => {
  serve({
    'GET /tokens': () =>
      Response.json({
        tokens: [
          token({ id: 'r', name: 'gone', state: 'revoked', revokedAt: NOW, madeBy: { person: 'per-bo', name: 'Bo', ended: true } }),
          token({ id: 'e', name: 'old', state: 'expired', expiresAt: NOW - DAY }),
          token({ role: null, rights: ['ingest', 'read'], lastUsedAt: NOW - 1_000 }),
          token({ id: 'x', name: 'robot', role: 'viewer', rights: ['acknowledge'], expiresAt: null, madeBy: null }),
          token({
            id: 'w',
            kind: 'kiosk',
            name: 'Lobby',
            role: 'viewer',
            expiresAt: null,
            view: { groups: ['no-such'], theme: 'light' },
            openedAt: NOW - DAY,
            agent: 'Firefox/130 X11',
          }),
        ],
      }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens' });
  await expect.poll(() => main().queryAllByRole('listitem').length).toBe(5);
  const states = main()
    .getAllByRole('listitem')
    .map((row) => /Active|Expired|Revoked/.exec(row.textContent ?? '')?.[0]);
  expect(states).toEqual(['Active', 'Active', 'Expired', 'Revoked', 'Active']);
  expect(rowOf('deploys')).toMatch(/May send in what machines find and read what responders read.*Used within the hour.*Ends .*by Ana/);
  expect(rowOf('robot')).toMatch(/Viewer, and may acknowledge incidents.*Never used.*Does not end by itself/);
  expect(rowOf('gone')).toContain('by Bo, whose account has ended');
  expect(rowOf('Lobby')).toMatch(/no-such, light.*Opened .* by Firefox on Linux.*Ends after 90 days unused/);
  // What has ended is not revoked again.
  expect(main().getAllByRole('button', { name: /^Revoke/ }).length).toBe(3);
});

test('[VW292] a token is made with rights of one’s own, is shown once, and is revoked after one question', async () => {
  const user = userEvent.setup();
  let tokens = [token()];
  const sent = serve({
    'GET /tokens': () => Response.json({ tokens }),
    'POST /tokens': () => Response.json({ ...token({ id: 'b', name: 'checks' }), token: 'sitrep_secret' }, { status: 201 }),
    'DELETE /tokens/a': () => {
      tokens = [];
      return new Response(null, { status: 204 });
    },
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/tokens', role: 'admin' });
  const form = within(await main().findByRole('form', { name: 'Make a token' }));
  // An admin gives no right of owners.
  expect(
    within(form.getByLabelText('Role'))
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).not.toContain('Owner');
  expect(form.queryByLabelText(/manage people/)).toBeNull();
  await user.type(form.getByLabelText('Name'), 'checks');
  await user.click(form.getByLabelText('send in what machines find'));
  await user.selectOptions(form.getByLabelText('Ends'), 'After 30 days');
  await user.click(form.getByRole('button', { name: 'Make the token' }));
  expect((await main().findByRole<HTMLInputElement>('textbox', { name: 'Token of checks' })).value).toBe('sitrep_secret');
  const [path, body] = sent[0] ?? [];
  expect([path, body]).toEqual(['POST /tokens', { name: 'checks', role: null, rights: ['ingest'], expiresAt: expect.any(String) }]);
  expect(Math.round((Date.parse((body as { expiresAt: string }).expiresAt) - NOW) / DAY)).toBe(30);
  await user.click(await main().findByRole('button', { name: 'Revoke deploys' }));
  expect(sent.length).toBe(1);
  await user.click(main().getByRole('button', { name: 'Revoke it' }));
  expect(await main().findByText(/No program has a token/)).toBeTruthy();
  expect(sent.at(-1)).toEqual(['DELETE /tokens/a', null]);
});

test('[VW291] a last use is told no closer than within the hour, today, or the day', () => {
  expect([usedWords(NOW - 60_000, NOW, 'UTC'), usedWords(NOW - 40 * DAY, NOW, 'UTC')]).toEqual(['within the hour', expect.stringMatching(/^\d+ \w+ 20\d\d$/)]);
});
