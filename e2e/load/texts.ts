import { chromium } from '@playwright/test';
import type { Event } from '@sitrep/shared/domain/event.ts';
import { fold } from '@sitrep/shared/domain/evolve.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { readText } from '@sitrep/shared/words/read-text.ts';
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.ts';
import { api } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { quantile } from './process-usage.ts';

const MOST = 20_000;
const fill = (part: string): string => part.repeat(Math.ceil(MOST / part.length)).slice(0, MOST);
/** In paragraphs just short enough to be read as Markdown. */
const paragraphs = (part: string): string => fill(`${part.repeat(2_000).slice(0, 1_990)}\n\n`);
const PLAIN = fill('The queue grows again, we look into it. ');
/** What is known to cost most: each is as long as the API takes. */
const HOSTILE: Record<string, string> = {
  'deep quotes': fill('>'),
  'line ends': `${fill('\n').slice(1)}a`,
  'line separators': `${fill('\u2028').slice(1)}a`,
  'lines of blanks': `${fill(`\n${' '.repeat(3)}`).slice(1)}a`,
  'quotes and lists in turn': fill('>- '),
  'numbered lists in one line': fill('1. '),
  'short quotes': fill('> a\n\n'),
  'list of 5,000': fill('- a\n'),
  'open brackets': paragraphs('['),
  'open links': paragraphs('[a]('),
  'short links': paragraphs('[a](http://b) '),
  'stars within words': paragraphs('a*b**c'),
  'stressed words': fill('*a*\n\n'),
  'headings underlined by dashes': paragraphs('a\n-\n'),
  'code after code': fill('```\n'),
  'small tables': fill('|a|b|\n|-|-|\n|1|2|\n\n'),
  'e-mail addresses': paragraphs('a@b.c '),
};

const timed = (work: () => unknown): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};
const median = (runs: number, work: () => unknown): number =>
  quantile(
    Array.from({ length: runs }, () => timed(work)),
    0.5,
  );

export interface Texts {
  readonly worst: string;
  readonly parseMs: number;
  readonly plainParseMs: number;
  /** The longest the page was busy at one go while it drew an incident with such a text, and with a plain one. */
  readonly worstDrawn: string;
  readonly drawMs: number;
  readonly plainDrawMs: number;
  /** 1,000 such updates folded, and 1,000 plain ones. */
  readonly foldMs: number;
  readonly plainFoldMs: number;
}

const logOf = (text: string): Event[] => {
  const base = {
    v: 1,
    scope: 'public',
    at: exactly(0),
    saidAt: null,
    actor: { kind: 'import', name: 'bench' },
    drill: null,
    stream: 'incident:i',
    recordedAt: 0,
  } as const;
  const opened = {
    ...base,
    id: 'e0',
    type: 'incident-opened',
    data: { incidentId: 'i', title: 'x', phase: 'investigating', startedAt: exactly(0), impacts: [], drill: null },
  } as unknown as Event;
  const said = Array.from(
    { length: 1_000 },
    (_, n) =>
      ({
        ...base,
        id: `e${n + 1}`,
        type: 'update-posted',
        data: { incidentId: 'i', updateId: `u${n}`, kind: 'public', phase: 'investigating', text: `${n} ${text}` },
      }) as unknown as Event,
  );
  return [opened, ...said];
};

/** The worst bodies that the API accepts, parsed, drawn in a browser and folded, beside a plain one of the same length. */
export const texts = async (): Promise<Texts> => {
  for (const text of Object.values(HOSTILE)) readText(text);
  const parsed = Object.entries(HOSTILE).map(([name, text]) => ({ name, ms: median(5, () => readText(text)) }));
  const slowest = parsed.toSorted((a, b) => b.ms - a.ms)[0] ?? { name: '', ms: 0 };
  const folds = Object.values(HOSTILE).map((text) => {
    const log = logOf(text);
    return median(3, () => fold(log));
  });
  const plainLog = logOf(PLAIN);

  const server = await startServer();
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const to = api(server);
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const seen = { longest: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask', buffered: true });
    });
    const draw = async (id: string, text: string): Promise<number> => {
      await to.post('/incidents', { incidentId: id, title: id, scope: 'public', text });
      const runs: number[] = [];
      for (let run = 0; run < 3; run++) {
        await page.goto(`${server.url}/incidents/${id}`);
        await page.locator('[role=tabpanel] [data-markdown]').first().waitFor();
        await page.waitForTimeout(1_000);
        runs.push(await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest));
      }
      return quantile(runs, 0.5);
    };
    const plainDrawMs = await draw('plain', PLAIN);
    const drawn: { name: string; ms: number }[] = [];
    for (const [index, [name, text]] of Object.entries(HOSTILE).entries()) drawn.push({ name, ms: await draw(`hostile-${index}`, text) });
    const longest = drawn.toSorted((a, b) => b.ms - a.ms)[0] ?? { name: '', ms: 0 };
    return {
      worst: slowest.name,
      parseMs: slowest.ms,
      plainParseMs: median(5, () => readText(PLAIN)),
      worstDrawn: longest.name,
      drawMs: longest.ms,
      plainDrawMs,
      foldMs: Math.max(...folds),
      plainFoldMs: median(3, () => fold(plainLog)),
    };
  } finally {
    await browser.close();
    await server.dispose();
  }
};
