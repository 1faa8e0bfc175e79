import { lateAfter } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import type { BoardState, Commitment } from '../domain/state.ts';
import { openIncidents } from './status.ts';

/** A promise and its state at one moment. */
export interface DueCommitment {
  readonly commitment: Commitment;
  readonly outcome: Commitment['outcome'];
  /** UTC ms after which it is late: the end of the day or quarter where only that was promised. Null when undated. */
  readonly dueMs: number | null;
  readonly overdue: boolean;
  /** How late it is, or was when settled, ms; 0 when on time. */
  readonly lateMs: number;
}

/** A promise overdue for longer than this is listed separately, ms. */
const LONG_LATE_MS = 30 * 86_400_000;

/**
 * Open promises of the board, exercises left out, ordered by urgency. In: now as UTC ms.
 * - `next`: the next updates of open incidents by due time, what else was promised about them, then by nearness to now.
 * - `undated`: without a date, and about no open incident.
 * - `longLate`: more than 30 days late and about no open incident, the most recent first.
 */
export const commitmentsDue = (board: BoardState, now: number): Record<'next' | 'undated' | 'longLate', DueCommitment[]> => {
  const open = new Set(openIncidents(board).map(({ id }) => id));
  const urgency = ({ commitment: { incidentId, kind } }: DueCommitment): number =>
    incidentId === null || !open.has(incidentId) ? 2 : kind === 'next_update' ? 0 : 1;
  const distance = ({ dueMs }: DueCommitment): number => (dueMs === null ? Number.MAX_SAFE_INTEGER : Math.abs(dueMs - now));
  const all = Object.values(board.commitments)
    .filter((commitment) => commitment.drill === null)
    .map((commitment) => commitmentDue(commitment, now))
    .sort((a, b) => urgency(a) - urgency(b) || (urgency(a) === 0 ? byDue(a, b) : distance(a) - distance(b)) || byDue(a, b));
  const group = (due: DueCommitment) => (urgency(due) < 2 ? 'next' : due.dueMs === null ? 'undated' : due.lateMs > LONG_LATE_MS ? 'longLate' : 'next');
  const of = (name: ReturnType<typeof group>) => all.filter((due) => group(due) === name);
  return { next: of('next'), undated: of('undated'), longLate: of('longLate') };
};

/** The state of one promise. In: now as UTC ms. */
export const commitmentDue = (commitment: Commitment, now: number): DueCommitment => {
  const dueMs = lateAfter(commitment.due);
  const until = commitment.outcome === 'open' ? now : (commitment.settledAt?.ms ?? null);
  const lateMs = dueMs === null || until === null || commitment.outcome === 'dropped' ? 0 : Math.max(0, until - dueMs);
  return { commitment, outcome: commitment.outcome, dueMs, overdue: commitment.outcome === 'open' && dueMs !== null && now >= dueMs, lateMs };
};

/**
 * Promises as they stood at `t` (UTC ms), exercises left out: made by then, and settled only if that had happened by then. Later changes of text or
 * due date are not undone. Promises without a date of making are left out, because they may not have existed yet.
 */
export const commitmentsAt = (commitments: Iterable<Commitment>, t: number): DueCommitment[] =>
  [...commitments]
    .filter((commitment) => commitment.drill === null && commitment.madeAt.ms !== null && commitment.madeAt.ms <= t)
    .map((commitment) => commitmentDue(settledBy(commitment, t) ? commitment : { ...commitment, outcome: 'open', settledAt: null, words: null }, t))
    .sort(byDue);

const settledBy = ({ outcome, settledAt }: Commitment, t: number): boolean =>
  outcome !== 'open' && (settledAt === null || settledAt.ms === null || settledAt.ms <= t);

const byDue = (a: DueCommitment, b: DueCommitment): number =>
  Number(b.overdue) - Number(a.overdue) ||
  (a.dueMs ?? Number.MAX_SAFE_INTEGER) - (b.dueMs ?? Number.MAX_SAFE_INTEGER) ||
  (a.commitment.id < b.commitment.id ? -1 : a.commitment.id > b.commitment.id ? 1 : 0);

/** The next promised update of an incident: the open `next_update` due first. Exercises are included, for their own incidents. */
export const nextUpdateDue = (board: BoardState, incidentId: string): FactTime | null => {
  let next: FactTime | null = null;
  for (const { kind, due, incidentId: of } of Object.values(board.commitments)) {
    if (
      kind === 'next_update' &&
      of === incidentId &&
      due !== null &&
      (lateAfter(due) ?? Number.POSITIVE_INFINITY) < (lateAfter(next) ?? Number.POSITIVE_INFINITY)
    )
      next = due;
  }
  return next;
};
