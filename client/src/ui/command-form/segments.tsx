import { type ReactNode, useId } from 'react';
import kit from '../kit.module.css';
import styles from './segments.module.css';

/**
 * One of a few short answers, side by side; the arrow keys move between them. `legend`: the question; with `hidden` it stands elsewhere on the page already. Its form
 * cannot be sent while none is chosen (`value` null). `wraps`: an answer may be longer than a line.
 */
export const Segments = <Key extends string>({
  legend,
  hidden = false,
  wraps = false,
  options,
  value,
  onChange,
}: {
  legend: string;
  hidden?: boolean;
  wraps?: boolean;
  options: readonly { readonly key: Key; readonly words: ReactNode }[];
  value: Key | null;
  onChange: (key: Key) => void;
}) => {
  const name = useId();
  return (
    <fieldset className={styles.segments} data-wraps={wraps ? '' : undefined}>
      <legend className={hidden ? kit.hidden : undefined}>{legend}</legend>
      <div>
        {options.map(({ key, words }) => (
          <label key={key}>
            <input type="radio" required={value === null} name={name} checked={value === key} onChange={() => onChange(key)} />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
