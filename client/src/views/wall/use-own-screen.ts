import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSync } from '../../sync/sync-context.ts';
import { useVisitor } from '../../sync/use-visitor.ts';

/** Which named screen this is. */
export interface OwnScreen {
  /** Null when it is none. */
  readonly name: string | null;
  /** It was a named screen, and its link does not hold any more: nothing is shown. */
  readonly revoked: boolean;
  /** Why, where the server said so. */
  readonly words: string | null;
  /** Goes on as anybody, who sees what customers may read. */
  readonly leave: () => void;
}
const KEPT_AT = 'sitrep.wall.screen';

/** What a screen is called outlasts its sign-in: a wall that lost its link must say so instead of showing something else. */
export const useOwnScreen = (): OwnScreen => {
  const visitor = useVisitor();
  const words = useStore(useSync().store, (state) => state.linkFailed);
  const [kept, setKept] = useState(read);
  const now = visitor?.kind === 'kiosk' ? visitor.name : null;
  useEffect(() => {
    if (now === null) return;
    setKept(now);
    write(now);
  }, [now]);
  useEffect(() => {
    // A person who signs in here makes it an ordinary browser again.
    if (visitor?.kind !== 'person') return;
    setKept(null);
    write(null);
  }, [visitor?.kind]);
  const unnamed = visitor !== null && visitor.kind === null;
  return {
    name: now ?? kept,
    revoked: unnamed && (kept !== null || words !== null),
    words,
    leave: () => {
      setKept(null);
      write(null);
    },
  };
};

const read = (): string | null => {
  try {
    return localStorage.getItem(KEPT_AT);
  } catch {
    return null;
  }
};
const write = (name: string | null): void => {
  try {
    if (name === null) localStorage.removeItem(KEPT_AT);
    else localStorage.setItem(KEPT_AT, name);
  } catch {
    // Without storage a reload forgets that this was a named screen; it then shows what customers may read.
  }
};
