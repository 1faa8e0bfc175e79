import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMay, useMayWork } from '../sync/use-visitor.ts';
import { useUi } from '../ui-state.ts';

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, dialog, [popover]') !== null);

const rowsOfPage = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

/** Moves to the next or previous row of the page: anything marked `data-row`. */
const step = (by: 1 | -1): void => {
  const rows = rowsOfPage();
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
};

// Long enough for a room and its rows to load, short enough that the key press is still expected to act.
const WAIT_MS = 2_000;

/** Steps pressed while a room is loading are meant for its rows: they wait for those instead of moving in the old room. */
const stepsIn = (onTheWay: () => boolean): ((by: 1 | -1) => void) => {
  const waiting: (1 | -1)[] = [];
  let until = 0;
  const take = (): void => {
    if ((onTheWay() || rowsOfPage().length === 0) && performance.now() < until) return void requestAnimationFrame(take);
    for (const by of waiting.splice(0)) step(by);
  };
  return (by) => {
    waiting.push(by);
    if (waiting.length > 1) return;
    until = performance.now() + WAIT_MS;
    take();
  };
};

/** The single-key shortcuts that work in every room. Off inside fields, and off entirely when the person chose so. */
export const useKeys = (): void => {
  const router = useRouter();
  const singleKeys = useUi((state) => state.singleKeys);
  const set = useUi((state) => state.set);
  const mayWork = useMayWork();
  const maySight = useMay('sight');
  useEffect(() => {
    if (!singleKeys) return;
    const go = (to: '/' | '/incidents' | '/history' | '/report' | '/sighting') => void router.navigate({ to });
    const stepBy = stepsIn(() => router.state.status === 'pending');
    const acts: Readonly<Record<string, () => void>> = {
      b: () => go('/'),
      i: () => go('/incidents'),
      h: () => go('/history'),
      // A separate page with its own Content-Security-Policy: load it instead of routing to it.
      w: () => location.assign('/wall'),
      j: () => stepBy(1),
      k: () => stepBy(-1),
      '/': () => set({ open: 'find' }),
      '?': () => set({ open: 'keys' }),
      ...(mayWork ? { n: () => go('/report') } : {}),
      ...(maySight ? { s: () => go('/sighting') } : {}),
      Escape() {
        if (router.state.location.pathname === '/') return;
        if (router.history.canGoBack()) router.history.back();
        else go('/');
      },
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [router, singleKeys, set, mayWork, maySight]);
};
