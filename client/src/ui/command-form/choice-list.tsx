import { type ReactNode, useId } from 'react';
import styles from './choice-list.module.css';

/** One of a few answers. Its form cannot be sent while none is chosen (`value` null). */
export const ChoiceList = <Key extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string;
  options: readonly { readonly key: Key; readonly words: ReactNode }[];
  value: Key | null;
  onChange: (key: Key) => void;
}) => {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {options.map(({ key, words }) => (
        <label key={key}>
          <input type="radio" required name={name} checked={value === key} onChange={() => onChange(key)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
};
