import { type CSSProperties, type ReactNode, useEffect, useId, useRef } from 'react';
import kit from '../kit.module.css';
import { SectionHead } from '../section-head.tsx';
import { useCovered } from '../use-covered.ts';
import { useNarrow } from '../use-narrow.ts';
import styles from './command-panel.module.css';
import { Refusal } from './refusal.tsx';
import type { SendState } from './send-state.ts';

/**
 * A form that sends one command: in the page and not over it, and on a phone in its lower half. Its fields are kept through a refusal, a lost connection and closing
 * it, by Esc or Cancel. The first field gets the focus when it opens, on a phone the form itself, so that no keyboard covers it unasked. Ctrl Enter sends.
 */
export const CommandPanel = ({
  open,
  isUnkept,
  title,
  note,
  button,
  state,
  cannot,
  isAhead,
  onSend,
  onClose,
  onDiscard,
  inPlace = false,
  children,
}: {
  open: boolean;
  /** What was typed is neither sent nor stored, so that it would be lost with the page. */
  isUnkept: boolean;
  title: string;
  /** Who reads what this writes, beside the title. */
  note?: ReactNode;
  button: string;
  state: SendState;
  /** Why nothing can be sent now; null when it can. */
  cannot: string | null;
  /** What was sent is recorded, and the fields say something else by now. */
  isAhead: boolean;
  /** Sends what the fields say now: for the first time, or again. */
  onSend: () => void;
  onClose: () => void;
  /** Empties the form; null while there is nothing to discard, or it is on its way. */
  onDiscard: (() => void) | null;
  /** It stands on its page for good: it is no sheet over the page of a phone, takes no focus by itself and is not closed. */
  inPlace?: boolean;
  children: ReactNode;
}) => {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const narrow = useNarrow();
  const covered = useCovered();
  useEffect(() => {
    if (open && !inPlace) (narrow ? panel.current : panel.current?.querySelector<HTMLElement>('input, textarea, select, button'))?.focus();
  }, [open, narrow, inPlace]);
  useEffect(() => {
    const node = panel.current;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (!sends && event.key !== 'Escape') return;
      event.preventDefault();
      if (sends) node?.querySelector('form')?.requestSubmit();
      else onClose();
    };
    node?.addEventListener('keydown', press);
    return () => node?.removeEventListener('keydown', press);
  }, [onClose]);
  const form = useRef<HTMLFormElement>(null);
  const idle = state !== 'sending' && cannot === null;
  return (
    <section
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      style={covered === 0 ? undefined : ({ '--covered': `${covered}px` } as CSSProperties)}
      aria-labelledby={id}
      hidden={!open}
      data-place={inPlace ? '' : undefined}
      data-typed={(open && !inPlace) || isUnkept ? '' : undefined}
    >
      <SectionHead id={id} note={note}>
        {title}
      </SectionHead>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (idle) onSend();
        }}
      >
        {children}
        <Refusal state={state} kept onRetry={() => form.current?.requestSubmit()} />
        {state !== 'accepted' ? null : (
          <p>{isAhead ? 'What you had sent is recorded. What you changed since then is not sent.' : 'Recorded; it is not on this page yet.'}</p>
        )}
        <div className={styles.send}>
          <button type="submit" className={kit.primaryButton} aria-disabled={!idle} aria-describedby={cannot === null ? undefined : `${id}-cannot`}>
            {state === 'sending' ? 'Sending' : button}
          </button>
          {inPlace ? null : (
            <button type="button" onClick={onClose}>
              Cancel
            </button>
          )}
          {onDiscard === null ? null : (
            <button type="button" onClick={onDiscard}>
              Discard
            </button>
          )}
          {cannot === null ? null : (
            <span id={`${id}-cannot`} className={kit.muted}>
              {cannot} {isUnkept ? 'What you typed is not saved.' : 'What you typed is kept.'}
            </span>
          )}
        </div>
      </form>
    </section>
  );
};
