import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Change } from '@sitrep/shared/query/changes-between.ts';
import { becameWords } from '@sitrep/shared/words/change-words.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { clock, runningDuration } from '@sitrep/shared/words/format.ts';
import { groupName } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { type CSSProperties, useRef } from 'react';
import type { Away } from '../../../sync/sync-store.ts';
import { useRoom } from '../../../ui/use-room.ts';
import { WallMark } from '../frame/wall-mark.tsx';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './back-list.module.css';
import { type HiddenRow, MoreLine } from './more-line.tsx';

/** How long the changes stay listed after the connection is back. */
export const LISTED_MS = 300_000;

/** The connection is back: how long it was lost, and what changed meanwhile. */
export const BackList = ({ away, changes }: { away: Away; changes: readonly Change[] }) => {
  const { board, zones } = useWall();
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, changes.length, changes.map(({ kind, id }) => kind + id).join('|'));
  const length = away.until - away.from;
  const at = (ms: number, seconds = true) => clock(ms, zones.leading, { seconds });
  return (
    <section className={styles.changes} aria-label="Changed meanwhile" style={{ '--changes': Math.min(changes.length, 4) } as CSSProperties}>
      <h2 className={styles.head}>
        <span className={styles.dot} />
        <b>Back after {runningDuration(length)}</b>
        <span>
          <span className={styles.gap}>
            No data from {at(away.from, length < 60_000)} to {at(away.until, length < 60_000)}.{' '}
          </span>
          <strong>{changes.length === 1 ? '1 change meanwhile:' : `${changes.length} changes meanwhile:`}</strong>
        </span>
        <small className={`${wallKit.label} ${styles.until}`}>listed until {at(away.until + LISTED_MS, false)}</small>
      </h2>
      <ul ref={list}>
        {changes.slice(0, room).map((change) => (
          <li className={styles.change} key={`${change.kind}/${change.id}`}>
            <time>{change.at === null ? '' : at(change.at)}</time>
            {change.kind === 'component' ? (
              <>
                <b>
                  <bdi dir="auto">{componentName(board, change.id)}</bdi>
                </b>
                <span>
                  {LEVEL_WORD[change.from]} to <WallMark level={change.to} size={32} /> <b>{LEVEL_WORD[change.to]}</b>
                </span>
              </>
            ) : (
              <>
                <b>
                  <bdi dir="auto">{change.title}</bdi>
                </b>
                <span>{becameWords(change.became)}</span>
              </>
            )}
          </li>
        ))}
        {room >= changes.length ? null : (
          <li className={styles.more}>
            <MoreLine listed={room} rest={changes.slice(room).map((change) => hiddenRowOf(board, change))} />
          </li>
        )}
      </ul>
    </section>
  );
};

const hiddenRowOf = (board: BoardState, change: Change): HiddenRow =>
  change.kind === 'component' ? { level: change.to, group: groupName(board, change.id) } : { level: change.level, group: groupName(board, null) };
