import type { Entry, Incident } from '@sitrep/shared/domain/state.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { entriesAsTheyWere } from '@sitrep/shared/query/entries-as-they-were.ts';
import { day } from '@sitrep/shared/words/format.ts';
import { Fragment, memo, type ReactNode, useRef, useState } from 'react';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import { EntryRow } from './entry-row.tsx';
import { NewerLine } from './newer-line.tsx';
import styles from './timeline-panel.module.css';
import { type Shown, type TimelineRow, timelineRows } from './timeline-rows.ts';
import { useFresh } from './use-fresh.ts';

const KINDS: readonly (readonly [Entry['kind'], string])[] = [
  ['public', 'Public updates'],
  ['internal', 'Internal notes'],
  ['change', 'Changes'],
  ['alert', 'Alerts'],
  ['fact', 'Facts'],
  ['unsupported', 'Unsupported'],
];

interface TimelinePanelProps {
  incident: Incident;
  /** Null where they do not see it, and in the public scope. */
  asCustomersSee: Incident | null;
  componentName: (id: string) => string;
  /** What stands above all entries. */
  first?: ReactNode;
}

/** The timeline, newest first unless the reader switches. Undated entries keep the place in which the source told them. */
export const TimelinePanel = memo(({ incident, asCustomersSee, componentName, first }: TimelinePanelProps) => {
  const { leading: zone } = useZones();
  const [shown, setShown] = useState<Shown>('all');
  const list = useRef<HTMLOListElement>(null);
  const [newestFirst, setNewestFirst] = useState(true);
  const ordered = entriesAsTheyWere(incident, asCustomersSee);
  const kinds = KINDS.filter(([kind]) => ordered.some((entry) => entry.kind === kind));
  const rows = timelineRows(ordered, shown);
  if (newestFirst) rows.reverse();
  const fresh = useFresh(
    incident.id,
    incident.entries.map((entry) => `${entry.id}#${entry.earlier.length}`),
  );
  const dated = ordered.some((entry) => entry.at.ms !== null);
  return (
    <>
      <h2 className={kit.hidden}>Timeline</h2>
      <div className={styles.tools}>
        {kinds.length < 2 ? null : (
          <label>
            <span className={kit.hidden}>Show</span>
            <select value={shown} onChange={(event) => setShown(event.target.value as Shown)}>
              <option value="all">Show all kinds</option>
              {kinds.map(([kind, word]) => (
                <option key={kind} value={kind}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        )}
        {rows.length < 2 ? null : (
          <button type="button" className={`${kit.bareButton} ${styles.order}`} aria-pressed={newestFirst} onClick={() => setNewestFirst(!newestFirst)}>
            {newestFirst ? 'Newest first' : 'Oldest first'}
          </button>
        )}
      </div>
      {dated || rows.length === 0 ? null : <p className={`${kit.note} ${styles.undated}`}>No dates were given. Entries stand in the order they were told.</p>}
      {rows.length === 0 ? <p className={kit.quiet}>Nothing was written yet.</p> : null}
      {newestFirst ? <NewerLine key={incident.id} list={list} count={incident.entries.length} /> : null}
      <ol className={styles.entries} ref={list}>
        {first}
        {rows.map((row, index) => (
          <Fragment key={row.key}>
            {dayHead(row, rows[index - 1], zone)}
            <EntryRow row={row} componentName={componentName} fresh={fresh.has(`${row.entry.id}#${row.entry.earlier.length}`)} />
          </Fragment>
        ))}
      </ol>
    </>
  );
});

const dayHead = (row: TimelineRow, before: TimelineRow | undefined, zone: string) => {
  const words = dayOf(row, zone);
  return words === null || (before !== undefined && dayOf(before, zone) === words) ? null : <li className={styles.day}>{words}</li>;
};
const dayOf = (row: TimelineRow, zone: string): string | null => {
  const { ms } = row.entry.at;
  return ms === null ? null : `${day(ms, zone)} ${zoned(ms, zone).year}`;
};
