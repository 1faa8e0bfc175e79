import type { Command } from '@sitrep/shared/domain/command.ts';
import { EXAMPLE_BOARD, OPENED } from '@sitrep/shared/testing/example-board.ts';
import { act, cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithState } from '../testing/render-with-state.tsx';
import { useUi } from '../ui-state.ts';

/** Records the notifications that the browser is asked to show. */
const shown: string[] = [];
let closed = 0;
class NotedNotice {
  static readonly permission = 'granted';
  constructor(title: string) {
    shown.push(title);
  }
  close(): void {
    closed++;
  }
}

const down = (incidentId: string): Command => ({
  type: 'open-incident',
  incidentId,
  title: 'Playback is down',
  impacts: [{ componentId: 'player', level: 'major_outage', what: 'cannot watch', audience: { kind: 'everyone' } }],
});

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  cleanup();
  shown.length = 0;
  closed = 0;
  useUi.setState({ notify: false });
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('[VW26] a notice comes when things get worse, to those who asked for it and look elsewhere', async () => {
  vi.stubGlobal('Notification', NotedNotice);
  const hidden = vi.spyOn(document, 'hidden', 'get');
  for (const [notify, away] of [
    [true, true],
    [true, false],
    [false, true],
  ] as const) {
    useUi.setState({ notify });
    hidden.mockReturnValue(away);
    const stage = await renderWithState(EXAMPLE_BOARD);
    await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
    expect(shown, `asked ${notify}, away ${away}`).toHaveLength(notify && away ? 1 : 0);
    shown.length = 0;
    stage.unmount();
  }
});

test('[VW26] the same outage a second time is news again, and what a page comes up with is none', async () => {
  vi.stubGlobal('Notification', NotedNotice);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  useUi.setState({ notify: true });
  const stage = await renderWithState(OPENED, { before: (peer) => (peer.sockets = peer.polls = 'shut') });
  stage.peer.sockets = 'open';
  await stage.pass(40_000);
  expect(shown).toEqual([]);
  let last = 'inc-a';
  for (const incidentId of ['inc-b', 'inc-c']) {
    await stage.happen({ type: 'resolve-incident', incidentId: last, scope: 'internal' });
    shown.length = 0;
    await stage.happen(down(incidentId));
    expect(shown, incidentId).toEqual(['Nobody can watch, anywhere']);
    last = incidentId;
  }
  stage.unmount();
});

test('[VW26] a notice does not outlast the sign-in of who may read it', async () => {
  vi.stubGlobal('Notification', NotedNotice);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  useUi.setState({ notify: true });
  const stage = await renderWithState(EXAMPLE_BOARD);
  await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
  expect([shown.length, closed]).toEqual([1, 0]);
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  await act(async () => stage.sync.leave());
  expect(closed).toBe(1);
  stage.unmount();
});

test('[VW26] a browser that has notices but shows none of a page keeps the page', async () => {
  vi.stubGlobal(
    'Notification',
    class extends NotedNotice {
      constructor() {
        super('refused');
        throw new TypeError('Illegal constructor');
      }
    },
  );
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const warned = vi.spyOn(console, 'warn').mockReturnValue();
  useUi.setState({ notify: true });
  const stage = await renderWithState(EXAMPLE_BOARD);
  await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
  expect([shown, warned.mock.calls.length]).toEqual([['refused'], 1]);
  expect(document.querySelector('h1')?.textContent).toContain('Playback fails');
  stage.unmount();
});
