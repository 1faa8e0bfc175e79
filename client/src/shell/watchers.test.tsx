import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { SyncContext } from '../sync/sync-context.ts';
import { startStage } from '../testing/render-with-state.tsx';
import { Watchers } from './watchers.tsx';

afterEach(cleanup);
const shown = () => screen.queryByText(/watching$/)?.textContent ?? null;
type Page = Awaited<ReturnType<typeof startStage>>;
const start = async (given: Parameters<typeof startStage>[1] = {}): Promise<Page> => {
  const page = await startStage(EXAMPLE_BOARD, given);
  render(
    <SyncContext value={page.sync}>
      <Watchers />
    </SyncContext>,
  );
  return page;
};
const tell = (page: Page, count: number, goodForMs = 15_000) => act(() => page.peer.tellBeside([{ topic: 'watchers', body: { count }, goodForMs }]));

test('[VW31] the top bar says how many watch, for as long as that is good and no longer', async () => {
  const page = await start();
  expect(page.peer.saidBeside).toEqual([['watch', ['watchers']]]);
  expect(shown()).toBeNull();
  tell(page, 3);
  expect(shown()).toBe('3 watching');
  tell(page, 1200, 2_000);
  expect(shown()).toBe('1,200 watching');
  page.peer.cut();
  page.peer.sockets = 'shut';
  await page.pass(1_900);
  expect(shown()).toBe('1,200 watching');
  await page.pass(200);
  expect(shown()).toBeNull();
});

test('[VW31] it is asked for again on the next connection', async () => {
  const page = await start();
  page.peer.cut();
  await page.pass(10_000);
  expect(page.peer.saidBeside).toEqual([
    ['watch', ['watchers']],
    ['watch', ['watchers']],
  ]);
});

test('[VW31] whoever sees what customers see neither asks nor is told', async () => {
  const outside = await start({ scope: 'public' });
  await outside.pass(10_000);
  tell(outside, 3);
  expect([outside.peer.saidBeside, shown()]).toEqual([[], null]);
  cleanup();
  const looking = await start();
  tell(looking, 3);
  act(() => looking.sync.look('public'));
  await looking.pass(10_000);
  expect(shown()).toBeNull();
});

test('[SY25] [VW31] a server of the version before is asked nothing it does not know, and the page works on', async () => {
  const page = await start({ before: (peer) => (peer.wire = 2) });
  await page.pass(10_000);
  expect([page.peer.saidBeside, shown()]).toEqual([[], null]);
  expect(page.sync.store.getState().connection).toMatchObject({ transport: 'socket', stopped: null });
  // The next node is of a newer version.
  page.peer.wire = 3;
  page.peer.cut();
  await page.pass(10_000);
  expect(page.peer.saidBeside).toEqual([['watch', ['watchers']]]);
});

test('[VW1] what is told beside the log keeps nothing alive', async () => {
  const page = await start();
  page.peer.sockets = 'mute';
  page.peer.polls = 'shut';
  for (let second = 0; second < 14; second++) {
    await page.pass(1_000);
    tell(page, 3);
  }
  await page.pass(3_000);
  expect(page.sync.store.getState().connection.heardAt).toBeLessThan(page.time.mono() - 15_000);
});
