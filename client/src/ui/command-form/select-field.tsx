import { useId } from 'react';
import styles from './select-field.module.css';

/** One of many answers. `none`: what stands there while none is chosen (`value` empty); its form cannot be sent then. */
export const SelectField = ({
  label,
  none,
  options,
  value,
  onChange,
}: {
  label: string;
  none?: string;
  options: readonly { readonly key: string; readonly words: string }[];
  value: string;
  onChange: (key: string) => void;
}) => {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} required={none !== undefined} value={value} onChange={(event) => onChange(event.target.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map(({ key, words }) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
};
