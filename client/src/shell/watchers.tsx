import { grouped } from '@sitrep/shared/words/format.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { useWatchers } from '../sync/use-watchers.ts';
import kit from '../ui/kit.module.css';
import styles from './watchers.module.css';

/** How many people and screens watch the board, for people who are signed in. Absent while unknown. */
export const Watchers = () => {
  const count = useWatchers();
  const kind = useConnectionKind();
  return count === null ? null : (
    <span className={`${kit.dim} ${styles.watchers}`} data-kind={kind} title="People and wall screens that have this board open now, you among them">
      {grouped(count)} watching
    </span>
  );
};
