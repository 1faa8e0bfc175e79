import { isReal } from '../domain/is-real.ts';
import { isOver, isRunning } from '../domain/planned-work.ts';
import type { BoardState, Entry, HeldUpdate, Incident, Maintenance, Mute, Sighting } from '../domain/state.ts';
import { commitmentDue, type DueCommitment } from './commitments.ts';
import { incidentOrder } from './incident-order.ts';
import { type Suspected, suspected } from './suspected.ts';

/** How far a shift looks ahead, ms. */
const AHEAD_MS = 12 * 3_600_000;

/** All that whoever comes next must know, as the board has it. */
export interface HandoverSheet {
  /** Worst first. */
  readonly open: readonly Incident[];
  readonly suspected: readonly Suspected[];
  /** What single customers saw, the last first. */
  readonly seen: readonly Sighting[];
  /** Ended since then, as far as that has a date, the last first; the board keeps only the last few. */
  readonly over: readonly Incident[];
  /** Public words since then, the first first, of the incidents above. */
  readonly told: readonly { readonly incident: Incident; readonly entry: Entry }[];
  /** Late, or due within twelve hours; the latest first. */
  readonly due: readonly DueCommitment[];
  /** Runs, or begins within twelve hours. */
  readonly work: readonly Maintenance[];
  readonly mutes: readonly Mute[];
  /** Posts for customers that wait to leave, or did not. */
  readonly held: readonly HeldUpdate[];
}

const saidAt = ({ publishedAt, saidAt: said, recordedAt }: Entry): number => publishedAt ?? said?.ms ?? recordedAt;

/** In: the board; `since` and `now`, UTC ms. Exercises are left out. */
export const handoverSheet = (board: BoardState, { since, now }: { since: number; now: number }): HandoverSheet => {
  const open = incidentOrder(board);
  const endOf = ({ endedAt }: Incident): number => endedAt?.ms ?? Number.NEGATIVE_INFINITY;
  const over = Object.values(board.incidents)
    .filter((incident) => isReal(incident) && incident.phase === 'resolved' && endOf(incident) >= since)
    .sort((a, b) => endOf(b) - endOf(a) || (a.id < b.id ? -1 : 1));
  const told = [...open, ...over]
    .flatMap((incident) => incident.entries.map((entry) => ({ incident, entry })))
    .filter(({ entry }) => entry.kind === 'public' && entry.text !== null && entry.retracted === undefined && saidAt(entry) >= since)
    .sort((a, b) => saidAt(a.entry) - saidAt(b.entry));
  const due = Object.values(board.commitments)
    .filter(({ drill }) => drill === null)
    .map((commitment) => commitmentDue(commitment, now))
    .filter(({ dueMs }) => dueMs !== null && dueMs <= now + AHEAD_MS)
    .sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0) || (a.commitment.id < b.commitment.id ? -1 : 1));
  const work = Object.values(board.maintenances)
    .filter((one) => one.drill === null && !isOver(one) && (isRunning(one) || (one.from.ms ?? now) <= now + AHEAD_MS))
    .sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || (a.from.ms ?? 0) - (b.from.ms ?? 0));
  return {
    open,
    suspected: suspected(board),
    seen: Object.values(board.sightings)
      .filter(({ suspicionId, recordedAt }) => suspicionId === null && recordedAt >= since)
      .toReversed(),
    over,
    told,
    due,
    work,
    mutes: Object.values(board.mutes).sort((a, b) => a.until - b.until),
    held: Object.values(board.held)
      .flat()
      .filter(({ drill }) => drill === null),
  };
};
