import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { Random } from '@sitrep/server/push/simulation/random.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { startChaosProxy } from '../../failures/chaos-proxy.ts';
import { api } from '../../fixtures/api.ts';
import { startServer } from '../../fixtures/start-server.ts';
import { defineWallBoard, WORDS } from '../../fixtures/wall-board.ts';
import { keptReplica } from '../../pages/replica-of.ts';
import { readWall, type WallReading, type WallTruth, wallTruth, wrongIn } from '../../pages/wall-reading.ts';
import { lifeOf, STRETCH_MS } from './happenings.ts';
import { QuietPage } from './quiet-page.ts';
import { Findings, type SoakReport } from './report.ts';

/** A wall in real time: a separate server and a real browser. */
export interface RealSoak {
  readonly browser: Browser;
  readonly days: number;
  readonly seed: number;
  /** Told with each sample. */
  progress(report: SoakReport): void;
  readonly ended: AbortSignal;
}

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
/** Short runs contain some of every action too. */
const everyOf = (days: number, most: number, times: number): number => Math.min(most, (days * DAY_MS) / times);
const EVENTS_A_STRETCH = 40;
/** How long a state may take to appear before it counts as missed: a dial after the longest pause, plus a heartbeat. */
const PATIENCE_MS = 45_000;

export const soakReal = async ({ browser, days, seed, progress, ended }: RealSoak): Promise<SoakReport> => {
  const [sampleMs, cutMs, restartMs] = [everyOf(days, 10 * MINUTE, 10), everyOf(days, 60 * MINUTE, 4), everyOf(days, 180 * MINUTE, 2.5)];
  // A short run is a stretch in a hurry.
  const hurry = Math.max(1, STRETCH_MS / (days * DAY_MS));
  const findings = new Findings();
  let server = await startServer();
  const proxy = await startChaosProxy(server.port);
  let page: QuietPage | null = null;
  const began = Date.now();
  const end = began + days * DAY_MS;
  try {
    await defineWallBoard(api(server), WORDS.latin);
    const link = new URL((await api(server).post('/screens', { name: 'Soak' })).link);
    page = await QuietPage.open(browser, { script: '', onFault: (words) => findings.miss(words) });
    await page.goTo(`${proxy.url}${link.pathname}${link.hash}`);
    const wall = page;
    const read = (): Promise<WallReading> => wall.evaluate(readWall, null);
    const board = async (): Promise<{ pos: number; hash: string; board: BoardState }> => {
      const { pos, hash, state } = await api(server).get('/board?scope=internal');
      return { pos, hash, board: state.board };
    };
    /** Waits until the wall shows the server's state. Out: what it shows, or what is wrong. */
    const current = async (): Promise<{ shown: WallReading; truth: WallTruth; now: number } | string> => {
      let wrong = '';
      for (const late = Date.now() + PATIENCE_MS; Date.now() < late; await sleep(200)) {
        const held = await board();
        const shown = await read();
        const replica = await wall.evaluate(keptReplica, 'internal');
        const now = Date.now();
        const truth = wallTruth(held.board);
        wrong = shown.claim !== 'live' ? `it says ${shown.claim}` : (wrongIn(shown, truth) ?? (replica.hash === held.hash ? '' : 'another hash'));
        if (wrong === '') return { shown, truth, now };
      }
      return wrong;
    };
    const first = await board();
    const report = async (): Promise<SoakReport> => findings.report({ days: (Date.now() - began) / DAY_MS, events: (await board()).pos - first.pos });
    const compare = async (): Promise<void> => {
      const found = await current();
      if (typeof found === 'string') return findings.miss(`${PATIENCE_MS / 1_000} s were not enough to become current: ${found}`);
      findings.compare(found.shown, [found.truth], found.now);
    };
    const sample = async (): Promise<void> =>
      findings.sample({ day: (Date.now() - began) / DAY_MS, calm: (await read()).scene === 'calm', ...(await wall.use()) });
    await compare();

    const life = lifeOf(
      new Random(seed),
      'soak',
      Math.ceil((days * DAY_MS * hurry) / STRETCH_MS),
      Math.ceil((EVENTS_A_STRETCH * days * DAY_MS * hurry) / STRETCH_MS),
      hurry,
    );
    const next = { sample: began, cut: began + cutMs, restart: began + restartMs };
    while (Date.now() < end && !ended.aborted) {
      const now = Date.now();
      while (life[0] !== undefined && began + life[0].at <= now)
        await life
          .shift()
          ?.act(api(server), now)
          .catch((error) => findings.miss(String(error)));
      if (now >= next.cut) {
        next.cut += cutMs;
        proxy.set('cut');
        await sleep(2_000);
        proxy.set('pass');
        await compare();
        findings.reconnects++;
      } else if (now >= next.restart) {
        next.restart += restartMs;
        await server.kill('SIGTERM');
        server = await server.restart();
        await compare();
        findings.reconnects++;
      } else if (now >= next.sample) {
        next.sample += sampleMs;
        await compare();
        await sample();
        progress(await report());
      }
      await sleep(250, null, { signal: ended }).catch(() => {});
    }
    await compare();
    await sample();
    return await report();
  } finally {
    await page?.close();
    await proxy.close();
    await server.dispose();
  }
};
