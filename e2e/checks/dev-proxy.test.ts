import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { startApp } from '@sitrep/server/testing/start-app.ts';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';

/** Vite as `npm run dev` starts it, on a free port, before the server at `url`. Out: the address of its pages. */
const startVite = async (url: string): Promise<string> => {
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', '--port', '0'], {
    cwd: resolve(import.meta.dirname, '../../client'),
    env: { ...process.env, PORT: new URL(url).port, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void vite.kill());
  let said = '';
  vite.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const address = () => /Local:\s+(http:\S+?)\/?\s/.exec(said)?.[1] ?? '';
  await expect.poll(address).not.toBe('');
  return address();
};

test('[HT11] the pages of npm run dev may write and dial, and no other page may through them', async () => {
  const app = await startApp();
  onTestFinished(app.dispose);
  const pages = await startVite(app.url);
  const send = (method: string, path: string, body: object, headers: Record<string, string>) =>
    fetch(`${pages}${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

  const signedIn = await send('POST', '/api/v1/session', { code: await app.principals.newOwnerLink() }, { origin: pages });
  expect(signedIn.status).toBe(201);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await send('PUT', '/api/v1/board', { name: 'Ours' }, { cookie, origin: pages, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  expect((await send('PUT', '/api/v1/board', { name: 'Theirs' }, { cookie, origin: 'http://evil.example' })).status).toBe(403);

  const dial = (origin: string) =>
    new Promise((told) => {
      const socket = new WebSocket(`${pages.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { origin });
      socket.on('open', () => {
        socket.close();
        told('open');
      });
      socket.on('error', () => told('refused'));
    });
  expect(await dial(pages)).toBe('open');
  expect(await dial('http://evil.example')).toBe('refused');
});
