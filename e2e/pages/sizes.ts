import type { Page } from '@playwright/test';
import { misfits } from './layout.ts';
import { settled } from './settled.ts';

interface Size {
  readonly width: number;
  readonly height: number;
  readonly touch?: true;
}
const SIZES: Readonly<Record<string, Size>> = {
  '1024 px': { width: 1024, height: 768 },
  // 200 % of 1280 by 960, as a browser's zoom does it: a length is then a length of half as many pixels.
  '200 %': { width: 640, height: 480 },
  '390 px': { width: 390, height: 844, touch: true },
  '320 px': { width: 320, height: 640, touch: true },
};

/** What does not fit on an open page at each size; the two small ones are touched. The page has its own size again afterwards. */
export const misfitsAtEachSize = async (page: Page, name: string): Promise<string[]> => {
  const own = page.viewportSize();
  const debug = await page.context().newCDPSession(page);
  const found: string[] = [];
  for (const [size, { width, height, touch = false }] of Object.entries(SIZES)) {
    await debug.send('Emulation.setTouchEmulationEnabled', { enabled: touch });
    await page.setViewportSize({ width, height });
    await settled(page);
    found.push(...(await misfits(page)).map((words) => `${name} at ${size}: ${words}`));
  }
  await debug.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await debug.detach();
  if (own !== null) await page.setViewportSize(own);
  return found;
};
