import { levelRank, worstLevel } from '@sitrep/shared/domain/words.ts';
import { type GroupSummary, groupSummaries } from '@sitrep/shared/query/group-summary.ts';
import { groupTitle, groupWords } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { useMemo, useRef } from 'react';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { useRoom } from '../../../ui/use-room.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './group-strip.module.css';
import { WallMark } from './wall-mark.tsx';

interface StripProps {
  /** The state of every group is unknown, because nothing was received for a minute. */
  unknown?: boolean;
  /** In fewer rows, below an exercise. */
  compact?: boolean;
  /** The headline says that no trouble is reported, so groups of which nothing more is known do not repeat it. */
  calm?: boolean;
}

/** The state of each group. Without a connection, groups without trouble are shown as unknown. */
export const GroupStrip = ({ unknown = false, compact = false, calm = false }: StripProps) => {
  const { board, lost } = useWall();
  const groups = useMemo(() => groupSummaries(board), [board]);
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, groups.length, groups.map((group) => groupTitle(group) + groupWords(group)).join('|'));
  // If not all fit, the groups in trouble are shown.
  const shown = room >= groups.length ? groups : groups.toSorted((a, b) => levelRank(b.level) - levelRank(a.level)).slice(0, room);
  const rest = groups.filter((group) => !shown.includes(group));
  return (
    <ul className={styles.groups} ref={list} aria-label="Groups" data-compact={compact ? '' : undefined}>
      {shown.map((group) => (
        <Group key={group.id} group={group} said={calm && groups.every(({ fresh }) => !fresh)} unknown={unknown || (lost && group.level === 'operational')} />
      ))}
      {rest.length === 0 ? null : (
        <li className={styles.group}>
          <b className={`${wallKit.label} ${styles.count}`}>{shown.length === 0 ? `${rest.length} groups` : `${rest.length} more`}</b>
          <em className={`${wallKit.label} ${styles.state}`}>{unknown ? 'unknown' : restWords(rest, lost)}</em>
        </li>
      )}
    </ul>
  );
};

const restWords = (rest: readonly GroupSummary[], lost: boolean): string => {
  const worst = worstLevel(rest.map(({ level }) => level));
  if (worst === 'operational') return lost ? 'unknown' : 'no trouble reported';
  return `worst: ${LEVEL_WORD[worst].toLowerCase()}`;
};

const Group = ({ group, unknown, said }: { group: GroupSummary; unknown: boolean; said: boolean }) => {
  const level = unknown ? 'unknown' : group.level;
  return (
    <li className={styles.group} data-st={LEVEL_CODE[level]} data-trouble={level === 'operational' || unknown ? undefined : ''}>
      <WallMark level={level} size={26} unmeasured={!group.fresh} />
      <bdi className={`${wallKit.label} ${styles.name}`}>{groupTitle(group)}</bdi>
      {said && !unknown ? null : <em className={`${wallKit.label} ${styles.state}`}>{unknown ? 'unknown' : groupWords(group)}</em>}
    </li>
  );
};
