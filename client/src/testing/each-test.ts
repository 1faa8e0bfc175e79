import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A generous timeout: on a loaded machine an element may take long to appear.
configure({ asyncUtilTimeout: 10_000 });

// All files of a worker share one document and global object, so everything a test put there is removed after it, even if it failed.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
  document.title = '';
});
