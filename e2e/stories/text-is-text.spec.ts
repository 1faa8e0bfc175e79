import type { Page } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { MARKDOWN, PAYLOADS } from '../fixtures/payloads.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';

/** Anything that ran, any request to another host, and anything in the page that could still run. */
const guard = async (page: Page) => {
  const outside: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => {
    if (!/^(blob:)?http:\/\/(127\.0\.0\.1|localhost)/.test(request.url())) outside.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return async (where: string) => {
    const live = await page.evaluate(() => ({
      ran: (window as unknown as { __ran?: number }).__ran ?? null,
      polluted: ({} as { ran?: number }).ran ?? null,
      elements: document.querySelectorAll(
        'main :is(script, iframe, object, embed, base, meta, link, style, template, img, video, audio, form[action], math, marquee)',
      ).length,
      handlers: [...document.querySelectorAll('body *')].filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length,
      links: [...document.querySelectorAll('a[href]')]
        .map((link) => (link as HTMLAnchorElement).protocol)
        .filter((protocol) => !/^(https?|mailto):$/.test(protocol)),
    }));
    expect({ where, ...live, outside, dialogs }).toEqual({ where, ran: null, polluted: null, elements: 0, handlers: 0, links: [], outside: [], dialogs: [] });
  };
};
// Spaces are folded by every browser; direction marks have no width but are there.
const folded = (text: string): string => text.replaceAll(/[\s\u0085\uFEFF]+/gu, ' ').trim();
const textsOf = async (page: Page): Promise<string> => folded((await page.locator('main').textContent()) ?? '');

test('a named character in an update reads as it was typed', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'a', title: 'Uploads stall', scope: 'public', impacts: [{ componentId: 'vod', level: 'major_outage' }] });
  await to.post('/incidents/a/updates', { scope: 'public', text: 'Ours &copy; theirs &hellip;' });
  const page = await visit(`${server.url}/incidents/a`);
  await expect(incidentPage(page).timeline).toContainText('Ours &copy; theirs &hellip;');
});

