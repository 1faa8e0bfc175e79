import { takeSnapshot } from '@sitrep/shared/protocol/replica.ts';
import type { Session } from '@sitrep/shared/protocol/session.ts';
import type { Snapshot } from '@sitrep/shared/protocol/wire.ts';

/** A snapshot that was polled, not pushed. Out: the session holding it, or the same session when it is no newer. It obeys the rules of a pushed one: never back, never to an epoch it has left. */
export const takePolled = (session: Session, snapshot: Snapshot): Session => {
  const held = session.replica;
  if (snapshot.scope !== session.scope || session.leftEpochs.includes(snapshot.epoch)) return session;
  if (held !== null && held.epoch === snapshot.epoch && snapshot.pos <= held.cursor) return session;
  const leftEpochs = held === null || held.epoch === snapshot.epoch ? session.leftEpochs : [...session.leftEpochs, held.epoch];
  return { ...session, replica: takeSnapshot(snapshot), leftEpochs, distrust: false };
};
