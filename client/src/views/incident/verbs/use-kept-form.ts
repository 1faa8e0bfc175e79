import { useState } from 'react';
import { draftKey, forgetDraft, keepDraft, readDraft } from '../../../sync/kept-drafts.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';

const VERSION = 1;

export interface KeptForm<Fields> {
  readonly fields: Fields;
  readonly change: (part: Partial<Fields>) => void;
  /** Call it once the command was accepted. */
  readonly forget: () => void;
  /** Something was typed or chosen, and the browser did not take it: it would be lost with the page. */
  readonly isUnkept: boolean;
}

/**
 * The fields of one form, kept in this browser for their author with each change, as a draft is. In: the incident, the name of the form among those of the
 * incident, and its fields as they are before anything is typed or chosen.
 */
export const useKeptForm = <Fields extends object>(incidentId: string, form: string, blank: Fields): KeptForm<Fields> => {
  const by = useVisitor()?.name ?? '';
  const [key] = useState(() => draftKey(`${incidentId}/${form}`, by));
  const [fields, setFields] = useState<Fields>(() => {
    const found = readDraft(key) as { v?: unknown; fields?: Fields } | null;
    return found?.v === VERSION ? { ...blank, ...found.fields } : blank;
  });
  const [isUnkept, setUnkept] = useState(false);
  const change = (part: Partial<Fields>): void => {
    const next = { ...fields, ...part };
    setFields(next);
    const isBlank = JSON.stringify(next) === JSON.stringify(blank);
    if (isBlank) forgetDraft(key);
    setUnkept(!isBlank && !keepDraft(key, { v: VERSION, fields: next }));
  };
  return { fields, change, forget: () => forgetDraft(key), isUnkept };
};
