import { useEffect } from 'react';
import { useStore } from 'zustand';
import { againIn, getJson } from './api.ts';
import { useBoardStep, withScope } from './follow-board.ts';
import { useSync } from './sync-context.ts';
import { useScope } from './use-visitor.ts';

/**
 * What the server counts of the components, beside the live board: fetched when the board has changed, at most every 15 s. In: its path under `/api/v1`.
 * Out: the newest answer for this scope, also one for the path before; null until the first. The board waits for no library to show it.
 */
export const useReports = <T>(path: string): T | null => {
  const { store } = useSync();
  const scope = useScope();
  const step = useBoardStep();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed board is the reason to fetch again
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const answer = await getJson<T>(withScope(path, scope), left.signal);
        if (!left.signal.aborted) store.setState({ reports: { scope, answer } });
      } catch (error) {
        const again = againIn(error, Math.random());
        if (!left.signal.aborted && again !== false) timer = setTimeout(() => void ask(), again);
      }
    };
    void ask();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [store, path, scope, step]);
  return useStore(store, ({ reports }) => (reports?.scope === scope ? (reports.answer as T) : null));
};
