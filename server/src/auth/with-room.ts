import { StoreUnavailable } from '../ground/store-unavailable.ts';
import type { AuthStore } from './auth-store.ts';

/**
 * A store that asks for room once when the disk is full: whoever must sign in to write down what happens, or end a token that leaked, comes before what was kept
 * back for this. The time of a last use is not worth it. `makeRoom`: false when there is nothing left to give.
 */
export const withRoom = (store: AuthStore, makeRoom: () => boolean): AuthStore => {
  const roomy = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof StoreUnavailable && error.reason === 'full' && makeRoom()) return act();
      throw error;
    }
  };
  return {
    all: () => store.all(),
    insert: (credential) => roomy(() => store.insert(credential)),
    remove: (id) => roomy(() => store.remove(id)),
    touch: (id, at) => store.touch(id, at),
    noteOwner: (at) => store.noteOwner(at),
    knowsOwner: () => store.knowsOwner(),
    close: () => store.close(),
  };
};
