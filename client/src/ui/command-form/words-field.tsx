import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './words-field.module.css';

const NONE: readonly string[] = [];

/**
 * Words of a person: a text in Markdown or, with `line`, one line, for which there may be `suggestions`. `hint`: what they should answer. With `required`, blanks
 * are no answer.
 */
export const WordsField = ({
  label,
  value,
  onChange,
  hint,
  line = false,
  required = false,
  suggestions = NONE,
  long = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  line?: boolean;
  required?: boolean;
  suggestions?: readonly string[];
  /** The line may be as long as an address. */
  long?: boolean;
}) => {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const isBlank = required && value !== '' && value.trim() === '';
  useEffect(() => {
    place.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')?.setCustomValidity(isBlank ? 'Type words; these are blanks.' : '');
  }, [isBlank]);
  const given = {
    id,
    value,
    required,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className={styles.field} ref={place}>
      <label htmlFor={id}>{label}</label>
      {line ? (
        <input
          {...given}
          className={styles.line}
          maxLength={long ? 2_000 : 300}
          autoComplete="off"
          list={suggestions.length === 0 ? undefined : `${id}-suggested`}
        />
      ) : (
        <textarea {...given} rows={3} maxLength={20_000} />
      )}
      {suggestions.length === 0 ? null : (
        <datalist id={`${id}-suggested`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
};
