import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Admission, type Entry } from './admission.ts';

test('[PU2] however people come and go, the count is that of who is in, and a free slot is given', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('enter', 'leave', 'leave twice'), fc.nat(9), fc.boolean())), (acts) => {
      const admission = new Admission({ sockets: 6, perAddress: 4, handshakesPerSecond: 1, reserved: 0.5 }, () => 0);
      const inside: { entry: Extract<Entry, { admitted: true }>; address: string }[] = [];
      for (const [act, pick, signedIn] of acts) {
        const address = `address ${pick % 3}`;
        if (act === 'enter') {
          const free = inside.length < (signedIn ? 6 : 3) && inside.filter((one) => one.address === address).length < 4;
          const entry = admission.enter(address, signedIn, { destroyed: false });
          expect(entry.admitted).toBe(free);
          if (entry.admitted) inside.push({ entry, address });
        } else {
          const [left] = inside.splice(pick % Math.max(1, inside.length), 1);
          left?.entry.leave();
          if (act === 'leave twice') left?.entry.leave();
        }
        expect(admission.open).toBe(inside.length);
      }
    }),
  );
});

test('[PU4] the bucket fills with time, never above a second of it, and a clock set back takes nothing', () => {
  let now = 0;
  const admission = new Admission({ sockets: 9, perAddress: 9, handshakesPerSecond: 10, reserved: 0 }, () => now);
  const knocks = () => Array.from({ length: 20 }, (_, n) => admission.knock(`address ${n}`)).filter(Boolean).length;
  expect(knocks()).toBe(10);
  now = 500;
  expect(knocks()).toBe(5);
  now = 60_000;
  expect(knocks()).toBe(10);
  now = 0;
  expect(knocks()).toBe(0);
  now = 1_000;
  expect(knocks()).toBe(10);
});

test('[PU4] one address that dials without end leaves room for the others', () => {
  let now = 0;
  const admission = new Admission({ sockets: 100, perAddress: 15, handshakesPerSecond: 60, reserved: 0 }, () => now);
  const knocks = (address: string) => Array.from({ length: 1_000 }, () => admission.knock(address)).filter(Boolean).length;
  expect([knocks('a'), knocks('a'), knocks('b')]).toEqual([15, 0, 15]);
  now = 1_000;
  expect(knocks('a')).toBe(15);
});

test('[PU4] whoever has an IPv6 network has no more places than whoever has one address', () => {
  const admission = new Admission({ sockets: 100, perAddress: 3, handshakesPerSecond: 100, reserved: 0 }, () => 0);
  const places = (of: (n: number) => string) =>
    Array.from({ length: 9 }, (_, n) => admission.enter(of(n), true, { destroyed: false }).admitted).filter(Boolean).length;
  expect([places((n) => `2001:db8::${n}`), places((n) => `2001:db8:0:0:${n}::1`), places(() => '192.0.2.4')]).toEqual([3, 0, 3]);
});
