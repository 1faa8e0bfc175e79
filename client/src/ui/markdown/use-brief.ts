import { brief } from '@sitrep/shared/words/brief.ts';
import { isUnmarked, type ReadText } from '@sitrep/shared/words/plain-text.ts';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { amongTheRest } from '../later.tsx';

const AGAIN_MS = 5_000;
let parser: ReadText | null = null;
const waiting = new Set<() => void>();
const bring = amongTheRest(async () => {
  parser ??= (await import('@sitrep/shared/words/read-text.ts')).readText;
  for (const tell of waiting) tell();
});
const subscribe = (tell: () => void) => {
  waiting.add(tell);
  return () => void waiting.delete(tell);
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
      void bring().catch(() => {
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
export const useBrief = (text: string, most: number): string => {
  const read = useParser(!isUnmarked(text));
  return useMemo(() => brief(text, read, most), [text, read, most]);
};
