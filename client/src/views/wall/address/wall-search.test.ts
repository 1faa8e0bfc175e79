import { expect, test } from 'vitest';
import { partOf, zonesOf } from './wall-part.ts';
import { readWallSearch } from './wall-search.ts';

test('[VW94] the address says what is shown; what makes no sense there is left out', () => {
  const asked = { groups: 'a,b', regions: 'eu', scope: 'public', theme: 'light', zone: 'Asia/Tokyo', sound: 'on', dir: 'rtl' };
  expect(readWallSearch(asked)).toEqual(asked);
  expect(readWallSearch({ groups: '', theme: 'pink', sound: 'yes', dir: 'up', more: 'of it' })).toEqual({});
});

test('[VW94] what the router takes for more than text is read as text', () => {
  expect(readWallSearch({ groups: 7, regions: true, zone: 1 })).toEqual({ groups: '7', regions: 'true', zone: '1' });
  expect(readWallSearch({ groups: ['a', 7, 'b,c'], regions: null, zone: { a: 1 } })).toEqual({ groups: 'a,7,b,c', regions: 'null', zone: '{"a":1}' });
});

test('[VW101] a scope that nobody knows shows what customers may see, and no more', () => {
  for (const scope of ['Public', 'secret', '', 1, null]) expect(readWallSearch({ scope })).toEqual({ scope: 'public' });
  expect([readWallSearch({ scope: 'internal' }), readWallSearch({})]).toEqual([{ scope: 'internal' }, {}]);
});

test('[VW94] ids stand between commas, with or without blanks', () => {
  expect(partOf({ groups: ' a, b,,c, a', regions: 'eu' })).toEqual({ groups: ['a', 'b', 'c'], regions: ['eu'] });
  expect(partOf({})).toEqual({ groups: [], regions: [] });
});

test.each([
  [undefined, { leading: 'UTC', other: 'Europe/Paris', unknown: null }],
  ['utc', { leading: 'UTC', other: 'Europe/Paris', unknown: null }],
  ['local', { leading: 'Europe/Paris', other: 'UTC', unknown: null }],
  ['Asia/Tokyo', { leading: 'Asia/Tokyo', other: 'UTC', unknown: null }],
  ['Mars/Olympus', { leading: 'UTC', other: 'Europe/Paris', unknown: 'Mars/Olympus' }],
])('[VW94] zone %s', (asked, zones) => {
  expect(zonesOf(asked, 'Europe/Paris')).toEqual(zones);
});
