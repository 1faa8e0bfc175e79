import { useEffect, useRef, useState } from 'react';

const SEPARATOR = '\n';

/** Which of `keys` were added while this list was on screen, so that they can be highlighted once. The initial ones are not new. `of`: when it changes, start over. */
export const useArrivals = (keys: readonly string[], of = ''): ReadonlySet<string> => {
  const seen = useRef<{ of: string; keys: Set<string> } | null>(null);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(() => new Set());
  const joined = keys.join(SEPARATOR);
  useEffect(() => {
    const now = joined === '' ? [] : joined.split(SEPARATOR);
    const before = seen.current?.of === of ? seen.current : null;
    if (before === null) {
      seen.current = { of, keys: new Set(now) };
      setArrived((known) => (known.size === 0 ? known : new Set()));
      return;
    }
    const fresh = now.filter((key) => !before.keys.has(key));
    if (fresh.length === 0) return;
    for (const key of fresh) before.keys.add(key);
    setArrived((known) => new Set([...known].filter((key) => now.includes(key)).concat(fresh)));
  }, [joined, of]);
  return arrived;
};
