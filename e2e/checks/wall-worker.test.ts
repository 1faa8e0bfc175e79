import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => void vi.useRealTimers());

const SOURCE = readFileSync(resolve(import.meta.dirname, '../../client/public/wall-worker.js'), 'utf8');
const ORIGIN = 'http://wall.test';
const pageOf = (entry: string) => `<!doctype html><script type="module" crossorigin src="/assets/${entry}.js"></script>`;
const pathOf = (request: Request | string) => new URL(typeof request === 'string' ? request : request.url, ORIGIN).pathname;

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css', woff2: 'font/woff2', svg: 'image/svg+xml' };
const partAt = (path: string, words = path) => new Response(words, { headers: { 'content-type': TYPES[path.split('.').at(-1) ?? ''] ?? '' } });
const proxySays = (status: number) => () => new Response(`a proxy says ${status}`, { status, headers: { 'content-type': 'text/html' } });
/** What fetching a navigation yields for a redirect; only a browser can create such a response. */
const redirect = () => Object.defineProperty(new Response('the browser goes elsewhere', { status: 302 }), 'type', { value: 'opaqueredirect' });

/** Runs the worker on a browser simulated with maps. `server`: the answer at each path, or never; empty for a server that is down. */
const startWorker = () => {
  const kept = new Map<string, Response>();
  const server = new Map<string, () => Response | Promise<Response>>();
  const listeners: Record<string, (event: object) => void> = {};
  const match = async (request: Request | string) => kept.get(pathOf(request))?.clone();
  const cache = {
    match,
    put: async (request: Request | string, response: Response) => void kept.set(pathOf(request), response),
    keys: async () => [...kept.keys()].map((path) => ({ url: ORIGIN + path })),
    delete: async (request: Request) => kept.delete(pathOf(request)),
  };
  const fetchFrom = async (request: Request | string): Promise<Response> => {
    const answer = server.get(pathOf(request));
    if (answer === undefined) throw new TypeError('the server is away');
    return answer();
  };
  runInNewContext(SOURCE, {
    self: { addEventListener: (name: string, act: (event: object) => void) => (listeners[name] = act), skipWaiting: () => undefined },
    location: new URL(`${ORIGIN}/wall-worker.js`),
    caches: { open: async () => cache, match },
    fetch: fetchFrom,
    Request,
    URL,
    setTimeout: (act: () => void, ms: number) => setTimeout(act, ms),
  });
  const tell = async (keep: readonly string[]) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners.message?.({ data: { keep: keep.map((path) => ORIGIN + path) }, waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  const ask = async (path: string, mode = 'no-cors'): Promise<string | null> => {
    let answer: Promise<Response> | null = null;
    listeners.fetch?.({ request: { url: ORIGIN + path, method: 'GET', mode }, respondWith: (given: Promise<Response>) => (answer = given) });
    return answer === null ? null : (answer as Promise<Response>).then((response) => response.text());
  };
  const serve = (version: string) => {
    server.clear();
    server.set('/wall', () => new Response(pageOf(version), { headers: { 'content-type': 'text/html; charset=utf-8' } }));
    server.set('/api/v1/board', () => new Response('{}'));
    for (const path of [`/assets/${version}.js`, `/assets/wall-${version}.css`, '/assets/plex.woff2', '/theme.js']) server.set(path, () => partAt(path));
  };
  return { kept, server, serve, tell, ask, boot: () => ask('/wall', 'navigate') };
};
const partsOf = (version: string) => [`/assets/${version}.js`, `/assets/wall-${version}.css`, '/theme.js', '/api/v1/board'];

test('[VW104] a wall boots without a server on the page that ran last, with its parts and nothing of the API', async () => {
  const { serve, tell, ask, boot, server, kept } = startWorker();
  serve('one');
  await tell(partsOf('one'));
  await ask('/assets/plex.woff2');
  serve('two');
  await tell(partsOf('two'));
  server.clear();
  expect(await boot()).toBe(pageOf('two'));
  expect(await ask('/assets/two.js')).toBe('/assets/two.js');
  expect([...kept.keys()].sort()).toEqual(['/assets/plex.woff2', '/assets/two.js', '/assets/wall-two.css', '/theme.js', '/wall']);
});

test('[VW104] a newer page that was asked for, but never ran, does not take the place of the one that can', async () => {
  const { serve, tell, ask, boot, server } = startWorker();
  serve('one');
  await tell(partsOf('one'));
  serve('two');
  expect(await boot()).toBe(pageOf('two'));
  // The network fails between the page and its parts.
  server.clear();
  expect(await boot()).toBe(pageOf('one'));
  expect(await ask('/assets/one.js')).toBe('/assets/one.js');
  // The running page is older than the one the server serves now.
  serve('two');
  await tell(partsOf('one'));
  server.clear();
  expect(await boot()).toBe(pageOf('one'));
  expect(await ask('/assets/wall-one.css')).toBe('/assets/wall-one.css');
});

test('[VW104] a page that asks to sign in to a network is neither a page of the wall nor a part of one', async () => {
  const { serve, tell, ask, boot, server } = startWorker();
  const login = () => new Response('<p>Welcome to the guest network', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  server.set('/assets/one.js', login);
  await expect(ask('/assets/one.js')).rejects.toThrow('answered 200 text/html');
  serve('one');
  await tell(partsOf('one'));
  server.set('/wall', login);
  expect(await boot()).toContain('Welcome');
  await tell(partsOf('one'));
  server.clear();
  expect(await boot()).toBe(pageOf('one'));
  expect(await ask('/assets/one.js')).toBe('/assets/one.js');
});

test.each([401, 403, 404, 500, 502, 503])('[VW104] a proxy that answers %i in the place of the server is answered by the copy', async (status) => {
  const { serve, tell, ask, boot, server } = startWorker();
  server.set('/wall', proxySays(status));
  expect(await boot()).toBe(`a proxy says ${status}`);
  serve('one');
  await tell(partsOf('one'));
  for (const path of ['/wall', '/theme.js', '/assets/one.js']) server.set(path, proxySays(status));
  expect(await boot()).toBe(pageOf('one'));
  expect(await ask('/theme.js')).toBe('/theme.js');
  expect(await ask('/assets/one.js')).toBe('/assets/one.js');
});

test('[VW104] a redirect is followed by the browser, and none is kept', async () => {
  const { serve, tell, boot, server } = startWorker();
  serve('one');
  await tell(partsOf('one'));
  server.set('/wall', redirect);
  expect(await boot()).toBe('the browser goes elsewhere');
  server.clear();
  expect(await boot()).toBe(pageOf('one'));
});

test('[VW104] a part is what its name says, when it is kept and when it is served', async () => {
  const { serve, tell, ask, server, kept } = startWorker();
  serve('one');
  for (const path of ['/assets/one.js', '/assets/wall-one.css', '/assets/plex.woff2', '/favicon-op.svg', '/theme.js']) {
    for (const type of ['text/html', 'application/json', 'text/plain', '']) {
      server.set(path, () => new Response('not it', { headers: { 'content-type': type } }));
      await expect(ask(path), `${path} ${type}`).rejects.toThrow('was answered 200');
    }
    expect(kept.has(path)).toBe(false);
  }
  // A file that an earlier worker stored by mistake is fetched again.
  kept.set('/assets/one.js', new Response('<p>Welcome', { headers: { 'content-type': 'text/html' } }));
  serve('one');
  expect(await ask('/assets/one.js')).toBe('/assets/one.js');
  await tell(partsOf('one'));
  expect(await kept.get('/assets/one.js')?.clone().text()).toBe('/assets/one.js');
});

test('[VW104] the theme is waited for no longer than the page is, when there is a copy', async () => {
  const { serve, tell, ask, server } = startWorker();
  serve('one');
  await tell(partsOf('one'));
  server.set('/theme.js', () => partAt('/theme.js', 'newer'));
  expect(await ask('/theme.js')).toBe('newer');
  vi.useFakeTimers();
  server.set('/theme.js', () => new Promise<Response>(() => undefined));
  const answer = ask('/theme.js');
  await vi.advanceTimersByTimeAsync(4_001);
  expect(await answer).toBe('newer');
});
