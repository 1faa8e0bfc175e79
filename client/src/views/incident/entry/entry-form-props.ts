import type { Entry } from '@sitrep/shared/domain/state.ts';
import type { PanelProps } from '../verbs/panel-props.ts';

/** What every form of an entry gets. */
export interface EntryFormProps extends Omit<PanelProps, 'board'> {
  readonly entry: Entry;
}
