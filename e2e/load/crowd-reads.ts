import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, api } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { cpuMs, median } from './process-usage.ts';

const COMPONENTS = 400;
const INCIDENTS = 2_000;
const OPEN = 40;
const AT_ONCE = 30;
const ROUNDS = 5;
const DAY = 86_400_000;

/** Updates of the largest incident, each of the longest text. */
const UPDATES = 300;

export interface CrowdReads {
  /** Size of the answer, bytes: with brotli and uncompressed. */
  brotli: number;
  plain: number;
  /** Time until the last reader had it, ms. */
  lastMs: number;
  /** How much slower than usual the slowest `/livez` was meanwhile, ms. */
  delayMs: number;
  /** Server CPU for all of them, ms. */
  cpu: number;
}

/** Many readers of the list of components at once. In: the folder of another version, or none for this one. */
export const componentReads = (tree?: string): Promise<CrowdReads> => crowdReads(tree, '/components', fill);

/** Many readers of the largest incident at once: 300 updates of 20,000 characters. In: the folder of another version, or none for this one. */
export const incidentReads = (tree?: string): Promise<CrowdReads> =>
  crowdReads(tree, '/incidents/inc-1', async (to) => {
    await to.post('/incidents', { incidentId: 'inc-1', title: 'Something fails for days', scope: 'public' });
    // No two sentences alike, so that it compresses as prose does.
    const sentence = (n: number) => `At ${n % 24}:${n % 60} the queue held ${(n * 7_919) % 100_003} jobs and ${(n * 104_729) % 9_973} of them failed. `;
    const text = (update: number) =>
      Array.from({ length: 400 }, (_, at) => sentence(update * 400 + at))
        .join('')
        .slice(0, 20_000);
    await each(UPDATES, (n) => to.post('/incidents/inc-1/updates', { text: text(n), scope: 'public' }));
  });

/** Many readers of one answer at once, just after it changed, while `/livez` is polled. Medians of rounds. */
const crowdReads = async (tree: string | undefined, path: string, prepare: (to: Api) => Promise<void>): Promise<CrowdReads> => {
  const server = await startServer({ ...(tree && { tree }), env: { MAX_SOCKETS_PER_ADDRESS: '1000' } });
  try {
    const to = api(server);
    await prepare(to);
    const read = (encoding: string) => bytesOf(`${server.url}/api/v1${path}`, { authorization: `Bearer ${server.token}`, 'accept-encoding': encoding });
    const [brotli, plain] = [await read('br'), await read('identity')];
    const rounds: { lastMs: number; delayMs: number; cpu: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await to.post('/incidents/inc-1/updates', { text: `Round ${round}: still looking.` });
      await sleep(2_500);
      const usual = median(await poll(`${server.url}/livez`, sleep(1_000)));
      const before = cpuMs(server.pid);
      const started = performance.now();
      const readers = Promise.all(Array.from({ length: AT_ONCE }, () => read('br')));
      const meanwhile = await poll(`${server.url}/livez`, readers);
      rounds.push({ lastMs: performance.now() - started, delayMs: Math.max(...meanwhile) - usual, cpu: cpuMs(server.pid) - before });
    }
    const typical = (name: 'lastMs' | 'delayMs' | 'cpu') => median(rounds.map((round) => round[name]));
    return { brotli, plain, lastMs: typical('lastMs'), delayMs: typical('delayMs'), cpu: typical('cpu') };
  } finally {
    await server.dispose();
  }
};

/** A board as large companies have: every component in a group, and three months of incidents on a few components each. */
const fill = async (to: Api): Promise<void> => {
  const now = Date.now();
  for (let group = 0; group < 20; group++) await to.put(`/groups/g${group}`, { name: `Group ${group}`, position: group });
  await each(COMPONENTS, (n) =>
    to.put(`/components/c${n}`, {
      name: `Component number ${n}`,
      groupId: `g${n % 20}`,
      position: n,
      scope: 'public',
      startedOn: now - 400 * DAY,
      target: 0.999,
    }),
  );
  await each(INCIDENTS, async (n) => {
    const from = { ms: now - Math.floor((n / INCIDENTS) * 89 * DAY) - 3_600_000, precision: 'exact' };
    const impacts = [n, n * 7 + 3, n * 13 + 5].map((c, at) => ({
      componentId: `c${c % COMPONENTS}`,
      level: ['degraded_performance', 'partial_outage', 'major_outage'][(n + at) % 3],
      from,
    }));
    await to.post('/incidents', { incidentId: `inc-${n}`, title: `Something fails, number ${n}`, scope: 'public', startedAt: from, impacts });
    if (n >= OPEN) await to.post(`/incidents/inc-${n}/resolve`, { scope: 'public', endedAt: { ms: from.ms + 60_000 * (5 + (n % 50)), precision: 'exact' } });
  });
};

/** `count` calls, sixteen at a time. */
export const each = async (count: number, call: (n: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await call(n);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
};

const bytesOf = (url: string, headers: Record<string, string>, agent?: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers, ...(agent && { agent }) }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => (response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url}: ${response.statusCode}`))));
      response.on('error', reject);
    }).on('error', reject);
  });

/** Durations of consecutive requests until `end`, ms. */
const poll = async (url: string, end: Promise<unknown>): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let over = false;
  void end.finally(() => {
    over = true;
  });
  const took: number[] = [];
  while (!over) {
    const started = performance.now();
    await bytesOf(url, {}, agent);
    took.push(performance.now() - started);
    await sleep(2);
  }
  await end;
  agent.destroy();
  return took;
};
