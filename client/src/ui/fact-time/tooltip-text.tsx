import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import kit from '../kit.module.css';
import styles from './tooltip-text.module.css';

interface TooltipTextProps {
  children: ReactNode;
  /** What the tooltip says, line by line. */
  lines: readonly string[];
}

/** Words with a tooltip: hover, focus or touch shows its lines, Escape hides them. Screen readers get them as well. */
export const TooltipText = ({ children, lines }: TooltipTextProps) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        // Escape only hides the tooltip; it must not also leave the page.
        event.preventDefault();
        setOpen(false);
      } else if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only previews what the button inside shows to everyone
    <span ref={box} className={styles.place} onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        type="button"
        className={`${kit.bareButton} ${styles.words}`}
        aria-describedby={open ? id : undefined}
        aria-expanded={open}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open ? (
        <span role="tooltip" id={id} className={styles.tooltip}>
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      ) : null}
    </span>
  );
};
