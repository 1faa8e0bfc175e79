import { isOlderEpoch } from '@sitrep/shared/domain/epoch.ts';
import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import { boardTag, takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import type { Session } from '@sitrep/shared/protocol/session.ts';
import type { Snapshot } from '@sitrep/shared/protocol/wire.ts';

/**
 * Applies a polled snapshot by the rules of a pushed one: never back, never to an older epoch.
 * Out: the session, which holds at least that much, or null when the snapshot comes from a node that is behind and confirms nothing.
 */
export const takePolled = (session: Session, snapshot: Snapshot): Session | null => {
  const held = session.replica;
  if (snapshot.scope !== session.scope) return null;
  if (held !== null && isOlderEpoch(snapshot.epoch, held.epoch)) return null;
  const otherFold = snapshot.foldVersion !== FOLD_VERSION;
  if (held !== null && held.epoch === snapshot.epoch && !session.distrust) {
    if (snapshot.pos < held.cursor) return null;
    if (snapshot.pos === held.cursor) return { ...session, otherFold };
  }
  return { ...session, replica: takeSnapshot(snapshot), distrust: false, otherFold };
};

/** The ETag of the board a session holds, as the server computes it; null while it holds nothing that a 304 could confirm. */
export const heldTag = ({ replica, distrust, otherFold }: Session): string | null =>
  replica === null || distrust || otherFold ? null : boardTag(replica.epoch, replica.cursor, FOLD_VERSION);
