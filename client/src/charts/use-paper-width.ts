import { type RefObject, useSyncExternalStore } from 'react';
import { useWidth } from './use-width.ts';

const QUERY = 'print';
// A4 upright less the usual margins and those of the page, px. Other paper scales it a little.
const PAPER = 680;

const listen = (onChange: () => void): (() => void) => {
  const query = matchMedia(QUERY);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
};

/** As `useWidth`, but on paper the width of paper: there the browser measures nothing again, and a picture of the screen's width would be in small print. */
export const usePaperWidth = <E extends Element>(first: number): [RefObject<E | null>, number] => {
  const [ref, width] = useWidth<E>(first);
  const paper = useSyncExternalStore(listen, () => matchMedia(QUERY).matches);
  return [ref, paper ? PAPER : width];
};
