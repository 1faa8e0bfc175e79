import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import type { FormPlace } from '../../../controls/use-command-form.ts';
import type { MatrixPlace } from '../matrix-cell.ts';

/** What every form of an incident gets. */
export interface PanelProps extends FormPlace {
  readonly incident: Incident;
  /** Supplies the names of components. */
  readonly board: BoardState;
  /** The cell of the impact matrix from which it was opened. */
  readonly cell?: MatrixPlace | null;
}
