import type { FactTime } from '../domain/fact-time.ts';
import type { BoardState, Sighting, Suspicion } from '../domain/state.ts';
import { componentStatus } from './status.ts';

/** What is suspected of one component. */
export interface Suspected {
  readonly suspicion: Suspicion;
  /** What customers see, the last first. */
  readonly seen: readonly Sighting[];
  /** When the first of them saw it. */
  readonly since: FactTime | null;
  /** Whether checks look at the component and say that it works; null where none does. */
  readonly checksPass: boolean | null;
}

const lastFirst = (a: Sighting, b: Sighting): number => (b.at.ms ?? b.recordedAt) - (a.at.ms ?? a.recordedAt) || (a.id < b.id ? 1 : -1);

/** Everything that is suspected and not declared: what nobody has taken first, then the newest. */
export const suspected = (board: BoardState): Suspected[] =>
  Object.values(board.suspicions)
    .sort((a, b) => Number(a.taken !== null) - Number(b.taken !== null) || b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1))
    .map((suspicion) => {
      const seen = Object.values(board.sightings)
        .filter(({ suspicionId }) => suspicionId === suspicion.id)
        .sort(lastFirst);
      const { measured, fresh, level } = componentStatus(board, suspicion.componentId);
      return { suspicion, seen, since: seen.at(-1)?.at ?? null, checksPass: measured && fresh ? level === 'operational' : null };
    });
