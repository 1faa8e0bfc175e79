import { type RefObject, useLayoutEffect } from 'react';

const HOMES = '[data-focus-home], [data-row]';

/**
 * When the element goes away while it has the focus, the focus goes to what stands for it: the nearest element marked `data-focus-home`, or the row (`data-row`)
 * it belongs to. Without this a keyboard would start again at the top of the page.
 */
export const useFocusHandedOn = (element: RefObject<HTMLElement | null>): void => {
  useLayoutEffect(() => {
    const node = element.current;
    return () => {
      if (node === null || node !== node.ownerDocument.activeElement) return;
      for (let place = node.parentElement; place !== null; place = place.parentElement) {
        const home = place.matches(HOMES) ? place : place.querySelector<HTMLElement>(HOMES);
        if (home !== null) return home.focus();
      }
    };
  }, [element]);
};
