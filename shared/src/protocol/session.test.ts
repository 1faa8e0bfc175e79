import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FOLD_VERSION } from '../domain/evolve.ts';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { Chain } from '../testing/chain.ts';
import { type Effect, freshness, helloOf, type Input, newSession, SESSION, type Session, step } from './session.ts';
import type { DownEvents } from './wire.ts';

const log = fc.sample(arbitraryLog({ maxLength: 30 }), { numRuns: 20, seed: 7 }).find((events) => events.length > 20) ?? [];
const chain = new Chain('internal', log);
const renewed = new Chain('internal', log, 'log-2');

/** A session and a clock, driven by one input after another. */
class Client {
  session: Session = newSession('internal');
  now = 0;
  random = 0.5;
  effects: Effect[] = [];

  tell(input: Input): this {
    const { session, effects } = step(this.session, input, { now: this.now, random: this.random });
    this.session = session;
    this.effects = [...effects];
    return this;
  }
  hear<N extends keyof DownEvents>(name: N, payload: Parameters<DownEvents[N]>[0]): this {
    return this.tell({ kind: 'received', name, payload });
  }
  pass(ms: number): this {
    this.now += ms;
    return this;
  }
  /** Connected and holding a snapshot at `pos`. */
  at(pos: number, told = chain): this {
    return this.tell({ kind: 'start' }).tell({ kind: 'connected' }).hear('snapshot', told.snapshot(pos));
  }
  get does(): string[] {
    return this.effects.map((effect) => effect.do);
  }
  get pause(): number | undefined {
    return this.effects.flatMap((effect) => (effect.do === 'set' && effect.timer === 'dial' ? [effect.ms] : []))[0];
  }
  get cursor(): number | undefined {
    return this.session.replica?.cursor;
  }
  get claim(): string {
    return freshness(this.session, this.now);
  }
}

test('[SY9] a first visit says that it holds nothing, a return says how far it got', () => {
  const client = new Client();
  expect(helloOf(client.session)).toMatchObject({ epoch: null, cursor: 0 });
  client.at(5).hear('delta', chain.delta(5, 7)).tell({ kind: 'disconnected' });
  expect(helloOf(client.session)).toMatchObject({ epoch: 'log-1', cursor: 7 });
  expect(client.claim).toBe('stale');
});

test('[SY10] a gap asks once, from the cursor, and is closed by the answer', () => {
  const client = new Client().at(5).hear('delta', chain.delta(6, 7));
  expect(client.does).toContain('hello');
  expect([helloOf(client.session).cursor, client.claim]).toEqual([5, 'catching_up']);
  expect(client.hear('delta', chain.delta(7, 8)).does).not.toContain('hello');
  expect(client.hear('delta', chain.delta(5, 8)).cursor).toBe(8);
  expect(client.claim).toBe('live');
});

test('[SY11] a heartbeat ahead of the cursor asks: the last message was lost', () => {
  expect(new Client().at(5).hear('heartbeat', chain.heartbeat(6)).does).toContain('hello');
});

test('[SY12] a heartbeat from behind says nothing', () => {
  const client = new Client().at(5).hear('heartbeat', chain.heartbeat(4));
  expect([client.does.includes('hello'), client.cursor, client.claim]).toEqual([false, 5, 'live']);
});

test('[SY13] the cursor never goes back, nor the epoch to one from before a redaction', () => {
  const client = new Client().at(5).hear('snapshot', chain.snapshot(3));
  expect(client.cursor).toBe(5);
  client.hear('snapshot', renewed.snapshot(6));
  expect(client.session.replica?.epoch).toBe('log-2');
  client.hear('snapshot', chain.snapshot(9)).hear('delta', chain.delta(6, 9)).hear('heartbeat', chain.heartbeat(9));
  expect([client.session.replica?.epoch, client.cursor]).toEqual(['log-2', 6]);
});

test('[SY13] a node that only knows the past is left for another', () => {
  const client = new Client().at(5, renewed).tell({ kind: 'disconnected' }).tell({ kind: 'nudge' }).tell({ kind: 'connected' });
  expect(client.hear('snapshot', chain.snapshot(9)).does).toContain('hang_up');
  expect(client.pause).toBeGreaterThan(0);
});

test('[SY14] a hash that differs is answered by a whole snapshot; a second time within ten minutes it stops', () => {
  const wrong = { ...chain.heartbeat(5), hash: '0000000000000000' };
  const client = new Client().at(5).hear('heartbeat', wrong);
  expect(client.does).toEqual(expect.arrayContaining(['report', 'hello']));
  expect(helloOf(client.session)).toMatchObject({ epoch: null, cursor: 0 });
  client.hear('snapshot', chain.snapshot(5));
  expect(client.claim).toBe('live');
  client.pass(SESSION.mismatchWindowMs - 1).hear('heartbeat', wrong);
  expect([client.session.link, client.session.stopped?.code]).toEqual(['stopped', 'diverged']);
  expect(client.tell({ kind: 'nudge' }).does).toEqual([]);
});

test('[SY14] two mismatches more than ten minutes apart are two first ones', () => {
  const wrong = { ...chain.heartbeat(5), hash: '0000000000000000' };
  const client = new Client().at(5).hear('heartbeat', wrong).hear('snapshot', chain.snapshot(5));
  client.pass(SESSION.mismatchWindowMs + 1).hear('heartbeat', wrong);
  expect(client.session.link).toBe('up');
});

test('[SY15] hashes of another fold are not compared, and the page knows', () => {
  const client = new Client().at(5).hear('heartbeat', { ...chain.heartbeat(5), hash: 'x', foldVersion: FOLD_VERSION + 1 });
  expect([client.session.link, client.session.otherFold, client.does.includes('report')]).toEqual(['up', true, false]);
});

