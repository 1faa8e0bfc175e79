import { type Effect, newSession, type Session, step } from '@sitrep/shared/protocol/session.ts';
import { expect, test } from 'vitest';
import { ADMISSION_SETTINGS, Admission } from './admission.ts';
import { HubCore } from './hub-core.ts';
import { HUB_SETTINGS } from './settings.ts';

/** Seeded random numbers. */
const chance = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

/** Virtual time: all sessions lose their connection at 0 and dial until the server, back at `upAt`, has let them in. Out: how long each waited after `upAt`, ms. */
const returns = (count: number, upAt: number, seed: number, slotOf: ((index: number) => number) | null = null): number[] => {
  const random = chance(seed);
  let now = 0;
  const admission = new Admission(ADMISSION_SETTINGS, () => now);
  const due = new Map<number, number[]>();
  const plan = (at: number, client: number) => due.set(at, [...(due.get(at) ?? []), client]);
  const sessions: Session[] = [];
  const waited: number[] = [];
  const perform = (client: number, effects: readonly Effect[]) => {
    for (const effect of effects) if (effect.do === 'set' && effect.timer === 'dial') plan(Math.max(now + 1, Math.round(now + effect.ms)), client);
  };
  const feed = (client: number, input: Parameters<typeof step>[1]) => {
    const { session, effects } = step(sessions[client] as Session, input, { now, random: random() });
    sessions[client] = session;
    perform(client, effects);
  };
  for (let client = 0; client < count; client++) {
    sessions.push(newSession('public'));
    feed(client, { kind: 'start' });
    feed(client, { kind: 'connected' });
    if (slotOf === null) feed(client, { kind: 'disconnected' });
    else feed(client, { kind: 'received', name: 'drain', payload: { reconnectAfterMs: slotOf(client) } });
  }
  for (; waited.length < count && now < upAt + 120_000; now++) {
    for (const client of due.get(now) ?? []) {
      feed(client, { kind: 'timer', timer: 'dial' });
      const address = `192.0.2.${client}`;
      if (now >= upAt && admission.knock(address) && admission.enter(address, true, { destroyed: false }).admitted) waited.push(now - upAt);
      else feed(client, { kind: 'disconnected' });
    }
    due.delete(now);
  }
  expect(waited).toHaveLength(count);
  return waited;
};
const perSecond = (times: readonly number[]): number[] => {
  const seconds = Array<number>(Math.ceil((Math.max(...times) + 1) / 1_000)).fill(0);
  for (const time of times) seconds[Math.floor(time / 1_000)] = (seconds[Math.floor(time / 1_000)] ?? 0) + 1;
  return seconds;
};

const DOWN = [0, 100, 1_000, 3_000, 10_000, 60_000, 600_000];
test.each(DOWN.flatMap((down) => [1_000, 4_000].map((count) => [count, down] as const)))(
  '[SY37] %i dashboards cut off without a word for %i ms are back within 20 s, none in a rush the server refuses for long',
  (count, down) => {
    for (let seed = 1; seed <= 5; seed++) {
      const waited = returns(count, down, seed);
      expect(Math.max(...waited)).toBeLessThanOrEqual(20_000);
      // No second admits more than a full bucket plus one second of refill.
      expect(Math.max(...perSecond(waited))).toBeLessThanOrEqual(2 * ADMISSION_SETTINGS.handshakesPerSecond);
    }
  },
);

test('[SY37] after a long absence the returns of 1,000 are spread: no second brings more than thrice an even share', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const seconds = perSecond(returns(1_000, 600_000, seed));
    expect(Math.max(...seconds)).toBeLessThanOrEqual(3 * (1_000 / (20_000 / 2_000)));
  }
});

/** The reconnect delays that a hub with `count` clients hands out when it stops. */
const slotsOf = (count: number): number[] => {
  const slots: number[] = [];
  const feed = { onDelta: () => () => {}, onReset: () => () => {} } as never;
  const core = new HubCore<string>({
    feeds: { public: feed, internal: feed },
    blind: () => false,
    encode: (_, json) => json,
    now: () => 0,
    random: chance(7),
    after: () => () => {},
    every: () => () => {},
    build: 'test',
    settings: HUB_SETTINGS,
    onError: (error) => {
      throw error;
    },
  });
  for (let n = 0; n < count; n++) {
    const send = (json: string) => void slots.push((JSON.parse(json) as { reconnectAfterMs: number }).reconnectAfterMs);
    core.join({ send, queued: () => ({ packets: 0, bytes: 0 }), silentMs: () => 0, close: () => {} }, { scopes: ['public'], principal: null });
  }
  core.drain();
  return slots;
};

test.each([1, 3, 1_000, 5_000, 50_000])('[PU14] the slots of %i clients are spread evenly, and nobody waits longer than 18 s', (count) => {
  const slots = slotsOf(count);
  expect(slots).toHaveLength(count);
  expect([Math.min(...slots) >= 1_000, Math.max(...slots) <= 18_000]).toEqual([true, true]);
  const span = Math.min(count / 500, 17);
  const tenthOf = (slot: number) => Math.min(9, Math.floor(((slot - 1_000) / (span * 1_000)) * 10));
  const tenths = Array.from({ length: 10 }, (_, tenth) => slots.filter((slot) => tenthOf(slot) === tenth).length);
  if (count >= 1_000) for (const tenth of tenths) expect(Math.abs(tenth - count / 10)).toBeLessThanOrEqual(count / 100);
});

test('[PU14] 1,000 that were given slots are back within 20 s of a restart, evenly', () => {
  const slots = slotsOf(1_000);
  for (const up of [500, 3_000]) expect(Math.max(...returns(1_000, up, 3, (index) => slots[index] ?? 0))).toBeLessThanOrEqual(20_000);
});
