import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import type { Entry } from '@sitrep/shared/domain/state.ts';
import { useActorName } from '../../ui/actor-names.ts';
import { instantWords } from '../../ui/fact-time/words.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import styles from './amendments.module.css';
import { TextDifference } from './text-difference-view.tsx';

/** Earlier versions of an amended update, each with what changed. Open from the start, so that an amendment hides nothing. */
export const Amendments = ({ entry }: { entry: Entry }) => {
  const { leading: zone } = useZones();
  const nameOf = useActorName();
  if (entry.earlier.length === 0) return null;
  return (
    <details className={styles.amendments} open>
      <summary>{entry.earlier.length === 1 ? 'Amended once' : `Amended ${entry.earlier.length} times`}</summary>
      <ol>
        {entry.earlier.map((earlier, index) => {
          const next = entry.earlier[index + 1]?.text ?? entry.text ?? '';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: earlier texts are only ever added at the end
            <li key={index}>
              <p className={kit.note}>
                Until{' '}
                <time className={kit.date} dateTime={new Date(earlier.until).toISOString()}>
                  {instantWords(earlier.until, zone)}
                </time>
                {earlier.by === null ? null : `, changed by ${nameOf(earlier.by) ?? 'somebody'}`}
                {earlier.reason === null ? null : `: ${earlier.reason}`}
              </p>
              {isRemoved(earlier.text) ? <p className={kit.dim}>The text was removed.</p> : <TextDifference before={earlier.text} after={next} />}
            </li>
          );
        })}
      </ol>
    </details>
  );
};
