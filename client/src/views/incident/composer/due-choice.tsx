import type { Commitment } from '@sitrep/shared/domain/state.ts';
import { clock, countdown, dueWords, zoneName } from '@sitrep/shared/words/format.ts';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import kit from '../../../ui/kit.module.css';
import { useZones } from '../../../ui-state.ts';
import { type Draft, type Due, readDue } from './draft.ts';
import styles from './due-choice.module.css';

const MINUTES: readonly (readonly [number, string])[] = [
  [15, '15 m'],
  [30, '30 m'],
  [60, '1 h'],
];

/** When the next update is due; a choice pressed again is taken back. */
export const DueChoice = ({
  draft,
  commitments,
  now,
  onChange,
}: {
  draft: Draft;
  commitments: readonly Commitment[];
  /** UTC ms. */
  now: number;
  onChange: (draft: Draft) => void;
}) => {
  const { leading: zone, other } = useZones();
  const { due } = draft;
  const atTime = due !== null && 'at' in due ? due.at : null;
  const read = readDue(due, now, zone);
  const choose = (next: Due, isChosen: boolean) => onChange({ ...draft, due: isChosen ? null : next });
  return (
    <fieldset className={styles.due}>
      <legend className={kit.label}>Next update due</legend>
      <div className={styles.choices}>
        {MINUTES.map(([minutes, words]) => {
          const isChosen = due !== null && 'in' in due && due.in === minutes;
          return (
            <button key={minutes} type="button" aria-pressed={isChosen} onClick={() => choose({ in: minutes }, isChosen)}>
              in {words}
            </button>
          );
        })}
        <button type="button" aria-pressed={atTime !== null} onClick={() => choose({ at: '' }, atTime !== null)}>
          at
        </button>
      </div>
      {atTime === null ? (
        <p>
          {read?.kind === 'time' ? `${clock(read.time.ms, zone)} ${zoneName(zone)}, ${countdown(read.time.ms, now)}` : promisedWords(commitments, now, zone)}
        </p>
      ) : (
        <TimeField label="At" text={atTime} read={read} onChange={(at) => onChange({ ...draft, due: { at } })} {...{ now, zone, other }} />
      )}
    </fieldset>
  );
};

/** What stands while nothing is chosen. */
const promisedWords = (commitments: readonly Commitment[], now: number, zone: string): string => {
  const promised = commitments.find(({ kind, outcome }) => kind === 'next_update' && outcome === 'open');
  return promised?.due?.ms == null ? 'not promised' : `now ${clock(promised.due.ms, zone)}, ${dueWords(promised.due, now)}; this keeps it`;
};
