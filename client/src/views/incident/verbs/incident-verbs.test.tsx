import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { OPENED, PUBLISHED, RESOLVED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { countDrafts } from '../../../sync/kept-drafts.ts';
import { bar, field, panel, plainBrowser, press, start, type } from '../../../testing/incident-page.tsx';

beforeEach(plainBrowser);

test('[VW140] nobody has it: the first control below the head acknowledges it, and so does one key; then it is gone', async () => {
  const { incident, sent } = await start(OPENED);
  const group = within(await bar());
  expect(group.getByText('Nobody has it')).toBeTruthy();
  expect(group.getAllByRole('button')[0]?.textContent).toMatch(/^Take it/);
  await userEvent.keyboard('a');
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'acknowledge-incident', incidentId: 'inc-a', expectedHolder: null }]);
  await expect.poll(() => group.queryByRole('button', { name: /^Take it/ })).toBeNull();
  expect(screen.getByText('You have it.').getAttribute('role')).toBe('status');
  await userEvent.keyboard('a');
  expect(sent).toHaveLength(1);
});

test('[VW146] when the control with the focus goes, the focus goes to what it stood in', async () => {
  await start(OPENED);
  const group = await bar();
  within(group)
    .getByRole('button', { name: /^Take it/ })
    .focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => document.activeElement).toBe(group);
});

test('[VW140] others find no control: neither a viewer, nor who looks at what customers see, nor a customer', async () => {
  for (const given of [{ role: 'viewer' }, { scope: 'public' as const }]) {
    const { unmount, sent } = await start(PUBLISHED, given);
    await screen.findByRole('tab', { name: /^Timeline/ });
    expect(screen.queryByRole('region', { name: 'Work on this incident' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^(Take it|Resolve|Correct times|Publish|Not an incident)/ })).toBeNull();
    await userEvent.keyboard('a');
    expect(sent).toEqual([]);
    unmount();
  }
});

test('[VW143] resolving an incident that customers see asks each time who is told; nothing is chosen, and nothing sent without an answer', async () => {
  const { incident, seen, sent } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  const form = panel('Resolve');
  expect(form.getByText(/Player/).textContent).toContain('Partial outage');
  expect(form.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false]);
  await userEvent.click(form.getByRole('button', { name: 'Resolve' }));
  expect(sent).toEqual([]);
  await userEvent.click(form.getByRole('radio', { name: /^Responders/ }));
  await userEvent.click(form.getByRole('button', { name: 'Resolve for responders only' }));
  // What proves it is asked as well, and not answered yet.
  expect(sent).toEqual([]);
  await type('What proves that it is over?', 'Playback works again.');
  await userEvent.click(form.getByRole('radio', { name: /^Everyone/ }));
  await userEvent.click(form.getByRole('button', { name: 'Resolve for everyone' }));
  await expect.poll(() => seen()?.phase).toBe('resolved');
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'resolve-incident', incidentId: 'inc-a', text: 'Playback works again.', scope: 'public' }]);
  expect(incident()?.entries.at(-1)).toMatchObject({ scope: 'public', text: 'Playback works again.' });
  await expect.poll(() => screen.queryByRole('region', { name: 'Resolve' })).toBeNull();
  expect(await screen.findByRole('button', { name: 'Reopen' })).toBeTruthy();
});

test('[VW143] of an incident that is internal nobody is asked; its end is as typed, to the minute', async () => {
  const { incident } = await start(OPENED);
  await bar();
  await press('Resolve');
  expect(panel('Resolve').queryByRole('radio')).toBeNull();
  expect((field('Ended') as HTMLInputElement).value).toBe('now');
  await type('Ended', '09:40');
  await userEvent.click(panel('Resolve').getByRole('checkbox', { name: 'Not known yet' }));
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await expect.poll(() => incident()?.phase).toBe('resolved');
  expect(incident()?.endedAt).toEqual({ ms: Date.UTC(2026, 5, 3, 9, 40), precision: 'minute' });
});

test('[VW144] the future is refused beside the field, in a sentence, and not sent', async () => {
  const { sent } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('Ended', '21:10');
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  expect(panel('Resolve').getByText('21:10 is still to come today. For yesterday type 2026-06-02 21:10.')).toBeTruthy();
  expect(field('Ended').getAttribute('aria-invalid')).toBe('true');
  expect(sent).toEqual([]);
});

