import styles from './lane.module.css';
import type { Tone } from './level-timeline.tsx';
import { placeAt } from './scale.ts';

export interface LaneBar {
  readonly key: string;
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** Drawn dashed: an end is known only roughly. */
  readonly vague: boolean;
  readonly label: string | null;
  readonly title: string;
}
/** Height of a bar, px. */
const BAR_HEIGHT: Record<Tone, number> = { op: 2, mnt: 7, unk: 16, deg: 7, par: 11, maj: 16 };
const HEIGHT = 26;
/** Approximate width of a letter, px. */
const LETTER = 6.1;

/** One component over time. Taller bars are worse, labels are outside the bars, the future is hatched. `hatch`: the id of a pattern in the page. */
export const Lane = ({ from, to, width, now, grid, bars, summary, hatch, onOpen }: LaneProps) => {
  const scale = { from, to, width };
  const x = (ms: number) => placeAt(scale, ms);
  const drawn = bars.map((bar) => ({ ...bar, left: Math.min(x(bar.from), width - 3), barWidth: Math.max(3, x(bar.to) - x(bar.from)) }));
  const labels = placeLabels(drawn, width);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
      {grid.map((at) => (
        <line key={at} x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} className={styles.grid} />
      ))}
      {now < to ? <rect x={x(Math.max(now, from))} y={0} width={width - x(Math.max(now, from))} height={HEIGHT} fill={`url(#${hatch})`} opacity={0.5} /> : null}
      {drawn.map((bar) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; everyone can use the list of incidents below
        <g
          key={bar.key}
          data-st={bar.tone}
          className={bar.vague && bar.barWidth >= 10 ? `${styles.bar} ${styles.vague}` : styles.bar}
          onClick={() => onOpen(bar.key)}
        >
          <title>{bar.title}</title>
          <rect x={bar.left} y={HEIGHT - 5 - BAR_HEIGHT[bar.tone]} width={bar.barWidth} height={BAR_HEIGHT[bar.tone]} />
        </g>
      ))}
      {labels.map((label) => (
        <text key={label.key} x={label.x} y={HEIGHT - 7} textAnchor={label.anchor} className={styles.label}>
          {label.text}
        </text>
      ))}
      {now >= from && now <= to ? <line x1={x(now)} x2={x(now)} y1={0} y2={HEIGHT} className={styles.now} /> : null}
    </svg>
  );
};

interface LaneProps {
  from: number;
  to: number;
  width: number;
  /** UTC ms. */
  now: number;
  grid: readonly number[];
  bars: readonly LaneBar[];
  summary: string;
  hatch: string;
  onOpen: (key: string) => void;
}

/** Places each label right of its bar, or left of it, where it touches no bar and no other label; a label that fits on neither side is left out. */
const placeLabels = (bars: readonly (LaneBar & { left: number; barWidth: number })[], width: number) => {
  const taken = bars.map((bar) => [bar.left, bar.left + bar.barWidth] as const);
  const free = (from: number, to: number) => from >= 0 && to <= width && !taken.some(([a, b]) => from < b + 4 && to > a - 4);
  const placed: { key: string; text: string; x: number; anchor: 'start' | 'end' }[] = [];
  for (const bar of bars) {
    if (bar.label === null) continue;
    const length = bar.label.length * LETTER;
    const right = bar.left + bar.barWidth + 6;
    const left = bar.left - 6;
    if (free(right, right + length)) {
      placed.push({ key: bar.key, text: bar.label, x: right, anchor: 'start' });
      taken.push([right, right + length]);
    } else if (free(left - length, left)) {
      placed.push({ key: bar.key, text: bar.label, x: left, anchor: 'end' });
      taken.push([left - length, left]);
    }
  }
  return placed;
};
