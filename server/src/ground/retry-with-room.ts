import { StoreUnavailable } from './store-unavailable.ts';

/** Does `act`, and once more where the disk was full and room could be made. `makeRoom`: false when nothing is left to release. */
export const retryWithRoom = async <T>(makeRoom: () => boolean, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreUnavailable && error.reason === 'full' && makeRoom()) return act();
    throw error;
  }
};