test('[VW141] a refusal is in the words of the server beside the button, and nothing typed is lost: not by it, nor by closing the form', async () => {
  const { incident } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  await type('Ended', '02:00');
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  const alert = await panel('Resolve').findByRole('alert');
  expect(alert.textContent).toBe(
    'It was not recorded. The incident cannot end before it began, nor before an impact began that still stands. Give a later end. What you typed is kept.',
  );
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Resolve' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resolve' }));
  await press('Resolve');
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('It plays.');
  await type('Ended', 'now');
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await expect.poll(() => incident()?.phase).toBe('resolved');
});

test('[VW141] what was typed in a form outlives its page, and is gone once it was accepted', async () => {
  const { unmount } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'Three probes pass.');
  await type('Ended', '09:40');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  unmount();
  const { incident } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('Three probes pass.');
  expect((field('Ended') as HTMLInputElement).value).toBe('09:40');
  expect(countDrafts('Ana')).toBe(1);
  // Who is told is asked each time.
  expect(
    panel('Resolve')
      .getAllByRole('radio')
      .map((radio) => (radio as HTMLInputElement).checked),
  ).toEqual([false, false]);
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve for everyone' }));
  await expect.poll(() => incident()?.endedAt?.ms).toBe(Date.UTC(2026, 5, 3, 9, 40));
  await expect.poll(() => countDrafts('Ana')).toBe(0);
});

test('[VW141] a form that is kept can be discarded', async () => {
  const { sent } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  expect(panel('Resolve').queryByRole('button', { name: 'Discard' })).toBeNull();
  await type('What proves that it is over?', 'Three probes pass.');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  expect(countDrafts('Ana')).toBe(1);
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Discard' }));
  expect(screen.queryByRole('region', { name: 'Resolve' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resolve' }));
  expect(countDrafts('Ana')).toBe(0);
  await press('Resolve');
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('');
  expect(
    panel('Resolve')
      .getAllByRole('radio')
      .map((radio) => (radio as HTMLInputElement).checked),
  ).toEqual([false, false]);
  expect(sent).toEqual([]);
});

test('[VW141] trying again sends what the form says now, not what it said before', async () => {
  const { network, sent, incident, seen } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  network.next = ['down', 'down', 'down'];
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve for everyone' }));
  const again = await panel('Resolve').findByRole('button', { name: 'Try again' });
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Responders/ }));
  await userEvent.click(again);
  await expect.poll(() => incident()?.phase).toBe('resolved');
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'resolve-incident', incidentId: 'inc-a', text: 'It plays.', scope: 'internal' }]);
  expect(seen()?.phase).toBe('investigating');
});

test('[VW141] after a change of what had no answer it is said that the first may have been recorded', async () => {
  const { network, seen } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  network.next = ['lost', 'down', 'down'];
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve for everyone' }));
  expect((await panel('Resolve').findByRole('alert')).textContent).toContain('It may not have been recorded.');
  expect(seen()?.phase).toBe('resolved');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Responders/ }));
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve for responders only' }));
  await expect.poll(() => panel('Resolve').getByRole('alert').textContent).toContain('What you sent before this may have been recorded');
  expect(panel('Resolve').getByRole('alert').textContent).not.toContain('It was not recorded');
});

test('[VW141] what is typed while the form is on its way is neither sent nor lost', async () => {
  const { hold, incident, unmount } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  const release = hold();
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await type('What proves that it is over?', 'It plays in Europe.');
  release();
  expect(await panel('Resolve').findByText('What you had sent is recorded. What you changed since then is not sent.')).toBeTruthy();
  expect(incident()?.entries.at(-1)?.text).toBe('It plays.');
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('It plays in Europe.');
  expect(document.activeElement).toBe(field('What proves that it is over?'));
  expect(countDrafts('Ana')).toBe(1);
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Discard' }));
  expect(countDrafts('Ana')).toBe(0);
  unmount();
});

test('[VW146] a command that is accepted closes its own form alone, and leaves the focus to who works elsewhere by now', async () => {
  const { hold, incident } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  const release = hold();
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await press('Correct times');
  await userEvent.click(field('Why (optional)'));
  release();
  await expect.poll(() => incident()?.phase).toBe('resolved');
  await expect.poll(() => screen.queryByText('Resolved.', { selector: '[role=status]' })).not.toBeNull();
  expect(document.activeElement).toBe(field('Why (optional)'));
  await userEvent.keyboard('a late log');
  expect((field('Why (optional)') as HTMLInputElement).value).toBe('a late log');
});

