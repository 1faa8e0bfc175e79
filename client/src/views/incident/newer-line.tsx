import { type RefObject, useEffect, useState } from 'react';
import kit from '../../ui/kit.module.css';
import styles from './newer-line.module.css';

/** A button that says how many rows arrived above the visible part, so that the page need not jump. `list`: the list; `count`: the number of its entries. */
export const NewerLine = ({ list, count }: { list: RefObject<HTMLElement | null>; count: number }) => {
  const [seen, setSeen] = useState(count);
  const [below, setBelow] = useState(false);
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      setBelow(top < 0);
    };
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [list]);
  useEffect(() => {
    if (!below) setSeen(count);
  }, [below, count]);
  const newer = count - seen;
  if (!below || newer <= 0) return null;
  return (
    <button type="button" className={`${kit.primaryButton} ${styles.newer}`} onClick={() => list.current?.scrollIntoView({ block: 'start' })}>
      {newer} newer
    </button>
  );
};
