import { isUnmarked, type ReadText } from '@sitrep/shared/words/plain-text.ts';
import { summarize } from '@sitrep/shared/words/summarize.ts';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { preloadLater } from '../later.tsx';

const AGAIN_MS = 5_000;
let parser: ReadText | null = null;
const waiting = new Set<() => void>();
const loadParser = preloadLater(async () => {
  parser ??= (await import('@sitrep/shared/words/read-text.ts')).readText;
  for (const notify of waiting) notify();
});
const subscribe = (notify: () => void) => {
  waiting.add(notify);
  return () => void waiting.delete(notify);
};

/** The Markdown parser, or null until it is loaded. Loaded on first use; a failed load is retried every 5 s. */
export const useParser = (needed: boolean): ReadText | null => {
  const read = useSyncExternalStore(subscribe, () => parser);
  const wanted = needed && read === null;
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const ask = () => {
      void loadParser().catch(() => {
        if (!gone) timer = setTimeout(ask, AGAIN_MS);
      });
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  return read;
};

/** A user's text as one line of plain words, at most `most` characters; until the parser is loaded a text with Markdown is shown as typed. */
export const useSummary = (text: string, most: number): string => {
  const read = useParser(!isUnmarked(text));
  return useMemo(() => summarize(text, read, most), [text, read, most]);
};
