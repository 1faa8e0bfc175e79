import { type FormEvent, type ReactNode, useId } from 'react';
import type { Problem } from '../../sync/api.ts';
import type { AccountLine } from '../../sync/use-account.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import kit from '../../ui/kit.module.css';
import styles from './account-form.module.css';

/** What the server says of one field of a form. */
export const wrongIn = (state: AccountLine<unknown>['state'], field: string): string | null =>
  typeof state === 'object' && state.refused.field === field ? state.refused.detail : null;

/** A form about accounts: its fields, one button, and why it was refused where no field is at fault. `named`: the fields that say so themselves. */
export const AccountForm = ({
  label,
  button,
  state,
  named,
  onSend,
  children,
  beside,
}: {
  label: string;
  button: string;
  state: AccountLine<unknown>['state'];
  named: readonly string[];
  onSend: () => void;
  children: ReactNode;
  /** What stands beside the button. */
  beside?: ReactNode;
}) => {
  const id = useId();
  const cannot = useNotConnected();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (cannot === null && state !== 'sending') onSend();
  };
  const refused = typeof state === 'object' && !named.includes(state.refused.field ?? '') ? state.refused : null;
  return (
    <form className={styles.form} aria-label={label} aria-busy={state === 'sending'} onSubmit={send}>
      {children}
      {refused === null ? null : <RefusedNote problem={refused} />}
      <p className={styles.foot}>
        <button
          type="submit"
          className={kit.primaryButton}
          aria-disabled={cannot !== null || state === 'sending'}
          aria-describedby={cannot === null ? undefined : id}
        >
          {state === 'sending' ? 'Sending' : button}
        </button>
        {beside}
        {cannot === null ? null : (
          <span id={id} className={kit.muted}>
            {cannot}
          </span>
        )}
      </p>
    </form>
  );
};

/** Why something was refused, with the id of the request. */
export const RefusedNote = ({ problem }: { problem: Problem }) => (
  <p role="alert" className={styles.refused}>
    <b>{problem.detail}</b>
    {problem.requestId === null || problem.status < 500 ? null : <span className={`${kit.dim} ${kit.mono}`}> {problem.requestId}</span>}
  </p>
);
