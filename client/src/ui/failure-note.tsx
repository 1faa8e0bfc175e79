import type { ReactNode } from 'react';

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
  <div className="failure" role="alert">
    <p>
      <b>{what}</b> {error?.problem.detail} {safe}
    </p>
    {children}
    {onRetry === undefined ? null : (
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    )}
    {error?.problem.requestId == null ? null : <p className="dim mono">{error.problem.requestId}</p>}
  </div>
);
