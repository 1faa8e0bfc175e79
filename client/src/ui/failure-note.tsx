import type { ReactNode } from 'react';
import styles from './failure-note.module.css';
import kit from './kit.module.css';

/** The parts of a refusal that a screen shows. */
interface Refusal {
  readonly problem: { readonly detail: string; readonly requestId: string | null };
}

/** Says what failed, what is safe and what to do, with the request id in monospace. */
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
