import { type ReactNode, useId } from 'react';
import styles from './choice-list.module.css';

/** One of a few answers. Its form cannot be sent while none is chosen (`value` null). `stacked`: one below the other. */
export const ChoiceList = <Key extends string>({
  legend,
  options,
  value,
  onChange,
  stacked = false,
}: {
  legend: string;
  options: readonly { readonly key: Key; readonly words: ReactNode }[];
  value: Key | null;
  onChange: (key: Key) => void;
  stacked?: boolean;
}) => {
  const name = useId();
  return (
    <fieldset className={styles.choice} data-stacked={stacked ? '' : undefined}>
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

/** Any number of a few answers, also none. */
export const CheckList = <Key extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string;
  options: readonly { readonly key: Key; readonly words: ReactNode }[];
  value: readonly Key[];
  onChange: (chosen: readonly Key[]) => void;
}) => (
  <fieldset className={styles.choice}>
    <legend>{legend}</legend>
    {options.map(({ key, words }) => (
      <label key={key}>
        <input
          type="checkbox"
          checked={value.includes(key)}
          onChange={(event) => onChange(event.target.checked ? [...value, key] : value.filter((one) => one !== key))}
        />
        <span>{words}</span>
      </label>
    ))}
  </fieldset>
);
