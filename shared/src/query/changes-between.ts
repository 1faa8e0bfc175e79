import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, levelRank } from '../domain/words.ts';
import { allStatuses, incidentLevel } from './status.ts';
import { PHASE_WORD } from './wording.ts';

/** One thing that is different. `at`: UTC ms when it happened, null when nobody said. */
export type Change =
  | { readonly kind: 'incident'; readonly id: string; readonly title: string; readonly words: string; readonly level: Level; readonly at: number | null }
  | { readonly kind: 'component'; readonly id: string; readonly name: string; readonly from: Level; readonly to: Level; readonly at: number | null };

const incidentChange = (before: Incident | undefined, after: Incident): string | null => {
  if (before === undefined) return after.phase === 'resolved' ? 'opened and resolved' : 'opened';
  if (before.phase !== after.phase)
    return after.phase === 'resolved' ? 'resolved' : before.phase === 'resolved' ? 'reopened' : `now ${PHASE_WORD[after.phase].toLowerCase()}`;
  if (incidentLevel(before) !== incidentLevel(after)) return 'changed its level';
  if (before.entryCount !== after.entryCount) return `${after.entryCount - before.entryCount} new in its timeline`;
  return null;
};

/** Incidents the later board has no room for any more: those that were open are over, of others only the last line about them is left. */
const goneFrom = (before: BoardState, after: BoardState): Change[] => {
  const gone = new Map<string, Change>();
  const put = (id: string, title: string, words: string, at: number | null) => gone.set(id, { kind: 'incident', id, title, words, level: 'operational', at });
  const told = new Set(before.latest.map(({ id }) => id));
  const knows = (board: BoardState, id: string) => lookup(board.incidents, id) !== undefined;
  for (const { id, incidentId, words, recordedAt, drill } of after.latest) {
    if (incidentId === null || drill !== null || told.has(id) || knows(before, incidentId) || knows(after, incidentId)) continue;
    put(incidentId, words, 'and has left the board', recordedAt);
  }
  for (const { id, title, phase, drill } of Object.values(before.incidents)) {
    if (drill === null && phase !== 'resolved' && !knows(after, id)) put(id, title, 'resolved', null);
  }
  return [...gone.values()];
};

/** What changed from one board to a later one, exercises left out: incidents first, then components. A new component was unknown before. */
export const changesBetween = (before: BoardState, after: BoardState): Change[] => {
  const changes: Change[] = [];
  for (const incident of Object.values(after.incidents)) {
    const known = lookup(before.incidents, incident.id);
    if (known === incident || incident.drill !== null) continue;
    const words = incidentChange(known, incident);
    if (words !== null)
      changes.push({ kind: 'incident', id: incident.id, title: incident.title, words, level: incidentLevel(incident), at: incident.changedAt });
  }
  changes.push(...goneFrom(before, after));
  const then = allStatuses(before);
  const now = allStatuses(after);
  for (const component of Object.values(after.components)) {
    const from = then[component.id]?.level ?? 'unknown';
    const status = now[component.id];
    if (status === undefined || from === status.level) continue;
    // That a new one is well is no change of the silence.
    if (then[component.id] === undefined && levelRank(status.level) < levelRank('unknown')) continue;
    const deciding = status.statements.find(({ id }) => id === status.deciding);
    changes.push({ kind: 'component', id: component.id, name: component.name, from, to: status.level, at: deciding?.since.ms ?? null });
  }
  return changes;
};
