import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { useUi } from '../ui-state.ts';
import { takeRoomErrors } from './room-errors.ts';

// A limit for what hangs, not for what is slow: on a loaded machine a part that comes later may take long.
configure({ asyncUtilTimeout: 60_000 });

// All files of a worker share one document and global object, so everything a test put there is removed after it, even if it failed.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
  document.title = '';
  useUi.setState(useUi.getInitialState(), true);
  for (const error of takeRoomErrors()) throw error;
});
