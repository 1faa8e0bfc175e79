import type { BoardState, Statement } from '@sitrep/shared/domain/state.ts';
import type { EvidenceEnd } from '@sitrep/shared/query/due.ts';
import type { EvidenceStore, Renewal } from '../samples/evidence-store.ts';

/** How long evidence that cannot be read is believed to be there, ms. After that silence counts as silence. */
const BELIEVED_MS = 60_000;
/** A renewal may end sooner than the one before: what was read is taken for true no longer than this, ms. */
const READ_AGAIN_MS = 15_000;

/**
 * Until when the evidence of statements lasts, renewals included. The store is read when something has ended as far as is known, and now and then. Out: asked with the board and
 * the time (UTC ms), the end of each statement.
 */
export const evidenceEnds = (evidence: EvidenceStore, onError: (error: unknown) => void) => {
  let known = new Map<string, Renewal>();
  let unreadableSince: number | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  const endOf = (statement: Statement): number | null => {
    const renewal = known.get(statement.id);
    return renewal?.statedAt === statement.statedAt ? renewal.freshUntil : statement.freshUntil;
  };
  const isOver = (statement: Statement, now: number): boolean => (endOf(statement) ?? Number.POSITIVE_INFINITY) <= now;
  return async ({ statements }: BoardState, now: number): Promise<EvidenceEnd> => {
    const leased = Object.values(statements).filter(({ freshUntil, expired }) => freshUntil !== null && !expired);
    const isOld = Math.abs(now - readAt) >= READ_AGAIN_MS;
    if (leased.length === 0 || !(isOld || leased.some((statement) => isOver(statement, now)))) return endOf;
    try {
      known = new Map((await evidence.all()).map((renewal) => [renewal.statementId, renewal]));
      unreadableSince = null;
      readAt = now;
    } catch (error) {
      onError(error);
      unreadableSince ??= now;
      if (now - unreadableSince < BELIEVED_MS) return () => null;
    }
    return endOf;
  };
};
