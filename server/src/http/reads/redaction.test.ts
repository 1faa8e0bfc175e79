import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const SECRET = 'The customer Harbinger Ltd paid 40,000 for this';
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.give('open-incident', { incidentId: 'seen', title: 'Video does not play', scope: 'public' });
  await app.give('post-update', { incidentId: 'seen', updateId: 'slip', scope: 'public', text: SECRET });
  await app.give('amend-update', { incidentId: 'seen', updateId: 'slip', text: `${SECRET}, sorry`, reason: 'typing error' });
  await app.give('make-commitment', { kind: 'action', text: SECRET, incidentId: 'seen', scope: 'public' });
  await app.give('open-incident', { incidentId: 'again', title: 'Video does not play again', scope: 'public' });
  await app.give('link-incident', {
    incidentId: 'again',
    scope: 'public',
    link: { kind: 'follows', incidentId: 'seen', commitmentId: null, words: null, inferred: false },
  });
  await app.give('post-update', { incidentId: 'again', updateId: 'slip', scope: 'public', text: `> ${SECRET.replace(' paid', '\n> paid')}\n\nIs that so?` });
});
afterAll(() => app.dispose());

/** The first thing but a heartbeat that a screen with this cursor is sent. */
const greet = (scope: Scope, epoch: string | null, cursor: number) =>
  new Promise<string>((resolve) => {
    const socket = io(app.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { authorization: `Bearer owner-token-of-the-tests` },
    });
    socket.onAny((name, message) => {
      if (name === 'heartbeat') return;
      resolve(JSON.stringify([name, message]));
      socket.close();
    });
    socket.on('connect', () => socket.emit('hello', { ...helloFor(scope), epoch, cursor }));
  });

test('[HT17] a redacted text is gone from every channel, old cursors and the files on disk included, and the log still verifies', async () => {
  const old = { public: app.projection.public.epoch, internal: app.projection.internal.epoch };
  // Each channel has an answer ready that holds the text.
  const channels = [
    '/api/v1/board',
    '/api/v1/verdict',
    '/api/v1/incidents',
    '/api/v1/incidents?text=harbinger',
    '/api/v1/incidents/seen',
    '/api/v1/incidents/seen/events',
    '/api/v1/incidents/again',
    '/api/v1/commitments',
    '/api/v1/maintenances',
    '/api/v1/components',
    '/api/v1/events',
  ];
  const askAll = async (expectNothing: boolean) => {
    let holding = 0;
    for (const path of channels) {
      for (const scope of ['public', 'internal']) {
        const { text, status } = await app.ask('GET', path === '/api/v1/events' ? path : `${path}${path.includes('?') ? '&' : '?'}scope=${scope}`);
        expect([path, status]).toEqual([path, 200]);
        if (text.includes('Harbinger')) holding++;
        if (expectNothing) expect([path, text.includes('Harbinger')]).toEqual([path, false]);
      }
    }
    return holding;
  };
  expect(await askAll(false)).toBeGreaterThan(9);
  expect(await greet('public', old.public, 1)).toContain(SECRET);
  const hashBefore = app.projection.internal.hash;

  await app.give('redact-update', { incidentId: 'seen', updateId: 'slip', reason: 'names a customer' });

  expect(app.projection.internal.hash).not.toBe(hashBefore);
  await askAll(true);
  for (const scope of ['public', 'internal'] as const) {
    for (const cursor of [0, 1, 2]) {
      const sent = await greet(scope, old[scope], cursor);
      expect(sent).toMatch(/^\["snapshot"/);
      expect(sent).not.toContain('Harbinger');
    }
    expect(app.projection.view(scope).epoch).not.toBe(old[scope]);
  }
  expect((await app.ask('GET', '/api/v1/verify')).body.ok).toBe(true);
});

test('[HT17] no checkpoint or file of the folder keeps the redacted text', async () => {
  await app.stop();
  for (const name of readdirSync(app.folder)) expect([name, readFileSync(join(app.folder, name)).includes('Harbinger')]).toEqual([name, false]);
  app = await startApp({ folder: app.folder });
  expect((await app.ask('GET', '/api/v1/incidents/seen')).text).toContain('[removed]');
});
