import type { BoardState, Drill, Incident } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import { worstFirst } from '@sitrep/shared/query/incident-order.ts';
import { type Matter, matters } from '@sitrep/shared/query/matters.ts';
import { type Verdict, verdictOf } from '@sitrep/shared/words/verdict.ts';

/**
 * Which scene a wall shows. The first line that applies decides:
 *
 *     nothing known ─▶ nothing      no components ─▶ empty
 *     nothing received for a minute, no major outage ─▶ lost   the last known state may have changed, so it is not shown as current
 *     there is trouble ─▶ trouble                              a major outage stays on screen without a connection, with the time of its data
 *     an exercise runs ─▶ drill                                real trouble takes precedence over it
 *     else ─▶ calm
 */
export type WallScene =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'lost'; readonly verdict: Verdict }
  | {
      readonly kind: 'trouble';
      readonly verdict: Verdict;
      /** The leading incident, which fills the field; null when no incident explains the trouble. */
      readonly owner: Incident | null;
      /** All other trouble. Work on components is in here only where something else is, or where nothing else explains the trouble. */
      readonly others: readonly Matter[];
      /** Work on components, when there is no other trouble beside the owner: it takes one line, so that the owner keeps its time line and its components. */
      readonly work: readonly Matter[];
      /** An exercise that runs at the same time. */
      readonly drill: Drill | null;
    }
  | { readonly kind: 'drill'; readonly verdict: Verdict; readonly drill: Drill; readonly incidents: readonly Incident[] }
  | { readonly kind: 'calm'; readonly verdict: Verdict };

/** In: the part of the board that is shown, null before anything is known; `lost`: nothing was received for a minute, or updates have stopped for good. Pure. */
export const wallScene = (board: BoardState | null, lost: boolean): WallScene => {
  if (board === null) return { kind: 'nothing' };
  const verdict = verdictOf(board);
  if (lost && verdict.level !== 'major_outage') return { kind: 'lost', verdict };
  const all = matters(board);
  const drill = Object.values(board.drills)[0] ?? null;
  if (verdict.level !== 'operational' || all.length > 0) {
    const owner = verdict.subject === null ? null : (lookup(board.incidents, verdict.subject) ?? null);
    const rest = all.filter((matter) => matter.kind !== 'incident' || matter.id !== owner?.id);
    const onlyWork = owner !== null && rest.every(isWork);
    return { kind: 'trouble', verdict, owner, others: onlyWork ? [] : rest, work: onlyWork ? rest : [], drill };
  }
  if (verdict.counts.total === 0) return { kind: 'empty' };
  if (drill !== null) return { kind: 'drill', verdict, drill, incidents: drillIncidents(board, drill) };
  return { kind: 'calm', verdict };
};

/** Work on components, announced or merely said. An incident never is, whatever its level. */
const isWork = (matter: Matter): boolean => matter.kind !== 'incident' && matter.level === 'under_maintenance';

const drillIncidents = (board: BoardState, { id }: Drill): Incident[] =>
  Object.values(board.incidents)
    .filter((incident) => incident.drill === id)
    .sort(open);
const open = (a: Incident, b: Incident): number => Number(a.phase === 'resolved') - Number(b.phase === 'resolved') || worstFirst(a, b);
