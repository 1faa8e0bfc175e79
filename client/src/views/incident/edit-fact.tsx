import { type ReactNode, useRef } from 'react';
import { useFocusHandedOn } from '../../ui/command-form/use-focus-handed-on.ts';
import kit from '../../ui/kit.module.css';
import styles from './edit-fact.module.css';
import { EDIT_WORDS } from './edit-words.ts';
import type { Edit } from './incident-search.ts';

/** Opens, or closes, the form that changes one fact of an incident, beside that fact. `isNew`: nothing is known of it yet. */
export const EditFact = ({ edit, isNew, isOpen, onPress }: { edit: Edit; isNew: boolean; isOpen: boolean; onPress: () => void }) => {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandedOn(button);
  return (
    <button ref={button} type="button" className={`${kit.bareButton} ${styles.edit}`} data-edit={edit} aria-expanded={isOpen} onClick={onPress}>
      {isNew ? 'Add' : 'Change'} <span className={kit.hidden}>{EDIT_WORDS[edit].fact}</span>
    </button>
  );
};

/** Draws the control that changes a fact. */
export type DrawEdit = (edit: Edit, isNew?: boolean) => ReactNode;
