import styles from './heartbeat-strip.module.css';

const BAR = 5;
const STEP = 12;
const HEIGHT = 40;

/** The heartbeats of the last minutes: the later, the taller; a dot on the base line for a missed one. In: the delay of each in ms, null for a missed one, oldest first. */
export const HeartbeatStrip = ({ beats, most, summary }: { beats: readonly (number | null)[]; most: number; summary: string }) => (
  <svg className={styles.strip} viewBox={`0 0 ${most * STEP} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
    {beats.map((late, index) => {
      const x = (most - beats.length + index) * STEP;
      const tall = late === null ? 3 : Math.min(HEIGHT, 8 + 5 * Math.log2(1 + late / 4));
      // biome-ignore lint/suspicious/noArrayIndexKey: a beat has no identity other than its position.
      return <rect key={index} className={late === null ? styles.missed : undefined} x={x} y={HEIGHT - tall} width={BAR} height={tall} />;
    })}
  </svg>
);
