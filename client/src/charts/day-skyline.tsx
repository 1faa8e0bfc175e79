import styles from './day-skyline.module.css';
import type { Tone } from './level-timeline.tsx';
import { useWidth } from './use-width.ts';

const TALL: Record<Tone, number> = { op: 6, mnt: 12, unk: 40, deg: 18, par: 28, maj: 40 };
const HEIGHT = 44;

/** One bar per day, taller is worse; one is selected. Arrow keys step through the days, Home and End go to the ends. `tone` null: the component did not exist yet. */
export const DaySkyline = ({
  days,
  chosen,
  onChoose,
  summary,
  chosenWords,
  measured,
}: {
  days: readonly { readonly from: number; readonly tone: Tone | null }[];
  chosen: number;
  onChoose: (index: number) => void;
  summary: string;
  chosenWords: string;
  /** Whether checks measure the component; if not, days without trouble are not green. */
  measured: boolean;
}) => {
  const [ref, width] = useWidth<HTMLDivElement>(900);
  const step = width / Math.max(1, days.length);
  const go = (index: number) => onChoose(Math.min(days.length - 1, Math.max(0, index)));
  return (
    <div
      ref={ref}
      className={styles.skyline}
      role="slider"
      tabIndex={0}
      aria-label={`Day, of: ${summary}`}
      aria-valuemin={0}
      aria-valuemax={days.length - 1}
      aria-valuenow={chosen}
      aria-valuetext={chosenWords}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(chosen - 1);
        else if (event.key === 'ArrowRight') go(chosen + 1);
        else if (event.key === 'Home') go(0);
        else if (event.key === 'End') go(days.length - 1);
        else return;
        event.preventDefault();
      }}
    >
      <svg
        width={width}
        height={HEIGHT + 4}
        aria-hidden="true"
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          go(Math.floor((event.clientX - box.left) / step));
        }}
      >
        {days.map((day, index) => {
          const { tone } = day;
          // Consecutive days without data share one outline.
          if (tone === null || (tone === 'unk' && days[index - 1]?.tone === 'unk')) return null;
          const end = tone === 'unk' ? days.findIndex((other, at) => at > index && other.tone !== 'unk') : index + 1;
          const count = (end === -1 ? days.length : end) - index;
          return (
            <rect
              key={day.from}
              data-st={tone}
              className={styles.bar}
              data-unmeasured={measured ? undefined : ''}
              x={index * step + 0.5}
              y={HEIGHT - TALL[tone]}
              width={Math.max(1, count * step - 2)}
              height={TALL[tone]}
            />
          );
        })}
        <rect className={styles.window} x={chosen * step - 1} y={0.75} width={step + 1} height={HEIGHT + 2} />
      </svg>
    </div>
  );
};
