import { api, defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';

test('an incident resolved inside alone is said on board, incident, list and wall until the request that stands there is sent', async ({
  server,
  to,
  visit,
}) => {
  await defineSmallBoard(to);
  await to.post('/incidents', {
    incidentId: 'dns',
    title: 'Nobody can watch video',
    impacts: [{ componentId: 'vod', level: 'major_outage', audience: { kind: 'everyone' }, what: 'cannot watch video' }],
    scope: 'public',
  });
  await to.post('/incidents/dns/resolve', { scope: 'internal' });
  const words = 'Customers still see: Major outage, Investigating';

  const owner = await visit(await server.ownerLink());
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('No trouble reported');
  const matter = owner.getByRole('region', { name: 'Customers see something else' }).getByRole('listitem');
  await expect(matter).toContainText(words);
  // At least as large as the surrounding text.
  const size = await matter.getByText(words).evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(size).toBeGreaterThanOrEqual(15);
  const request = (await matter.getByText('/resolve').textContent()) ?? '';
  for (const room of ['/incidents', '/incidents/dns', '/wall']) {
    await owner.goto(`${server.url}${room}`);
    await expect(owner.getByText(words).first()).toBeVisible();
  }
  const wall = await owner
    .getByText(words)
    .first()
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize) / Math.min(innerHeight / 1080, innerWidth / 1440));
  expect(wall).toBeGreaterThanOrEqual(39);

  const customer = await visit(server.url);
  await expect(customer.getByRole('heading', { level: 1 })).toContainText('Nobody can watch video');
  await expect(customer.getByText(/Customers (still )?see/)).toHaveCount(0);

  // The command shown on screen is sent exactly as shown.
  const [, method, path, body] = /^(\w+) \/api\/v1(\S+) (.*)$/.exec(request) ?? [];
  expect(method).toBe('POST');
  await api(server).post(path ?? '', JSON.parse(body ?? ''));
  await expect(owner.getByText(words)).toHaveCount(0);
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText('No trouble reported');
});