test(`titles, names and updates are text, whatever ${PAYLOADS.length + MARKDOWN.length} people type`, async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const page = await visit(server.url);
  const clean = await guard(page);
  await expect(boardPage(page).claim).toHaveText('Live');
  // They arrive while the page is open, as deltas, not only with the first load.
  const refused: string[] = [];
  for (const [index, text] of PAYLOADS.entries()) {
    const put = await to
      .put(`/components/p-${index}`, { name: text, groupId: 'delivery', position: 10 + index, scope: 'public' })
      .catch((error: Error) => error);
    if (put instanceof Error) {
      refused.push(text);
      // Only invisible characters are refused, with a sentence.
      expect(put.message).toMatch(/"field":"name"/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches these characters on purpose.
      expect(text).toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
    }
  }
  const accepted = PAYLOADS.filter((text) => !refused.includes(text));
  expect(accepted.length).toBeGreaterThan(100);
  const names = PAYLOADS.map((text, index) => ({ text, id: `p-${index}` })).filter(({ text }) => !refused.includes(text));

  await to.post('/incidents', {
    incidentId: 'many',
    title: '<img src=x onerror=alert(1)> breaks "everything"',
    scope: 'public',
    impacts: [{ componentId: 'vod', level: 'major_outage', what: '<svg onload=alert(1)>' }],
  });
  for (const text of [...accepted, ...MARKDOWN]) await to.post('/incidents/many/updates', { scope: 'public', text });
  await to.post('/incidents/many/third-parties', {
    scope: 'public',
    thirdParty: { name: '<b>Carrier</b>', role: '"><script>alert(1)</script>', statusPage: 'https://ok.example/?q=%22%3E%3Cscript%3E', link: null },
  });
  for (const statusPage of ['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', 'JAVASCRIPT:alert(1)'])
    await expect(
      to.post('/incidents/many/third-parties', { scope: 'public', thirdParty: { name: 'Carrier', role: null, statusPage, link: null } }),
    ).rejects.toThrow(/invalid|"field"/);

  await expect(boardPage(page).verdict).toContainText('<svg onload=alert(1)>');
  await clean('board');
  await page.reload();
  await expect(boardPage(page).claim).toHaveText('Live');
  await expect(boardPage(page).incidents).toContainText('<img src=x onerror=alert(1)> breaks "everything"');
  await clean('board, loaded afresh');

  await page.goto(`${server.url}/incidents/many`);
  await expect(incidentPage(page).title).toHaveText('<img src=x onerror=alert(1)> breaks "everything"');
  await expect(incidentPage(page).entries.filter({ hasText: 'click' }).first()).toBeVisible();
  await clean('incident');
  await expect(page).toHaveTitle(/<img src=x onerror=alert\(1\)> breaks/);
  for (const word of ['<script>alert(1)</script>', '<svg onload=alert(1)>', "'; DROP TABLE events; --", '日本語の障害', 'مرحبا بالعالم'])
    expect(await textsOf(page)).toContain(folded(word));

  for (const { text, id } of names.filter((_, index) => index % 30 === 0)) {
    await page.goto(`${server.url}/components/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await textsOf(page)).toContain(folded(text));
    await clean(`component ${text}`);
  }
  await page.goto(`${server.url}/history?text=${encodeURIComponent('"><script>alert(1)</script>')}&cause=<script>&component=%3Cimg%3E&year=%00`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('History');
  await expect(page.getByRole('searchbox', { name: 'Words' })).toHaveValue('"><script>alert(1)</script>');
  await clean('history');
  for (const path of [
    '/incidents/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    '/components/__proto__',
    '/components/constructor',
    '/incidents/constructor',
    '/%3Cimg%20src=x%20onerror=alert(1)%3E',
    '/incidents/many?tab=%3Cscript%3E#owner=%3Cscript%3E',
  ]) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole('main')).toBeVisible();
    await clean(path);
  }
});

test('what cannot be shown is refused by name: U+0000 in any field, too long, too much', async ({ server, to }) => {
  await defineSmallBoard(to);
  const send = async (path: string, body: unknown, method = 'POST') => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, type: response.headers.get('content-type'), problem: await response.json() };
  };
  for (const [path, body, field, method] of [
    ['/incidents', { title: 'nul\u0000here' }, 'title', 'POST'],
    ['/components/x', { name: 'a\u0000' }, 'name', 'PUT'],
    ['/incidents', { title: 'x', impacts: [{ componentId: 'vod', level: 'major_outage', what: '\u0000' }] }, 'impacts', 'POST'],
    ['/incidents', { title: 'x'.repeat(400) }, 'title', 'POST'],
    ['/incidents', { title: '' }, 'title', 'POST'],
  ] as const) {
    const { status, type, problem } = await send(path, body, method);
    expect(status, JSON.stringify(body).slice(0, 60)).toBe(422);
    expect(type).toContain('application/problem+json');
    expect(JSON.stringify(problem.errors)).toContain(`"field":"${field}`);
    expect(problem.detail).toMatch(/\w/);
  }
  expect((await send('/incidents', '{"title": "half')).status).toBe(400);
  expect((await send('/incidents', { title: 'x', text: 'y'.repeat(2_000_000) })).status).toBe(413);
});

test('the owner who reads internal notes is as safe as everybody', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'inside', title: '"><svg onload=alert(1)>', impacts: [{ componentId: 'live', level: 'partial_outage' }] });
  await to.post('/incidents/inside/roles', { role: 'commander', person: '<img src=x onerror=alert(1)>' });
  await to.post('/incidents/inside/acknowledge', { by: '</script><script>alert(1)</script>' });
  for (const text of [...MARKDOWN, '<img src=x onerror="window.__ran=1">']) await to.post('/incidents/inside/updates', { scope: 'internal', text });
  await to.post('/commitments', { kind: 'action', text: '<iframe srcdoc="x">', owner: '<svg onload=alert(1)>', incidentId: 'inside' });
  const page = await visit(await server.ownerLink());
  const clean = await guard(page);
  await expect(boardPage(page).incidents).toContainText('"><svg onload=alert(1)>');
  await clean('board');
  await page.goto(`${server.url}/incidents/inside`);
  await expect(incidentPage(page).fact('Who has it')).toContainText('<img src=x onerror=alert(1)>');
  await clean('incident');
  await incidentPage(page)
    .tab(/^Actions/)
    .click();
  await expect(page.getByRole('tabpanel')).toContainText('<iframe srcdoc="x">');
  await clean('actions');
});
