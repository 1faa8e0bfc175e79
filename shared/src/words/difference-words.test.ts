import { expect, test } from 'vitest';
import type { Level } from '../domain/words.ts';
import { customerDifferences } from '../query/customer-differences.ts';
import { givenBoard, givenComponent, givenImpact, givenIncident, givenStatement } from '../testing/given-board.ts';
import { differencesInShort, differenceWords } from './difference-words.ts';

const components = ['Chat', 'Files', 'API'].map((name) => givenComponent(name, { name }));
const words = (board: Parameters<typeof givenBoard>[0], customers: Parameters<typeof givenBoard>[0]) => {
  const [inside, outside] = [givenBoard({ components, ...board }), givenBoard({ components, ...customers })];
  const differences = customerDifferences(inside, outside);
  return { all: differences.map((one) => differenceWords(inside, one)), short: differencesInShort(inside, differences) };
};
const hurting = (title: string, published: boolean, ...hurt: [string, Level][]) =>
  givenIncident('inc', { title, published, impacts: hurt.map(([id, level]) => givenImpact(id, id, { level })) });

test('[QU100] of an incident that customers do not know it is said how its components read there, not how their board reads', () => {
  const red = { statements: [givenStatement('s', 'API', { level: 'major_outage' })] };
  const chat = words({ ...red, incidents: [hurting('Chat drops for some.', false, ['Chat', 'degraded_performance'])] }, red);
  expect(chat.all).toMatchObject([
    {
      about: 'Chat drops for some',
      there: 'Customers know nothing of this; Chat reads Operational there',
      thereShort: 'Customers see: Operational',
      here: 'Inside: Degraded performance, Investigating',
    },
  ]);
  expect(chat.short).toBe('Customers know nothing of this; Chat reads Operational there (Chat drops for some).');
  const slow = { statements: [givenStatement('s', 'API', { level: 'degraded_performance' })] };
  const three = words({ incidents: [hurting('All is lost', false, ['Chat', 'major_outage'], ['API', 'major_outage'], ['Files', 'major_outage'])] }, slow);
  expect(three.all[0]?.there).toBe('Customers know nothing of this; Chat and Files read Operational and API reads Degraded performance there');
});

test('[QU100] two sides say only what differs between them', () => {
  const both = (here: Parameters<typeof givenIncident>[1], there: Parameters<typeof givenIncident>[1]) => {
    const { all } = words({ incidents: [givenIncident('inc', here)] }, { incidents: [givenIncident('inc', there)] });
    return all.map((one) => [one.there, one.here]);
  };
  const short = (here: Parameters<typeof givenIncident>[1], there: Parameters<typeof givenIncident>[1]) =>
    words({ incidents: [givenIncident('inc', here)] }, { incidents: [givenIncident('inc', there)] }).all.map(({ thereShort }) => thereShort);
  const [major, partial] = [[givenImpact('i', 'Chat')], [givenImpact('i', 'Chat', { level: 'partial_outage' })]];
  expect(both({ impacts: major }, { impacts: partial })).toEqual([['Customers see: Partial outage', 'Inside: Major outage']]);
  expect(both({ impacts: major, phase: 'identified' }, { impacts: major })).toEqual([['Customers see: Investigating', 'Inside: Identified']]);
  expect(both({ impacts: major, phase: 'identified' }, { impacts: partial })).toEqual([
    ['Customers see: Partial outage, Investigating', 'Inside: Major outage, Identified'],
  ]);
  // In fewer words the phase goes, unless it is the difference.
  expect(short({ impacts: major, phase: 'identified' }, { impacts: partial })).toEqual(['Customers see: Partial outage']);
  expect(short({ impacts: major, phase: 'identified' }, { impacts: major })).toEqual(['Customers see: Investigating']);
  expect(short({ impacts: major, phase: 'resolved' }, { impacts: major })).toEqual(['Customers still see: Major outage']);
});
