import type { Locator, Page } from '@playwright/test';

export const wallPage = (page: Page) => ({
  sentence: page.getByRole('heading', { level: 1 }),
  /** What is claimed about the connection, as announced. */
  claim: page.getByRole('status'),
  foot: page.getByRole('contentinfo'),
  field: page.getByRole('region', { name: 'Now' }),
  facts: page.getByRole('region', { name: 'What is being done' }),
  components: page.getByRole('list', { name: 'Components', exact: true }),
  also: page.getByRole('region', { name: 'Also' }),
  /** The rows of what else is not well. */
  matters: page.getByRole('region', { name: 'Also' }).locator('li[data-st]'),
  /** Lines that only count what has no room. */
  counts: page.locator('.more-line-words'),
  clock: page.locator('time[datetime]').first(),
  groups: page.getByRole('list', { name: 'Groups' }),
  changes: page.getByRole('region', { name: 'Changed meanwhile' }),
  /** What customers see otherwise. */
  otherwise: page.getByRole('complementary', { name: 'Customers see something else' }),
  notes: page.getByRole('complementary', { name: 'About this screen' }),
  scene: (): Promise<string | null> => page.locator('[data-scene]').getAttribute('data-scene'),
  stage: page.locator('[data-scene]') as Locator,
});

/** One text on a wall, as it is drawn. */
export interface DrawnText {
  readonly words: string;
  readonly where: string;
  /** Height of its capitals in px on a screen whose short side is 1080 px. */
  readonly capHeight: number;
  readonly label: boolean;
  readonly contrast: number;
  /** Why it cannot be read completely; null when it can. */
  readonly cut: string | null;
}

/** Every text on the wall: how tall its capitals are, how it stands out from its ground, and whether any of it is cut off. */
export const drawnTexts = (page: Page): Promise<DrawnText[]> =>
  page.evaluate(() => {
    // IBM Plex: height of a capital over the size of the font.
    const CAPITAL = 0.698;
    const stage = document.querySelector('[data-scene]') as HTMLElement;
    const portrait = innerWidth <= innerHeight;
    const unit = portrait ? Math.min(innerWidth / 1080, innerHeight / 1440) : Math.min(innerHeight / 1080, innerWidth / 1440);
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    const rgba = (color: string): number[] => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (color: number[]): number => {
      const [r = 0, g = 0, b = 0] = color.map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): number[] => {
      for (let at = element; at !== null; at = at.parentElement) {
        const color = rgba(getComputedStyle(at).backgroundColor);
        if ((color[3] ?? 0) > 250) return color;
      }
      return [255, 255, 255, 255];
    };
    const found: (DrawnText & { ink: DOMRect[] })[] = [];
    const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (element === null || words === '' || element.closest('[role=status]') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (boxes.length === 0) continue;
      const style = getComputedStyle(element);
      let cut: string | null = null;
      for (const box of boxes) {
        if (box.left < -1 || box.right > innerWidth + 1) cut = `runs out of the screen sideways (${Math.round(box.left)} to ${Math.round(box.right)})`;
        if (box.top < -box.height * 0.3 || box.bottom > innerHeight + box.height * 0.25)
          cut = `runs out of the screen (${Math.round(box.top)} to ${Math.round(box.bottom)})`;
        const scene = element.closest('main')?.getBoundingClientRect();
        if (scene !== undefined && box.bottom > scene.bottom + box.height * 0.2) cut = 'runs out of its scene';
        for (let at: Element | null = element; at !== null && at !== stage; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at);
          const frame = at.getBoundingClientRect();
          if (overflowY !== 'visible' && box.bottom > frame.bottom + box.height * 0.2) cut = `cut off below by ${at.className}`;
          if (overflowX !== 'visible' && (box.right > frame.right + 2 || box.left < frame.left - 2)) cut = `cut off sideways by ${at.className}`;
        }
      }
      const lines = [...new Set(boxes.map(({ top }) => Math.round(top)))];
      range.setStart(node, Math.max(0, (node.textContent?.trimEnd().length ?? 0) - 2));
      if (lines.length > 1 && words.endsWith('…') && new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1)
        cut = '… on a line of its own';
      const light = luminance(rgba(style.color));
      const dark = luminance(groundOf(element));
      found.push({
        words: words.slice(0, 60),
        where: element.className || `${element.parentElement?.className} ${element.tagName}`,
        capHeight: (Number.parseFloat(style.fontSize) * CAPITAL) / unit,
        label: element.closest('.wall-kit-label, [data-labels], [data-duration] i, [aria-label=Groups], .wall-head-name, small') !== null,
        contrast: (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05),
        cut,
        // What letters cover: their boxes are taller than they are.
        ink: boxes.map(({ left, top, width, height }) => new DOMRect(left, top + height * 0.24, width, height * 0.54)),
      });
    }
    const over = (a: DOMRect, b: DOMRect): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    return found.map(({ ink, ...text }, index) => {
      const other = found.find((one, at) => at !== index && one.ink.some((a) => ink.some((b) => over(a, b))));
      return other === undefined || text.cut !== null ? text : { ...text, cut: `runs into "${other.words}"` };
    });
  });
