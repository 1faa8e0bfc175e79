import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type ConnectionView, describeConnection, doubtWords, notConnectedWords } from './connection.ts';
import { useSync } from './sync-context.ts';

/** What may be claimed about the connection now. Changes once a second, and at once when a message arrives. */
export const useConnection = (): ConnectionView => {
  const { store, ticker, clock } = useSync();
  useSyncExternalStore(ticker.subscribe, ticker.mono);
  const facts = useStore(store, (state) => state.connection);
  return describeConnection(facts, clock.mono());
};

/** Only the kind, for components that need not be redrawn every second. */
export const useConnectionKind = (): ConnectionView['kind'] => {
  const { store, ticker, clock } = useSync();
  const kind = () => describeConnection(store.getState().connection, clock.mono()).kind;
  const subscribe = (listener: () => void) => {
    const stops = [store.subscribe(listener), ticker.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  return useSyncExternalStore(subscribe, kind);
};

/** Why a control cannot send anything now, in words; null when it can. */
export const useNotConnected = (): string | null => notConnectedWords(useConnectionKind());

/** Whether the server folds by other rules than this page. */
export const useOutdated = (): boolean => useStore(useSync().store, (state) => state.connection.outdated);

/** Whether no more updates arrive until the page is reloaded. */
export const useStopped = (): boolean => useStore(useSync().store, (state) => state.connection.stopped !== null);

/** Server time (UTC ms) of the data on screen while it may be out of date, else null. Charts that run up to now end there. */
export const useLastKnown = (): number | null => {
  const doubtful = doubtWords(useConnectionKind()) !== null;
  return useStore(useSync().store, (state) => (doubtful ? state.connection.asOf : null));
};
