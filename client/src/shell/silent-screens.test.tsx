import { EXAMPLE_BOARD } from '@sitrep/shared/testing/example-board.ts';
import { NOW } from '@sitrep/shared/testing/given.ts';
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Screens } from '../sync/use-screens.ts';
import { renderWithState } from '../testing/render-with-state.tsx';
import { silentWords } from './silent-words.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
/** The server's answer at `at`. In: names, and how long ago each was last seen, ms. */
const known = (seen: Readonly<Record<string, number | null>>, { at = NOW, since = NOW - 30 * DAY } = {}): Screens => ({
  since,
  at,
  screens: Object.entries(seen).map(([name, ago]) => ({ id: name, name, createdAt: NOW - 30 * DAY, lastSeenAt: ago === null ? null : at - ago })),
});
const words = (seen: Parameters<typeof known>[0], over: Parameters<typeof known>[1] = {}, now = NOW) => silentWords(known(seen, over), now, 'UTC');

let answer: Screens;
let asked = 0;
beforeEach(() => {
  asked = 0;
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', async (address: string) => {
    if (address !== '/api/v1/screens') throw new TypeError('no network here');
    asked++;
    const { since, screens } = answer;
    return Response.json({ since, screens });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const note = () => screen.queryByRole('complementary', { name: 'Silent screens' })?.textContent ?? null;

test('[VW25] a named screen that fell silent is named with its age and when it was last seen', async () => {
  answer = known({ 'Wall 7': 3 * MINUTE + 12 * SECOND, 'Wall 8': 20 * SECOND });
  const { answers, pass, sync } = await renderWithState(EXAMPLE_BOARD, { kind: 'person' });
  await expect.poll(() => note()).toMatch(/^Wall 7 has not been heard for 3 m 10 s\. Last seen \d\d:\d\d UTC\.$/);
  await pass(20 * SECOND);
  expect(note()).toContain('for 3 m 30 s.');
  answer = known({ 'Wall 7': 5 * SECOND, 'Wall 8': 5 * SECOND }, { at: sync.clock.now() });
  await act(() => answers.invalidateQueries({ queryKey: ['screens'] }));
  await expect.poll(() => note()).toBeNull();
});

test('[VW25] neither customers, nor somebody who looks at what they see, nor a wall itself is told, and none of them asks', async () => {
  answer = known({ 'Wall 7': HOUR });
  await renderWithState(EXAMPLE_BOARD, { scope: 'public' });
  cleanup();
  await renderWithState(EXAMPLE_BOARD, { kind: 'kiosk', role: 'viewer' });
  expect([note(), asked]).toEqual([null, 0]);
  cleanup();
  const { sync, pass } = await renderWithState(EXAMPLE_BOARD);
  await expect.poll(() => note()).not.toBeNull();
  act(() => sync.look('public'));
  await pass(1_000);
  expect(note()).toBeNull();
});

test('[VW25] two minutes make silence, counted from when the server began to listen; never seen, or a week ago, is none', () => {
  expect(words({ 'Wall 7': 2 * MINUTE - 1 })).toBeNull();
  expect(words({ 'Wall 7': 2 * MINUTE })).toBe(
    `Wall 7 has not been heard for 2 m 00 s. Last seen ${new Date(NOW - 2 * MINUTE).toISOString().slice(11, 16)} UTC.`,
  );
  expect(words({ 'Wall 7': HOUR }, { since: NOW - MINUTE })).toBeNull();
  expect(words({ 'Wall 7': null, 'Wall 8': 7 * DAY })).toBeNull();
  expect(words({ 'Wall 8': 6 * DAY })).toMatch(/^Wall 8 has not been heard for 6 d 00 h 00 m\. Last seen \w{3} \d+ \w{3}, \d\d:\d\d UTC\.$/);
});

test('[VW25] an old answer claims nothing, and between two answers no screen falls silent', () => {
  expect(words({ 'Wall 7': HOUR }, {}, NOW + 2 * MINUTE + 1)).toBeNull();
  expect(words({ 'Wall 7': 100 * SECOND }, {}, NOW + 30 * SECOND)).toBeNull();
});

test('[VW25] several are told newest first, three by name and the rest as a number; two links of one screen are one', () => {
  expect(words({ A: HOUR, B: 12 * MINUTE + 40 * SECOND })).toBe('B has not been heard for 12 m, A for 1 h 00 m.');
  const many = { A: HOUR, B: 2 * HOUR, C: 3 * HOUR, D: 4 * HOUR };
  expect(words(many)).toBe('A has not been heard for 1 h 00 m, B for 2 h 00 m, C for 3 h 00 m; 1 more is silent, too.');
  expect(words({ ...many, E: 5 * HOUR })).toMatch(/; 2 more are silent, too\.$/);
  const twice = known({ 'Wall 7': HOUR });
  const again = known({ 'Wall 7': SECOND });
  expect(silentWords({ ...twice, screens: [...again.screens, ...twice.screens] }, NOW, 'UTC')).toBeNull();
});

test('[VW25] while the server is not heard no second of silence is added, because nobody knows of one', () => {
  const silent = known({ 'Wall 7': 3 * MINUTE, 'Wall 8': 4 * MINUTE });
  const later = (ms: number) => silentWords(silent, NOW + ms, 'UTC', NOW + 10 * SECOND);
  expect(later(10 * SECOND)).toBe('Wall 7 has not been heard for 3 m 10 s, Wall 8 for 4 m 10 s.');
  expect(later(20 * SECOND)).toBe('Wall 7 had not been heard for 3 m 10 s, Wall 8 for 4 m 10 s.');
  expect(later(100 * SECOND)).toBe(later(20 * SECOND));
});
