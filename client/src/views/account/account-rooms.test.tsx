import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { draftKey, forgetDraft, keepDraft, readDraft } from '../../sync/kept-drafts.ts';
import { renderWithState, SESSION_MS } from '../../testing/render-with-state.tsx';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});

const REFUSED = (status: number, code: string, detail: string) => Response.json({ status, code, detail }, { status });
const noAccess = () => Response.json({ sessions: [], links: [] });
/** The HTTP side of the accounts: what each path answers. Out: what was sent. */
const serve = (answers: Record<string, () => Response>) => {
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const path = url.replace('/api/v1', '');
    if (init.method !== undefined) sent.push([`${init.method} ${path}`, init.body === undefined ? null : JSON.parse(String(init.body))]);
    if (path === '/owner-access' && init.method === undefined) return (answers['GET /owner-access'] ?? noAccess)();
    return answers[`${init.method ?? 'GET'} ${path}`]?.() ?? REFUSED(404, 'not_found', 'There is nothing here.');
  });
  return sent;
};
const OFF = { onSince: null, removedAt: null, removedBy: null };
const person = (given: object = {}) => ({
  ...{
    id: 'per-ana',
    name: 'Ana',
    email: 'ana@example.com',
    role: 'owner',
    rights: [],
    createdAt: NOW,
    joined: true,
    lastSeenAt: NOW,
    made: 0,
    secondFactor: OFF,
  },
  ...given,
});
const main = () => within(screen.getByRole('main'));

