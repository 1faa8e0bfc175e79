import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useBoardEntry } from './use-board.ts';
import { useSlow } from './use-slow.ts';

/** What is not on the live board changes with the log, but need not follow every event of a busy hour. */
export const FOLLOW_EVERY_MS = 15_000;

/** Another text whenever the board has changed, at most every 15 s. */
export const useBoardStep = (): string => {
  const entry = useBoardEntry();
  return useSlow(entry === null ? '' : `${entry.epoch}-${entry.pos}`, FOLLOW_EVERY_MS);
};

/** A path that asks for what this scope may see. */
export const withScope = (path: string, scope: Scope): string => (scope === 'internal' ? path : `${path}${path.includes('?') ? '&' : '?'}scope=public`);
