import { useEffect, useRef, useState } from 'react';
import type { Draft } from '../composer/draft.ts';

/** Whoever has not typed for so long is not writing, ms. */
const PAUSE_MS = 30_000;

/** Whether words for customers are being written: from a change of them on, until they are sent, removed or meant for responders alone, or nothing was changed for a while. A draft from earlier counts for nothing. */
export const useWriting = ({ scope, text, updateId }: Draft): boolean => {
  const [writing, setWriting] = useState(false);
  const last = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const isForCustomers = scope === 'public' && text.trim() !== '';
    if (!isForCustomers) setWriting(false);
    if (text === last.current) return;
    last.current = text;
    if (!isForCustomers) return;
    setWriting(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setWriting(false), PAUSE_MS);
  }, [scope, text]);
  useEffect(() => {
    // Another id: what was written has been sent.
    void updateId;
    setWriting(false);
    return () => clearTimeout(timer.current);
  }, [updateId]);
  return writing;
};
