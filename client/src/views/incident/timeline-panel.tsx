import type { Entry, Incident } from '@sitrep/shared/domain/state.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { entriesAsTheyWere } from '@sitrep/shared/query/entries-as-they-were.ts';
import { day } from '@sitrep/shared/words/format.ts';
import { Fragment, memo, type ReactNode, useRef, useState } from 'react';
import { useActorName } from '../../ui/actor-names.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import { entryAnchor } from './entry/entry-address.ts';
import { TimelineEntry } from './entry/timeline-entry.tsx';
import { NewerLine } from './newer-line.tsx';
import { FILTER_WORD, filtersFor, isShown, type Shown } from './timeline-filter.ts';
import styles from './timeline-panel.module.css';
import { authorOf, keysWithSeconds, type TimelineRow, timelineRows } from './timeline-rows.ts';
import { useFresh } from './use-fresh.ts';
import { useLinkedRow } from './use-linked-row.ts';
import { WaitingLine } from './waiting-line.tsx';

interface TimelinePanelProps {
  incident: Incident;
  /** Null where they do not see it, and in the public scope. */
  asCustomersSee: Incident | null;
  componentName: (id: string) => string;
  /** What stands above all entries. */
  first?: ReactNode;
  mayWrite: boolean;
  /** The id of the entry that the address names; null without one. */
  linked: string | null;
  shown: Shown;
  onShow: (shown: Shown) => void;
}

/**
 * The timeline, newest first unless the reader switches. Undated entries keep the place in which the source told them. Frozen, it lets no new entry in, so that
 * nothing moves under who reads it; what changes in the entries that are there is seen at once.
 */
export const TimelinePanel = memo(({ incident, asCustomersSee, componentName, first, mayWrite, linked, shown, onShow }: TimelinePanelProps) => {
  const { leading: zone } = useZones();
  const nameOf = useActorName();
  const list = useRef<HTMLOListElement>(null);
  const [newestFirst, setNewestFirst] = useState(true);
  /** The entries that were there when it was frozen; null while it is not. */
  const [frozen, setFrozen] = useState<ReadonlySet<string> | null>(null);
  const ordered = entriesAsTheyWere(incident, asCustomersSee);
  const filters = filtersFor(ordered, shown);
  const among = ordered.filter((entry) => isShown(entry, shown));
  const isIn = ({ id }: Entry) => frozen?.has(id) !== false;
  const rows = timelineRows(among.filter(isIn));
  if (newestFirst) rows.reverse();
  const freeze = () => setFrozen(new Set(ordered.map(({ id }) => id)));
  const fresh = useFresh(incident.id, incident.entries.filter(isIn).map(versionOf));
  const author = authorOf(rows, nameOf);
  const withSeconds = keysWithSeconds(rows);
  const target = linked === null ? undefined : rows.find(({ ids }) => ids.includes(linked));
  const leadAgain = useLinkedRow(list, target === undefined ? null : entryAnchor(target.entry.id));
  const dated = ordered.some((entry) => entry.at.ms !== null);
  return (
    <>
      <h2 className={kit.hidden}>Timeline</h2>
      <div className={styles.tools}>
        {filters.length === 0 ? null : (
          <label>
            <span className={kit.hidden}>Show</span>
            <select value={shown} onChange={(event) => onShow(event.target.value as Shown)}>
              <option value="all">Show all kinds</option>
              {filters.map((filter) => (
                <option key={filter} value={filter}>
                  {FILTER_WORD[filter]}
                </option>
              ))}
            </select>
          </label>
        )}
        {rows.length < 2 ? null : (
          <button type="button" className={`${kit.bareButton} ${styles.tool}`} aria-pressed={newestFirst} onClick={() => setNewestFirst(!newestFirst)}>
            {newestFirst ? 'Newest first' : 'Oldest first'}
          </button>
        )}
        {incident.phase === 'resolved' && frozen === null ? null : (
          <button
            type="button"
            className={`${kit.bareButton} ${styles.tool}`}
            aria-pressed={frozen !== null}
            title="New entries wait until you ask for them"
            onClick={frozen === null ? freeze : () => setFrozen(null)}
          >
            {frozen === null ? 'Freeze' : 'Frozen'}
          </button>
        )}
      </div>
      {dated || rows.length === 0 ? null : <p className={`${kit.note} ${styles.said}`}>No dates were given. Entries stand in the order they were told.</p>}
      {author === null ? null : <p className={`${kit.note} ${styles.said}`}>Everything here was recorded by {author}.</p>}
      {linked === null || target !== undefined ? null : (
        <p className={`${kit.note} ${styles.said}`} role="status">
          {shown === 'all' ? 'The entry of this link is not here: it may not be public, or the link was cut short.' : 'The entry of this link is filtered out.'}{' '}
          {shown === 'all' ? null : (
            <button
              type="button"
              onClick={() => {
                leadAgain();
                onShow('all');
              }}
            >
              Show all kinds
            </button>
          )}
        </p>
      )}
      {rows.length > 0 ? null : <p className={kit.quiet}>{ordered.length === 0 ? 'Nothing was written yet.' : 'Nothing of this kind was written.'}</p>}
      {frozen !== null ? (
        <WaitingLine list={list} count={timelineRows(among.filter((entry) => !isIn(entry))).length} onShow={freeze} />
      ) : newestFirst ? (
        <NewerLine list={list} count={incident.entries.length} />
      ) : null}
      <ol className={styles.entries} ref={list} data-authors={author === null && rows.some(({ entry }) => entry.actor !== null) ? '' : undefined}>
        {first}
        {rows.map((row, index) => (
          <Fragment key={row.key}>
            {dayHead(row, rows[index - 1], zone)}
            <TimelineEntry
              row={row}
              incident={incident}
              mayWrite={mayWrite}
              componentName={componentName}
              seconds={withSeconds.has(row.key)}
              authored={author === null}
              linked={row === target}
              fresh={fresh.has(versionOf(row.entry))}
            />
          </Fragment>
        ))}
      </ol>
    </>
  );
});

/** Another one with each change of its words. */
const versionOf = ({ id, earlier, retracted }: Entry): string => `${id}#${earlier.length}${retracted === undefined ? '' : '#retracted'}`;

const dayHead = (row: TimelineRow, before: TimelineRow | undefined, zone: string) => {
  const words = dayOf(row, zone);
  return words === null || (before !== undefined && dayOf(before, zone) === words) ? null : <li className={styles.day}>{words}</li>;
};
const dayOf = (row: TimelineRow, zone: string): string | null => {
  const { ms } = row.entry.at;
  return ms === null ? null : `${day(ms, zone)} ${zoned(ms, zone).year}`;
};
