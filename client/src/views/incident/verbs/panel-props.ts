import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';

/** What every form of an incident gets. */
export interface PanelProps {
  readonly incident: Incident;
  /** Supplies the names of components. */
  readonly board: BoardState;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Call it when the command was accepted, with the words to announce. */
  readonly onDone: (words: string) => void;
  /** Call it when its author gave up what it holds. */
  readonly onDiscarded: () => void;
}
