import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, levelRank, type Phase } from '../domain/words.ts';
import { boardPart, type PartOf } from './board-part.ts';
import { allStatuses, incidentLevel } from './status.ts';

/** One difference. `at`: UTC ms when it happened, null when not stated. */
export type Change =
  | { readonly kind: 'incident'; readonly id: string; readonly title: string; readonly became: Became; readonly level: Level; readonly at: number | null }
  | { readonly kind: 'component'; readonly id: string; readonly name: string; readonly from: Level; readonly to: Level; readonly at: number | null };

/** A change of an incident. `told`: number of new timeline entries; `gone`: it is no longer on the board, for an unknown reason. */
export type Became =
  | { readonly kind: 'opened' | 'opened_and_resolved' | 'resolved' | 'dismissed' | 'reopened' | 'level_changed' | 'gone' }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'told'; readonly entries: number };

const incidentChange = (before: Incident | undefined, after: Incident): Became | null => {
  if (after.dismissed !== null && (before?.dismissed ?? null) === null) return { kind: 'dismissed' };
  if (before === undefined) return { kind: after.phase === 'resolved' ? 'opened_and_resolved' : 'opened' };
  if (before.phase !== after.phase) {
    if (after.phase === 'resolved') return { kind: 'resolved' };
    return before.phase === 'resolved' ? { kind: 'reopened' } : { kind: 'phase', phase: after.phase };
  }
  if (incidentLevel(before) !== incidentLevel(after)) return { kind: 'level_changed' };
  if (before.entryCount !== after.entryCount) return { kind: 'told', entries: after.entryCount - before.entryCount };
  return null;
};

/** Incidents that were open and are no longer on the board. Open ones never leave it, so they are over, unless this is another log: then their state is unknown. */
const goneFrom = (before: BoardState, after: BoardState, sameLog: boolean): Change[] =>
  Object.values(before.incidents)
    .filter(({ id, phase, drill }) => drill === null && phase !== 'resolved' && lookup(after.incidents, id) === undefined)
    .map(({ id, title }) => {
      return { kind: 'incident', id, title, became: { kind: sameLog ? 'resolved' : 'gone' }, level: sameLog ? 'operational' : 'unknown', at: null };
    });

const ALL: PartOf = { groups: [], regions: [] };

/**
 * What changed from one board to a later one, exercises left out: incidents first, then components. A new component was unknown before.
 * `part`: the part of both boards that is shown. Changes of incidents are computed on the whole boards: an incident that now affects another part has not ended.
 * `sameLog`: false when the later board is of another epoch, such as after a restore from a backup.
 */
export const changesBetween = (wholeBefore: BoardState, wholeAfter: BoardState, part: PartOf = ALL, sameLog = true): Change[] => {
  const before = boardPart(wholeBefore, part);
  const after = boardPart(wholeAfter, part);
  const changes: Change[] = [];
  for (const incident of Object.values(after.incidents)) {
    const known = lookup(before.incidents, incident.id);
    if (known === incident || incident.drill !== null) continue;
    const became = incidentChange(known ?? lookup(wholeBefore.incidents, incident.id), incident);
    if (became !== null)
      changes.push({ kind: 'incident', id: incident.id, title: incident.title, became, level: incidentLevel(incident), at: incident.changedAt });
  }
  changes.push(...goneFrom(wholeBefore, wholeAfter, sameLog).filter(({ id }) => lookup(before.incidents, id) !== undefined));
  const then = allStatuses(before);
  const now = allStatuses(after);
  for (const component of Object.values(after.components)) {
    const from = then[component.id]?.level ?? 'unknown';
    const status = now[component.id];
    if (status === undefined || from === status.level) continue;
    // A new component that is operational is not a change worth listing.
    if (then[component.id] === undefined && levelRank(status.level) < levelRank('unknown')) continue;
    const deciding = status.statements.find(({ id }) => id === status.deciding);
    changes.push({ kind: 'component', id: component.id, name: component.name, from, to: status.level, at: deciding?.since.ms ?? null });
  }
  return changes;
};
