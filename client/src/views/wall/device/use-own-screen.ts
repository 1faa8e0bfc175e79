import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSync } from '../../../sync/sync-context.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';

/** The name this screen was given by its kiosk link. */
export interface OwnScreen {
  /** Null for an ordinary browser. */
  readonly name: string | null;
  /** The link of this named screen is no longer valid: the wall shows nothing of the board. */
  readonly revoked: boolean;
  /** The server's reason; null when it gave none. */
  readonly words: string | null;
}
const NAME_AT = 'sitrep.wall.screen';
const REVOKED_AT = 'sitrep.wall.revoked';

/** The name is stored apart from the sign-in, so that a wall whose link was revoked can say so instead of showing the public board. */
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
    // Once a person signs in here, it is an ordinary browser again.
    if (visitor?.kind !== 'person') return;
    setKept(null);
    write(NAME_AT, null);
  }, [visitor?.kind]);
  const revoked = visitor === null ? wasRevoked : visitor.kind === null && (kept !== null || words !== null);
  const known = visitor !== null;
  useEffect(() => {
    // Stored, so that after a reload, too, nothing is shown before the server has said who this is.
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
    // Without storage a reload forgets that this was a named screen, and the wall shows the public board.
  }
};
