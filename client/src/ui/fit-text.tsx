import { useLayoutEffect, useRef } from 'react';
import styles from './fit-text.module.css';
import { scriptOf } from './script-of.ts';

interface FitTextProps {
  /** Texts to show, best first. A later one is used only when no earlier one fits at the smallest size. */
  texts: readonly string[];
  /** Sizes in the units of the page's `--u`. */
  max: number;
  min: number;
  as?: 'h1' | 'p' | 'span';
  className?: string | undefined;
  id?: string;
}

/**
 * A text in the largest measured size at which it fits its box, with whole words and no letter cut. The box is the parent of the
 * rendered element: its `max-height` if it has one, else its height. If a text is too long even at the smallest size, the next text is tried. If a single word is
 * too long, the first text that fits when broken inside words is used, or else the last.
 */
export const FitText = ({ texts, max, min, as: Tag = 'p', className, id }: FitTextProps) => {
  const inner = useRef<HTMLElement>(null);
  const key = texts.join('\u0000');
  useLayoutEffect(() => {
    const text = inner.current;
    const box = text?.parentElement;
    if (text == null || box == null) return;
    const refit = (): void => fit(text, box, key.split('\u0000'), max, min);
    refit();
    let [width, height] = [box.clientWidth, innerHeight];
    // The text itself changes the height of the box, so only changes of its width, the window and the fonts trigger a new measurement.
    const watcher = new ResizeObserver(() => {
      if (box.clientWidth === width && innerHeight === height) return;
      [width, height] = [box.clientWidth, innerHeight];
      refit();
    });
    watcher.observe(box);
    document.fonts.addEventListener('loadingdone', refit);
    return () => {
      watcher.disconnect();
      document.fonts.removeEventListener('loadingdone', refit);
    };
  }, [key, max, min]);
  return (
    <Tag
      ref={inner as never}
      id={id}
      className={className === undefined ? styles.text : `${styles.text} ${className}`}
      dir="auto"
      data-script={scriptOf(key)}
    />
  );
};

const fit = (text: HTMLElement, box: HTMLElement, texts: readonly string[], max: number, min: number): void => {
  const limit = Number.parseFloat(getComputedStyle(box).maxHeight) || box.clientHeight;
  const fits = (size: number): boolean => {
    text.style.fontSize = `calc(${size} * var(--u))`;
    return text.scrollWidth <= box.clientWidth + 1 && text.offsetHeight <= limit + 1;
  };
  text.style.overflowWrap = 'normal';
  for (const words of texts) {
    text.textContent = words;
    if (!fits(min)) continue;
    let [good, bad] = [min, max + 1];
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      if (fits(middle)) good = middle;
      else bad = middle;
    }
    fits(good);
    return;
  }
  text.style.overflowWrap = 'anywhere';
  for (const words of texts) {
    text.textContent = words;
    if (fits(min)) return;
  }
};
