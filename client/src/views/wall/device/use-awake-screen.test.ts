import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useAwakeScreen } from './use-awake-screen.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('[VW99] a screen that was refused its lock asks again every few minutes, and when it is seen again', async () => {
  let asked = 0;
  let refuses = true;
  const request = async () => {
    asked += 1;
    if (refuses) throw new DOMException('the battery is low', 'NotAllowedError');
    return Object.assign(new EventTarget(), { released: false, release: async () => undefined });
  };
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { wakeLock: { request } }));
  vi.useFakeTimers();
  const { result } = renderHook(() => useAwakeScreen());
  const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  await pass(1_000);
  expect([asked, result.current.sleeps]).toEqual([1, true]);
  await pass(190_000);
  expect([asked, result.current.sleeps]).toEqual([2, true]);
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(1_000);
  expect(asked).toBe(3);
  refuses = false;
  await pass(181_000);
  expect([asked, result.current.sleeps]).toEqual([4, false]);
  await pass(3_600_000);
  expect(asked).toBe(4);
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
  renderHook(() => useAwakeScreen());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(locks).toHaveLength(1);
  const [lock] = locks;
  if (lock !== undefined) lock.released = true;
  lock?.dispatchEvent(new Event('release'));
  await vi.advanceTimersByTimeAsync(61_000);
  expect(locks).toHaveLength(2);
});
