import { useId } from 'react';
import styles from './level-timeline.module.css';
import { placeAt, stackLabels, type TimeScale, ticksOf } from './scale.ts';
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
  /** `note`: what stands beside the name of a phase that is too short to hold it. */
  readonly phases: readonly { readonly from: number; readonly to: number; readonly label: string; readonly note: string; readonly shade: 0 | 1 | 2 | 3 }[];
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
/** The names of the levels stand left of what is drawn. */
const NAMES = 58;
const DIGIT = 6;
const NARROW = 500;

type Mark = TimelineProps['marks'][number];
const labelWidth = ({ label, clock }: Mark): number => (label.length + clock.length + 1) * LABEL_EM;
/** What stays free at the right, px, so that the label of the last mark has room beside its line. On a phone there is none to spare. */
const spareFor = (marks: readonly Mark[], { from, to, width }: TimeScale, gutter: number): number => {
  const last = marks.reduce<Mark | null>((one, mark) => (one === null || mark.at > one.at ? mark : one), null);
  const share = last === null ? 0 : (last.at - from) / (to - from);
  if (last === null || share <= 0 || width < NARROW) return 0;
  return Math.max(0, (share * (width - gutter) + gutter + 14 + labelWidth(last) - width) / share);
};

/** Level over linear time, above the strip of phases. The time that nobody noticed it is hatched; only the now line is cyan. */
export const LevelTimeline = ({ from, to, now, steps, phases, unseen, marks, tickLabel, summary }: TimelineProps) => {
  const [ref, width] = usePaperWidth<HTMLDivElement>(960);
  const hatch = useId();
  const whole = { from, to, width };
  const gutter = placeAt(whole, steps[0]?.from ?? to) < NAMES ? NAMES - 4 : 0;
  const scale = { from, to, width: Math.max(1, width - gutter - spareFor(marks, whole, gutter)) };
  const x = (ms: number) => gutter + placeAt(scale, ms);
  const y = (tone: Tone) => HEAD + PLOT - PLOT * HEIGHT[tone];
  const floor = HEAD + PLOT;
  const rows = width < NARROW ? 2 : 3;
  const labels = stackLabels(
    marks.map((mark) => ({ ...mark, x: x(mark.at), width: labelWidth(mark) })),
    rows,
    width,
    { lined: true },
  );
  const ticks = ticksOf(scale, 76);
  const strip = floor + AXIS;
  const isStruck = (at: number, label: string) => now !== null && Math.abs(x(at) - x(now)) < (label.length * DIGIT) / 2 + 4;
  const holds = (span: { readonly from: number; readonly to: number }, label: string) => x(span.to) - x(span.from) >= label.length * 6.1 + 4;
  const short = phases.filter((phase) => !holds(phase, phase.label));
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
            {isStruck(tick, tickLabel(tick, ticks.step)) ? null : (
              <text x={x(tick)} y={floor + 14} textAnchor={x(tick) < 20 ? 'start' : x(tick) > width - 20 ? 'end' : 'middle'} className={styles.clock}>
                {tickLabel(tick, ticks.step)}
              </text>
            )}
          </g>
        ))}
        {labels.map((mark) => (
          <line
            key={`${mark.at}-${mark.label}`}
            x1={mark.x}
            x2={mark.x}
            y1={mark.row === null ? HEAD + 2 : mark.row * 15}
            y2={floor}
            className={styles.markLine}
          />
        ))}
        {labels.map((mark) => (
          <g key={`${mark.at}-${mark.label}`} className={mark.strong ? `${styles.mark} ${styles.strong}` : styles.mark}>
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
              {!holds(phase, phase.label) ? null : (
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
      {short.length === 0 ? null : (
        <ul className={styles.key} aria-hidden="true">
          {short.map((phase) => (
            <li key={`${phase.from}-${phase.label}`}>
              <i className={styles.swatch} data-shade={phase.shade} />
              {phase.label} <span className={styles.clock}>{phase.note}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
