import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type ComponentProps, useId, useRef, useState } from 'react';
import { columnTime } from '../../../ui/fact-time/words.ts';
import kit from '../../../ui/kit.module.css';
import { useZones } from '../../../ui-state.ts';
import { EntryRow, KIND_WORD } from '../entry-row.tsx';
import { EntryActs } from './entry-acts.tsx';
import styles from './timeline-entry.module.css';

/** A row of the timeline and, behind one quiet control, what can be done with it. What was opened once stays, with what was typed, until the row goes. */
export const TimelineEntry = ({
  incident,
  mayWrite,
  ...row
}: Omit<ComponentProps<typeof EntryRow>, 'more' | 'children'> & {
  incident: Incident;
  mayWrite: boolean;
}) => {
  const { entry } = row.row;
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const { leading } = useZones();
  const toggle = () => {
    setOpen(!isOpen);
    setWasOpen(true);
  };
  const close = () => {
    opener.current?.focus();
    setOpen(false);
  };
  return (
    <EntryRow
      {...row}
      more={
        <button
          ref={opener}
          type="button"
          className={`${kit.bareButton} ${styles.opener}`}
          aria-expanded={isOpen}
          aria-controls={wasOpen ? id : undefined}
          aria-label={`More about this entry: ${columnTime(entry.at, leading).said}, ${KIND_WORD[entry.kind]}`}
          onClick={toggle}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !isOpen) return;
            event.preventDefault();
            close();
          }}
        >
          <svg width="16" height="4" viewBox="0 0 16 4" aria-hidden="true">
            <path d="M1 0h3v3H1zM6.5 0h3v3h-3zM12 0h3v3h-3z" fill="currentColor" />
          </svg>
        </button>
      }
    >
      {wasOpen ? (
        <div id={id} hidden={!isOpen}>
          <EntryActs entry={entry} incident={incident} mayWrite={mayWrite} onClose={close} />
        </div>
      ) : null}
    </EntryRow>
  );
};
