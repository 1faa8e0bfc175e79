import { useId } from 'react';
import styles from './level-timeline.module.css';
import { placeAt, stackLabels, ticksOf } from './scale.ts';
import { usePaperWidth } from './use-paper-width.ts';

/** The tones of the status grammar, as `data-st` names them. */
export type Tone = 'op' | 'mnt' | 'unk' | 'deg' | 'par' | 'maj';
export interface TimelineStep {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** An end that is known only roughly is drawn ragged. */
  readonly vague?: boolean;
}
export interface TimelineProps {
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly now: number | null;
  readonly steps: readonly TimelineStep[];
  readonly phases: readonly { readonly from: number; readonly to: number; readonly label: string; readonly shade: 0 | 1 | 2 | 3 }[];
  readonly unseen: { readonly from: number; readonly to: number; readonly label: string } | null;
  readonly marks: readonly { readonly at: number; readonly label: string; readonly clock: string; readonly strong: boolean }[];
  readonly tickLabel: (ms: number, step: number) => string;
  /** One sentence that says what the picture shows. */
  readonly summary: string;
}

const HEIGHT: Record<Tone, number> = { op: 0, mnt: 0.2, unk: 0.28, deg: 0.42, par: 0.7, maj: 1 };
const NAMED: readonly (readonly [Tone, string])[] = [
  ['maj', 'Major'],
  ['par', 'Partial'],
  ['deg', 'Degraded'],
];
const HEAD = 44;
const PLOT = 96;
const AXIS = 20;
const STRIP = 18;
const LABEL_EM = 6.3;

/** Level over linear time, above the strip of phases. The time that nobody noticed it is hatched; only the now line is cyan. */
export const LevelTimeline = ({ from, to, now, steps, phases, unseen, marks, tickLabel, summary }: TimelineProps) => {
  const [ref, width] = usePaperWidth<HTMLDivElement>(960);
  const hatch = useId();
  const scale = { from, to, width };
  const x = (ms: number) => placeAt(scale, ms);
  const y = (tone: Tone) => HEAD + PLOT - PLOT * HEIGHT[tone];
  const floor = HEAD + PLOT;
  const rows = width < 500 ? 2 : 3;
  const labels = stackLabels(
    marks.map((mark) => ({ ...mark, x: x(mark.at), width: (mark.label.length + mark.clock.length + 1) * LABEL_EM })),
    rows,
    width,
  );
  const ticks = ticksOf(scale, 76);
  const strip = floor + AXIS;
  return (
    <div ref={ref} className={styles.chart}>
      <svg width={width} height={strip + STRIP + 1} viewBox={`0 0 ${width} ${strip + STRIP + 1}`} role="img" aria-label={summary}>
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.2" height="6" className={styles.hatch} />
          </pattern>
        </defs>
        {NAMED.map(([tone]) => (
          <g key={tone} className={styles.grid}>
            <line x1={0} x2={width} y1={y(tone)} y2={y(tone)} />
          </g>
        ))}
        {steps.map((step) => (
          <g key={`${step.from}-${step.tone}`} data-st={step.tone} className={step.vague === true ? `${styles.step} ${styles.vague}` : styles.step}>
            <rect x={x(step.from)} y={y(step.tone)} width={Math.max(1, x(step.to) - x(step.from))} height={floor - y(step.tone)} className={styles.wash} />
            <rect x={x(step.from)} y={y(step.tone)} width={Math.max(2, x(step.to) - x(step.from))} height={step.tone === 'op' ? 1 : 3} className={styles.top} />
          </g>
        ))}
        {NAMED.map(([tone, word]) => (
          <text key={tone} x={0} y={y(tone) + 13} className={styles.levelName}>
            {word}
          </text>
        ))}
        <line x1={0} x2={width} y1={floor} y2={floor} className={styles.axis} />
        {ticks.at.map((tick) => (
          <g key={tick} className={styles.tick}>
            <line x1={x(tick)} x2={x(tick)} y1={floor} y2={floor + 3} />
            <text x={x(tick)} y={floor + 14} textAnchor={x(tick) < 20 ? 'start' : x(tick) > width - 20 ? 'end' : 'middle'} className={styles.clock}>
              {tickLabel(tick, ticks.step)}
            </text>
          </g>
        ))}
        {labels.map((mark) => (
          <g key={`${mark.at}-${mark.label}`} className={mark.strong ? `${styles.mark} ${styles.strong}` : styles.mark}>
            <line x1={mark.x} x2={mark.x} y1={mark.row === null ? HEAD - 4 : mark.row * 15} y2={floor} />
            {mark.row === null ? null : (
              <text x={mark.anchor === 'start' ? mark.x + 5 : mark.x - 5} y={mark.row * 15 + 10} textAnchor={mark.anchor}>
                {mark.label} <tspan className={styles.clock}>{mark.clock}</tspan>
              </text>
            )}
          </g>
        ))}
        {phases.map((phase) => {
          const wide = x(phase.to) - x(phase.from);
          return (
            <g key={`${phase.from}-${phase.label}`} className={styles.phase} data-shade={phase.shade}>
              <rect x={x(phase.from) + 0.5} y={strip + 0.5} width={Math.max(1, wide - 1)} height={STRIP - 1} />
              {wide < phase.label.length * 6.1 + 4 ? null : (
                <text x={x(phase.from) + wide / 2} y={strip + 13} textAnchor="middle">
                  {phase.label}
                </text>
              )}
            </g>
          );
        })}
        {unseen === null ? null : (
          <g className={styles.unseen}>
            <rect x={x(unseen.from) + 0.5} y={strip + 0.5} width={Math.max(1, x(unseen.to) - x(unseen.from) - 1)} height={STRIP - 1} fill={`url(#${hatch})`} />
            {x(unseen.to) - x(unseen.from) < unseen.label.length * 6.6 + 16 ? null : (
              <text x={(x(unseen.from) + x(unseen.to)) / 2} y={strip + 13} textAnchor="middle">
                {unseen.label}
              </text>
            )}
          </g>
        )}
        {now === null || now < from || now > to ? null : <line x1={x(now)} x2={x(now)} y1={HEAD - 6} y2={strip + STRIP} className={styles.now} />}
      </svg>
    </div>
  );
};
