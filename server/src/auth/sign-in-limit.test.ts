import { expect, test } from 'vitest';
import { SignInLimit } from './sign-in-limit.ts';

const start = (ofAccount = false) => {
  let now = 0;
  const limit = new SignInLimit(() => now, { ofAccount });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { limit, pass };
};
const ana = (network: string, known = false) => ({ account: 'ana@example.com', network, known });

test('[HT93] guesses from one network wait longer and longer, and another network not at all', () => {
  const { limit, pass } = start();
  const waits: number[] = [];
  for (let tries = 0; tries < 9; tries++) {
    const wait = limit.wait(ana('a'));
    waits.push(wait);
    pass(wait);
    limit.trying(ana('a'));
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000]);
  expect([limit.wait(ana('b')), limit.wait({ ...ana('a'), account: 'bo@example.com' })]).toEqual([0, 0]);
});

test('[HT93] while an account is guessed from many networks, each new one has one try, and one that was signed in from before all of them', () => {
  const { limit } = start();
  for (let tries = 0; tries < 40; tries++) limit.trying(ana(`n${tries}`));
  expect(limit.wait(ana('home', true))).toBe(0);
  expect(limit.wait(ana('hotel'))).toBe(0);
  limit.trying(ana('hotel'));
  expect(limit.wait(ana('hotel'))).toBe(1_000);
  limit.trying(ana('home', true));
  expect(limit.wait(ana('home', true))).toBe(0);
});

test('[HT93] those that are tried at once count at once, and what was right, or not looked at, counts for nothing', () => {
  const { limit } = start();
  for (let tries = 0; tries < 6; tries++) limit.trying(ana('a'));
  expect(limit.wait(ana('a'))).toBe(2_000);
  limit.notWrong(ana('a'));
  expect(limit.wait(ana('a'))).toBe(1_000);
  limit.right(ana('a'));
  expect(limit.wait(ana('a'))).toBe(0);
});

test('[HT93] what a network got wrong for other accounts costs nobody their own tries; beyond those it costs them a long wait, for an hour', () => {
  const { limit, pass } = start();
  for (let tries = 0; tries < 60; tries++) limit.trying({ account: `p${tries}`, network: 'office', known: false });
  for (let tries = 0; tries < 5; tries++) {
    expect(limit.wait(ana('office'))).toBe(0);
    limit.trying(ana('office'));
  }
  expect(limit.wait(ana('office'))).toBeGreaterThan(60_000);
  expect(limit.wait(ana('office', true))).toBe(1_000);
  expect(limit.wait(ana('home'))).toBe(0);
  pass(61 * 60_000);
  expect(limit.wait(ana('office'))).toBe(0);
});

test('[HT123] guesses at the codes of an account from ever new networks wait for each other, and whoever is signed in from there already waits for none', () => {
  const { limit, pass } = start(true);
  for (let tries = 0; tries < 30; tries++) limit.trying(ana(`n${tries}`));
  expect(limit.wait(ana('n30'))).toBe(300_000);
  expect(limit.wait(ana('home', true))).toBe(0);
  pass(300_000);
  expect(limit.wait(ana('n30'))).toBe(0);
});
