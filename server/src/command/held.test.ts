import type { Command } from '@sitrep/shared/domain/command.ts';
import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { afterEach, expect, test } from 'vitest';
import { startApp, type TestApp } from '../testing/start-app.ts';

const incidentId = 'inc-a';
const post: Command = {
  type: 'post-update',
  incidentId,
  updateId: 'upd-a',
  scope: 'public',
  text: 'We found it.',
  phase: 'identified',
  expectedPhase: 'investigating',
};
const PERSON = { principal: 'ana', actor: { kind: 'person', name: 'Ana' }, rights: new Set(ROLE_RIGHTS.responder), idempotencyKey: 'one' } as const;

let app: TestApp;
afterEach(() => app.dispose());
const start = async () => {
  app = await startApp();
  await app.give('define-component', { componentId: 'player', name: 'Player', scope: 'public' });
  await app.give('open-incident', { incidentId, title: 'Playback fails', scope: 'public' });
};
/** What anybody outside can read of it, by each channel. */
const outside = async () => {
  const read = async (path: string) => (await app.ask('GET', path, { token: null })).text;
  const paths = ['/api/v1/board', '/api/v1/incidents', `/api/v1/incidents/${incidentId}`, `/api/v1/incidents/${incidentId}/events`, '/api/v1/verdict'];
  return (await Promise.all(paths.map(read))).join();
};
const inside = async () => (await app.ask('GET', '/api/v1/board?scope=internal')).body.board ?? (await app.ask('GET', '/api/v1/board?scope=internal')).body;
const typesOf = async () => (await app.ports.log.read(0, 1_000)).map(({ event }) => event.type).filter((type) => /held|hold|posted|phase/.test(type));

test('[DC140] [DC141] what a person publishes is outside once its time has come, and not before, also when the server was stopped meanwhile', async () => {
  await start();
  const accepted = await app.handle(post, PERSON);
  expect(accepted).toMatchObject({ kind: 'accepted', replayed: false, ids: { updateId: 'upd-a' }, heldUntil: expect.any(Number) });
  expect(await app.handle(post, PERSON)).toMatchObject({ ...accepted, replayed: true });
  expect(await typesOf()).toEqual(['update-held']);
  expect(await outside()).not.toContain('We found it');
  const { folder } = app;
  await app.stop();
  app = await startApp({ folder });
  expect(await outside()).not.toContain('We found it');
  app.advance(10_000);
  await expect.poll(outside).toContain('We found it');
  expect(await typesOf()).toEqual(['update-held', 'phase-changed', 'update-posted', 'hold-ended']);
  expect(await app.handle(post, PERSON)).toMatchObject({ kind: 'accepted', replayed: true, heldUntil: null });
});
test('[DC141] a server that was down for longer lets nothing leave, and keeps it', async () => {
  await start();
  await app.handle(post, PERSON);
  const { folder } = app;
  await app.stop();
  app = await startApp({ folder, ports: {} });
  app.advance(71_000);
  await expect.poll(typesOf).toEqual(['update-held', 'hold-ended']);
  expect(await outside()).not.toContain('We found it');
  expect(JSON.stringify(await inside())).toContain('We found it');
});
test('[DC141] [DC142] undone over HTTP it never leaves; a program’s post does not wait', async () => {
  await start();
  await app.handle(post, PERSON);
  await app.give('withdraw-held', { incidentId, updateId: 'upd-a' });
  app.advance(60_000);
  const { type: _, ...fields } = post;
  await app.give('post-update', { ...fields, updateId: 'upd-b', text: 'A program says it.' });
  expect(await outside()).toContain('A program says it.');
  expect(await typesOf()).toEqual(['update-held', 'hold-ended', 'phase-changed', 'update-posted']);
  // Sent again under its key, it says what has become of it.
  expect(await app.handle(post, PERSON)).toMatchObject({ kind: 'rejected', rejection: { reason: 'post_undone' } });
  await app.give('take-held', { incidentId, updateId: 'upd-a' });
  expect(await app.handle(post, PERSON)).toMatchObject({ kind: 'rejected', rejection: { reason: 'post_undone' } });
  // Another post may take its id then; each key answers for its own.
  const { phase: __, expectedPhase: ___, ...words } = { ...post, text: 'We look again.' };
  const second = { ...PERSON, idempotencyKey: 'two' };
  for (const replayed of [false, true]) expect(await app.handle(words, second)).toMatchObject({ kind: 'accepted', replayed, heldUntil: expect.any(Number) });
  expect(await app.handle(post, PERSON)).toMatchObject({ kind: 'rejected', rejection: { reason: 'post_undone' } });
  expect((await app.ask('POST', `/api/v1/incidents/${incidentId}/held/upd-b/withdraw`, { body: {} })).status).toBe(404);
});
