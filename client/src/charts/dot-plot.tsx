import styles from './dot-plot.module.css';
import type { Tone } from './level-timeline.tsx';

/** Uptime against its target on one line. In: shares 0..1; `low`: the share at the left end; anything lower is drawn as an arrow. */
export const DotPlot = ({
  share,
  min,
  target,
  low,
  width = 150,
  summary,
  measured = true,
}: {
  share: number;
  min: number;
  target: number | null;
  low: number;
  width?: number;
  summary: string;
  /** Whether checks measure the share; if not, a dot on target is drawn as a ring. */
  measured?: boolean;
}) => {
  const x = (value: number) => Math.round(Math.max(0, (value - low) / (1 - low)) * width * 10) / 10;
  const met = target === null || share >= target;
  const tone: Tone = met ? 'op' : 'maj';
  return (
    <svg width={width} height={26} role="img" aria-label={summary} className={styles.plot} data-st={tone} data-unmeasured={measured ? undefined : ''}>
      <line x1={0} x2={width} y1={13} y2={13} className={styles.rail} />
      {target === null ? null : <line x1={x(target)} x2={x(share)} y1={13} y2={13} className={styles.gap} />}
      {min < share ? <line x1={x(min)} x2={x(share)} y1={13} y2={13} className={styles.range} /> : null}
      {target === null ? null : <line x1={x(target)} x2={x(target)} y1={2} y2={24} className={styles.target} />}
      {share < low ? (
        <path d="M0 13 L6 9 V17 Z" className={styles.dot} />
      ) : met ? (
        <circle cx={x(share)} cy={13} r={3.5} className={styles.dot} />
      ) : (
        <rect x={x(share) - 3.5} y={9.5} width={7} height={7} className={styles.dot} />
      )}
    </svg>
  );
};
