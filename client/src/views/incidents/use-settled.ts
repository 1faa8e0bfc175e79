import { type RefObject, useEffect, useRef, useState } from 'react';

const LEFT_FOR_MS = 2_000;

/**
 * Ids in an order that never changes under a pointer or a focus: a new order is taken on once both have been away from the list for 2 s.
 * What is new goes to the end until then, what is gone leaves at once.
 */
export const useSettled = (ids: readonly string[], list: RefObject<HTMLElement | null>): readonly string[] => {
  const [order, setOrder] = useState(ids);
  const leftAt = useRef(0);
  const inside = useRef({ pointer: false, focus: false });
  const wanted = ids.join(' ');
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const mark = (change: Partial<typeof inside.current>) => {
      inside.current = { ...inside.current, ...change };
      leftAt.current = performance.now();
    };
    const acts = {
      pointerenter: () => mark({ pointer: true }),
      pointerleave: () => mark({ pointer: false }),
      focusin: () => mark({ focus: true }),
      focusout: () => mark({ focus: false }),
    };
    for (const [name, act] of Object.entries(acts)) element.addEventListener(name, act);
    return () => {
      for (const [name, act] of Object.entries(acts)) element.removeEventListener(name, act);
    };
  }, [list]);
  useEffect(() => {
    const next = wanted === '' ? [] : wanted.split(' ');
    const settle = (): boolean => {
      const { pointer, focus } = inside.current;
      if (pointer || focus || (leftAt.current > 0 && performance.now() - leftAt.current < LEFT_FOR_MS)) return false;
      setOrder(next);
      return true;
    };
    if (settle()) return;
    const timer = setInterval(() => {
      if (settle()) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [wanted]);
  const kept = order.filter((id) => ids.includes(id));
  return [...kept, ...ids.filter((id) => !kept.includes(id))];
};
