import { useEffect, useRef, useState } from 'react';

/** A throttled copy of a value: changes at most once per `everyMs`, at once after a quiet time. */
export const useSlow = <T>(value: T, everyMs: number): T => {
  const [slow, setSlow] = useState(value);
  const last = useRef(performance.now());
  useEffect(() => {
    if (Object.is(slow, value)) return;
    const follow = (): void => {
      last.current = performance.now();
      setSlow(value);
    };
    const timer = setTimeout(follow, Math.max(0, last.current + everyMs - performance.now()));
    return () => clearTimeout(timer);
  }, [slow, value, everyMs]);
  return slow;
};
