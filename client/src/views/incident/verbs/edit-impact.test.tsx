import type { Command } from '@sitrep/shared/domain/command.ts';
import { OPENED, PUBLISHED, RESOLVED } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { bar, panel, plainBrowser, press, start, write } from '../../../testing/incident-page.tsx';

beforeEach(plainBrowser);

const choose = (name: string | RegExp) => userEvent.click(panel('Impact').getByRole('radio', { name }));
const select = (label: string, option: string) => userEvent.selectOptions(panel('Impact').getByLabelText(label), option);
const send = (name: string) => userEvent.click(panel('Impact').getByRole('button', { name }));

test('[VW183] a further impact: component, level, region, audience, words and since when; for whom is asked', async () => {
  const { incident, seen, sent } = await start(PUBLISHED);
  await bar();
  await press('Change impact');
  await select('Which impact?', 'A further one');
  await select('Component', 'Player');
  await choose('Major outage');
  await userEvent.click(panel('Impact').getByRole('checkbox', { name: 'Europe' }));
  await choose('A share');
  await write('Share, in per cent', '12.5');
  await write('What people see (optional)', 'No picture.');
  await write('Since', '09:40');
  await send('State impact');
  expect(sent).toEqual([]);
  await choose(/^Responders only/);
  await send('State impact for responders only');
  await expect.poll(() => incident()?.impacts).toHaveLength(2);
  expect(incident()?.impacts[1]).toMatchObject({
    componentId: 'player',
    level: 'major_outage',
    regions: ['europe'],
    audience: { kind: 'share', share: 0.125, estimate: true },
    what: 'No picture.',
    from: { ms: Date.UTC(2026, 5, 3, 9, 40), precision: 'minute' },
    until: null,
  });
  expect(seen()?.impacts).toHaveLength(1);
});

test('[VW183] what was stated changes its level from now on, keeps what is not touched, and ends', async () => {
  const { incident, seen, sent } = await start(PUBLISHED);
  await bar();
  await press('Change impact');
  await select('Which impact?', 'Player: Partial outage');
  expect((panel('Impact').getByRole('radio', { name: 'Partial outage' }) as HTMLInputElement).checked).toBe(true);
  expect((panel('Impact').getByRole('radio', { name: 'As known so far: Not yet counted' }) as HTMLInputElement).checked).toBe(true);
  // Nothing turns yet, so no time is asked.
  expect(screen.queryByLabelText('Since')).toBeNull();
  await choose('Degraded performance');
  await choose('A count');
  await write('How many', '4,200');
  await write('Of whom', 'websites');
  await userEvent.click(panel('Impact').getByRole('checkbox', { name: 'an estimate' }));
  await choose(/^Everyone: /);
  await send('Change impact for everyone');
  await expect.poll(() => seen()?.impacts.find(({ impactId }) => impactId === 'imp-a')?.level).toBe('degraded_performance');
  expect(sent.map(({ command }) => command)).toEqual([
    {
      type: 'state-impact',
      incidentId: 'inc-a',
      impact: {
        impactId: 'imp-a',
        componentId: 'player',
        level: 'degraded_performance',
        regions: [],
        audience: { kind: 'count', count: 4200, of: 'websites' },
      },
      scope: 'public',
    },
  ]);
  await press('Change impact');
  await select('Which impact?', 'Player: Degraded performance');
  await choose('It is over');
  // Said to have ended before it turned to this level, it is refused, and nothing is lost.
  await write('Over since', '09:55');
  await choose(/^Everyone: /);
  await send('End impact for everyone');
  expect((await panel('Impact').findByRole('alert')).textContent).toContain('It was not recorded.');
  await write('Over since', 'now');
  await send('End impact for everyone');
  await expect.poll(() => seen()?.impacts.find(({ impactId }) => impactId === 'imp-a')?.until?.ms).toBe(incident()?.impacts[0]?.until?.ms);
  expect(incident()?.impacts[0]?.until?.ms).toBeGreaterThanOrEqual(NOW);
});

test('[VW183] that a component is not affected is said as such, and then nobody has to be counted', async () => {
  const { incident } = await start(OPENED);
  await bar();
  await press('Change impact');
  await select('Which impact?', 'A further one');
  await select('Component', 'Billing');
  await choose('Not affected');
  expect((panel('Impact').getByRole('radio', { name: 'Everyone' }) as HTMLInputElement).checked).toBe(true);
  await send('State impact');
  await expect
    .poll(() => incident()?.impacts.find(({ componentId }) => componentId === 'billing'))
    .toMatchObject({
      level: 'operational',
      notAffected: true,
      audience: null,
    });
});

test('[VW183] in what is over an impact was there from the beginning, unless a time is given', async () => {
  const { incident } = await start(RESOLVED);
  await bar();
  await press('Change impact');
  await select('Which impact?', 'A further one');
  await select('Component', 'Player');
  await choose('Unknown');
  await choose('Everyone');
  await choose(/^Responders only/);
  await send('State impact for responders only');
  await expect.poll(() => incident()?.impacts).toHaveLength(2);
  expect(incident()?.impacts[1]).toMatchObject({ audience: { kind: 'everyone' }, until: { ms: incident()?.endedAt?.ms } });
  expect(incident()?.impacts[1]?.from.ms).toBe(incident()?.startedAt.ms);
});

