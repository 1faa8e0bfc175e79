import { useId } from 'react';
import styles from './stretch-bar.module.css';
import { useWidth } from './use-width.ts';

/** The fill of a stretch, distinguishable without colour. */
export type Texture = 'hatch' | 'light' | 'middle' | 'dark' | 'empty' | 'cross';
interface StretchBarProps {
  readonly stretches: readonly { readonly key: string; readonly size: number; readonly label: string; readonly value: string; readonly texture: Texture }[];
  /** The text under each border; one more than there are stretches. */
  readonly edges: readonly string[];
  /** One sentence that says what the picture shows. */
  readonly summary: string;
}

const TOP = 20;
const HEIGHT = 24;
// Approximate widths, px.
const LETTER = 6.4;
const DIGIT = 6.9;

/** One bar divided in proportion, with names above and times below. If the names do not fit above the bar, they are listed under it. */
export const StretchBar = ({ stretches, edges, summary }: StretchBarProps) => {
  const [ref, width] = useWidth<HTMLDivElement>(680);
  const id = useId();
  const total = stretches.reduce((sum, { size }) => sum + size, 0);
  const borders = bordersOf(
    stretches.map(({ size }) => size),
    width,
  );
  const labels = labelsAbove(
    stretches.map(({ label, value }, index) => ({ text: `${label}, ${value}`, from: borders[index] ?? 0, until: borders[index + 1] ?? 0 })),
    width,
  );
  const top = labels === null ? 2 : TOP;
  const times = timesBelow(edges, borders, width);
  if (total <= 0) return null;
  return (
    <figure className={styles.figure} ref={ref}>
      <svg width={width} height={top + HEIGHT + 18} role="img" aria-label={summary}>
        <defs>
          {(['hatch', 'cross'] as const).map((texture) => (
            <pattern key={texture} id={`${id}${texture}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="1.4" height="6" className={styles.line} />
              {texture === 'cross' ? <rect width="6" height="1.4" className={styles.line} /> : null}
            </pattern>
          ))}
        </defs>
        {stretches.map(({ key, texture }, index) => {
          const [from = 0, until = 0] = [borders[index], borders[index + 1]];
          const fill = texture === 'hatch' || texture === 'cross' ? { fill: `url(#${id}${texture})` } : {};
          return <rect key={key} x={from} y={top} width={until - from} height={HEIGHT} className={styles.stretch} data-texture={texture} {...fill} />;
        })}
        {labels?.map(({ text, x }) => (
          <text key={`${text}-${x}`} x={x} y={12} className={styles.label}>
            {text}
          </text>
        ))}
        {times.map(({ text, x, anchor }) => (
          <text key={x} x={x} y={top + HEIGHT + 13} textAnchor={anchor} className={`${styles.clock} ${styles.time}`}>
            {text}
          </text>
        ))}
      </svg>
      {labels === null ? (
        <ul className={styles.key} aria-hidden="true">
          {stretches.map(({ key, label, value, texture }) => (
            <li key={key}>
              <svg width={18} height={12} aria-hidden="true">
                <rect
                  x={0.5}
                  y={0.5}
                  width={17}
                  height={11}
                  className={styles.stretch}
                  data-texture={texture}
                  {...(texture === 'hatch' || texture === 'cross' ? { fill: `url(#${id}${texture})` } : {})}
                />
              </svg>
              {label} <span className={styles.value}>{value}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </figure>
  );
};

/** The borders between stretches, px from the left. Each stretch is at least 3 px wide, so that the smallest is visible; the wider ones give up that space. */
export const bordersOf = (sizes: readonly number[], width: number): number[] => {
  const least = 3;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const widths = sizes.map((size) => Math.max(least, (size / total) * width));
  const excess = widths.reduce((sum, size) => sum + size, 0) - width;
  const spare = widths.reduce((sum, size) => sum + Math.max(0, size - least), 0);
  let at = 0;
  return [
    0,
    ...widths.map((size) => {
      at += spare > 0 ? size - (Math.max(0, size - least) / spare) * excess : size;
      return at;
    }),
  ];
};

/** Labels over their stretches in one row, moved apart where they would touch; null when one would no longer be over its own stretch. */
const labelsAbove = (labels: readonly { text: string; from: number; until: number }[], width: number): { text: string; x: number }[] | null => {
  const widths = labels.map(({ text }) => text.length * LETTER);
  if (widths.reduce((sum, size) => sum + size + 12, -12) > width) return null;
  const x = labels.map(({ from }) => from);
  for (let index = 1; index < x.length; index++) x[index] = Math.max(x[index] ?? 0, (x[index - 1] ?? 0) + (widths[index - 1] ?? 0) + 12);
  let end = width;
  for (let index = x.length - 1; index >= 0; index--) {
    x[index] = Math.min(x[index] ?? 0, end - (widths[index] ?? 0));
    end = (x[index] ?? 0) - 12;
  }
  const isMisplaced = labels.some(({ from, until }, index) => (x[index] ?? 0) > until || (x[index] ?? 0) + (widths[index] ?? 0) < from);
  return isMisplaced ? null : labels.map(({ text }, index) => ({ text, x: x[index] ?? 0 }));
};

/** Times under the borders. A time that would touch the one before it or the last one is left out; the last one is always shown. */
const timesBelow = (edges: readonly string[], borders: readonly number[], width: number) => {
  const all = edges.map((text, index) => {
    const x = borders[index] ?? width;
    const half = (text.length * DIGIT) / 2;
    const anchor = x < half ? ('start' as const) : x > width - half ? ('end' as const) : ('middle' as const);
    const left = anchor === 'start' ? x : anchor === 'end' ? x - 2 * half : x - half;
    return { text, x, anchor, left, right: left + 2 * half };
  });
  const last = all.at(-1);
  let taken = Number.NEGATIVE_INFINITY;
  return all.filter((time) => {
    if (time === last) return true;
    const fits = time.left > taken + 6 && (last === undefined || time.right < last.left - 6);
    if (fits) taken = time.right;
    return fits;
  });
};
