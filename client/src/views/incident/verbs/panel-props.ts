import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import type { FormPlace } from '../../../controls/use-command-form.ts';

/** What every form of an incident gets. */
export interface PanelProps extends FormPlace {
  readonly incident: Incident;
  /** Supplies the names of components. */
  readonly board: BoardState;
}
