import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'sitrep-pages-'));
let app: TestApp | null = null;
afterEach(async () => {
  await app?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('what the build compressed is sent as it is, unless the file was changed since; the rest is compressed here', async () => {
  const at = (name: string, text: string | Buffer, time: number) => {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), time, time);
  };
  at('index.html', '<p>built</p>', 100);
  at('index.html.br', brotliCompressSync('<p>by the build</p>'), 100);
  at('changed.js', 'new', 200);
  at('changed.js.br', brotliCompressSync('old'), 100);
  at('alone.js', 'alone', 100);
  app = await startApp({ settings: { clientFolder: folder } });
  const sent = async (path: string) => {
    const reply = await fetch(`${app?.url}${path}`, { headers: { 'accept-encoding': 'br' } });
    return [reply.headers.get('content-encoding'), await reply.text()];
  };
  expect(await sent('/')).toEqual(['br', '<p>by the build</p>']);
  expect(await sent('/changed.js')).toEqual(['br', 'new']);
  expect(await sent('/alone.js')).toEqual(['br', 'alone']);
  const plain = await fetch(`${app.url}/`, { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, '<p>built</p>']);
  expect((await fetch(`${app.url}/index.html.br`)).status).toBe(404);
});
