import type { Commitment } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { clock, countdown, dueWords, zoneName } from '@sitrep/shared/words/format.ts';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import kit from '../../../ui/kit.module.css';
import { useZones } from '../../../ui-state.ts';
import { type Draft, type Due, readDue, typedDue } from './draft.ts';
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
  const typed = due !== null && 'at' in due ? due : null;
  const meant = typed?.zone ?? zone;
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
        <button type="button" aria-pressed={typed !== null} onClick={() => choose(typedDue('', zone, now), typed !== null)}>
          at
        </button>
      </div>
      {typed === null && read?.kind === 'time' ? <p>{`${clock(read.time.ms, zone)} ${zoneName(zone)}, ${countdown(read.time.ms, now)}`}</p> : null}
      {due === null || leftOpen(commitments, draft.scope) !== undefined ? <p>{promisedWords(commitments, draft.scope, now, zone)}</p> : null}
      {typed === null ? null : (
        <TimeField
          label="At"
          text={typed.at}
          read={read}
          onChange={(at) => onChange({ ...draft, due: typedDue(at, meant, now) })}
          now={now}
          zone={meant}
          other={meant === other ? zone : other}
        />
      )}
    </fieldset>
  );
};

const openPromises = (commitments: readonly Commitment[]): readonly Commitment[] =>
  commitments.filter(({ kind, outcome }) => kind === 'next_update' && outcome === 'open');
/** The promise to customers that a post for `scope` leaves open: an internal note does not keep it. */
const leftOpen = (commitments: readonly Commitment[], scope: Scope): Commitment | undefined =>
  openPromises(commitments).find((one) => one.scope === 'public' && scope === 'internal');

/** What is promised, and whether the post keeps it. `scope`: who reads the words. */
const promisedWords = (commitments: readonly Commitment[], scope: Scope, now: number, zone: string): string => {
  const open = openPromises(commitments);
  // Of several, the one that is still open after this is what matters.
  const left = leftOpen(commitments, scope);
  const due = (left ?? open[0])?.due ?? null;
  if (due === null || due.ms === null) return 'not promised';
  const stands = `now ${clock(due.ms, zone)}, ${dueWords(due, now)}`;
  return left === undefined ? `${stands}; this keeps it` : `${stands}, promised to customers; a note inside does not keep it`;
};
