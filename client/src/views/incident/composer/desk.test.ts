import type { Incident } from '@sitrep/shared/domain/state.ts';
import { PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { expect, test, vi } from 'vitest';
import { createDesk } from '../../../sync/desk.ts';
import { readDraft } from '../../../sync/kept-drafts.ts';
import { sendCommand } from '../../../sync/send-command.ts';
import { serveCommands } from '../../../testing/command-server.ts';
import { startStage } from '../../../testing/render-with-state.tsx';
import { type Draft, postOf, withText } from './draft.ts';
import { POSTS, type PostDesk } from './use-desk.ts';

const KEY = 'sitrep.draft.Ana.inc-a';
const THRICE = 3;

/** One incident on the real server, and desks for the one draft about it: each is a tab of one browser. */
const openTabs = async (holdMs = 0) => {
  const stage = await startStage(PUBLISHED);
  const server = serveCommands(stage, { holdMs });
  const incident = (): Incident => worldOf(stage.peer.chain('internal').events).incident('inc-a') as Incident;
  /** `line`: what each answer waits for. */
  const tab = (line: Promise<void> = Promise.resolve()): PostDesk =>
    createDesk(POSTS, {
      key: KEY,
      now: () => stage.time.server(),
      send: async (...sent) => {
        const answer = await sendCommand(...sent);
        await line;
        return answer;
      },
    });
  const write = (desk: PostDesk, text: string): void => desk.change(withText(desk.get().draft, text));
  const post = (desk: PostDesk): Promise<void> => desk.post(postOf(desk.get().draft, incident(), stage.time.server(), 'UTC'));
  const held = () => worldOf(stage.peer.chain('internal').events).board.held['inc-a'];
  const texts = () => incident().entries.flatMap(({ text }) => (text === null ? [] : [text]));
  return { ...server, incident, held, tab, write, post, texts };
};
const stored = (): { draft: Draft } | null => readDraft(KEY) as { draft: Draft } | null;

/** From now on the server answers as one that does not know this browser, until `end`. */
const shutOut = () => {
  const serve = fetch;
  const answer = () => Response.json({ status: 401, code: 'unauthenticated', detail: 'Sign in again.' }, { status: 401 });
  vi.stubGlobal('fetch', async () => answer());
  return { end: () => vi.stubGlobal('fetch', serve) };
};
/** From now on the server has other keys: somebody signed in anew. */
const forgetKeys = () => {
  const serve = fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('idempotency-key', `anew-${headers.get('idempotency-key')}`);
    return serve(url, { ...init, headers });
  });
};

test.each(['answer', 'entry'])('[VW151] what another tab types while a post is on its way stays, when the %s comes first', async (first) => {
  const { tab, write, post, incident, texts } = await openTabs();
  const line = Promise.withResolvers<void>();
  const sender = tab(line.promise);
  write(sender, 'First');
  const sent = post(sender);
  const other = tab();
  write(other, 'First, and more');
  await expect.poll(texts).toEqual(['First']);
  if (first === 'entry') sender.seen(incident());
  line.resolve();
  await sent;
  expect(stored()?.draft.text).toBe('First, and more');
  expect(sender.get().draft.text).toBe('First, and more');
  await post(tab());
  expect(texts()).toEqual(['First', 'First, and more']);
});

test('[VW151] a post that another tab has brought to its end does not come back with its answer', async () => {
  const { tab, write, post, incident, texts } = await openTabs();
  const line = Promise.withResolvers<void>();
  const sender = tab(line.promise);
  write(sender, 'First');
  const sent = post(sender);
  await expect.poll(texts).toEqual(['First']);
  const other = tab();
  other.seen(incident());
  write(other, 'Second');
  line.resolve();
  await sent;
  expect(stored()?.draft).toMatchObject({ text: 'Second' });
  expect(sender.get()).toMatchObject({ posted: null, draft: { text: 'Second' } });
});

test('[VW152] whoever is signed out between two attempts is not told that nothing was recorded, and words are recorded once', async () => {
  const { tab, write, post, network, incident, texts } = await openTabs();
  const desk = tab();
  write(desk, 'Once');
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await post(desk);
  const session = shutOut();
  await desk.retry();
  expect(desk.get()).toMatchObject({ posted: { state: 'unanswered' }, problem: { status: 401 } });
  session.end();
  forgetKeys();
  await desk.retry();
  // Its entry tells whether these words were recorded.
  expect(desk.get()).toMatchObject({ posted: { state: 'unanswered' }, problem: null, earlier: null });
  desk.seen(incident());
  expect(desk.get()).toMatchObject({ posted: null, done: { command: { text: 'Once', scope: 'internal' }, isHeld: false }, earlier: null, draft: { text: '' } });
  expect(texts()).toEqual(['Once']);
});

test('[VW152] an attempt that was lost before the server shut the browser out leaves the post without an answer', async () => {
  const { tab, write, post, network } = await openTabs();
  const desk = tab();
  write(desk, 'Once');
  network.next.push('lost');
  const serve = fetch;
  let requests = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    requests += 1;
    if (requests === 2) shutOut();
    return requests === 2 ? fetch(url, init) : serve(url, init);
  });
  await post(desk);
  expect(desk.get()).toMatchObject({ posted: { state: 'unanswered' }, problem: { status: 401 } });
});

test('[VW152] the same words for other readers are not taken for what was recorded', async () => {
  const { tab, write, post, network, incident, texts } = await openTabs();
  const desk = tab();
  write(desk, 'Words');
  network.next.push(...Array<'lost'>(THRICE).fill('lost'));
  await post(desk);
  desk.change({ ...desk.get().draft, scope: 'public' });
  network.next.push(...Array<'down'>(THRICE).fill('down'));
  await post(desk);
  desk.seen(incident());
  expect(desk.get()).toMatchObject({ posted: null, done: null, earlier: { text: 'Words' }, draft: { text: 'Words', scope: 'public' } });
  await post(desk);
  expect(texts()).toEqual(['Words', 'Words']);
});

test.each(['the board', 'the server'])(
  '[VW250] words that were undone before their answer came are never said to have been recorded, as %s tells, and the next press sends them anew',
  async (told) => {
    const { tab, write, post, network, give, incident, held, texts, sent } = await openTabs(10_000);
    const desk = tab();
    write(desk, 'Words');
    desk.change({ ...desk.get().draft, scope: 'public' });
    const { updateId } = desk.get().draft;
    network.next.push(...Array<'lost'>(THRICE).fill('lost'));
    await post(desk);
    await give({ type: 'withdraw-held', incidentId: 'inc-a', updateId });
    // Either the board tells it, or the server when it is sent again.
    if (told === 'the board') desk.seen(incident(), held());
    else await desk.retry();
    expect(desk.get()).toMatchObject({ posted: null, problem: { reason: 'post_undone' }, earlier: null, draft: { text: 'Words', scope: 'public' } });
    await post(desk);
    expect(desk.get()).toMatchObject({ done: { isHeld: true }, problem: null, earlier: null, draft: { text: '' } });
    expect([texts(), new Set(sent.map(({ key }) => key)).size]).toEqual([[], 2]);
  },
);
