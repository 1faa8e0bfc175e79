import { EXAMPLE_BOARD, OPENED } from '@sitrep/shared/testing/example-board.ts';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { describeConnection } from '../sync/connection.ts';
import { SyncContext } from '../sync/sync-context.ts';
import { startStage } from '../testing/render-with-state.tsx';
import { useCalmReload } from './use-calm-reload.ts';

afterEach(() => {
  vi.useRealTimers();
  cleanup();
  sessionStorage.clear();
  document.body.replaceChildren();
});

/** A board without checks on which nothing is reported. */
const CALM = EXAMPLE_BOARD.filter((command) => !('evidence' in command));

const Page = ({ reload }: { reload: () => void }) => {
  useCalmReload(reload);
  return null;
};
const start = async (history: Parameters<typeof startStage>[0]) => {
  const stage = await startStage(history, { newerPage: true });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const reload = vi.fn();
  render(
    <SyncContext value={stage.sync}>
      <Page reload={reload} />
    </SyncContext>,
  );
  return { stage, reload, untouched: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)) };
};

test('[SY25] a page that has no version in common with the server claims nothing and loads itself again once left alone, whatever burns', async () => {
  const { stage, reload, untouched } = await start(OPENED);
  act(() => stage.peer.refuse({ code: 'wire_version', detail: 'This server speaks the versions 7 to 9.', retryAfterMs: null }));
  expect(describeConnection(stage.sync.store.getState().connection, stage.time.mono()).kind).toBe('outdated');
  await untouched(59_000);
  act(() => void dispatchEvent(new Event('keydown')));
  await untouched(59_000);
  expect(reload).not.toHaveBeenCalled();
  await untouched(2_000);
  expect(reload).toHaveBeenCalledTimes(1);
  // The reloaded page may be no newer: retry, but not at once.
  await untouched(500_000);
  expect(reload).toHaveBeenCalledTimes(1);
  await untouched(200_000);
  expect(reload).toHaveBeenCalledTimes(2);
});

test.each([
  ['dialog', 'open'],
  ['section', 'data-typed'],
])('[SY25] what may hold typed text is waited for: %s %s', async (tag, mark) => {
  const { stage, reload, untouched } = await start(EXAMPLE_BOARD);
  act(() => stage.peer.refuse({ code: 'wire_version', detail: 'This server speaks the versions 7 to 9.', retryAfterMs: null }));
  const form = document.body.appendChild(document.createElement(tag));
  form.setAttribute(mark, '');
  await untouched(300_000);
  expect(reload).not.toHaveBeenCalled();
  form.remove();
  await untouched(60_000);
  expect(reload).toHaveBeenCalledTimes(1);
});

test('[VW87] a page that is only older than the server waits until nothing burns', async () => {
  for (const [history, times] of [
    [CALM, 1],
    [OPENED, 0],
  ] as const) {
    const { stage, reload, untouched } = await start(history);
    vi.useRealTimers();
    await stage.pass(6_000);
    stage.peer.build = 'another';
    await stage.pass(6_000);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    act(() => void dispatchEvent(new Event('keydown')));
    await untouched(61_000);
    expect(reload).toHaveBeenCalledTimes(times);
    cleanup();
    sessionStorage.clear();
  }
});
