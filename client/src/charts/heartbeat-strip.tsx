import styles from './heartbeat-strip.module.css';

const BAR = 5;
const STEP = 12;
const HEIGHT = 40;

/** Each heartbeat of the last minutes: as tall as it was late, a dot on the floor where none came. In: how late each was in ms, null for a missed one, oldest first. */
export const HeartbeatStrip = ({ beats, most, summary }: { beats: readonly (number | null)[]; most: number; summary: string }) => (
  <svg className={styles.strip} viewBox={`0 0 ${most * STEP} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
    {beats.map((late, index) => {
      const x = (most - beats.length + index) * STEP;
      const tall = late === null ? 3 : Math.min(HEIGHT, 8 + 5 * Math.log2(1 + late / 4));
      // biome-ignore lint/suspicious/noArrayIndexKey: a beat has no identity but its place.
      return <rect key={index} className={late === null ? styles.missed : undefined} x={x} y={HEIGHT - tall} width={BAR} height={tall} />;
    })}
  </svg>
);