test('[VW184] a workaround, a required action and that there is nothing to do are stated beside each other, for whom is asked', async () => {
  const { incident, seen } = await start(PUBLISHED);
  await bar();
  await press('Add what customers can do');
  const form = panel('What customers can do');
  await userEvent.click(form.getByRole('radio', { name: 'Something they must do' }));
  await write('In words', 'Sign in again.');
  await userEvent.click(form.getByRole('radio', { name: 'Everyone' }));
  await userEvent.click(form.getByRole('button', { name: 'State it for everyone' }));
  await expect.poll(() => seen()?.guidance).toEqual([{ kind: 'customer_action', text: 'Sign in again.' }]);
  expect(incident()?.guidance).toHaveLength(1);
});

const WITH_PROVIDER: Command[] = [
  ...OPENED,
  { type: 'define-component', componentId: 'player', name: 'Player', provider: { name: 'PerfOps', statusPage: 'https://status.perfops.example' } },
];
test('[VW184] a third party that provides a component is offered with its status page; named again it is corrected', async () => {
  const { incident } = await start(WITH_PROVIDER);
  await bar();
  await press('Add third party');
  const form = panel('Third party');
  expect([...document.querySelectorAll('datalist option')].map((option) => option.getAttribute('value'))).toContain('PerfOps');
  await write('Name', 'PerfOps');
  expect((screen.getByLabelText('Its status page (optional)') as HTMLInputElement).value).toBe('https://status.perfops.example');
  await write('What it does for us (optional)', 'DNS');
  await userEvent.click(form.getByRole('button', { name: 'Name it' }));
  await expect.poll(() => incident()?.thirdParties).toEqual([{ name: 'PerfOps', role: 'DNS', statusPage: 'https://status.perfops.example', link: null }]);
});

test('[VW184] a cause is stated with how sure it is and of what kind', async () => {
  const { incident } = await start(OPENED);
  await bar();
  await press('Add cause');
  const form = panel('Cause');
  await userEvent.click(form.getByRole('radio', { name: 'Known' }));
  await userEvent.click(form.getByRole('checkbox', { name: 'DNS' }));
  await userEvent.click(form.getByRole('button', { name: 'State cause' }));
  // What is known is said in words.
  expect(incident()?.causes).toEqual([]);
  await write('In words', 'A zone expired.');
  await userEvent.click(form.getByRole('button', { name: 'State cause' }));
  await expect.poll(() => incident()?.causes).toEqual([{ text: 'A zone expired.', class: ['dns'], status: 'known' }]);
});

const IN_EUROPE: Command[] = [
  ...PUBLISHED,
  {
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'imp-eu', componentId: 'player', regions: ['europe'], level: 'major_outage', what: 'No picture' },
    scope: 'public',
  },
];
const cell = (name: string | RegExp) => screen.getByRole('button', { name });

test('[VW206] a cell of the matrix opens the form of what is stated there alone, or of a further impact there, each with its own draft', async () => {
  const { incident, seen, sent } = await start(IN_EUROPE);
  await bar();
  await userEvent.click(cell(/^Change Player, Europe:/));
  const form = () => panel('Impact: Player, Europe');
  expect((form().getByRole('radio', { name: 'Major outage' }) as HTMLInputElement).checked).toBe(true);
  expect((screen.getByLabelText('What people see (optional)') as HTMLInputElement).value).toBe('No picture');
  await userEvent.click(form().getByRole('radio', { name: 'Not affected' }));
  // Another cell has another form, and the first keeps what was chosen.
  await userEvent.click(cell(/^Change Player:/));
  const elsewhere = panel('Impact: Player');
  expect((elsewhere.getByRole('radio', { name: 'Partial outage' }) as HTMLInputElement).checked).toBe(true);
  await userEvent.click(cell(/^Change Player, Europe:/));
  expect((form().getByRole('radio', { name: 'Not affected' }) as HTMLInputElement).checked).toBe(true);
  await userEvent.click(form().getByRole('button', { name: 'Change impact' }));
  // The incident is published, so it is asked who is told.
  expect(sent).toEqual([]);
  await userEvent.click(form().getByRole('radio', { name: /^Everyone: / }));
  await userEvent.click(form().getByRole('button', { name: 'Change impact for everyone' }));
  await expect.poll(() => seen()?.impacts.find(({ impactId }) => impactId === 'imp-eu')?.notAffected).toBe(true);
  expect(incident()?.impacts.find(({ impactId }) => impactId === 'imp-a')).toMatchObject({ level: 'partial_outage', until: null });
});

test('[VW206] where nothing is stated for a cell, its component and region are given; viewers and customers have no such control', async () => {
  const spared: Command = { type: 'state-impact', incidentId: 'inc-a', impact: { componentId: 'billing', level: 'degraded_performance' }, scope: 'internal' };
  const { incident, unmount } = await start([...IN_EUROPE, spared]);
  await bar();
  await userEvent.click(cell(/^Change Billing, Europe:/));
  const form = panel('Impact: Billing, Europe');
  await userEvent.click(form.getByRole('radio', { name: 'Not affected' }));
  await userEvent.click(form.getByRole('radio', { name: /^Responders only/ }));
  await userEvent.click(form.getByRole('button', { name: 'State impact for responders only' }));
  await expect
    .poll(() => incident()?.impacts.find(({ componentId, notAffected }) => componentId === 'billing' && notAffected))
    .toMatchObject({ regions: ['europe'], level: 'operational', audience: null });
  unmount();
  await start(IN_EUROPE, { role: 'viewer' });
  expect(screen.queryByRole('button', { name: /^Change Player/ })).toBeNull();
});
