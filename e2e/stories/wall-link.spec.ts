import type { Page } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { sitrep } from '../fixtures/owner-link.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage } from '../pages/board-page.ts';

const whoIs = (page: Page) => page.evaluate(async () => (await fetch('/api/v1/session')).json());

test('a wall screen opens its link as often as it starts, keeps its place over a reload, and is nobody once the link is revoked', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { title: 'Encoders restart', impacts: [{ componentId: 'live', level: 'degraded_performance' }] });
  const [printed = ''] = (await sitrep(server, 'token', 'create', '--kiosk', '--name', 'Wall 7')).split('\n');
  const { pathname, hash } = new URL(printed);
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
    await expect(wall.getByRole('button', { name: /^Report an incident/ })).toHaveCount(0);

    if (morning === 0) continue;
    const [screen] = (await to.get('/screens')).screens;
    expect(Date.now() - screen.lastSeenAt).toBeLessThan(30_000);
    await sitrep(server, 'token', 'revoke', screen.id);
    await expect(wall.getByText('Encoders restart')).toHaveCount(0);
    expect(await whoIs(wall)).toMatchObject({ scope: 'public', kind: null });
  }
});
