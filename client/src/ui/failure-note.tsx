import type { ReactNode } from 'react';
import styles from './failure-note.module.css';
import kit from './kit.module.css';

/** As much of a refusal as a screen shows. */
interface Refusal {
  readonly problem: { readonly detail: string; readonly requestId: string | null };
}

/** One sentence what failed, what is safe, what to do; the request id in mono. */
export const FailureNote = ({
  what,
  safe,
  error,
  onRetry,
  children,
}: {
  what: string;
  safe?: string;
  error?: Refusal | null;
  onRetry?: () => void;
  children?: ReactNode;
}) => (
  <div className={styles.note} role="alert">
    <p>
      <b>{what}</b> {error?.problem.detail} {safe}
    </p>
    {children}
    {onRetry === undefined ? null : (
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    )}
    {error?.problem.requestId == null ? null : <p className={`${kit.dim} ${kit.mono}`}>{error.problem.requestId}</p>}
  </div>
);
