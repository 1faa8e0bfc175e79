import { useEffect, useRef, useState } from 'react';

/** Which of `keys` arrived while this list was on screen. Keys of the first render are not new, nor are those of another list (`of` changed). */
export const useFresh = (of: string, keys: readonly string[]): ReadonlySet<string> => {
  const seen = useRef<{ of: string; keys: Set<string> } | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const joined = keys.join('\n');
  useEffect(() => {
    const now = joined === '' ? [] : joined.split('\n');
    const before = seen.current;
    seen.current = { of, keys: new Set([...(before?.of === of ? before.keys : []), ...now]) };
    if (before === null || before.of !== of || before.keys.size === 0) {
      setFresh((known) => (known.size === 0 ? known : new Set()));
      return;
    }
    const arrived = now.filter((key) => !before.keys.has(key));
    if (arrived.length > 0) setFresh(new Set(arrived));
  }, [of, joined]);
  return fresh;
};