test('[VW234] people are for owners: others are told so, an owner sees who may do what, and a list that cannot be read says so', async () => {
  const sent = serve({});
  await renderWithState(EXAMPLE_BOARD, { path: '/people', role: 'admin' });
  expect((await screen.findByRole('main')).textContent).toContain('Only owners manage the people of this board, and Ana is not one.');
  cleanup();
  await renderWithState(EXAMPLE_BOARD, { path: '/people', scope: 'public' });
  expect((await screen.findByRole('main')).textContent).toContain('This browser is not signed in.');
  expect(sent).toEqual([]);
  cleanup();
  serve({ 'GET /people': () => REFUSED(500, 'internal', 'Something went wrong on our side.') });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  expect((await main().findByRole('alert')).textContent).toContain('The list of people could not be read.');
  cleanup();
  serve({ 'GET /people': () => Response.json({ people: [] }) });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  expect(await main().findByText(/Nobody has an account yet/)).toBeTruthy();
  cleanup();
  serve({
    'GET /people': () =>
      Response.json({
        people: [
          person(),
          person({ id: 'per-bo', name: 'Bo', email: 'bo@example.com', role: 'viewer', rights: ['acknowledge'], joined: false, lastSeenAt: null }),
        ],
      }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  await expect
    .poll(() =>
      main()
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    )
    .toEqual([expect.stringMatching(/^Ana.*Owner · Last active/), expect.stringMatching(/^Bo.*Viewer and one right more · Invited, has not signed in yet/)]);
});

test('[VW234] another role says what it ends before it is sent, and a name alone ends nothing', async () => {
  const sent = serve({
    'GET /people': () => Response.json({ people: [person(), person({ id: 'per-bo', name: 'Bo', email: 'bo@example.com', role: 'viewer' })] }),
    'PUT /people/per-bo': () => Response.json(person()),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  const user = userEvent.setup();
  await user.click(await main().findByRole('button', { name: 'Change Bo' }));
  const form = within(main().getByRole('form', { name: 'Change Bo' }));
  await user.clear(form.getByLabelText('Name'));
  await user.type(form.getByLabelText('Name'), 'Bo B.');
  expect(main().queryByText(/out everywhere/)).toBeNull();
  await user.selectOptions(form.getByLabelText('Role'), 'publisher');
  expect(main().getByText('This signs Bo out everywhere; they have to sign in again.')).toBeTruthy();
  await user.click(form.getByRole('button', { name: 'Save' }));
  await expect.poll(() => sent).toEqual([['PUT /people/per-bo', { name: 'Bo B.', role: 'publisher', rights: [] }]]);
});

test('[VW232] whoever signs in is told what is wrong, keeps what they typed, and comes to the board', async () => {
  let right = false;
  const sent = serve({ 'POST /session': () => (right ? Response.json({}, { status: 201 }) : REFUSED(401, 'not_signed_in', 'E-mail or password is wrong.')) });
  const who = vi.fn(async () => ({ scope: 'public', name: null, role: null, kind: null, expiresAt: null }) as never);
  const stage = await renderWithState(EXAMPLE_BOARD, { path: '/sign-in', whoAmI: who });
  const user = userEvent.setup();
  const form = within(await screen.findByRole('form', { name: 'Sign in' }));
  await user.type(form.getByLabelText('E-mail'), 'ana@example.com');
  await user.type(form.getByLabelText('Password'), 'some words');
  await user.click(form.getByRole('button', { name: 'Sign in' }));
  expect((await form.findByRole('alert')).textContent).toContain('E-mail or password is wrong.');
  expect((form.getByLabelText('E-mail') as HTMLInputElement).value).toBe('ana@example.com');
  right = true;
  who.mockImplementation(
    async () => ({ scope: 'internal', name: 'Ana', person: 'per-ana', role: 'responder', kind: 'person', expiresAt: NOW + SESSION_MS }) as never,
  );
  await user.click(form.getByRole('button', { name: 'Sign in' }));
  await expect.poll(() => stage.router.state.location.pathname).toBe('/');
  await act(async () => stage.pass(50));
  expect(stage.sync.store.getState()).toMatchObject({ scope: 'internal', visitor: { name: 'Ana' } });
  expect(sent.map(([, body]) => body)).toEqual([
    { email: 'ana@example.com', password: 'some words' },
    { email: 'ana@example.com', password: 'some words' },
  ]);
});

test('[VW265] who sets up an account finds the drafts of before under it', async () => {
  const [before, after] = [draftKey('inc-a', 'Owner'), draftKey('inc-a', 'per-ana')];
  keepDraft(before, { v: 1, draft: { text: 'Half a sentence' } });
  serve({ 'GET /account': () => Response.json({ person: null, sessions: [] }), 'POST /account': () => Response.json({ name: 'Ana' }, { status: 201 }) });
  const who = vi.fn(async () => ({ scope: 'internal', name: 'Owner', person: null, role: 'owner', kind: 'person', expiresAt: NOW + SESSION_MS }) as never);
  await renderWithState(EXAMPLE_BOARD, { path: '/you', whoAmI: who });
  const user = userEvent.setup();
  const form = within(await screen.findByRole('form', { name: 'Set up your account' }));
  await user.type(form.getByLabelText('Name, as the others know you'), 'Ana');
  await user.type(form.getByLabelText('E-mail'), 'ana@example.com');
  await user.type(form.getByLabelText(/password/i), 'a long enough password');
  who.mockImplementation(
    async () => ({ scope: 'internal', name: 'Ana', person: 'per-ana', role: 'owner', kind: 'person', expiresAt: NOW + SESSION_MS }) as never,
  );
  await user.click(form.getByRole('button', { name: 'Set up the account' }));
  await expect.poll(() => readDraft(after)).toEqual({ v: 1, draft: { text: 'Half a sentence' } });
  expect(readDraft(before)).toBeNull();
  forgetDraft(after);
});

test('[VW235] one’s own page lists the browsers that are signed in, and an owner without an account is asked for one', async () => {
  const session = { id: 's1', current: true, createdAt: NOW, lastUsedAt: NOW, network: '203.0.113.0', agent: 'Firefox/140 Linux' };
  const sent = serve({
    'GET /account': () =>
      Response.json({
        person: person(),
        sessions: [session, { ...session, id: 's2', current: false, agent: 'iPhone Safari/604' }],
        secondFactor: { ...OFF, codesLeft: 0 },
      }),
    'DELETE /account/sessions/s2': () => new Response(null, { status: 204 }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/you' });
  await expect.poll(() => main().queryAllByRole('listitem').length).toBe(2);
  expect(main().getAllByRole('listitem')[0]?.textContent).toMatch(/^Firefox on LinuxThis browser.*from 203\.0\.113\.0/);
  await userEvent.setup().click(main().getByRole('button', { name: 'Sign out' }));
  await expect.poll(() => sent).toEqual([['DELETE /account/sessions/s2', null]]);
  cleanup();
  serve({ 'GET /account': () => Response.json({ person: null, sessions: [], secondFactor: null }) });
  await renderWithState(EXAMPLE_BOARD, { path: '/you' });
  expect(await screen.findByRole('form', { name: 'Set up your account' })).toBeTruthy();
  cleanup();
  await renderWithState(EXAMPLE_BOARD, { path: '/you', scope: 'public' });
  expect((await screen.findByRole('main')).textContent).toContain('This browser is not signed in, and sees what customers see.');
});

test('[VW233] a link that is incomplete says what to do', async () => {
  serve({});
  await renderWithState(EXAMPLE_BOARD, { path: '/password', scope: 'public' });
  expect((await screen.findByRole('main')).textContent).toContain('This link is incomplete');
});

test('[VW280] a sign-in with a second factor asks for the code on the same page, says what is wrong, and begins again when it has ended', async () => {
  let answer = () => REFUSED(422, 'invalid', 'This code is wrong, or was used before.');
  const sent = serve({
    'POST /session': () => Response.json({ codeNeeded: true }, { status: 202 }),
    'POST /session/code': () => answer(),
  });
  const stage = await renderWithState(EXAMPLE_BOARD, {
    path: '/sign-in',
    whoAmI: async () => ({ scope: 'public', name: null, role: null, kind: null, expiresAt: null }) as never,
  });
  const user = userEvent.setup();
  const enterPassword = async () => {
    const form = within(await screen.findByRole('form', { name: 'Sign in' }));
    await user.type(form.getByLabelText('E-mail'), 'ana@example.com');
    await user.type(form.getByLabelText('Password'), 'some words');
    await user.click(form.getByRole('button', { name: 'Sign in' }));
    return within(await screen.findByRole('form', { name: 'Enter a code' }));
  };
  const form = await enterPassword();
  expect(document.activeElement).toBe(form.getByLabelText('Code'));
  await user.type(form.getByLabelText('Code'), '123456{Enter}');
  expect(await form.findByText('This code is wrong, or was used before.')).toBeTruthy();
  expect((form.getByLabelText('Code') as HTMLInputElement).value).toBe('');
  answer = () => REFUSED(401, 'not_signed_in', 'This sign-in has ended.');
  await user.type(form.getByLabelText('Code'), '123456{Enter}');
  expect(await screen.findByText('This sign-in has ended.')).toBeTruthy();
  answer = () => Response.json({}, { status: 201 });
  const again = await enterPassword();
  await user.type(again.getByLabelText('Code'), '654321{Enter}');
  await expect.poll(() => stage.router.state.location.pathname).toBe('/');
  expect(sent.filter(([path]) => path === 'POST /session/code').map(([, body]) => body)).toEqual([{ code: '123456' }, { code: '123456' }, { code: '654321' }]);
});

test('[VW281] a second factor that an owner removed is told to its person, with who did and when', async () => {
  serve({
    'GET /account': () => Response.json({ person: person(), sessions: [], secondFactor: { onSince: null, removedAt: NOW, removedBy: 'Olga', codesLeft: 0 } }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/you' });
  expect(await screen.findByText(/^Olga removed your second factor on /)).toBeTruthy();
  cleanup();
  serve({
    'GET /account': () => Response.json({ person: person(), sessions: [], secondFactor: { onSince: NOW, removedAt: null, removedBy: null, codesLeft: 1 } }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/you' });
  expect(await screen.findByText(/Signing in takes a code too. One backup code is left: make new ones soon./)).toBeTruthy();
});

test('[VW281] where the answer that switched a second factor on was lost, the page says that it is on and offers new backup codes', async () => {
  let onSince: number | null = null;
  serve({
    'GET /account': () => Response.json({ person: person(), sessions: [], secondFactor: { ...OFF, onSince, codesLeft: 10 } }),
    'POST /account/second-factor': () => Response.json({ secret: 'ABCD', uri: 'otpauth://totp/Sitrep?secret=ABCD' }, { status: 201 }),
    'POST /account/second-factor/confirm': () => {
      onSince = NOW;
      throw new TypeError('the answer was lost');
    },
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/you' });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Set up a second factor' }));
  await user.type(within(screen.getByRole('form', { name: 'Set up a second factor' })).getByLabelText('Current password'), 'some words{Enter}');
  await user.type(await screen.findByLabelText('Code'), '123456{Enter}');
  expect(await screen.findByText('It is on already, and its backup codes were not shown here.')).toBeTruthy();
  await user.click(main().getByRole('button', { name: 'New backup codes' }));
  expect(main().getByRole('form', { name: 'New backup codes' })).toBeTruthy();
});

test('[VW282] an owner sees who has a second factor or lost it, and removes it for somebody else after being asked once', async () => {
  const others = [
    person({ secondFactor: { ...OFF, onSince: NOW } }),
    person({ id: 'per-bo', name: 'Bo', email: 'bo@example.com', secondFactor: { ...OFF, onSince: NOW } }),
    person({ id: 'per-cy', name: 'Cy', email: 'cy@example.com', secondFactor: { onSince: null, removedAt: NOW, removedBy: 'Ana' } }),
  ];
  const sent = serve({
    'GET /people': () => Response.json({ people: others }),
    'POST /people/per-bo/second-factor/remove': () => new Response(null, { status: 204 }),
  });
  const me = { scope: 'internal', name: 'Ana', person: 'per-ana', role: 'owner', rights: [...ROLE_RIGHTS.owner], kind: 'person', expiresAt: NOW + SESSION_MS };
  await renderWithState(EXAMPLE_BOARD, { path: '/people', whoAmI: async () => me as never });
  const user = userEvent.setup();
  await user.click(await main().findByRole('button', { name: 'Change Bo' }));
  expect(main().getByText(/Second factor removed by Ana on/)).toBeTruthy();
  await user.click(main().getByRole('button', { name: 'Remove the second factor' }));
  expect(sent).toEqual([]);
  await user.click(main().getByRole('button', { name: 'Remove it' }));
  await expect.poll(() => sent).toEqual([['POST /people/per-bo/second-factor/remove', null]]);
  await user.click(main().getByRole('button', { name: 'Close Bo' }));
  await user.click(main().getByRole('button', { name: 'Change Ana' }));
  expect(main().queryByRole('button', { name: 'Remove the second factor' })).toBeNull();
});

test('[VW283] an owner sees the browsers and links of owner links, and ends each of them', async () => {
  const session = { id: 's9', current: false, createdAt: NOW, lastUsedAt: NOW, network: '203.0.113.0', agent: 'Firefox/140 Linux' };
  const ended = () => new Response(null, { status: 204 });
  const sent = serve({
    'GET /people': () => Response.json({ people: [person()] }),
    'GET /owner-access': () => Response.json({ sessions: [session], links: [{ id: 'abc123', expiresAt: NOW }] }),
    'DELETE /owner-access/sessions/s9': ended,
    'DELETE /owner-access/links/abc123': ended,
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  const user = userEvent.setup();
  const section = within(await screen.findByRole('region', { name: 'Owner links' }));
  expect(await section.findByText('Firefox on Linux')).toBeTruthy();
  await user.click(section.getByRole('button', { name: 'Sign out' }));
  await user.click(section.getByRole('button', { name: 'End it' }));
  await expect.poll(() => sent.map(([path]) => path)).toEqual(['DELETE /owner-access/sessions/s9', 'DELETE /owner-access/links/abc123']);
});

test('[HT160] lesser rights of somebody who made tokens are saved after it was said how many of those end', async () => {
  const token = (more: object) => ({ kind: 'token', state: 'active', role: null, rights: [], madeBy: { person: 'per-bo', name: 'Bo', ended: false }, ...more });
  serve({
    'GET /people': () => Response.json({ people: [person(), person({ id: 'per-bo', name: 'Bo', email: 'bo@example.com', role: 'admin', made: 3 })] }),
    'GET /tokens': () =>
      Response.json({
        tokens: [
          token({ id: 'a', role: 'admin' }),
          token({ id: 'b', rights: ['manage'] }),
          token({ id: 'c', role: 'viewer' }),
          token({ id: 'd', role: 'admin', state: 'revoked' }),
          token({ id: 'e', role: 'admin', madeBy: { person: 'per-ana', name: 'Ana', ended: false } }),
        ],
      }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  const user = userEvent.setup();
  await user.click(await main().findByRole('button', { name: 'Change Bo' }));
  const form = within(main().getByRole('form', { name: 'Change Bo' }));
  await user.selectOptions(form.getByLabelText('Role'), 'responder');
  await expect.poll(() => form.getByRole('status').textContent).toContain('It ends 2 tokens and screens they made that may do more than that.');
  await user.selectOptions(form.getByLabelText('Role'), 'owner');
  await expect.poll(() => form.getByRole('status').textContent).not.toContain('they made');
});

test('[VW284] ending somebody who made tokens says how many, and asks whether those end too', async () => {
  const sent = serve({
    'GET /people': () => Response.json({ people: [person(), person({ id: 'per-bo', name: 'Bo', email: 'bo@example.com', made: 3 })] }),
    'POST /people/per-bo/end': () => new Response(null, { status: 204 }),
  });
  await renderWithState(EXAMPLE_BOARD, { path: '/people' });
  const user = userEvent.setup();
  await user.click(await main().findByRole('button', { name: 'Change Bo' }));
  await user.click(main().getByRole('button', { name: 'End the account' }));
  expect(main().getByRole('alert').textContent).toContain('They made 3 tokens and screens and may know their secrets.');
  expect(main().getByRole('button', { name: 'End the account alone' })).toBeTruthy();
  await user.click(main().getByRole('button', { name: 'End it, and 3 tokens and screens' }));
  await expect.poll(() => sent).toEqual([['POST /people/per-bo/end', { tokens: true }]]);
});

test('[VW293] who is signed in on an internal board without the right to read it is told that, not that they have to sign in', async () => {
  serve({});
  const cy = { scope: 'public', name: 'Cy', role: null, rights: ['sight'], kind: 'person', expiresAt: NOW, anyoneReads: false } as const;
  await renderWithState(EXAMPLE_BOARD, { path: '/history', scope: 'public', whoAmI: async () => cy });
  const text = (await screen.findByRole('main')).textContent ?? '';
  expect(text).toContain('Signed in as Cy');
  expect(text).toContain('your account has no right to read it');
  expect(text).not.toContain('without a sign-in');
  expect(main().queryByRole('link')).toBeNull();
});
