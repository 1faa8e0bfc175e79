import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { emptyScopeState, evolveScope, type ScopeState } from './scope-state.ts';
import { nextHash, stateHash } from './state-hash.ts';

const statesOf = (log: Parameters<typeof evolveScope>[1]): ScopeState[] => {
  const states = [emptyScopeState('internal')];
  for (const event of log) states.push(evolveScope(states.at(-1) as ScopeState, [event]));
  return states;
};
/** The same state with every object's keys the other way round. */
const turned = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turned(part)]),
  ) as T;
};

test('[SY8] the hash kept from event to event is the hash counted afresh', () => {
  fc.assert(
    fc.property(arbitraryLog(), (log) => {
      const states = statesOf(log);
      let hash = stateHash(states[0] as ScopeState);
      for (let i = 1; i < states.length; i++) {
        hash = nextHash(hash, states[i - 1] as ScopeState, states[i] as ScopeState);
        expect(hash).toBe(stateHash(JSON.parse(JSON.stringify(states[i]))));
      }
    }),
    { numRuns: 60 },
  );
});

test('[SY8] the order of keys does not change the hash', () => {
  fc.assert(
    fc.property(arbitraryLog({ maxLength: 20 }), (log) => {
      const state = statesOf(log).at(-1) as ScopeState;
      expect(stateHash(turned(state))).toBe(stateHash(state));
    }),
    { numRuns: 40 },
  );
});

test('[SY8] different states have different hashes', () => {
  fc.assert(
    fc.property(arbitraryLog(), (log) => {
      const byText = new Map(statesOf(log).map((state) => [JSON.stringify(state), stateHash(state)]));
      expect(new Set(byText.values()).size).toBe(byText.size);
    }),
    { numRuns: 60 },
  );
});

test('[SY8] no customers and customers who see nothing are not the same', () => {
  expect(stateHash(emptyScopeState('public'))).not.toBe(stateHash(emptyScopeState('internal')));
});
