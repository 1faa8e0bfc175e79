import { useSyncExternalStore } from 'react';

const listen = (onChange: () => void): (() => void) => {
  const view = window.visualViewport ?? null;
  for (const name of ['resize', 'scroll']) view?.addEventListener(name, onChange);
  return () => {
    for (const name of ['resize', 'scroll']) view?.removeEventListener(name, onChange);
  };
};
const covered = (): number => {
  const view = window.visualViewport ?? null;
  // A page that is zoomed in shows a part of itself, and nothing covers the rest.
  if (view === null || view.scale > 1.01) return 0;
  return Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
};

/** How much of the lower edge of the page a keyboard on the screen covers, px; 0 where the browser makes the page smaller instead. */
export const useCovered = (): number => useSyncExternalStore(listen, covered);