test('[VW146] whoever has left the page when the command is accepted stays where they are', async () => {
  const { hold, incident, router } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  const release = hold();
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await act(() => router.navigate({ to: '/' }));
  await expect.poll(() => screen.queryByRole('region', { name: 'Work on this incident' })).toBeNull();
  const went = vi.spyOn(router, 'navigate');
  release();
  await expect.poll(() => incident()?.phase).toBe('resolved');
  await act(() => Promise.resolve());
  expect(went).not.toHaveBeenCalled();
  expect(router.state.location.pathname).toBe('/');
});

test('[VW143] a form that was closed asks anew who is told', async () => {
  await start(PUBLISHED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  await userEvent.keyboard('{Escape}');
  await press('Resolve');
  const form = panel('Resolve');
  expect(form.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false]);
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('It plays.');
});

test('[VW146] whoever writes an update when the command is accepted goes on writing', async () => {
  const { hold } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  const release = hold();
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  const words = within(await screen.findByRole('form', { name: 'Write an update' })).getByRole('textbox', { name: /^What people see/ });
  await userEvent.click(words);
  release();
  await expect.poll(() => screen.queryByRole('region', { name: 'Resolve' })).toBeNull();
  expect(document.activeElement).toBe(words);
});

test('[VW146] a form whose verb is gone closes onto the bar', async () => {
  const { happen } = await start(OPENED);
  await bar();
  await press('Resolve');
  await happen({ type: 'resolve-incident', incidentId: 'inc-a' });
  expect(screen.queryByRole('button', { name: 'Resolve', expanded: true })).toBeNull();
  field('What proves that it is over?').focus();
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(await bar());
});

test('[VW143] blanks prove nothing', async () => {
  const { sent, incident } = await start(OPENED);
  await bar();
  await press('Resolve');
  await userEvent.click(field('What proves that it is over?'));
  await userEvent.paste('  ');
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  expect(sent).toEqual([]);
  await userEvent.click(panel('Resolve').getByRole('checkbox', { name: 'Not known yet' }));
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve' }));
  await expect.poll(() => incident()?.phase).toBe('resolved');
});