test('[SY16] live ends 15 seconds after the last message, and then the line is given up', () => {
  const client = new Client().at(5).pass(14_999);
  expect(client.claim).toBe('live');
  expect(client.pass(1).claim).toBe('stale');
  expect(client.tell({ kind: 'timer', timer: 'silence' }).does).toContain('hang_up');
});

test('[SY16] what sends a client away is no word of a node that serves', () => {
  for (const [name, payload] of [
    ['wait', { retryAfterMs: 1_000 }],
    ['drain', { reconnectAfterMs: 1_000 }],
    ['refused', { code: 'lagging', detail: 'slow', retryAfterMs: 1_000 }],
  ] as const) {
    const client = new Client().at(5).pass(14_000).hear(name, payload);
    expect(client.session.heardAt).toBe(0);
    expect(client.tell({ kind: 'start' }).tell({ kind: 'connected' }).pass(2_000).claim).toBe('stale');
  }
});

test('[SY16] a tab that was asleep first hears what has piled up', () => {
  const client = new Client().at(5).pass(60_000).tell({ kind: 'timer', timer: 'silence' });
  expect([client.session.link, client.claim]).toEqual(['up', 'stale']);
  expect(client.hear('delta', chain.delta(5, 6)).claim).toBe('live');
  const silent = new Client().at(5).pass(60_000).tell({ kind: 'timer', timer: 'silence' }).pass(1_000).tell({ kind: 'timer', timer: 'silence' });
  expect(silent.session.link).toBe('down');
});

test('[SY17] pauses are uniform below a bound that doubles from half a second to ten', () => {
  const client = new Client().tell({ kind: 'start' });
  const bounds: (number | undefined)[] = [];
  client.random = 0.999_999;
  for (let i = 0; i < 9; i++) {
    bounds.push(client.tell({ kind: 'disconnected' }).pause);
    client.tell({ kind: 'timer', timer: 'dial' });
  }
  expect(bounds).toEqual([499, 999, 1_999, 3_999, 7_999, 9_999, 9_999, 9_999, 9_999]);
  client.random = 0;
  expect(client.tell({ kind: 'disconnected' }).pause).toBe(0);
});

test('[SY17] a server that makes sense again ends the doubling, a mere connection does not', () => {
  const client = new Client().tell({ kind: 'start' });
  for (let i = 0; i < 5; i++) client.tell({ kind: 'disconnected' }).tell({ kind: 'timer', timer: 'dial' });
  expect(client.tell({ kind: 'connected' }).session.failures).toBe(5);
  expect(client.hear('snapshot', chain.snapshot(5)).session.failures).toBe(0);
});

test('[SY18] wait, drain and lagging are obeyed to the millisecond', () => {
  expect(new Client().at(5).hear('wait', { retryAfterMs: 1_234 }).pause).toBe(1_234);
  expect(new Client().at(5).hear('drain', { reconnectAfterMs: 2_345 }).pause).toBe(2_345);
  expect(new Client().at(5).hear('refused', { code: 'lagging', detail: 'slow', retryAfterMs: 3_456 }).pause).toBe(3_456);
});

test('[SY18] a refusal that time does not heal stops the dialling', () => {
  for (const code of ['not_allowed', 'revoked', 'wire_version'] as const) {
    const client = new Client().at(5).hear('refused', { code, detail: 'no', retryAfterMs: null });
    expect([client.session.link, client.session.stopped?.code, client.pause]).toEqual(['stopped', code, undefined]);
  }
});

test('[SY19] a message this build cannot read ends the connection, and the replica stays as it was', () => {
  const client = new Client().at(5).tell({ kind: 'received', name: 'delta', payload: { prev: 5 } });
  expect([client.session.link, client.cursor]).toEqual(['down', 5]);
  expect(new Client().at(5).tell({ kind: 'received', name: 'moon', payload: {} }).session.link).toBe('down');
});

test('[SY40] instead of what follows and cannot be read, the next hello asks for a whole board', () => {
  const client = new Client().at(5).tell({ kind: 'received', name: 'delta', payload: { ...chain.delta(5, 6), mood: 'good' } });
  expect([helloOf(client.session).epoch, helloOf(client.session).cursor]).toEqual([null, 0]);
  client.tell({ kind: 'timer', timer: 'dial' }).tell({ kind: 'connected' }).hear('snapshot', chain.snapshot(6));
  expect([client.cursor, client.claim, helloOf(client.session).cursor]).toEqual([6, 'live', 6]);
});

test('[SY19] what arrives on a line already given up is not heard', () => {
  const client = new Client().at(5).tell({ kind: 'disconnected' }).hear('delta', chain.delta(5, 6));
  expect(client.cursor).toBe(5);
});

test('[SY22] an unanswered hello ends the connection', () => {
  const client = new Client().tell({ kind: 'start' }).tell({ kind: 'connected' }).tell({ kind: 'timer', timer: 'answer' });
  expect([client.session.link, client.does[0]]).toEqual(['down', 'hang_up']);
});

test('[SY23] a kept replica is shown at once and resumed, never called live before the server spoke', () => {
  const kept = new Client().at(5).session.replica;
  const client = new Client();
  client.session = newSession('internal', kept);
  expect([client.claim, helloOf(client.session).cursor]).toEqual(['stale', 5]);
  client.tell({ kind: 'start' }).tell({ kind: 'connected' });
  expect(client.claim).toBe('stale');
  expect(client.hear('heartbeat', chain.heartbeat(5)).claim).toBe('live');
  expect(newSession('public', kept).replica).toBeNull();
});
