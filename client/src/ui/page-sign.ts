import type { Level } from '@sitrep/shared/domain/words.ts';
import { useEffect } from 'react';
import { LEVEL_CODE } from './level-code.ts';

/** What title and favicon show. `level`: null when unknown, `none` on an empty board. */
export interface PageSign {
  readonly words: string;
  readonly level: Level | 'none' | null;
  /** A warning shown first while the page may be wrong. */
  readonly doubt: string | null;
  readonly exercise: boolean;
}

/** Shows the status in title and favicon, so that it is visible in a background tab. */
export const usePageSign = ({ words, level, doubt, exercise }: PageSign): void => {
  const sign = doubt !== null || level === null ? 'unk' : level === 'none' ? 'none' : LEVEL_CODE[level];
  const title = [doubt, exercise ? 'EXERCISE running.' : null, `${words}: Sitrep`].filter((part) => part !== null).join(' ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link !== null) link.href = `/favicon-${sign}.svg`;
  }, [sign]);
};
