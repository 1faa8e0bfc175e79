import type { OutageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { outageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { at, atClock, givenImpact, givenIncident, utc } from '@sitrep/shared/testing/given-board.ts';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { drawRoom } from '../../testing/draw-room.tsx';
import { MinutesSection } from './minutes-section.tsx';
import { bucketName, unplacedWords } from './minutes-words.ts';

afterEach(cleanup);

const WINDOW = { from: utc('2020-07-12'), to: utc('2020-10-10') };
const down = (id: string, from: Parameters<typeof givenImpact>[2] & object) =>
  givenIncident(id, { phase: 'resolved', endedAt: { ms: null, precision: 'unknown' }, impacts: [givenImpact(id, 'c', from)] });
const RECORD = {
  maintenances: [],
  components: {},
  incidents: [
    down('dns', { from: { ...at('2020-10-08T21:00'), precision: 'approximate' }, until: at('2020-10-09T08:20') }),
    down('api', { level: 'partial_outage', from: at('2020-09-29T15:24'), until: at('2020-09-29T16:33') }),
    down('lost', { from: atClock('08:09'), until: atClock('08:39') }),
    down('endless', { from: at('2020-08-01T10:00') }),
  ],
};

test('[VW82] a sentence, a picture named by it and a table say the same', async () => {
  await drawRoom(() => <MinutesSection minutes={outageMinutes(RECORD, WINDOW.from, WINDOW.to)} {...WINDOW} />, WINDOW.to);
  const sentence = 'About 749 minutes of outage from 12 Jul 2020 to 10 Oct 2020: 680 major and 69 partial, 680 of them in October 2020.';
  expect(screen.getByRole('heading', { name: 'Minutes of outage by month' })).toBeTruthy();
  expect(screen.getByText(sentence)).toBeTruthy();
  const picture = await screen.findByRole('application', { name: sentence });
  expect(picture.getAttribute('tabindex')).toBe('0');
  await userEvent.setup().click(screen.getByRole('button', { name: 'Show as table' }));
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent).join(' | '))).toEqual([
    'Month | Major | Partial | Together',
    'September 2020 | 0 m | 69 m | 69 m',
    'October 2020, part | 680 m | 0 m | about 680 m',
  ]);
});

test('[VW82] an empty window is described in words, without an axis', async () => {
  await drawRoom(() => <MinutesSection minutes={outageMinutes({ ...RECORD, incidents: [] }, WINDOW.from, WINDOW.to)} {...WINDOW} />, WINDOW.to);
  expect(screen.getByText(/^No minute of a partial or major outage with known times is on record from 12 Jul 2020/)).toBeTruthy();
  expect(screen.queryByRole('application')).toBe(null);
  expect(screen.queryByRole('button')).toBe(null);
});

test('[VW83] outages in no bar are counted by reason, and an imprecise bar is marked', async () => {
  await drawRoom(() => <MinutesSection minutes={outageMinutes(RECORD, WINDOW.from, WINDOW.to)} {...WINDOW} />, WINDOW.to);
  expect(screen.getByText('1 outage has no date and is in no bar; it lasted 30 m.')).toBeTruthy();
  expect(screen.getByText('Of 1 outage that began by then only the beginning is known, so no minute is counted.')).toBeTruthy();
  expect(screen.getByText('≈ an end is known only roughly')).toBeTruthy();
  const unplaced: OutageMinutes['unplaced'] = [
    { incidentId: 'a', why: 'undated', minutes: 17 },
    { incidentId: 'b', why: 'undated', minutes: 69 },
    { incidentId: 'c', why: 'undated', minutes: null },
    { incidentId: 'd', why: 'unbegun', minutes: null },
  ];
  expect(unplacedWords({ ...outageMinutes(RECORD, 0, 0), unplaced })).toEqual([
    '3 outages have no date and are in no bar; 2 are known to have lasted 1 h 26 m together.',
    'Of 1 outage only the end is known, so no minute is counted.',
  ]);
  expect(bucketName({ from: utc('2016-01-01'), cut: true }, 'year', 'UTC')).toBe('2016, part');
});
