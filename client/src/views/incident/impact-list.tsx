import { inOrder, msBetween } from '@sitrep/shared/domain/fact-span.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { audienceWords, listed } from '@sitrep/shared/words/wording.ts';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import styles from './impact-list.module.css';

const MODE_WORD: Record<NonNullable<Incident['impacts'][number]['mode']>, string> = {
  slow: 'Slow, but working',
  read_only: 'Read-only',
  data_delayed: 'Data delayed, not lost',
  data_wrong: 'Figures wrong',
  no_access: 'No access',
  cosmetic: 'Looks wrong, works',
  intermittent: 'On and off',
};

/** Every stated impact: who was affected, how, where and when. Components stated as not affected are listed too. */
export const ImpactList = ({
  incident,
  componentName,
  regionName,
  label,
}: {
  incident: Incident;
  componentName: (id: string) => string;
  regionName: (id: string) => string;
  /** Its name, where no heading names it. */
  label?: string;
}) => (
  <ol className={styles.impacts} aria-label={label}>
    {inOrder(incident.impacts, (impact) => impact.from).map((impact) => {
      const length = impact.until === null ? null : msBetween(impact.from, impact.until);
      return (
        <li key={impact.impactId}>
          <div>
            {impact.notAffected ? <b className={styles.spared}>Not affected</b> : <StatusWord level={impact.level} />}
            {impact.byRepair === true ? <span className={styles.byRepair}>caused by the repair</span> : null}
          </div>
          <div>
            <b>
              {impact.notAffected && impact.audience !== null ? `${audienceWords(impact.audience)}: ` : ''}
              {impact.what ?? componentName(impact.componentId)}
            </b>
            <span className={styles.details}>
              {[
                impact.what === null ? null : componentName(impact.componentId),
                impact.regions.length === 0 ? 'everywhere' : listed(impact.regions.map(regionName)),
                impact.mode === null ? null : MODE_WORD[impact.mode].toLowerCase(),
              ]
                .filter((word) => word !== null)
                .join(', ')}
            </span>
          </div>
          <div className={styles.audience}>{impact.notAffected ? null : audienceWords(impact.audience)}</div>
          <div className={styles.when}>
            <span>
              <GivenTime time={impact.from} />
              {impact.notAffected ? null : (
                <>
                  {' to '}
                  {impact.until === null ? <b>still so</b> : <GivenTime time={impact.until} />}
                </>
              )}
            </span>
            {length === null || length <= 0 || impact.notAffected ? null : <em>{duration(length)}</em>}
          </div>
        </li>
      );
    })}
  </ol>
);
