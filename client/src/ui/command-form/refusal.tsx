import type { ReactNode } from 'react';
import styles from './refusal.module.css';
import type { SendState } from './send-state.ts';

/** The look of a refusal. It is not a status, so it has neither colour nor glyph. */
export const RefusalBox = ({ children }: { children: ReactNode }) => (
  <div className={styles.refusal} role="alert">
    {children}
  </div>
);

/** What the server refused, in its own sentence, beside the control that sent it. `kept`: the form holds what was typed. Nothing while nothing was refused. */
export const Refusal = ({ state, kept, onRetry }: { state: SendState; kept: boolean; onRetry: () => void }) => {
  if (typeof state === 'string') return null;
  const { refused, again, earlier = false } = state;
  return (
    <RefusalBox>
      <p>
        <b>
          {earlier
            ? 'What you sent before this may have been recorded: look at the timeline.'
            : again
              ? 'It may not have been recorded.'
              : 'It was not recorded.'}
        </b>{' '}
        {refused.detail}
        {again && !earlier ? ' Trying again never records it twice.' : ''}
        {kept ? ' What you typed is kept.' : ''}
      </p>
      {again ? (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      ) : null}
      {refused.requestId === null ? null : <p className={styles.request}>{refused.requestId}</p>}
    </RefusalBox>
  );
};
