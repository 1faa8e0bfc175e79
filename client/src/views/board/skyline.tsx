import { day, minutes } from '@sitrep/shared/words/format.ts';
import { levelWord } from '@sitrep/shared/words/wording.ts';
import { type KeyboardEvent, memo, useState } from 'react';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import styles from './skyline.module.css';
import { DAY_WIDTH, SKYLINE_HEIGHT, type SkylineDay, skylinePaths, skylineWords } from './skyline-shape.ts';

const dayWords = ({ from, worst, downMinutes }: SkylineDay, measured: boolean, zone: string): string =>
  `${day(from, zone)}: ${worst === null ? 'not there yet' : levelWord(worst, measured)}${downMinutes > 0 ? `, ${minutes(downMinutes)} down` : ''}`;

interface SkylineProps {
  days: readonly SkylineDay[];
  /** Whether checks measure the component; without, its quiet days are not green. */
  measured: boolean;
  name: string;
  share: string;
  /** The time zone whose midnights divide the days. */
  zone: string;
}

/** Ninety days of one component as one image. The arrow keys Left and Right step through the days. */
export const Skyline = memo(({ days, measured, name, share, zone }: SkylineProps) => {
  const [chosen, setChosen] = useState<number | null>(null);
  const width = days.length * DAY_WIDTH;
  const at = chosen === null ? null : (days[chosen] ?? null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setChosen((known) => Math.min(days.length - 1, Math.max(0, known === null ? days.length - 1 : known + by)));
  };
  return (
    <span className={styles.bars}>
      <svg
        width={width}
        height={SKYLINE_HEIGHT}
        viewBox={`0 0 ${width} ${SKYLINE_HEIGHT}`}
        shapeRendering="crispEdges"
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an image whose days can be stepped through.
        tabIndex={0}
        aria-label={`${name}: ${share}. ${skylineWords(days, measured, zone)}`}
        onKeyDown={onKeyDown}
        onBlur={() => setChosen(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setChosen(Math.min(days.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * days.length))));
        }}
        onPointerLeave={() => setChosen(null)}
      >
        <rect width={width} height={SKYLINE_HEIGHT} fill="transparent" />
        {skylinePaths(days).map(({ level, path }) => (
          <path key={level} d={path} fill={level === 'operational' ? (measured ? 'var(--op-quiet)' : 'var(--line-2)') : `var(--${LEVEL_CODE[level]})`} />
        ))}
        {chosen === null ? null : <path d={`M${chosen * DAY_WIDTH + 1} -2v${SKYLINE_HEIGHT + 4}`} stroke="var(--ink)" />}
      </svg>
      {at === null ? null : (
        <span className={chosen !== null && chosen > days.length / 2 ? `${styles.day} ${styles.end}` : styles.day}>{dayWords(at, measured, zone)}</span>
      )}
      <span className={kit.hidden} aria-live="polite">
        {at === null ? '' : dayWords(at, measured, zone)}
      </span>
    </span>
  );
});