test('[VW141] who was slower keeps the form and the words, and is told why', async () => {
  const { happen, sent } = await start(PUBLISHED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'All is well.');
  await happen({ type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' });
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('All is well.');
  await userEvent.click(panel('Resolve').getByRole('radio', { name: /^Everyone/ }));
  await userEvent.click(panel('Resolve').getByRole('button', { name: 'Resolve for everyone' }));
  expect((await panel('Resolve').findByRole('alert')).textContent).toContain('The incident is resolved already.');
  expect(sent).toHaveLength(1);
});

test('[VW142] while the page is not connected a control says so, sends nothing and keeps what was typed', async () => {
  const { pass, peer, sent } = await start(OPENED);
  await bar();
  await press('Resolve');
  await type('What proves that it is over?', 'It plays.');
  act(() => {
    peer.sockets = 'mute';
    peer.polls = 'shut';
    peer.cut();
  });
  await pass(20_000);
  const button = panel('Resolve').getByRole('button', { name: 'Resolve' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(panel('Resolve').getByText('Not connected. What you typed is kept.')).toBeTruthy();
  await userEvent.click(button);
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('a');
  expect(within(await bar()).getByText('Not connected.')).toBeTruthy();
  expect(sent).toEqual([]);
  await press('Resolve');
  expect((field('What proves that it is over?') as HTMLTextAreaElement).value).toBe('It plays.');
});

test('[VW143] reopening tells customers by itself that it is back, asks only who reads the words, and accepts that nobody knows yet what it hurts', async () => {
  const { incident, seen, sent } = await start(RESOLVED);
  await bar();
  await press('Reopen');
  expect(panel('Reopen').getByText('customers who read that it was over are told that it is back')).toBeTruthy();
  expect(panel('Reopen').queryByText('Who reads the words?')).toBeNull();
  await type('Which fix did not hold?', 'The fix did not hold.');
  await userEvent.click(panel('Reopen').getByRole('radio', { name: 'Responders only' }));
  const hurts = within(panel('Reopen').getByRole('group', { name: 'What does it hurt?' }));
  expect(hurts.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false]);
  // Customers are told the level as well, so it is asked too.
  await userEvent.click(panel('Reopen').getByRole('button', { name: 'Reopen' }));
  expect(sent).toEqual([]);
  await userEvent.click(hurts.getByRole('radio', { name: 'Not known yet' }));
  await userEvent.click(panel('Reopen').getByRole('button', { name: 'Reopen' }));
  await expect.poll(() => seen()?.phase).toBe('investigating');
  expect(seen()?.entries.some(({ text }) => text === 'The fix did not hold.')).toBe(false);
  expect(incident()?.impacts.filter(({ until }) => until === null)).toEqual([]);
});

test('[VW143] times are corrected for whom it is said; the earlier value stands below the field, and what was not changed is not sent', async () => {
  const { incident, seen, sent } = await start(RESOLVED);
  await bar();
  const before = incident()?.endedAt;
  await press('Correct times');
  const form = panel('Correct times');
  expect((field('Began') as HTMLInputElement).value).toBe('2026-06-03 04:05');
  expect(form.getAllByText(/^Known so far:/)).toHaveLength(2);
  await type('Began', '2026-06-03 03:50');
  await type('Why (optional)', 'The first failed request in the access log.');
  await userEvent.click(form.getByRole('radio', { name: /^Everyone/ }));
  await userEvent.click(form.getByRole('button', { name: 'Correct for everyone' }));
  await expect.poll(() => seen()?.startedAt.ms).toBe(Date.UTC(2026, 5, 3, 3, 50));
  expect(seen()?.endedAt).toEqual(before);
  expect(sent[0]?.command).toEqual({
    type: 'correct-times',
    incidentId: 'inc-a',
    occurrence: 1,
    from: { ms: Date.UTC(2026, 5, 3, 3, 50), precision: 'minute' },
    reason: 'The first failed request in the access log.',
    scope: 'public',
  });
});

test('[VW145] publishing shows what goes along and what stays, and the address of that form can be opened', async () => {
  const { router, seen, sent } = await start([
    ...OPENED,
    {
      type: 'state-impact',
      incidentId: 'inc-a',
      impact: {
        impactId: 'imp-s',
        componentId: 'player',
        level: 'degraded_performance',
        what: 'streams of Acme stall',
        audience: { kind: 'count', count: 14, of: 'streams' },
      },
    },
    { type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-s' },
    { type: 'state-impact', incidentId: 'inc-a', impact: { componentId: 'billing', level: 'degraded_performance' } },
    { type: 'state-cause', incidentId: 'inc-a', cause: { text: 'Redis', class: ['database'], status: 'suspected' } },
  ]);
  await bar();
  expect(seen()).toBeUndefined();
  await act(() => router.navigate({ to: '/incidents/$incidentId', params: { incidentId: 'inc-a' }, search: { act: 'publish' } }));
  const form = panel('Publish');
  const rows = within(form.getByRole('list', { name: 'Impacts that customers will read' }))
    .getAllByRole('listitem')
    .map((row) => row.textContent);
  expect(rows).toHaveLength(2);
  expect(rows.some((row) => /Partial outage.*Player.*still so/.test(row ?? ''))).toBe(true);
  // All that goes along, also of what is over.
  expect(rows.some((row) => /streams of Acme stall.*Player.*14 streams.* to /.test(row ?? '') && !row?.includes('still so'))).toBe(true);
  expect(form.getByText('Left out, because customers do not see it: Billing.')).toBeTruthy();
  expect(form.queryByRole('checkbox', { name: 'What customers can do' })).toBeNull();
  await userEvent.click(form.getByRole('checkbox', { name: 'The cause' }));
  await type('Title that customers read', 'Video does not play');
  await userEvent.click(form.getByRole('button', { name: 'Publish to everyone' }));
  await expect.poll(() => seen()?.title).toBe('Video does not play');
  expect(seen()?.causes).toHaveLength(1);
  await expect.poll(() => router.state.location.search).toEqual({});
  expect(sent).toHaveLength(1);
});

test('[VW145] the title that was read is the title that is published', async () => {
  const { hold, seen, happen } = await start(OPENED);
  await bar();
  await press('Publish');
  const release = hold();
  await userEvent.click(panel('Publish').getByRole('button', { name: 'Publish to everyone' }));
  await happen({ type: 'retitle-incident', incidentId: 'inc-a', title: 'Acme cannot stream', scope: 'internal' });
  release();
  await expect.poll(() => seen()?.title).toBe('Playback fails');
});

test.each([
  ['nothing else', { role: 'viewer', rights: ['acknowledge'] as const }],
  ['write to customers', { role: 'publisher', rights: ['acknowledge'] as const }],
])('[VW264] who may acknowledge and %s takes the incident on its page', async (_, given) => {
  const { incident } = await start(OPENED, given);
  await userEvent.click(within(await bar()).getByRole('button', { name: /^Take it/ }));
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
});

test('[VW262] who dismisses an incident that took reports of customers along reads that these are dismissed with it', async () => {
  const seen = (words: string) => ({ type: 'record-sighting', componentId: 'player', words }) as const;
  await start([...OPENED, seen('It stops'), seen('It drops')]);
  await press('Not an incident');
  expect((await panel('Not an incident')).getByText(/What customers saw, in 2 reports, is dismissed with it/)).toBeTruthy();
});

test('[VW143] what was no incident is dismissed with a reason; who reads it is asked where customers saw the incident', async () => {
  const { incident, seen, sent } = await start(PUBLISHED);
  await bar();
  await press('Not an incident');
  const form = panel('Not an incident');
  await userEvent.click(form.getByRole('button', { name: 'Dismiss it' }));
  expect(sent).toEqual([]);
  await type('Why was it none?', 'A test of the probe.');
  await userEvent.click(form.getByRole('radio', { name: 'Responders only' }));
  await userEvent.click(form.getByRole('button', { name: 'Dismiss it' }));
  await expect.poll(() => incident()?.dismissed?.reason).toBe('A test of the probe.');
  expect(seen()?.dismissed).toMatchObject({ reason: null });
  expect(
    within(await bar())
      .getAllByRole('button')
      .map((one) => one.textContent),
  ).toEqual(['Reopen']);
});

test('[VW140] of an exercise that has ended nothing can be changed', async () => {
  await start([
    ...OPENED.slice(0, -1),
    { type: 'start-drill', drillId: 'd', name: 'Friday' },
    { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', drill: 'd' },
    { type: 'end-drill', drillId: 'd' },
  ]);
  await screen.findByRole('tab', { name: /^Timeline/ });
  expect(screen.queryByRole('region', { name: 'Work on this incident' })).toBeNull();
});

/** As wide as a phone. */
const narrow = () => vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));

test('[VW158] on a phone the verbs are the lower edge: what one takes, writes and ends, each with its state, and one of them open at a time', async () => {
  narrow();
  const { incident, happen, router } = await start(PUBLISHED);
  const group = within(await bar());
  expect(group.getAllByRole('button').map((one) => one.textContent)).toEqual([
    'Take it A',
    'Update none promised',
    'Resolve',
    'Correct times',
    'Not an incident',
    'Change title',
    'Link bridge, chat, ticket',
    'Assign roles',
    'State impact',
    'Help for customers',
    'State cause',
    'Third party',
    'Link an incident',
  ]);
  await userEvent.click(group.getByRole('button', { name: /^Take it/ }));
  await expect.poll(() => incident()?.acknowledged?.by).toBe('Ana');
  await expect.poll(() => screen.getByRole('region', { name: 'Work on this incident' }).textContent).toContain('Acknowledged Ana, 10:00');
  await happen({ type: 'post-update', incidentId: 'inc-a', scope: 'public', text: 'We look.', nextUpdateDue: exactly(NOW + 20 * 60_000) });
  expect(group.getByRole('button', { name: /^Update/ }).textContent).toMatch(/^Update in \d+ m$/);
  await userEvent.click(group.getByRole('button', { name: 'Resolve' }));
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Resolve' }));
  await userEvent.click(group.getByRole('button', { name: /^Update/ }));
  expect(screen.queryByRole('region', { name: 'Resolve' })).toBeNull();
  const form = await screen.findByRole('form', { name: 'Write an update' });
  expect(router.state.location.search).toEqual({ act: 'update' });
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  await expect.poll(() => form.isConnected).toBe(false);
  expect(document.activeElement).toBe(group.getByRole('button', { name: /^Update/ }));
});

test('[VW157] on a phone, while one types, phase, levels and next update are one line, and the form stands above the keyboard', async () => {
  narrow();
  const view = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
  vi.stubGlobal('visualViewport', view);
  await start(PUBLISHED);
  await userEvent.click(within(await bar()).getByRole('button', { name: /^Update/ }));
  const form = within(await screen.findByRole('form', { name: 'Write an update' }));
  await userEvent.click(form.getByRole('radio', { name: 'Identified' }));
  await userEvent.click(form.getByRole('textbox', { name: /^What people see/ }));
  await userEvent.paste('We look.');
  act(() => {
    view.height -= 336;
    view.dispatchEvent(new Event('resize'));
  });
  const line = form.getByRole('button', { name: 'Identified · levels stay · no new promise' });
  expect(form.queryByRole('radio', { name: 'Identified' })).toBeNull();
  expect(line.closest<HTMLElement>('[data-folded]')?.style.getPropertyValue('--covered')).toBe('336px');
  await userEvent.click(line);
  expect(document.activeElement).toBe(form.getByRole('radio', { name: 'Identified' }));
  vi.unstubAllGlobals();
});
