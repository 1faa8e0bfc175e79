import { type ReactNode, useId, useRef } from 'react';
import kit from '../kit.module.css';
import { Refusal } from './refusal.tsx';
import styles from './send-button.module.css';
import type { SendState } from './send-state.ts';
import { useFocusHandedOn } from './use-focus-handed-on.ts';

/** A button that sends one command at once, and what became of it. `cannot`: why nothing can be sent now. It stays reachable meanwhile, and the focus is handed on when it goes. */
export const SendButton = ({
  state,
  cannot,
  onSend,
  primary = false,
  shortcut,
  children,
}: {
  state: SendState;
  cannot: string | null;
  onSend: () => void;
  primary?: boolean;
  /** The key that does the same. */
  shortcut?: string;
  children: ReactNode;
}) => {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandedOn(button);
  const idle = state !== 'sending' && cannot === null;
  return (
    <span className={styles.send}>
      <button
        type="button"
        ref={button}
        className={primary ? kit.primaryButton : undefined}
        aria-disabled={!idle}
        aria-describedby={cannot === null ? undefined : id}
        onClick={() => idle && onSend()}
      >
        {state === 'sending' ? 'Sending' : children}
        {shortcut === undefined || state === 'sending' ? null : (
          <span className={styles.shortcut}>
            {' '}
            <kbd>{shortcut}</kbd>
          </span>
        )}
      </button>
      {cannot === null ? null : (
        <span id={id} className={styles.cannot}>
          {cannot}
        </span>
      )}
      {state === 'accepted' ? <span className={styles.cannot}>Recorded; it is not on this page yet.</span> : null}
      <Refusal state={state} kept={false} onRetry={() => idle && onSend()} />
    </span>
  );
};
