import { levelRank, worstLevel } from '@sitrep/shared/domain/words.ts';
import { type GroupSummary, groupSummaries } from '@sitrep/shared/query/group-summary.ts';
import { groupTitle, groupWords } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { useMemo, useRef } from 'react';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { useRoom } from '../../../ui/use-room.ts';
import { useWall } from '../wall-context.ts';
import { WallMark } from './wall-mark.tsx';

/** How each group is doing, in one line. `unknown`: nothing is known of any of them any more. In a silence none is said to be well. */
export const GroupStrip = ({ unknown = false }: { unknown?: boolean }) => {
  const { board, lost } = useWall();
  const groups = useMemo(() => groupSummaries(board), [board]);
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, groups.length, groups.map((group) => groupTitle(group) + groupWords(group)).join('|'));
  // Where not all fit, those in trouble are the ones that must be seen.
  const shown = room >= groups.length ? groups : groups.toSorted((a, b) => levelRank(b.level) - levelRank(a.level)).slice(0, room);
  const rest = groups.filter((group) => !shown.includes(group));
  return (
    <ul className="wgroups" ref={list} aria-label="Groups">
      {shown.map((group) => (
        <Group key={group.id} group={group} unknown={unknown || (lost && group.level === 'operational')} />
      ))}
      {rest.length === 0 ? null : (
        <li className="wgroup">
          <b className="wlabel">{shown.length === 0 ? `${rest.length} groups` : `${rest.length} more`}</b>
          <em className="wlabel">{unknown ? 'unknown' : restWords(rest, lost)}</em>
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

const Group = ({ group, unknown }: { group: GroupSummary; unknown: boolean }) => {
  const level = unknown ? 'unknown' : group.level;
  return (
    <li className="wgroup" data-st={LEVEL_CODE[level]} data-trouble={level === 'operational' || unknown ? undefined : ''}>
      <WallMark level={level} size={26} unmeasured={!group.fresh} />
      <bdi className="wlabel wgroup-name">{groupTitle(group)}</bdi>
      <em className="wlabel">{unknown ? 'unknown' : groupWords(group)}</em>
    </li>
  );
};
