import { type RefObject, useEffect, useState } from 'react';

const AFTER_MS = 2_000;

/** Whether a list must keep its order: the pointer or the focus is in it, or left it less than two seconds ago. */
export const useHeld = (list: RefObject<HTMLElement | null>): boolean => {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const node = list.current;
    if (node === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pointer = false;
    let focus = false;
    const weigh = (): void => {
      clearTimeout(timer);
      if (pointer || focus) setHeld(true);
      else timer = setTimeout(() => setHeld(false), AFTER_MS);
    };
    const on = {
      pointerenter: (event: Event) => {
        // Touch input does not hover: it would hold the list for ever.
        pointer = (event as PointerEvent).pointerType !== 'touch';
        weigh();
      },
      pointerleave: () => {
        pointer = false;
        weigh();
      },
      focusin: () => {
        focus = true;
        weigh();
      },
      focusout: () => {
        focus = false;
        weigh();
      },
    };
    for (const [name, act] of Object.entries(on)) node.addEventListener(name, act);
    return () => {
      clearTimeout(timer);
      for (const [name, act] of Object.entries(on)) node.removeEventListener(name, act);
    };
  }, [list]);
  return held;
};

/**
 * An order that is kept while the list is held. In: the wanted order, and whether the list is held. Out: while held, items on screen stay in place (removed items
 * included) and new ones go to the end; once released, the wanted order.
 */
export const heldOrder = (shown: readonly string[], wanted: readonly string[], held: boolean): readonly string[] => {
  if (!held) return wanted;
  const newcomers = wanted.filter((id) => !shown.includes(id));
  return newcomers.length === 0 ? shown : [...shown, ...newcomers];
};

/** `heldOrder` as a hook. */
export const useHeldOrder = (wanted: readonly string[], list: RefObject<HTMLElement | null>): readonly string[] => {
  const held = useHeld(list);
  const [shown, setShown] = useState(wanted);
  const next = heldOrder(shown, wanted, held);
  const same = next.length === shown.length && next.every((id, index) => id === shown[index]);
  if (!same) setShown(next);
  return same ? shown : next;
};
