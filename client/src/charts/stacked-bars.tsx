import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, LabelList, ReferenceArea, Tooltip, XAxis, YAxis } from 'recharts';
import type { Tone } from './level-timeline.tsx';
import styles from './stacked-bars.module.css';
import { useWidth } from './use-width.ts';

export interface StackedBar {
  /** UTC ms: the period of the bar. */
  readonly from: number;
  readonly until: number;
  /** Bottom and top of the stack. */
  readonly lower: number;
  readonly upper: number;
  /** Above the bar, if all labels fit. */
  readonly label: string;
  /** For the tooltip: the name of the period, and lines of text. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly vague: boolean;
}
export interface StackedBarsProps {
  readonly bars: readonly StackedBar[];
  /** UTC ms: the requested window. The parts of the first and last bar outside it are hatched. */
  readonly from: number;
  readonly to: number;
  readonly lower: { readonly tone: Tone; readonly word: string };
  readonly upper: { readonly tone: Tone; readonly word: string };
  readonly tickLabel: (ms: number) => string;
  readonly valueLabel: (value: number) => string;
  /** One sentence that says what the picture shows. */
  readonly summary: string;
}

const HEIGHT = 208;
const MARGIN = { top: 20, right: 4, bottom: 0, left: 0 };
const AXIS_WIDTH = 52;
/** Approximate width of a letter, px. */
const LETTER = 6.4;

/** Two amounts per calendar period, stacked. One is outlined and one solid, so that they differ in pattern and word as well as colour (hatch means "not known"); arrow keys reach each bar. */
export const StackedBars = ({ bars, from, to, lower, upper, tickLabel, valueLabel, summary }: StackedBarsProps) => {
  const [ref, width] = useWidth<HTMLDivElement>(760);
  const id = useId();
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const domain = [first.from, last.until];
  const px = (width - AXIS_WIDTH - MARGIN.right) / (last.until - first.from);
  const narrowest = Math.min(...bars.map((bar) => bar.until - bar.from)) * px;
  const barSize = Math.max(2, Math.min(48, narrowest * 0.68));
  const longest = Math.max(...bars.map(({ label }) => label.length)) * LETTER;
  const every = Math.max(1, Math.ceil(64 / narrowest));
  const data = bars.map((bar) => ({ ...bar, at: (bar.from + bar.until) / 2 }));
  return (
    <div ref={ref} className={styles.chart}>
      <BarChart width={width} height={HEIGHT} data={data} margin={MARGIN} barSize={barSize} aria-label={summary} accessibilityLayer>
        <defs>
          <pattern id={`${id}out`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1" height="6" className={styles.outside} />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={domain}
          ticks={data.filter((_, index) => index % every === 0).map(({ at }) => at)}
          tickFormatter={(at: number) => tickLabel(data.find((bar) => bar.at === at)?.from ?? at)}
          interval={0}
          tickLine={false}
          height={22}
        />
        <YAxis width={AXIS_WIDTH} tickFormatter={valueLabel} tickCount={4} allowDecimals={false} axisLine={false} tickLine={false} />
        {from > first.from ? <ReferenceArea x1={first.from} x2={from} ifOverflow="hidden" fill={`url(#${id}out)`} fillOpacity={1} /> : null}
        {to < last.until ? <ReferenceArea x1={to} x2={last.until} ifOverflow="hidden" fill={`url(#${id}out)`} fillOpacity={1} /> : null}
        <Tooltip
          isAnimationActive={false}
          cursor={{ className: styles.cursor }}
          content={({ active, payload }) => {
            const bar = active ? (payload?.[0]?.payload as StackedBar | undefined) : undefined;
            return bar === undefined ? null : (
              <div className={styles.tip}>
                <b>{bar.name}</b>
                {bar.lines.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </div>
            );
          }}
        />
        <Bar
          dataKey="lower"
          name={lower.word}
          stackId="all"
          isAnimationActive={false}
          minPointSize={(_, index) => leastHeight(bars[index]?.lower)}
          className={(lower.tone === 'par' ? styles.partial : '') ?? ''}
        >
          {longest > narrowest - 4 ? null : <LabelList dataKey={(bar: StackedBar) => (bar.upper > 0 ? '' : bar.label)} position="top" />}
        </Bar>
        <Bar
          dataKey="upper"
          name={upper.word}
          stackId="all"
          isAnimationActive={false}
          minPointSize={(_, index) => leastHeight(bars[index]?.upper)}
          className={(upper.tone === 'maj' ? styles.major : '') ?? ''}
        >
          {longest > narrowest - 4 ? null : <LabelList dataKey={(bar: StackedBar) => (bar.upper > 0 ? bar.label : '')} position="top" />}
        </Bar>
      </BarChart>
    </div>
  );
};

// One minute among thousands must still be visible.
const leastHeight = (value = 0): number => (value > 0 ? 2 : 0);
