import { expect, test } from 'vitest';
import { type ConnectionFacts, describeConnection, NOT_HEARD } from './connection.ts';

const heard: ConnectionFacts = { ...NOT_HEARD, transport: 'socket', heardAt: 1_000, asOf: 0 };
const kindAfter = (facts: ConnectionFacts, ms: number) => describeConnection(facts, 1_000 + ms).kind;

test('[VW1] live is said of an open socket heard within 15 s, and of nothing else', () => {
  expect(kindAfter(heard, 0)).toBe('live');
  expect(kindAfter(heard, 15_000)).toBe('live');
  expect(kindAfter(heard, 15_001)).toBe('stale');
  expect(kindAfter({ ...heard, transport: 'connecting' }, 0)).not.toBe('live');
  expect(kindAfter({ ...heard, transport: 'polling' }, 0)).toBe('polling');
  expect(kindAfter({ ...heard, transport: 'polling' }, 20_000)).toBe('polling');
  expect(kindAfter({ ...heard, transport: 'polling' }, 20_001)).toBe('stale');
  expect(kindAfter({ ...heard, offline: true }, 0)).toBe('offline');
  expect(kindAfter({ ...heard, catchingUp: { done: 0, total: null } }, 0)).toBe('catching_up');
  expect(kindAfter({ ...heard, stopped: { code: 'wire_version', detail: '' } }, 0)).toBe('outdated');
});

test('[VW2] over 60 s of silence outranks every other claim', () => {
  for (const facts of [
    heard,
    { ...heard, transport: 'polling' as const },
    { ...heard, offline: true },
    { ...heard, stopped: { code: 'diverged' as const, detail: '' } },
  ])
    expect(kindAfter(facts, 60_001)).toBe('takeover');
  expect(kindAfter(heard, 60_000)).toBe('stale');
});

test('[VW2] a page that never heard anything is stale and taken over on the same clock', () => {
  expect(describeConnection(NOT_HEARD, 14_000).kind).toBe('connecting');
  expect(describeConnection(NOT_HEARD, 16_000).kind).toBe('stale');
  expect(describeConnection(NOT_HEARD, 61_000)).toMatchObject({ kind: 'takeover', everHeard: false, silentMs: 61_000 });
});
