import { useEffect, useRef } from 'react';
import { useUi } from '../ui-state.ts';

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, dialog, [popover]') !== null);

/** One key without modifiers that acts on this part of the page: not inside fields, and not when single keys are turned off. `act`: null while there is nothing to do; it says whether it did something. */
export const useSingleKey = (key: string, act: (() => boolean) | null): void => {
  const singleKeys = useUi((state) => state.singleKeys);
  const newest = useRef(act);
  newest.current = act;
  const acts = act !== null && singleKeys;
  useEffect(() => {
    if (!acts) return;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inField(event.target)) return;
      if (event.key.toLowerCase() !== key) return;
      if (newest.current?.() === true) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [key, acts]);
};
