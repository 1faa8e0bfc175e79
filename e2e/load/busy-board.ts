import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.ts';
import { api } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { each } from './crowd-reads.ts';
import { cpuMs, quantile } from './process-usage.ts';

const COMPONENTS = 1_000;
const PER_SECOND = 50;
const SECONDS = 12;

export interface BusyBoard {
  /** Deltas a second that were actually sent. */
  perSecond: number;
  /** Between two frames of the board in a browser, ms. */
  frameP95Ms: number;
  /** Script time per second of the page, ms. */
  scriptShare: number;
  /** Server CPU, share of one core. */
  serverShare: number;
}

/** Measures a board of a thousand components with checks, of which fifty change every second. In: the folder of another version, or none for this one. */
export const busyBoard = async (tree?: string): Promise<BusyBoard> => {
  const server = await startServer({ ...(tree && { tree }) });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const to = api(server);
    for (let group = 0; group < 20; group++) await to.put(`/groups/g${group}`, { name: `Group ${group}`, position: group });
    const put = (n: number, level: string) => to.put(`/statements/s${n}`, { componentId: `c${n}`, level, source: { kind: 'check', name: 'Probe' } });
    // The server closes a connection after a thousand requests; a request may already be on its way.
    const say = (n: number, level: string) => put(n, level).catch((error: Error) => (error.message === 'fetch failed' ? put(n, level) : Promise.reject(error)));
    await each(COMPONENTS, async (n) => {
      const defined = { name: `Component ${n}`, groupId: `g${n % 20}`, position: n, evidence: 'measured', scope: 'public' };
      await to.put(`/components/c${n}`, defined).catch(() => to.put(`/components/c${n}`, defined));
      await say(n, 'operational');
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const { url } = (await to.post('/owner-links', {})) as { url: string };
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await sleep(3_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const scripted = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    await page.evaluate(() => {
      const frames: number[] = [];
      let last = performance.now();
      const next = (at: number) => {
        frames.push(at - last);
        last = at;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
      Object.assign(window, { frames });
    });
    const [cpu, tasks, started] = [cpuMs(server.pid), await scripted(), performance.now()];
    const under: Promise<unknown>[] = [];
    for (let sent = 0; sent < PER_SECOND * SECONDS; sent++) {
      const due = started + (sent * 1_000) / PER_SECOND;
      if (due > performance.now()) await sleep(due - performance.now());
      const n = (sent * 17) % COMPONENTS;
      under.push(say(n, sent % 2 === 0 ? 'degraded_performance' : 'partial_outage'));
    }
    await Promise.all(under);
    const seconds = (performance.now() - started) / 1_000;
    const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
    return {
      perSecond: under.length / seconds,
      frameP95Ms: quantile(frames, 0.95),
      scriptShare: ((await scripted()) - tasks) / seconds,
      serverShare: (cpuMs(server.pid) - cpu) / 1_000 / seconds,
    };
  } finally {
    await browser.close();
    await server.dispose();
  }
};
