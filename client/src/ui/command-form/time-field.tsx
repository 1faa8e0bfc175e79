import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { zoneName } from '@sitrep/shared/words/format.ts';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import kit from '../kit.module.css';
import { longMoment } from '../moment.ts';
import styles from './time-field.module.css';
import { besideTodayWord } from './typed-time.ts';
import type { TypedTimeField } from './use-typed-time.ts';

/**
 * A time as people type it, with the zone in which it is meant beside it and, below, how it was read or what is wrong with it. Its form cannot be sent while it
 * is wrong. `note`: what else stands below, such as the earlier value.
 */
export const TimeField = ({ label, text, onChange, read, now, zone, other, note }: Omit<TypedTimeField, 'time'> & { label: string; note?: ReactNode }) => {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // Who is still typing is not told that it is wrong.
  const [left, setLeft] = useState(false);
  const fault = read?.kind === 'wrong' ? read.words : null;
  useEffect(() => input.current?.setCustomValidity(fault ?? ''), [fault]);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.line}>
        <input
          id={id}
          ref={input}
          className={styles.typed}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={left && fault !== null}
          aria-describedby={`${id}-read`}
          onChange={(event) => onChange(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => setLeft(true)}
          onInvalid={() => setLeft(true)}
        />
        <span className={kit.muted}>{zoneName(zone)}</span>
      </span>
      <div id={`${id}-read`} className={styles.below}>
        {read?.kind === 'time' ? (
          <p>
            <Beside ms={read.time.ms} {...{ now, zone }} />
            {longMoment(exactly(read.time.ms), now, zone, other)}
          </p>
        ) : null}
        {left && fault !== null ? <p className={styles.wrong}>{fault}</p> : null}
        {note}
      </div>
    </div>
  );
};

/** A time of day alone may have been read as yesterday's or tomorrow's, so its day is said first. */
const Beside = ({ ms, now, zone }: { ms: number; now: number; zone: string }) => {
  const word = besideTodayWord(ms, now, zone);
  return word === null ? null : <b>{word}, </b>;
};
