import { type CommandForm, useCommandForm } from '../../../controls/use-command-form.ts';
import type { PanelProps } from './panel-props.ts';

/** One form of an incident. In: its name among those of the incident, and the rest as for any form. */
export const useVerbForm = <Fields extends object>(
  { incident, ...place }: Omit<PanelProps, 'board'>,
  form: string,
  given: { readonly blank: Fields; readonly said: string },
): CommandForm<Fields> => useCommandForm(`${incident.id}/${form}`, place, given);
