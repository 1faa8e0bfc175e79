import { clock, countdown, zoneName } from '@sitrep/shared/words/format.ts';
import type { ReactNode } from 'react';
import { useZones } from '../../ui-state.ts';
import { type Due, readDue, typedDue } from './due.ts';
import styles from './due-field.module.css';
import { TimeField } from './time-field.tsx';

const MINUTES: readonly (readonly [number, string])[] = [
  [15, '15 m'],
  [30, '30 m'],
  [60, '1 h'],
];

/** When the next update is due; a choice pressed again is taken back. `now`: UTC ms. `note`: what is promised as it is. */
export const DueField = ({ due, onChange, now, note = null }: { due: Due | null; onChange: (due: Due | null) => void; now: number; note?: ReactNode }) => {
  const { leading: zone, other } = useZones();
  const typed = due !== null && 'at' in due ? due : null;
  const meant = typed?.zone ?? zone;
  const read = readDue(due, now, zone);
  const choose = (next: Due, isChosen: boolean) => onChange(isChosen ? null : next);
  return (
    <fieldset className={styles.due}>
      <legend>Next update due</legend>
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
      {note === null ? null : <p>{note}</p>}
      {typed === null ? null : (
        <TimeField
          label="At"
          text={typed.at}
          read={read}
          onChange={(at) => onChange(typedDue(at, meant, now))}
          now={now}
          zone={meant}
          other={meant === other ? zone : other}
        />
      )}
    </fieldset>
  );
};
