import type { Component } from '@sitrep/shared/domain/state.ts';
import { type Level, levelRank } from '@sitrep/shared/domain/words.ts';
import { allStatuses } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { groupName } from '@sitrep/shared/words/group-words.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { type CSSProperties, useMemo, useRef } from 'react';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { useRoom } from '../../../ui/use-room.ts';
import { WallMark } from '../frame/wall-mark.tsx';
import { useWall } from '../wall-context.ts';
import styles from './hurt-list.module.css';
import { MoreLine } from './more-line.tsx';

interface Hurt {
  readonly component: Component;
  readonly level: Level;
}

interface HurtProps {
  /** The levels that an exercise simulates, instead of the real ones. */
  simulated?: boolean;
  /** Components whose maintenance is told elsewhere; at a worse level they are listed all the same. */
  without?: ReadonlySet<string>;
}
const NONE: ReadonlySet<string> = new Set();

/** The affected components, worst first. */
export const HurtList = ({ simulated = false, without = NONE }: HurtProps) => {
  const { board } = useWall();
  const hurt = useMemo(() => {
    const statuses = allStatuses(board);
    return Object.values(board.components)
      .flatMap((component): Hurt[] => {
        const status = statuses[component.id];
        const level = simulated ? status?.simulated : status?.level;
        if (level == null || level === 'operational' || (level === 'under_maintenance' && without.has(component.id))) return [];
        return [{ component, level }];
      })
      .sort((a, b) => levelRank(b.level) - levelRank(a.level) || a.component.position - b.component.position);
  }, [board, simulated, without]);
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, hurt.length, hurt.map(({ component, level }) => componentName(board, component.id) + level).join('|'));
  const rest = hurt.slice(room);
  const rows = Math.ceil(Math.min(room, hurt.length) / 2);
  return (
    <ul
      className={styles.list}
      ref={list}
      aria-label={simulated ? 'Components, simulated' : 'Components'}
      data-few={hurt.length < 2 ? '' : undefined}
      data-simulated={simulated ? '' : undefined}
      style={rows === 0 ? undefined : ({ '--rows': rows } as CSSProperties)}
    >
      {hurt.slice(0, room).map(({ component, level }) => (
        <li className={styles.row} key={component.id} data-st={LEVEL_CODE[level]}>
          <span className={styles.mark}>
            <WallMark level={level} size={32} />
          </span>
          <b className={styles.name}>
            <bdi dir="auto">{componentName(board, component.id)}</bdi>
          </b>
          <em className={styles.level}>{simulated ? `${LEVEL_SHORT[level]}, simulated` : LEVEL_WORD[level]}</em>
        </li>
      ))}
      {rest.length === 0 ? null : (
        <li className={styles.more}>
          <MoreLine simulated={simulated} listed={room} rest={rest.map(({ component, level }) => ({ level, group: groupName(board, component.id) }))} />
        </li>
      )}
    </ul>
  );
};
