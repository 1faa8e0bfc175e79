import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage } from '../pages/board-page.ts';
import { wallPage } from '../pages/wall-page.ts';

const whoIs = (page: Page) => page.evaluate(async () => (await fetch('/api/v1/session')).json());

test('a wall screen opens its link as often as it starts, keeps its place over a reload, and is nobody once the link is revoked', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { title: 'Encoders restart', impacts: [{ componentId: 'live', level: 'degraded_performance' }] });
  const { pathname, hash } = new URL((await to.post('/screens', { name: 'Wall 7' })).link);
  const link = new URL(`${pathname}${hash}`, server.url).href;

  for (let morning = 0; morning < 2; morning++) {
    const wall = await visit(link);
    await expect.poll(async () => (await whoIs(wall)).name).toBe('Wall 7');
    expect(new URL(wall.url()).hash).toBe('');
    expect(await wall.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }))).not.toContain(hash.slice(-43));
    await wall.goto(server.url);
    await expect(boardPage(wall).incidents).toContainText('Encoders restart');
    await wall.reload();
    await expect(boardPage(wall).incidents).toContainText('Encoders restart');
    await expect(wall.getByRole('link', { name: /^Report an incident/ })).toHaveCount(0);

    if (morning === 0) continue;
    const [screen] = (await to.get('/screens')).screens;
    expect(Date.now() - screen.lastSeenAt).toBeLessThan(30_000);
    await to.delete(`/tokens/${screen.id}`);
    await expect(wall.getByText('Encoders restart')).toHaveCount(0);
    expect(await whoIs(wall)).toMatchObject({ scope: 'public', kind: null });
  }
});

test('what a proxy says in the server’s place is not kept by the worker of a wall, however much it looks like an answer', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const proxy = await startStandIn(server.port);
  const wall = await visit(`${proxy.url}/wall`);
  await expect(wallPage(wall).sentence).toHaveText('No trouble reported.');
  const partsKept = () => wall.evaluate(async () => (await (await caches.open('sitrep-wall')).keys()).map(({ url }) => new URL(url).pathname));
  await expect.poll(partsKept).toContain('/wall');

  proxy.answersItself(200);
  await wall.goto(`${proxy.url}/wall`);
  await expect(wall.getByText('Please sign in')).toBeVisible();
  // An error page is useless: the wall itself shows that its server is down.
  for (const status of [401, 404, 502, 503, null]) {
    proxy.answersItself(status);
    await wall.goto(`${proxy.url}/wall`);
    await expect(wallPage(wall).sentence).toHaveText('No trouble reported.');
  }
  proxy.answersItself(200);
  // A page of this origin that asks for parts, and one that names what to keep.
  const isPartRefused = await wall.evaluate(async () => {
    const refused = await fetch('/assets/new-abcdefgh.js').then(
      () => false,
      () => true,
    );
    (await navigator.serviceWorker.ready).active?.postMessage({
      keep: [
        ...performance.getEntriesByType('resource').map(({ name }) => name),
        '/assets/other-abcdefgh.js',
        '/theme.js?more',
        '/api/v1/board',
        '/assets/../api/v1/board',
      ],
    });
    return refused;
  });
  expect(isPartRefused).toBe(true);
  await expect.poll(proxy.answered).toBeGreaterThanOrEqual(3);
  proxy.answersItself(null);
  for (const path of await partsKept()) expect(path).toMatch(/^\/(?:wall|theme\.js|favicon-\w+\.svg|assets\/(?!new|other)[\w.-]+)$/);

  await proxy.close();
  await wall.goto(`${proxy.url}/wall`);
  await expect(wallPage(wall).sentence).not.toHaveText('');
  await expect(wall.getByText('Please sign in')).toHaveCount(0);
});

/** A proxy on loopback that, while told a status, answers pages and parts itself with it. */
const startStandIn = async (port: number) => {
  let itself: number | null = null;
  let answered = 0;
  const proxy = createServer((request, response) => {
    const { method, headers, url = '/' } = request;
    if (itself !== null && /^\/(?:wall|assets)\b/.test(url)) {
      answered++;
      response.writeHead(itself, { 'content-type': 'text/html' }).end('<h1>Please sign in</h1>');
      return;
    }
    const onward = ask({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    answersItself: (status: number | null) => {
      itself = status;
    },
    answered: () => answered,
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
    },
  };
};
