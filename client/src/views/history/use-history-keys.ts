import { useEffect } from 'react';
import { useUi } from '../../ui-state.ts';
import type { Window } from './lanes-of.ts';

interface Keys {
  window: Window;
  /** Beginnings of the incidents, UTC ms, in any order. */
  begins: readonly number[];
  onWindow: (next: Window) => void;
}

/** `+` and `-` change the length of the window; `[` and `]` centre it on the previous or next incident. Off while an input field has the focus. */
export const useHistoryKeys = ({ window: shown, begins, onWindow }: Keys): void => {
  const singleKeys = useUi((state) => state.singleKeys);
  useEffect(() => {
    if (!singleKeys) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
      const next = windowAfter(event.key, shown, begins);
      if (next === null) return;
      event.preventDefault();
      onWindow(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [singleKeys, shown, begins, onWindow]);
};

/** The window a key leads to; null for other keys. */
export const windowAfter = (key: string, { from, to }: Window, begins: readonly number[]): Window | null => {
  const [middle, length] = [(from + to) / 2, to - from];
  const around = (at: number, size: number): Window => ({ from: at - size / 2, to: at + size / 2 });
  // Skip an incident at the window's centre; the address has day precision.
  const DAY = 86_400_000;
  switch (key) {
    case '+':
    case '=':
      return around(middle, length / 2);
    case '-':
      return around(middle, length * 2);
    case '[': {
      const before = begins.filter((at) => at < middle - DAY);
      return before.length === 0 ? null : around(Math.max(...before), length);
    }
    case ']': {
      const after = begins.filter((at) => at > middle + DAY);
      return after.length === 0 ? null : around(Math.min(...after), length);
    }
    default:
      return null;
  }
};

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null);
