import { durationParts } from '@sitrep/shared/words/format.ts';
import { Fragment } from 'react';
import styles from './duration.module.css';
import { useBeat } from './now-context.ts';

const YEAR_MS = 365.25 * 86_400_000;

interface Look {
  /** Seconds are left out above one minute. */
  coarse?: boolean;
  /** The two largest units only, and whole years from two on: for long ages, where minutes would be noise. */
  lead?: boolean;
  /** In running text: the surrounding font, units in full size. */
  plain?: boolean;
}

/** A fixed length of time. `ms`: milliseconds. */
export const Duration = ({ ms, coarse = false, lead = false, plain = false }: { ms: number } & Look) => (
  <span className={plain ? `${styles.duration} ${styles.plain}` : styles.duration} data-duration>
    {(lead && ms >= 2 * YEAR_MS ? [{ value: String(Math.floor(ms / YEAR_MS)), unit: 'years' }] : durationParts(ms, { seconds: !coarse }))
      .slice(0, lead ? 2 : 3)
      .map((part, index) => (
        <Fragment key={part.unit}>
          {index > 0 ? ' ' : ''}
          <b>{part.value}</b>
          <i>{plain || part.unit === 'years' ? `\u00a0${part.unit}` : part.unit}</i>
        </Fragment>
      ))}
  </span>
);

/** A running length of time, on the shared clock. `since`: UTC ms. Never announced to screen readers. */
export const Elapsed = ({ since, ...look }: { since: number } & Look) => {
  const now = useBeat();
  return <Duration ms={now - since} {...look} />;
};
