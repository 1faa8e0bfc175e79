import { PASSWORD_LENGTH } from '@sitrep/shared/domain/account-rules.ts';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** One line that somebody types. `autoComplete`: what the browser may fill in; `wrong`: what the server says of it. */
export const Field = ({
  label,
  value,
  onChange,
  type = 'text',
  autoComplete,
  hint,
  wrong = null,
  least = 1,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  autoComplete: string;
  hint?: ReactNode;
  wrong?: string | null;
  /** The least number of characters. */
  least?: number;
}) => {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, wrong === null ? null : `${id}-wrong`].filter((one) => one !== null).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        required
        minLength={least}
        maxLength={type === 'password' ? PASSWORD_LENGTH.most : 254}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={wrong !== null}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {wrong === null ? null : (
        <p id={`${id}-wrong`} className={styles.wrong}>
          {wrong}
        </p>
      )}
    </div>
  );
};

/** A code of an authenticator app, or a backup code. It keeps the letters of a keyboard, which backup codes have. */
export const CodeField = ({ value, onChange, wrong, hint }: { value: string; onChange: (value: string) => void; wrong: string | null; hint?: ReactNode }) => (
  <Field label="Code" autoComplete="one-time-code" value={value} onChange={onChange} wrong={wrong} {...(hint === undefined ? {} : { hint })} />
);
