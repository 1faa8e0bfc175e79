import type { RefObject } from 'react';
import kit from '../../ui/kit.module.css';
import styles from './waiting-line.module.css';

/** How many rows wait while the timeline is frozen. A press lets them in, and leads to the top of the list. */
export const WaitingLine = ({ list, count, onShow }: { list: RefObject<HTMLElement | null>; count: number; onShow: () => void }) => {
  const show = () => {
    onShow();
    list.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div role="status" className={styles.place}>
      {count === 0 ? null : (
        <button type="button" className={kit.primaryButton} onClick={show}>
          {count === 1 ? '1 new entry' : `${count} new entries`}
        </button>
      )}
    </div>
  );
};
