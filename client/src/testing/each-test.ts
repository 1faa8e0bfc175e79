import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// How long something may take to appear says nothing about it on a machine that others load.
configure({ asyncUtilTimeout: 10_000 });

// All files of a worker share one document and one global object: whatever a test put there goes with it, also where it failed half-way.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
  document.title = '';
});
