import { isOlderEpoch } from '@sitrep/shared/domain/epoch.ts';
import { takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import type { Session } from '@sitrep/shared/protocol/session.ts';
import type { Snapshot } from '@sitrep/shared/protocol/wire.ts';

/** A snapshot that was polled, not pushed. Out: the session holding it, or the same session when it is no newer. It obeys the rules of a pushed one: never back, never to an older epoch. */
export const takePolled = (session: Session, snapshot: Snapshot): Session => {
  const held = session.replica;
  if (snapshot.scope !== session.scope) return session;
  if (held !== null && isOlderEpoch(snapshot.epoch, held.epoch)) return session;
  if (held !== null && held.epoch === snapshot.epoch && snapshot.pos <= held.cursor) return session;
  return { ...session, replica: takeSnapshot(snapshot), distrust: false };
};
