import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.dispose());

const LATER = new Date(Date.now() + 1_800_000).toISOString();
/** Every `curl -X METHOD address ... -d 'body'` of a text, in its order; its one variable is a time that lies ahead. */
const writesIn = (text: string): { method: string; path: string; body: Record<string, unknown> }[] =>
  [...text.matchAll(/curl -X (\w+) http:\/\/localhost:4040(\S+) (?:\\\n\s*)?(?:-H (?:"[^"]*"|'[^']*') ?|\\\n\s*)*-d '((?:[^']|'"\$\w+"')*)'/g)].map(
    ([, method, path, body]) => ({
      method: String(method),
      path: String(path),
      body: JSON.parse(String(body).replace(`'"$DUE"'`, LATER)),
    }),
  );

test('[HT4] what the README shows opens, updates, acknowledges and resolves an incident in public', async () => {
  const writes = writesIn(readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8'));
  const about = '/api/v1/incidents/uploads';
  expect(writes.map(({ path }) => path)).toEqual(['/api/v1/incidents', `${about}/updates`, `${about}/acknowledge`, `${about}/resolve`]);
  await app.give('define-component', { componentId: 'apivideo-ingest', name: 'Ingest', scope: 'public' });
  for (const { method, path, body } of writes) {
    const { status, body: answer } = await app.ask(method, path, { body });
    expect([path, status, answer.detail]).toEqual([path, 201, undefined]);
  }
  const { body } = await app.ask('GET', '/api/v1/incidents/uploads?scope=public', { token: null });
  expect(body.incident).toMatchObject({ phase: 'resolved', impacts: [{ componentId: 'apivideo-ingest', until: expect.anything() }] });
  expect(body.incident.entries.flatMap(({ text }: { text: string | null }) => text ?? [])).toEqual([
    'A disk is full. We are making room.',
    'Uploads work again.',
  ]);
});
