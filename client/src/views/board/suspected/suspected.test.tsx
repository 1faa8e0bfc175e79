import type { Command } from '@sitrep/shared/domain/command.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { EXAMPLE_BOARD, opened } from '@sitrep/shared/testing/example-board.ts';
import { eventOf, NOW, play } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { serveCommands } from '../../../testing/command-server.ts';
import { plainBrowser, type } from '../../../testing/incident-page.tsx';
import { renderWithState } from '../../../testing/render-with-state.tsx';

beforeEach(plainBrowser);

const seen = (words: string, componentId = 'player'): Command => ({ type: 'record-sighting', componentId, words, ticket: 'SUP-8809' });
const SUSPECTED: Command[] = [...EXAMPLE_BOARD, seen('It stops each minute'), seen('Half our audience lost the picture'), seen('It drops')];
const CHECKED: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'operational', source: { kind: 'check', name: 'Probe' } };
const ELSEWHERE = opened({ incidentId: 'inc-b', title: 'Invoices wait', impacts: [{ componentId: 'billing', level: 'partial_outage' }] });

const open = async (history: Parameters<typeof renderWithState>[0], given: { role?: string; scope?: 'public'; path?: string } = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  const world = () => worldOf(stage.peer.chain('internal').events);
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), world, at: () => stage.router.state.location.pathname };
};
const card = async () => within((await screen.findByText('Suspected, nothing declared')).closest('article') as HTMLElement);
const headline = () => screen.getByRole('heading', { level: 1 }).textContent;

test('[VW216] three customers are the headline, a card with their words above the incidents, and a line below their component', async () => {
  const { happen } = await open(SUSPECTED);
  const list = within(await card().then((inside) => inside.findByRole('list'))).getAllByRole('listitem');
  expect(list.map((item) => item.textContent)).toEqual([
    expect.stringMatching(/“It drops”Heard by Ana.*SUP-8809/),
    expect.stringMatching(/“Half our audience lost the picture”/),
    expect.stringMatching(/“It stops each minute”/),
  ]);
  await expect.poll(headline).toBe('Suspected: 3 reports of trouble with Player');
  expect(await screen.findByText(/no check measures it/)).toBeTruthy();
  expect(screen.getByText('Active incidents').closest('h2')?.textContent).toContain('1 suspected, none');
  // What is worse keeps the headline.
  await happen(ELSEWHERE);
  await expect.poll(headline).not.toContain('Suspected');
  expect(await screen.findByText('Suspected, not declared:')).toBeTruthy();
});

test('[VW216] it is to be taken by a time, as an incident is', async () => {
  await open(SUSPECTED);
  expect(await (await card()).findByText(/take by/)).toBeTruthy();
});

test('[VW216] two customers are no suspicion, and customers have none of three', async () => {
  await open(SUSPECTED.slice(0, -1));
  expect(screen.queryByText('Suspected, nothing declared')).toBeNull();
  cleanup();
  await open(SUSPECTED, { scope: 'public' });
  expect(document.body.textContent).not.toMatch(/Suspected|It drops|SUP-8809/);
});

test('[VW217] it is taken by a key, and dismissed by another with a reason', async () => {
  const { sent, world } = await open(SUSPECTED);
  await card();
  await userEvent.keyboard('a');
  expect(await (await card()).findByText('Ana looks into it')).toBeTruthy();
  await userEvent.keyboard('x');
  await screen.findByRole('textbox', { name: 'Why?' });
  await type('Why?', 'All had an old player');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => screen.queryByText('Suspected, nothing declared')).toBeNull();
  expect(sent.map(({ command }) => command.type)).toEqual(['take-suspicion', 'dismiss-suspicion']);
  expect(world().board.sightings).toEqual({});
});

test('[VW217] the keys mean nothing while an incident has the focus, and a viewer sees it without controls', async () => {
  const { sent } = await open([...SUSPECTED, ELSEWHERE]);
  const inside = await card();
  expect(inside.getByRole('button', { name: /Take it/ })).toBeTruthy();
  (await screen.findByRole('link', { name: 'Invoices wait' })).focus();
  await userEvent.keyboard('x');
  expect(screen.queryByRole('textbox', { name: 'Why?' })).toBeNull();
  cleanup();
  const viewer = await open(SUSPECTED, { role: 'viewer' });
  expect((await card()).queryByRole('button')).toBeNull();
  await userEvent.keyboard('adx');
  expect([viewer.at(), viewer.sent, sent]).toEqual(['/', [], []]);
});

