import type { Matter } from '@sitrep/shared/query/matters.ts';
import { groupName } from '@sitrep/shared/words/group-words.ts';
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useRoom } from '../../../ui/use-room.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './matter-list.module.css';
import { MatterRow, nameOf } from './matter-row.tsx';
import { MoreLine } from './more-line.tsx';

/** Other trouble, one row each. Rows that do not fit are counted by group. `beside`: changes with what else the scene shows. */
export const MatterList = ({ matters, head, beside }: { matters: readonly Matter[]; head: string | null; beside: string }) => {
  const { board } = useWall();
  const list = useRef<HTMLUListElement>(null);
  const key = [useSceneSize(list), beside, ...matters.map((matter) => matter.id + nameOf(board, matter))].join('|');
  // If not one row fits, the heading and the groups are hidden (`data-tight`), until the scene has another size or shows something else. Whether they
  // would fit again is not asked in between, so that the layout does not flicker.
  const [tight, setTight] = useState('');
  // What fits is measured again once they are hidden, also where the list has the size that it had before.
  const room = useRoom(list, matters.length, `${key}|${tight === key}`);
  if (room === 0 && tight !== key) setTight(key);
  const rest = matters.slice(room);
  return (
    <section className={styles.matters} aria-label="Also" data-tight={tight === key ? '' : undefined} style={{ '--matters': matters.length } as CSSProperties}>
      {head === null ? null : <h2 className={`${wallKit.label} ${styles.head}`}>{head}</h2>}
      <ul ref={list}>
        {matters.slice(0, room).map((matter) => (
          // Fitted anew once a name has less room.
          <MatterRow key={`${matter.kind}/${matter.id}/${tight === key}`} matter={matter} />
        ))}
        {rest.length === 0 ? null : (
          <li className={styles.more}>
            <MoreLine listed={room} rest={rest.map((matter) => ({ level: matter.level, group: groupName(board, componentIdOf(matter)) }))} />
          </li>
        )}
      </ul>
    </section>
  );
};

/** The size of the scene that holds the list, which does not depend on what is hidden in it. */
const useSceneSize = (list: RefObject<HTMLElement | null>): string => {
  const [size, setSize] = useState('');
  useLayoutEffect(() => {
    const scene = list.current?.closest('main');
    if (scene == null) return;
    const watcher = new ResizeObserver(() => setSize(`${scene.clientWidth}x${scene.clientHeight}`));
    watcher.observe(scene);
    return () => watcher.disconnect();
  }, [list]);
  return size;
};

/** The component whose group a matter is counted in. */
const componentIdOf = (matter: Matter): string | null => {
  switch (matter.kind) {
    case 'incident':
      return matter.incident.impacts[0]?.componentId ?? null;
    case 'component':
      return matter.id;
    case 'maintenance':
      return matter.maintenance.componentIds[0] ?? null;
  }
};
