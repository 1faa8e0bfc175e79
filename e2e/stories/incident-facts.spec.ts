import type { Locator } from '@playwright/test';
import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { violations } from '../pages/axe.ts';
import { incidentPage } from '../pages/board-page.ts';
import { incidentAside } from '../pages/incident-aside.ts';
import { misfits } from '../pages/layout.ts';

test('what is known of an incident is written down where it stands, by keys, and customers read what they are told', async ({ server, to, visit }) => {
  await defineSmallBoard(to);
  const hurt = { componentId: 'vod', level: 'major_outage', what: 'cannot watch video', audience: { kind: 'everyone' } };
  await to.post('/incidents', { incidentId: 'before', title: 'Nobody can watch: a zone expired', impacts: [hurt] });
  await to.post('/incidents/before/resolve', {});
  await to.post('/incidents', { incidentId: 'fire', title: 'Video is down', scope: 'public', impacts: [{ impactId: 'all', ...hurt }] });
  const owner = await visit(await server.ownerLink());
  await owner.goto(`${server.url}/incidents/fire`);
  const { fact, title } = incidentPage(owner);
  const aside = incidentAside(owner);
  const form = (name: string): Locator => owner.getByRole('region', { name, exact: true });
  const open = async (button: string, name: string): Promise<Locator> => {
    await owner.getByRole('button', { name: button, exact: true }).press('Enter');
    await expect(form(name).locator(':focus')).toHaveCount(1);
    return form(name);
  };
  const send = async (panel: Locator): Promise<void> => {
    await owner.keyboard.press('Control+Enter');
    await expect(panel).toHaveCount(0);
  };
  const found: string[] = [];

  const retitle = await open('Change title', 'Change title');
  await retitle.getByRole('textbox', { name: 'Title' }).fill('Nobody can watch video');
  await retitle.getByRole('radio', { name: 'Everyone' }).check();
  found.push(...(await violations(owner, 'title', 'main form')));
  await send(retitle);
  await expect(title).toHaveText('Nobody can watch video');
  await expect(owner.getByRole('button', { name: 'Change title', exact: true })).toBeFocused();

  const link = await open('Add links', 'Link');
  await link.getByRole('radio', { name: 'Bridge' }).check();
  await link.getByLabel('Address').fill('meet.example/fire');
  await send(link);
  const bridge = fact('Links').getByRole('link', { name: 'Bridge' });
  await expect(bridge).toHaveAttribute('href', 'https://meet.example/fire');
  await expect(bridge).toHaveAttribute('rel', /noopener/);

  const roles = await open('Change roles', 'Assign roles');
  await roles.getByRole('radio', { name: /^Commander/ }).check();
  await roles.getByLabel('Who').fill('M. Ferreira');
  await send(roles);
  await expect(fact('Who has it')).toContainText('M. Ferreira');

  const impact = await open('Change impact', 'Impact');
  await impact.getByLabel('Which impact?').selectOption({ label: 'A further one' });
  await impact.getByLabel('Component').selectOption('live');
  await impact.getByRole('radio', { name: 'Not affected' }).check();
  await impact.getByRole('radio', { name: /^Everyone: / }).check();
  found.push(...(await violations(owner, 'impact', 'main form')));
  await send(impact);
  await expect(aside.impact.getByText('Not affected').first()).toBeVisible();

  const guidance = await open('Add what customers can do', 'What customers can do');
  await guidance.getByRole('radio', { name: 'A workaround' }).check();
  await guidance.getByRole('textbox', { name: 'In words' }).fill('Watch the **live** stream.');
  await guidance.getByRole('radio', { name: 'Everyone' }).check();
  await send(guidance);
  await expect(aside.guidance).toContainText('Watch the live stream.');

  const vendor = await open('Add third party', 'Third party');
  await vendor.getByLabel('Name', { exact: true }).fill('PerfOps');
  await vendor.getByLabel('Its status page (optional)').fill('status.example');
  await vendor.getByRole('radio', { name: 'Responders only' }).check();
  await send(vendor);
  await expect(aside.thirdParties.getByRole('link', { name: 'Status page' })).toHaveAttribute('href', 'https://status.example');

  await expect(aside.before).toContainText('Same component');
  const linked = await open('Add link to another incident', 'Link to another incident');
  await linked.getByRole('radio', { name: /^It came back/ }).check();
  await linked.getByRole('radio', { name: /^Nobody can watch: a zone expired/ }).check();
  found.push(...(await violations(owner, 'link', 'main form')));
  await send(linked);
  await expect(aside.before).toContainText('came back');
  found.push(...(await violations(owner, 'all of it', 'main')));
  expect(found).toEqual([]);

  const seen = await (await fetch(`${server.url}/api/v1/incidents/fire`)).json();
  expect(seen.incident).toMatchObject({ title: 'Nobody can watch video', thirdParties: [], resources: [], links: [], roles: {} });
  expect(seen.incident.guidance).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toMatch(/meet\.example|Ferreira|PerfOps/);

  const phone = await visit(await server.ownerLink(), { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const small: string[] = [];
  const look = async (where: string, controls: string): Promise<void> => {
    small.push(...(await misfits(phone)).map((words) => `${where}: ${words}`));
    for (const control of await phone.locator(controls).all()) {
      const { height, name } = await control.evaluate((element) => ({
        height: element.getBoundingClientRect().height,
        name: element.textContent || element.id,
      }));
      if (height > 0 && height < 44) small.push(`${where}: ${name} is ${height} px high`);
    }
  };
  await phone.goto(`${server.url}/incidents/fire`);
  // A bridge is one touch away, within the first screen.
  await expect(phone.getByRole('link', { name: 'Bridge' })).toBeInViewport();
  await phone.getByText('More', { exact: true }).tap();
  await look('the page', 'dl a[target], [aria-label="Work on this incident"] button');
  await phone.getByRole('button', { name: 'State impact' }).tap();
  await phone.getByLabel('Which impact?').selectOption({ label: 'A further one' });
  await phone.getByRole('radio', { name: 'A share' }).tap();
  await look('impact', 'form > div > button, form label:has(input), form textarea, form select, form input[type="number"], form label + input');
  for (const act of ['linked', 'vendor']) {
    await phone.goto(`${server.url}/incidents/fire?act=${act}`);
    await expect(phone.locator('form')).toBeVisible();
    await look(act, 'form > div > button, form label:has(input), form textarea, form select, form label + input');
  }
  expect(small).toEqual([]);
});
