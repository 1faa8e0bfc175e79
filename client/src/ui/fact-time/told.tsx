import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './told.css';

/** Words with a tooltip: hover, focus or touch shows `more`, Escape hides it. Screen readers get `more` as well. */
export const Told = ({ children, more, className }: { children: ReactNode; more: ReactNode; className?: string }) => {
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
    <span ref={box} className="told" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        type="button"
        className={className === undefined ? 'bare told-b' : `bare told-b ${className}`}
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
        <span role="tooltip" id={id} className="told-tip">
          {more}
        </span>
      ) : null}
    </span>
  );
};
