import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Audience } from '../domain/event.ts';
import type { BoardState } from '../domain/state.ts';
import { openIncidents } from '../query/status.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { EVERYONE, givenBoard, givenComponent, givenImpact, givenIncident, givenStatement } from '../testing/given-board.ts';
import { incidentSentence, mentions } from './impact-sentence.ts';
import { verdictOf } from './verdict.ts';

const names = { web: 'Web shop', pay: 'Payments', find: 'Search', mail: 'Mail' };
const components = Object.entries(names).map(([id, name]) => givenComponent(id, { name }));
const failing = (id: string, what: string | null, more: Parameters<typeof givenImpact>[2] = {}) =>
  givenIncident(`inc-${id}`, { title: `${id} trouble`, impacts: [givenImpact('i', id, { what, audience: null, ...more })] });

test('[QU18] incidents that read the same are told apart by what they hurt, worst first', () => {
  const board = givenBoard({ components, incidents: [failing('find', 'requests fail'), failing('pay', 'requests fail'), failing('web', 'requests fail')] });
  expect(verdictOf({ ...board, incidents: { ...board.incidents, ...givenBoard({ incidents: [failing('mail', null)] }).incidents } })).toMatchObject({
    sentence: 'Search: requests fail',
    detail: 'Not yet counted. 3 more at major outage: Mail, Payments and Web shop. Nothing is measured.',
  });
  expect(openIncidents(board).map((incident) => incidentSentence(board, incident))).toEqual([
    'Search: requests fail',
    'Payments: requests fail',
    'Web shop: requests fail',
  ]);
});

test('[QU18] an incident that is alone with its sentence keeps it', () => {
  const board = givenBoard({ components, incidents: [failing('find', 'requests fail'), failing('pay', 'cannot pay', { audience: EVERYONE })] });
  expect(openIncidents(board).map((incident) => incidentSentence(board, incident))).toEqual(['Search: requests fail', 'Nobody can pay, anywhere']);
});

test('[QU18] words without a subject get what is hurt for one', () => {
  const says = (what: string, audience: Parameters<typeof givenImpact>[2] = {}) => {
    const board = givenBoard({ components, incidents: [failing('pay', what, audience)] });
    return verdictOf(board).sentence;
  };
  expect(says('high latency')).toBe('Payments: high latency');
  expect(says('timeouts', { audience: { kind: 'share', share: 0.3 } })).toBe('Payments: timeouts for 30 % of customers');
  expect(says('slow', { audience: EVERYONE })).toBe('Payments: slow');
});

const together = (hurt: readonly (readonly [string, string | null])[], title = 'Gateway broken') =>
  givenBoard({
    components,
    incidents: [givenIncident('one', { title, impacts: hurt.map(([id, what], index) => givenImpact(`i${index}`, id, { what })) })],
  });
const read = (board: BoardState): string => `${verdictOf(board).sentence}. ${verdictOf(board).detail}`;

