import { useLayoutEffect, useRef, useState } from 'react';
import type { Tone } from './level-timeline.tsx';
import { stackLabels } from './scale.ts';
import styles from './span-line.module.css';

interface Stretch {
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
}
export interface SpanLineProps extends Stretch {
  readonly now: number;
  readonly nowLabel: string;
  /** `now` is the moment of the last data, not the present. */
  readonly past: boolean;
  /** Levels, as steps above the line. */
  readonly steps: readonly (Stretch & { readonly tone: Tone })[];
  readonly phases: readonly (Stretch & { readonly shade: 0 | 1 | 2 | 3 })[];
  readonly unseen: (Stretch & { readonly label: string }) | null;
  /** In order of importance: of two labels that would cover each other the later one is left out. */
  readonly marks: readonly { readonly at: number; readonly clock: string; readonly label: string }[];
  /** One sentence that says what the picture shows. */
  readonly summary: string;
}

// In units of the page's `--u`: approximate widths of a digit of the clock and of a letter of the label.
const DIGIT = 18;
const LETTER = 15;
/** Width before it is measured, in the same units. */
const FIRST_WIDTH = 1792;

/** A linear time line to be read from across a room: levels, phases in shades of ink, the unnoticed part hatched, the now line. Sizes follow `--u`. */
export const SpanLine = ({ from, to, now, nowLabel, past, steps, phases, unseen, marks, summary }: SpanLineProps) => {
  const line = useRef<HTMLDivElement>(null);
  const width = useWidthInUnits(line);
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - from) / (to - from)));
  const place = ({ from: start, to: end }: Stretch) => ({
    insetInlineStart: `${share(start) * 100}%`,
    inlineSize: `max(${(share(end) - share(start)) * 100}%, calc(2 * var(--u)))`,
  });
  const labels = stackLabels(
    marks.map((mark) => ({ ...mark, x: share(mark.at) * width, width: Math.max(mark.clock.length * DIGIT, mark.label.length * LETTER) })),
    1,
    width,
  );
  const unseenWidth = unseen === null ? 0 : (share(unseen.to) - share(unseen.from)) * width;
  return (
    <div className={styles.line} ref={line} role="img" aria-label={summary} data-labels="">
      <span
        className={share(now) > 0.85 ? `${styles.nowLabel} ${styles.end}` : styles.nowLabel}
        data-past={past ? '' : undefined}
        style={{ insetInlineStart: `${share(now) * 100}%` }}
      >
        {nowLabel}
      </span>
      <div className={styles.levels}>
        {steps.map((step) => (
          <i key={`${step.from}-${step.tone}`} data-st={step.tone} style={place(step)} />
        ))}
      </div>
      <div className={styles.bar}>
        {phases.map((phase) => (
          <i key={phase.from} data-shade={phase.shade} style={place(phase)} />
        ))}
        {unseen === null ? null : (
          <span className={styles.unseen} style={place(unseen)}>
            {unseenWidth < unseen.label.length * 20 + 60 ? null : <b>{unseen.label}</b>}
          </span>
        )}
        <i className={styles.now} data-past={past ? '' : undefined} style={{ insetInlineStart: `${share(now) * 100}%` }} />
      </div>
      <div className={styles.marks}>
        {labels.map((mark) => (
          <span key={`${mark.at}-${mark.label}`} data-anchor={mark.anchor} style={{ insetInlineStart: `${share(mark.at) * 100}%` }}>
            {mark.row === null ? null : (
              <>
                <b>{mark.clock}</b>
                <em>{mark.label}</em>
              </>
            )}
          </span>
        ))}
      </div>
    </div>
  );
};

/** The width of an element in units of `--u`. */
const useWidthInUnits = (element: React.RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(FIRST_WIDTH);
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    const measure = (): void => {
      // The style sheet sets this margin to 100 units, so that the length of one can be read here.
      const unit = Number.parseFloat(getComputedStyle(node).scrollMarginTop) / 100;
      if (unit > 0) setWidth(Math.round(node.clientWidth / unit));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(node);
    return () => watcher.disconnect();
  }, [element]);
  return width;
};
