import type { Page } from '@playwright/test';

/** Lists what does not fit: sideways scrolling of the page, or cut-off text that cannot be read. Skip links, glyph labels and intended scroll areas are left out. */
export const misfits = async (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
    const scrolls = (element: Element): boolean => {
      for (let up: Element | null = element; up !== null && up !== document.body; up = up.parentElement)
        if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
      return false;
    };
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (
        !own ||
        box.width <= 1 ||
        box.height <= 1 ||
        style.visibility === 'hidden' ||
        element.closest('.kit-hidden, .app-shell-skipLink, svg, [aria-hidden="true"], [popover]:not(:popover-open)')
      )
        continue;
      const words = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 40)}"`;
      if ((box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(element)) found.push(`outside: ${words}`);
      // An ellipsis shows that there is more; a hard cut does not.
      const cut = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (cut && style.textOverflow !== 'ellipsis') found.push(`cut: ${words}`);
    }
    return [...new Set(found)].slice(0, 12);
  });

/** The focused element as a person reads it, and whether its focus is visible. */
export const focused = async (page: Page): Promise<{ name: string; visible: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: '', visible: false };
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 60) ?? '';
    return {
      name,
      visible:
        ((outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none') && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  });