test('[VW260] a suspicion that somebody else has can be taken over, and of two the second reads who was faster', async () => {
  const raised = play(SUSPECTED);
  const [suspicionId = ''] = Object.keys(worldOf(raised).board.suspicions);
  const taken = eventOf('suspicion-taken', `suspicion:${suspicionId}`, { suspicionId });
  const { sent } = await open([...raised, { ...taken, actor: { kind: 'person', name: 'Bo' } }]);
  await userEvent.click(await (await card()).findByRole('button', { name: 'Take it over' }));
  expect(await (await card()).findByText('Ana looks into it')).toBeTruthy();
  expect(sent.map(({ command }) => command)).toEqual([{ type: 'take-suspicion', suspicionId, expectedHolder: 'Bo' }]);
  expect((await card()).queryByRole('button', { name: /^Take it/ })).toBeNull();
});

test('[VW218] declaring opens the report with what is known, and the incident has the sightings as evidence', async () => {
  const { at, world } = await open(SUSPECTED);
  await card();
  await userEvent.keyboard('d');
  await expect.poll(at).toBe('/report');
  const form = within(await screen.findByRole('form', { name: 'Report an incident' }));
  await expect.poll(() => form.getByRole<HTMLInputElement>('textbox', { name: 'What do people see?' }).value).toBe('It stops each minute');
  expect(form.getByRole<HTMLInputElement>('checkbox', { name: 'Player' }).checked).toBe(true);
  expect(screen.getByRole('heading', { name: /What customers saw/ }).textContent).toContain('3, become its evidence');
  await userEvent.click(form.getByRole('button', { name: /^Report to responders/ }));
  await expect.poll(() => at().startsWith('/incidents/')).toBe(true);
  const incident = Object.values(world().board.incidents)[0];
  expect(incident?.startedAt.precision).toBe('approximate');
  expect(world().board.suspicions).toEqual({});
  expect(await screen.findAllByText(/A customer saw, Player/)).toHaveLength(3);
});

test('[VW218] the report lists exactly what it takes along: a single report of lately too, and nothing for an exercise', async () => {
  const old = play([...EXAMPLE_BOARD, seen('Hours ago'), seen('It drops')]);
  const history = old.map((event, n) => (n === old.length - 1 ? { ...event, at: exactly(NOW) } : event));
  await open(history, { path: '/report' });
  const form = within(await screen.findByRole('form', { name: 'Report an incident' }));
  await userEvent.click(await form.findByRole('checkbox', { name: 'Player' }));
  expect((await screen.findByRole('heading', { name: /What customers saw/ })).textContent).toContain('1, become');
  await userEvent.click(form.getByRole('checkbox', { name: /exercise/i }));
  await expect.poll(() => screen.queryByRole('heading', { name: /What customers saw/ })).toBeNull();
});

test('[VW218] nothing that was typed in the report is replaced', async () => {
  await open(SUSPECTED, { path: '/report' });
  const what = async () => screen.findByRole<HTMLInputElement>('textbox', { name: 'What do people see?' });
  await userEvent.click(await what());
  await userEvent.paste('Streams drop');
  cleanup();
  await open(SUSPECTED);
  await card();
  await userEvent.keyboard('d');
  await expect.poll(async () => (await what()).value).toBe('Streams drop');
});

test.each([
  ['a calm wall', [...SUSPECTED, CHECKED], '/wall', 'Suspected, nothing declared'],
  ['a wall with trouble', [...SUSPECTED, ELSEWHERE], '/wall', /^Suspected: 3 reports of trouble with Player/],
])('[VW219] %s says what is suspected, and a public one nothing', async (_, history, path, words) => {
  await open(history, { path });
  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  cleanup();
  await open(history, { path, scope: 'public' });
  await screen.findByRole('main');
  expect(document.body.textContent).not.toMatch(/Suspected/);
});
