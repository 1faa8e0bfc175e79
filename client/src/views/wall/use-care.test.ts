import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useCare } from './use-care.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('[VW99] a screen whose lock is taken away while it is seen asks for it again', async () => {
  const locks: (EventTarget & { released: boolean })[] = [];
  const request = async () => {
    const lock = Object.assign(new EventTarget(), { released: false, release: async () => undefined });
    locks.push(lock);
    return lock;
  };
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { wakeLock: { request } }));
  vi.useFakeTimers();
  renderHook(() => useCare());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(locks).toHaveLength(1);
  const [lock] = locks;
  if (lock !== undefined) lock.released = true;
  lock?.dispatchEvent(new Event('release'));
  await vi.advanceTimersByTimeAsync(61_000);
  expect(locks).toHaveLength(2);
});
