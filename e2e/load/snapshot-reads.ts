import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import autocannon from 'autocannon';
import { api, defineSmallBoard } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { cpuMs, median } from './process-usage.ts';

export interface Reads {
  perSecond: number;
  p99Ms: number;
  /** Server CPU per 1,000 requests, ms. */
  cpuPerThousand: number;
  bytes: number;
}

// A server closes a connection after 1,000 requests; this client would keep using it.
const REQUESTS_A_CONNECTION = 900;

const hammer = async (url: string, pid: number, seconds: number): Promise<Reads> => {
  const load = { url, connections: 32, headers: { 'accept-encoding': 'br' }, reconnectRate: REQUESTS_A_CONNECTION };
  await autocannon({ ...load, duration: 1 });
  const before = cpuMs(pid);
  const result = await autocannon({ ...load, duration: seconds });
  const requests = result.requests.total;
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were refusals: ${JSON.stringify(result.statusCodeStats)}`);
  return {
    perSecond: requests / result.duration,
    p99Ms: result.latency.p99,
    cpuPerThousand: ((cpuMs(pid) - before) * 1000) / requests,
    bytes: result.throughput.total / requests,
  };
};

const ROUNDS = 5;
const OF_THE_CONNECTION = ['date', 'connection', 'keep-alive', 'content-length'];

/** Reads of the board's snapshot, and of the same bytes under the same headers from bare `node:http`, taking turns. In: seconds for each turn. Out: medians. */
export const snapshotReads = async (seconds: number): Promise<{ sitrep: Reads; bare: Reads }> => {
  const server = await startServer({ board: 'sample', env: { MAX_SOCKETS_PER_ADDRESS: '1000' } });
  const bare = fork(resolve(import.meta.dirname, 'bare-server.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  try {
    const port: number = (await once(bare, 'message'))[0].port;
    await defineSmallBoard(api(server));
    const url = `${server.url}/api/v1/board?scope=public`;
    const answer = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    // fetch decompresses; compress again at the same quality so that both send as many bytes.
    const { brotliCompressSync, constants } = await import('node:zlib');
    const body = brotliCompressSync(Buffer.from(await answer.arrayBuffer()), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    const headers = [...answer.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name));
    headers.push(['content-length', String(body.length)]);
    await fetch(`http://127.0.0.1:${port}/constant`, { method: 'POST', body, headers: { 'x-answer-with': JSON.stringify(headers.flat()) } });
    const turns: { sitrep: Reads; bare: Reads }[] = [];
    for (let round = 0; round < ROUNDS; round++)
      turns.push({ bare: await hammer(`http://127.0.0.1:${port}/`, bare.pid ?? 0, seconds), sitrep: await hammer(url, server.pid, seconds) });
    return { sitrep: typical(turns.map(({ sitrep }) => sitrep)), bare: typical(turns.map((turn) => turn.bare)) };
  } finally {
    bare.kill();
    await server.dispose();
  }
};

const typical = (reads: readonly Reads[]): Reads => ({
  perSecond: median(reads.map(({ perSecond }) => perSecond)),
  p99Ms: median(reads.map(({ p99Ms }) => p99Ms)),
  cpuPerThousand: median(reads.map(({ cpuPerThousand }) => cpuPerThousand)),
  bytes: median(reads.map(({ bytes }) => bytes)),
});
