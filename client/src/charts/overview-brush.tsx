import { type PointerEvent, useRef, useState } from 'react';
import type { Tone } from './level-timeline.tsx';
import styles from './overview-brush.module.css';
import { placeAt, ticksOf } from './scale.ts';
import { useWidth } from './use-width.ts';

const TALL: Record<Tone, number> = { op: 4, mnt: 6, unk: 20, deg: 8, par: 14, maj: 21 };
const HEIGHT = 26;

/** All of history as one row of bars, with the selected window. Dragging selects another window; the arrow keys move it by a quarter of its length, + and - change the length. */
export const OverviewBrush = ({ from, to, window, bars, tickLabel, label, words, onWindow }: OverviewProps) => {
  const [ref, width] = useWidth<HTMLDivElement>(1000);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const start = useRef<number | null>(null);
  const scale = { from, to, width };
  const x = (ms: number) => placeAt(scale, ms);
  const shown = drag ?? window;
  const timeAt = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return from + (Math.min(Math.max(event.clientX - box.left, 0), box.width) / Math.max(1, box.width)) * (to - from);
  };
  const move = (next: { from: number; to: number }) => {
    const length = Math.min(next.to - next.from, to - from);
    const begin = Math.min(Math.max(next.from, from), to - length);
    onWindow({ from: begin, to: begin + length });
  };
  const length = window.to - window.from;
  const ticks = ticksOf(scale, 90);
  return (
    <div
      ref={ref}
      className={styles.overview}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={Math.round((window.from + window.to) / 2)}
      aria-valuetext={words}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') move({ from: window.from - length / 4, to: window.to - length / 4 });
        else if (event.key === 'ArrowRight') move({ from: window.from + length / 4, to: window.to + length / 4 });
        else if (event.key === '+' || event.key === '=') move({ from: window.from + length / 4, to: window.to - length / 4 });
        else if (event.key === '-') move({ from: window.from - length / 2, to: window.to + length / 2 });
        else return;
        event.preventDefault();
      }}
    >
      <svg
        width={width}
        height={HEIGHT + 16}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = timeAt(event);
        }}
        onPointerMove={(event) => {
          if (start.current === null) return;
          const at = timeAt(event);
          setDrag({ from: Math.min(start.current, at), to: Math.max(start.current, at) });
        }}
        onPointerUp={(event) => {
          const at = timeAt(event);
          const begun = start.current;
          start.current = null;
          setDrag(null);
          if (begun === null) return;
          // A click moves the window, a drag selects a new one.
          if (Math.abs(x(at) - x(begun)) < 4) move({ from: at - length / 2, to: at + length / 2 });
          else move({ from: Math.min(begun, at), to: Math.max(begun, at) });
        }}
      >
        <line x1={0} x2={width} y1={HEIGHT - 2} y2={HEIGHT - 2} className={styles.rail} />
        {bars.map((bar) => (
          <rect
            key={bar.key}
            data-st={bar.tone}
            className={styles.bar}
            x={x(bar.from)}
            y={HEIGHT - TALL[bar.tone]}
            width={Math.max(3, x(bar.to) - x(bar.from))}
            height={TALL[bar.tone]}
          />
        ))}
        <rect className={styles.window} x={x(shown.from) + 0.75} y={0.75} width={Math.max(6, x(shown.to) - x(shown.from) - 1.5)} height={HEIGHT + 1} />
        {ticks.at.map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT + 14} textAnchor={x(tick) < 20 ? 'start' : x(tick) > width - 24 ? 'end' : 'middle'}>
            {tickLabel(tick, ticks.step)}
          </text>
        ))}
      </svg>
    </div>
  );
};

interface OverviewProps {
  /** UTC ms. */
  from: number;
  to: number;
  window: { readonly from: number; readonly to: number };
  bars: readonly { readonly key: string; readonly from: number; readonly to: number; readonly tone: Tone }[];
  tickLabel: (ms: number, step: number) => string;
  /** The name of the slider, and its position in words. */
  label: string;
  words: string;
  onWindow: (window: { from: number; to: number }) => void;
}
