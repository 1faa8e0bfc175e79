import type { Scope } from '@sitrep/shared/domain/words.ts';
import { OPENED, PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { serveCommands } from '../testing/command-server.ts';
import { startStage } from '../testing/render-with-state.tsx';
import { SyncContext } from './sync-context.ts';
import { useCommand } from './use-command.ts';

/** A control whose words are typed, as in every form. */
const Control = ({ words, scope }: { words: string; scope: Scope }) => {
  const { state, send } = useCommand();
  return (
    <>
      <button type="button" onClick={() => send({ type: 'post-update', incidentId: 'inc-a', text: words, scope })}>
        Send
      </button>
      <p>{typeof state === 'string' ? state : `${state.again ? 'again' : 'refused'}: ${state.refused.detail}`}</p>
    </>
  );
};

const start = async ({ board = OPENED, holdMs = 0 } = {}) => {
  const stage = await startStage(board);
  const server = serveCommands(stage, { holdMs });
  const drawn = (words: string) => (
    <SyncContext value={stage.sync}>
      <Control words={words} scope={holdMs === 0 ? 'internal' : 'public'} />
    </SyncContext>
  );
  const { rerender } = render(drawn('First words.'));
  const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
  const becomes = (state: string | RegExp) => expect.poll(() => screen.getByRole('paragraph').textContent).toMatch(state);
  const said = () => stage.peer.chain('internal').events.flatMap(({ type, data }) => (type === 'update-posted' ? [(data as { text: string }).text] : []));
  return { ...stage, ...server, press, becomes, said, type: (words: string) => rerender(drawn(words)) };
};

test('[VW141] one intention goes under one key, pressed however often, and is recorded once when its answer was lost', async () => {
  const { network, sent, press, becomes, said } = await start();
  network.next = ['lost', 'down', 'down'];
  await press('Send');
  await becomes(/^again: The server was not reached/);
  network.next = ['down', 'down', 'down'];
  await press('Send');
  await becomes(/^sending/);
  await becomes(/^again/);
  await press('Send');
  await becomes('accepted');
  expect(said()).toEqual(['First words.']);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  expect(sent.length).toBeGreaterThan(1);
  // What is accepted is over: the same words again are another intention.
  await press('Send');
  await expect.poll(said).toEqual(['First words.', 'First words.']);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
});

test('[VW141] other words are another intention, and while one is on its way nothing else is sent', async () => {
  const { network, sent, press, becomes, said, type } = await start();
  network.next = ['lost', 'lost', 'lost'];
  await press('Send');
  await press('Send');
  await becomes(/^again/);
  act(() => type('Other words.'));
  await press('Send');
  await becomes('accepted');
  expect(said()).toEqual(['First words.', 'Other words.']);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  expect(sent).toHaveLength(4);
});

test('[VW250] what was recorded without an answer and undone meanwhile is said anew when it is sent once more', async () => {
  const { network, sent, press, becomes, peer, give } = await start({ board: PUBLISHED, holdMs: 10_000 });
  const waiting = () => peer.chain('internal').events.flatMap(({ type, data }) => (type === 'update-held' ? [(data as { updateId: string }).updateId] : []));
  network.next = ['lost', 'down', 'down'];
  await press('Send');
  await becomes(/^again/);
  const [updateId = ''] = waiting();
  await give({ type: 'withdraw-held', incidentId: 'inc-a', updateId });
  await press('Send');
  await becomes(/^refused: The post .* was undone before it left/);
  await press('Send');
  await becomes('accepted');
  expect(waiting()).toHaveLength(2);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
});
