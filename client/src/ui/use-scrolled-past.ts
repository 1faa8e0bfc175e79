import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether the top of an element has left the window upwards: somebody reads further down. The browser reports the change;
 * measuring the element while drawing would force a layout of the whole page on every change of the board.
 */
export const useScrolledPast = (element: RefObject<HTMLElement | null>): boolean => {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    // Only the space above the window counts as in view here.
    const above = new IntersectionObserver(([entry]) => entry !== undefined && setPast(entry.isIntersecting), { rootMargin: '1000000px 0px -100% 0px' });
    above.observe(node);
    return () => above.disconnect();
  }, [element]);
  return past;
};
