import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSync } from '../../../sync/sync-context.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';

/** Which named screen this is. */
export interface OwnScreen {
  /** Null when it is none. */
  readonly name: string | null;
  /** It was a named screen, and its link does not hold any more: nothing is shown. */
  readonly revoked: boolean;
  /** Why, where the server said so. */
  readonly words: string | null;
}
const NAME_AT = 'sitrep.wall.screen';
const REVOKED_AT = 'sitrep.wall.revoked';

/** What a screen is called outlasts its sign-in: a wall that lost its link must say so instead of showing something else. */
export const useOwnScreen = (): OwnScreen => {
  const visitor = useVisitor();
  const words = useStore(useSync().store, (state) => state.linkFailed);
  const [kept, setKept] = useState(() => read(NAME_AT));
  const [wasRevoked] = useState(() => read(REVOKED_AT) !== null);
  const now = visitor?.kind === 'kiosk' ? visitor.name : null;
  useEffect(() => {
    if (now === null) return;
    setKept(now);
    write(NAME_AT, now);
  }, [now]);
  useEffect(() => {
    // A person who signs in here makes it an ordinary browser again.
    if (visitor?.kind !== 'person') return;
    setKept(null);
    write(NAME_AT, null);
  }, [visitor?.kind]);
  const revoked = visitor === null ? wasRevoked : visitor.kind === null && (kept !== null || words !== null);
  const known = visitor !== null;
  useEffect(() => {
    // Remembered, so that a page that is loaded again shows nothing either until the server has said who this is.
    if (known) write(REVOKED_AT, revoked ? 'yes' : null);
  }, [known, revoked]);
  return { name: now ?? kept, revoked, words };
};

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const write = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage a reload forgets that this was a named screen; it then shows what customers may read.
  }
};
