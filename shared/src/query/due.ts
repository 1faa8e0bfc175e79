import type { Command } from '../domain/command.ts';
import { lapsesAt } from '../domain/decide-sighting.ts';
import { lateAfter } from '../domain/fact-span.ts';
import { exactly, type FactTime, type Precision } from '../domain/fact-time.ts';
import { isMachine } from '../domain/is-machine.ts';
import { announcedEnd, isOver, isRunning } from '../domain/planned-work.ts';
import type { BoardState, Statement } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import type { Scope } from '../domain/words.ts';
import { verdictFacts, verdictKey } from './verdict.ts';

export type EvidenceEnd = (statement: Statement) => number | null;

/** A command that has become due by time or by the state of the board. `due`: UTC ms. */
export interface DueCommand {
  readonly due: number;
  readonly command: Command;
}

/** Of so many statements one event says that their evidence was lost. */
const LOST_MOST = 500;

/**
 * What the scheduler must append by `now` (UTC ms), earliest first: ends of mutes, beginnings of planned work, losses of evidence, measured levels
 * that go public, held posts, overdue promises, abandoned exercises, suspicions and hand-overs that lapse, own sentences whose state is over. A late command keeps its due time.
 * In: the responders' board, which is complete, the customers' board, and until when the evidence of a statement lasts (UTC ms, null: without end), renewals included.
 */
export const dueCommands = (board: BoardState, customers: BoardState, now: number, evidenceEnd: EvidenceEnd = ({ freshUntil }) => freshUntil): DueCommand[] =>
  [
    ...releases(board),
    ...muteEnds(board),
    ...maintenanceStarts(board),
    ...maintenanceEnds(board),
    ...losses(board, now, evidenceEnd),
    ...publications(board),
    ...overdue(board),
    ...abandonedDrills(board),
    ...lapses(board),
    ...handoverEnds(board),
    ...overrideEnd(board, 'internal', now),
    ...overrideEnd(customers, 'public', now),
  ]
    .filter(({ due }) => due <= now)
    .sort((a, b) => a.due - b.due);

/** An own sentence must not reappear when the same state happens to recur. */
const overrideEnd = (board: BoardState, scope: Scope, now: number): DueCommand[] => {
  const override = board.overrides[scope];
  if (override === undefined || verdictKey(verdictFacts(board)) === override.key) return [];
  return [{ due: now, command: { type: 'end-override', key: override.key, scope } }];
};

/** Posts for customers that have waited long enough. */
const releases = ({ held }: BoardState): DueCommand[] =>
  Object.values(held).flatMap((list) =>
    list.flatMap(({ id: updateId, incidentId, until, returned }) =>
      returned === null ? [{ due: until, command: { type: 'release-held', incidentId, updateId } }] : [],
    ),
  );

const muteEnds = ({ mutes }: BoardState): DueCommand[] =>
  Object.values(mutes).map(({ id, until }) => ({ due: until, command: { type: 'end-mute', muteId: id, at: exactly(until) } }));

// Work planned for an imprecise time ("some day in May") is started by hand.
const TIMELY: ReadonlySet<Precision> = new Set(['exact', 'minute', 'approximate', 'hour']);
const timely = (time: FactTime): number | null => (TIMELY.has(time.precision) ? time.ms : null);

const maintenanceStarts = ({ maintenances }: BoardState): DueCommand[] =>
  Object.values(maintenances).flatMap(({ id, phase, from }) => {
    const due = timely(from);
    if (phase !== 'scheduled' || due === null) return [];
    const command: Command = { type: 'change-maintenance-phase', maintenanceId: id, phase: 'in_progress', at: exactly(due) };
    return [{ due, command }];
  });

/**
 * At its announced end work completes, if it was announced as completing by itself and runs or is started by the clock, which is due before. Any other overruns: from
 * then on it mutes and excludes nothing.
 */
const maintenanceEnds = ({ maintenances }: BoardState): DueCommand[] =>
  Object.values(maintenances).flatMap((work) => {
    const due = announcedEnd(work);
    if (isOver(work) || work.overran || due === null) return [];
    const about = { maintenanceId: work.id, at: exactly(due) };
    const completes = work.completesItself && (isRunning(work) || timely(work.from) !== null);
    const command: Command = completes ? { type: 'change-maintenance-phase', phase: 'completed', ...about } : { type: 'overrun-maintenance', ...about };
    return [{ due, command }];
  });

/** Evidence that was not renewed: all that ended by now, together. */
const losses = ({ statements }: BoardState, now: number, evidenceEnd: EvidenceEnd): DueCommand[] => {
  const lost = Object.values(statements).flatMap((statement) => {
    const at = statement.expired ? null : evidenceEnd(statement);
    return at === null || at > now ? [] : [{ statementId: statement.id, statedAt: statement.statedAt, at }];
  });
  lost.sort((a, b) => a.at - b.at);
  return Array.from({ length: Math.ceil(lost.length / LOST_MOST) }, (_, index) => {
    const part = lost.slice(index * LOST_MOST, (index + 1) * LOST_MOST);
    return { due: part[0]?.at ?? now, command: { type: 'lose-evidence', lost: part } };
  });
};

/** A machine's statement about a public component goes public after the component's configured minutes, unless it was kept internal on purpose. */
const publications = ({ statements, components }: BoardState): DueCommand[] =>
  Object.values(statements).flatMap(({ id, componentId, source, level, publicLevel, since, expired, told }) => {
    const component = lookup(components, componentId);
    if (component === undefined || !component.published || typeof component.goesPublic !== 'object') return [];
    if (!isMachine(source.kind) || told === false || expired || level === publicLevel || since.ms === null) return [];
    const due = since.ms + component.goesPublic.afterMinutes * 60_000;
    return [{ due, command: { type: 'publish-statement', statementId: id, at: exactly(due) } }];
  });

const overdue = ({ commitments }: BoardState): DueCommand[] =>
  Object.values(commitments).flatMap(({ id, due, overdue: isMarked }) => {
    const end = lateAfter(due);
    return end === null || isMarked ? [] : [{ due: end, command: { type: 'overdue-commitment', commitmentId: id, at: exactly(end) } }];
  });

const lapses = ({ suspicions }: BoardState): DueCommand[] =>
  Object.values(suspicions).map((suspicion) => {
    const due = lapsesAt(suspicion);
    return { due, command: { type: 'lapse-suspicion', suspicionId: suspicion.id, at: exactly(due) } };
  });

const handoverEnds = ({ handovers }: BoardState): DueCommand[] =>
  Object.values(handovers).flatMap(({ id, until, ended }) =>
    ended === null ? [{ due: until, command: { type: 'lapse-handover', handoverId: id, at: exactly(until) } }] : [],
  );

/** The person who started an exercise may be gone, and the board must not stay in it for ever. */
const DRILL_SILENCE_MS = 2 * 3_600_000;
const abandonedDrills = ({ drills, incidents, latest }: BoardState): DueCommand[] =>
  Object.values(drills).map(({ id, startedAt }) => {
    const changes = Object.values(incidents).map(({ drill, changedAt }) => (drill === id ? changedAt : 0));
    const news = latest.map(({ drill, recordedAt }) => (drill === id ? recordedAt : 0));
    const due = Math.max(startedAt, ...changes, ...news) + DRILL_SILENCE_MS;
    return { due, command: { type: 'end-drill', drillId: id, at: exactly(due) } };
  });