test('[QU18] whatever the words and their case, what is hurt is named, unless they are about people or name it', () => {
  const board = (what: string, audience: Audience | null = null) => givenBoard({ components, incidents: [failing('pay', what, { audience })] });
  const says = (what: string, audience: Audience | null = null) => verdictOf(board(what, audience)).sentence;
  expect(['timeouts', 'Timeouts', 'High latency', 'Disk full', 'Requests fail'].map((what) => says(what))).toEqual([
    'Payments: timeouts',
    'Payments: Timeouts',
    'Payments: High latency',
    'Payments: Disk full',
    'Payments: Requests fail',
  ]);
  expect(says('Timeouts', { kind: 'share', share: 0.3 })).toBe('Payments: Timeouts for 30 % of customers');
  expect(['Payments fail', 'No payments are taken', 'Customers cannot pay', 'Some users see errors', 'Nobody can pay'].map((what) => says(what))).toEqual([
    'Payments fail',
    'No payments are taken',
    'Customers cannot pay',
    'Some users see errors',
    'Nobody can pay',
  ]);
  expect(says('Orders wait', { kind: 'count', count: 4200, of: 'orders' })).toBe('4,200 orders wait');
  expect(read(board("Customers' orders are lost"))).toMatch(/^Customers' orders are lost\. .*Payments is down\. /);
  // A sentence that says who is hurt stays one; what is hurt follows.
  expect(read(board('Orders cannot be placed', { kind: 'share', share: 0.3 }))).toMatch(/^Orders cannot be placed for 30 % of customers\. Payments is down\. /);
  // Two components hurt alike, of which the words name one.
  const both = (['pay', 'find'] as const).map((id) => [id, 'Payments fail'] as const);
  expect(read(together(both))).toMatch(/^Payments and Search: Payments fail\. /);
  const words = fc.array(fc.constantFrom('disk', 'full', 'errors', 'queue', 'fails', 'is', 'über', '注文'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, fc.constantFrom<(Audience | null)[]>(null, EVERYONE, { kind: 'share', share: 0.3 }), (some, audience) => {
      const what = some.join(' ');
      for (const typed of [what, what.charAt(0).toUpperCase() + what.slice(1), what.toUpperCase()])
        expect(mentions(read(board(typed, audience)), 'Payments')).toBe(true);
    }),
  );
});

test('[QU18] an incident that says the same of several components begins with their names, and says what else is as bad', () => {
  const fail = 'requests fail';
  expect(
    read(
      together([
        ['find', fail],
        ['pay', fail],
        ['web', fail],
        ['mail', null],
      ]),
    ),
  ).toMatch(/^Search, Payments and Web shop: requests fail\. .*Mail is down\./);
  expect(
    read(
      together([
        ['find', fail],
        ['mail', 'mail is lost'],
      ]),
    ),
  ).toMatch(/^Search: requests fail\. .*Mail is down\./);
  expect(
    read(
      together([
        ['find', 'timeouts'],
        ['pay', 'timeouts'],
      ]),
    ),
  ).toMatch(/^Search and Payments: timeouts\. /);
  expect(
    read(
      together([
        ['find', 'cannot pay'],
        ['pay', 'cannot pay'],
      ]),
    ),
  ).toMatch(/^Customers cannot pay\. /);
  // A title is nobody's subject: what it does not name is named after it.
  expect(read(together([['mail', null]], 'Disk full'))).toMatch(/^Disk full\. Mail is down\. /);
  expect(read(together([['mail', null]], 'No mail leaves'))).not.toContain('is down');
});

test('[QU18] whatever an incident does, each component at the worst level is named or counted', () => {
  const ids = Object.keys(names) as (keyof typeof names)[];
  const whats = fc.constantFrom(null, 'requests fail', 'timeouts', 'Search results are old');
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), whats), { minLength: 2, selector: ([id]) => id }), (hurt) => {
      const text = read(together(hurt));
      for (const [id] of hurt) expect(mentions(text, names[id]) || text.includes('4 components are down')).toBe(true);
    }),
  );
});

test('[QU18] a name is mentioned only where it is a word', () => {
  expect(['API fails', 'The api', 'api: slow'].map((text) => mentions(text, 'API'))).toEqual([true, true, true]);
  expect(['Rapid', 'apis fail', ''].map((text) => mentions(text, 'API'))).toEqual([false, false, false]);
  expect(mentions('therapies and API', 'API')).toBe(true);
  for (const text of ['', 'Down', 'a b', ' ']) expect(mentions(text, '')).toBe(false);
});

test('[QU18] two components of one name are told by their group, in a sentence and in a list of them', () => {
  const twins = [givenComponent('a', { name: 'Dashboard', groupId: 'video' }), givenComponent('b', { name: 'Dashboard', groupId: 'sites' })];
  const groups = { video: { id: 'video', name: 'Video', position: 0 }, sites: { id: 'sites', name: 'Sites', position: 1 } };
  const statements = twins.map(({ id }) => givenStatement(`s-${id}`, id, { level: 'major_outage' as const }));
  expect(verdictOf(givenBoard({ components: twins, groups, statements })).sentence).toBe('Dashboard (Video) and Dashboard (Sites) are down');
  const incidents = twins.map(({ id }) => failing(id, 'requests fail'));
  const board = givenBoard({ components: twins, groups, incidents });
  expect(incidents.map((incident) => incidentSentence(board, incident))).toEqual(['Dashboard (Video): requests fail', 'Dashboard (Sites): requests fail']);
});

test('[QU18] the same of the same component is told apart by the titles', () => {
  const twice = ['one', 'two'].map((id) => givenIncident(id, { title: `Case ${id}`, impacts: [givenImpact('i', 'pay', { what: 'requests fail' })] }));
  const board = givenBoard({ components, incidents: twice });
  expect(twice.map((incident) => incidentSentence(board, incident))).toEqual(['Payments: requests fail (Case one)', 'Payments: requests fail (Case two)']);
});

test('[QU18] on any board no two open incidents that hurt different components read the same', () => {
  fc.assert(
    fc.property(arbitraryBoard, (board: BoardState) => {
      const told = openIncidents(board).map((incident) => incidentSentence(board, incident));
      const same = told.filter((sentence, index) => told.indexOf(sentence) !== index);
      const titles = openIncidents(board).map(({ title }) => title);
      for (const sentence of same) expect(titles.some((title) => sentence.includes(title))).toBe(true);
    }),
  );
});
