import { useLayoutEffect, useRef } from 'react';
import { scriptOf } from './script-of.ts';

interface FitTextProps {
  /** What to show, best first. A later one is taken only when none before it fits at the smallest size. */
  texts: readonly string[];
  /** Sizes in the units of the page's `--u`. */
  max: number;
  min: number;
  as?: 'h1' | 'p' | 'span';
  className?: string;
  id?: string;
}

/**
 * A text in the largest size at which it fits its box, measured and never guessed: whole words, no letter left out. The box is the parent of what is
 * drawn: its `max-height` if it has one, else its height. What is too long even at the smallest size goes over into the next text. Where a word alone is
 * too long, the first text that fits when broken inside words is taken, or else the last.
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
    // The box changes its height by what is in it; only its width, the window and the fonts are news.
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
  return <Tag ref={inner as never} id={id} className={className} dir="auto" data-script={scriptOf(key)} />;
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
