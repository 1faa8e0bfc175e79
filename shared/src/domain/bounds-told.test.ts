import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { at } from '../testing/given-board.ts';
import { incidentsOf, publicChain } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import type { Event } from './event.ts';
import { fold } from './evolve.ts';
import { evolveIncident } from './evolve-incident.ts';
import type { Incident } from './state.ts';

const about = { incidentId: 'inc-a' } as const;
const impact = { impactId: 'a', componentId: 'player', level: 'partial_outage' } as const;
const OPEN: Command = { type: 'open-incident', ...about, title: 'Playback fails', startedAt: at('2026-05-28T13:50'), impacts: [impact] };
const worse = (scope?: 'public' | 'internal'): Command => ({
  type: 'state-impact',
  ...about,
  impact: { ...impact, level: 'major_outage', from: at('2026-05-28T14:00') },
  ...(scope && { scope }),
});

const after = (...commands: Command[]) => {
  const events = play([...EXAMPLE_BOARD, ...commands]) as Event[];
  const typeOf = (id: string | undefined) => events.find((event) => event.id === id)?.type ?? null;
  const read = (incident: Incident | undefined) =>
    Object.fromEntries(
      (incident?.boundsTold ?? []).map(({ impactId, from, until }) => [
        impactId,
        [from, until].map((told) => told && `${told.scope} ${typeOf(told.eventId)}${told.publishedAt === null ? '' : ', published'}`),
      ]),
    );
  return { events, inside: read(incidentsOf(events).get('inc-a')), outside: read(incidentsOf(publicChain(events)).get('inc-a')) };
};

test('[EV72] each beginning and end of an impact is stated by the event that said or moved it last', () => {
  expect(after(OPEN).inside).toEqual({ a: ['internal incident-opened', null] });
  // The earlier stretch begins as was said first, and ends with what was said then.
  const restated = { a: ['internal impact-stated', null], 'a-was-1': ['internal incident-opened', 'internal impact-stated'] };
  expect(after(OPEN, worse()).inside).toEqual(restated);
  const resolved = after(OPEN, worse(), { type: 'resolve-incident', ...about });
  expect(resolved.inside).toEqual({ ...restated, a: ['internal impact-stated', 'internal incident-resolved'] });
  const corrected = after(OPEN, worse(), { type: 'correct-times', ...about, from: at('2026-05-28T13:40') });
  expect(corrected.inside).toEqual({ ...restated, 'a-was-1': ['internal times-corrected', 'internal impact-stated'] });
  // An earlier stretch that a correction leaves no time is forgotten with its impact.
  expect(after(OPEN, worse(), { type: 'correct-times', ...about, from: at('2026-05-28T14:05') }).inside).toEqual({ a: ['internal times-corrected', null] });
});

test('[EV72] customers have a beginning from the card that told them; responders from who said it, and that it was published', () => {
  const published = after(OPEN, { type: 'publish-incident', ...about }, worse('internal'));
  expect(published.outside).toEqual({ a: ['public incident-published', null] });
  expect(published.inside).toEqual({
    a: ['internal impact-stated', null],
    'a-was-1': ['public incident-opened, published', 'internal impact-stated'],
  });
});

test('[EV72] an end told to customers later is told by who told them, and nobody is named in public, on the board or in a card', () => {
  const until = at('2026-05-28T15:00');
  const told = after(
    { ...OPEN, scope: 'public' } as Command,
    { type: 'resolve-incident', ...about, endedAt: until, scope: 'internal' },
    { type: 'resolve-incident', ...about, endedAt: until, scope: 'public' },
    { type: 'reopen-incident', ...about },
  );
  expect(told.inside['a-was-1']).toEqual(['public incident-opened', 'public incident-resolved']);
  const publicly = publicChain(told.events);
  expect((incidentsOf(publicly).get('inc-a')?.boundsTold ?? []).flatMap(({ from, until }) => [from?.actor, until?.actor])).not.toContainEqual(
    expect.objectContaining({ name: expect.anything() }),
  );
  for (const chain of [told.events, publicly]) expect(fold(chain).incidents['inc-a']?.boundsTold).toEqual([]);
  const cards = told.events.flatMap((event) => (event.type === 'incident-reopened' ? [event.data.card] : []));
  expect(cards).toHaveLength(2);
  for (const card of cards) expect(card).not.toHaveProperty('boundsTold');
});

test('[EV72] an incident as a node of the version before sends it goes on, with nobody known for what was stated before', () => {
  const events = play([
    ...EXAMPLE_BOARD,
    OPEN,
    worse(),
    { type: 'publish-incident', ...about },
    { type: 'resolve-incident', ...about, scope: 'public' },
  ]) as Event[];
  const opened = incidentsOf(events.slice(0, -2)).get('inc-a');
  const { boundsTold: _, ...older } = opened as Incident;
  const last = events.slice(-2);
  const gone = last.reduce<Incident | undefined>((known, event) => evolveIncident(known, event), older as Incident);
  expect(gone?.phase).toBe('resolved');
  expect(gone?.boundsTold.find(({ impactId }) => impactId === 'a')?.until).toMatchObject({ scope: 'public' });
});
