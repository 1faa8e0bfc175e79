import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * How many of a list's children fit its box, by measurement, because heights differ. In: the list, which must not grow with its content; how many
 * children there are; `key`, which changes with their content. Render that many children and, when that is not all, a last one that counts the rest.
 */
export const useRoom = (list: RefObject<HTMLElement | null>, total: number, key: string): number => {
  const [sizes, setSizes] = useState(0);
  const [fonts, setFonts] = useState(0);
  const asked = `${total}|${key}|${sizes}|${fonts}`;
  const [found, setFound] = useState({ asked: '', count: total });
  /** The size at which it was measured last, and who notices that it is another once everything around has its place. */
  const measured = useRef({ size: '', watcher: null as ResizeObserver | null });
  // Everything is rendered first, then as much as fits.
  const count = found.asked === asked ? found.count : total;
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return;
    const watcher = new ResizeObserver(() => {
      if (sizeOf(box) !== measured.current.size) setSizes((count) => count + 1);
    });
    measured.current.watcher = watcher;
    watcher.observe(box);
    // Another font changes the heights.
    const loaded = () => setFonts((count) => count + 1);
    document.fonts.addEventListener('loadingdone', loaded);
    return () => {
      watcher.disconnect();
      document.fonts.removeEventListener('loadingdone', loaded);
    };
  }, [list]);
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return;
    const floor = box.getBoundingClientRect().bottom + 1;
    const whole = [...box.children].filter((child) => child.getBoundingClientRect().bottom <= floor).length;
    const settle = (next: number): void => {
      measured.current.size = sizeOf(box);
      setFound({ asked, count: next });
    };
    if (found.asked !== asked) settle(Math.min(whole, total));
    // The line that counts the rest needs space too, so it may displace the last children.
    else if (count > 0 && count < total && whole <= count) settle(count - 1);
    // An observer speaks up only about a size that differs from the one it saw last, which may not be the one measured. Told to look again, it does.
    measured.current.watcher?.unobserve(box);
    measured.current.watcher?.observe(box);
  }, [list, asked, found.asked, count, total]);
  return count;
};

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): string => `${clientWidth}x${clientHeight}`;
