import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { api, defineSmallBoard } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';
import { cpuMs, median, quantile, residentBytes } from './process-usage.ts';

export interface FanOut {
  sockets: number;
  /** From the moment the update is posted to the last receiver, ms: median and p99 over the rounds. */
  last: { median: number; p99: number };
  /** Server CPU for one update, ms. */
  cpu: number;
  bytesPerSocket: number;
  missing: number;
  /** The broadcast message, bytes. */
  messageBytes: number;
}
type Reply = { opened?: number; port?: number; listening?: true; first?: number; last?: number; missing?: number };

const now = () => Number(process.hrtime.bigint()) / 1e6;
const child = (file: string) =>
  fork(resolve(import.meta.dirname, file), { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const ask = async (process: ChildProcess, message: object): Promise<Reply> => {
  const reply = once(process, 'message');
  process.send(message);
  return (await reply)[0];
};

/** Runs the rounds: each posts one update through `post` and waits until the last socket has it. */
const rounds = async (audience: ChildProcess, pid: number, count: number, post: (marker: string) => Promise<void>) => {
  const lasts: number[] = [];
  let missing = 0;
  const before = cpuMs(pid);
  for (let round = 0; round < count; round++) {
    const marker = `round ${round} ${'x'.repeat(20)}`;
    await ask(audience, { expect: marker });
    const done = once(audience, 'message');
    const started = now();
    await post(marker);
    const reply: Reply = (await done)[0];
    lasts.push((reply.last ?? 0) - started);
    missing += reply.missing ?? 0;
  }
  return { last: { median: median(lasts), p99: quantile(lasts, 0.99) }, cpu: (cpuMs(pid) - before) / count, missing };
};

const TEXT = (marker: string) =>
  `${marker}. DNS records are being pointed straight at our own hosts. ${'Expect playback to return within the hour. '.repeat(9)}`;

/** One update posted over HTTP to the real server, to `sockets` dashboards. In: how many sockets and rounds. */
export const sitrepFanOut = async (sockets: number, count: number): Promise<FanOut & { loopP99Ms: number }> => {
  const server = await startServer({ env: { MAX_SOCKETS: '20000', MAX_SOCKETS_PER_ADDRESS: '20000', MAX_HANDSHAKES_PER_SECOND: '20000' } });
  const audience = child('audience.ts');
  try {
    const to = api(server);
    await defineSmallBoard(to);
    const opened = await to.post('/incidents', {
      incidentId: 'bench',
      title: 'Nobody can watch video',
      scope: 'public',
      impacts: [{ componentId: 'vod', level: 'major_outage' }],
    });
    if (!opened) throw new Error('no incident');
    const idle = residentBytes(server.pid);
    const hello = helloFor('public');
    await ask(audience, { open: sockets, url: `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, protocol: 'sitrep', hello });
    const bytesPerSocket = (residentBytes(server.pid) - idle) / sockets;
    const post = async (marker: string) => {
      await to.post('/incidents/bench/updates', { text: TEXT(marker), scope: 'public' });
    };
    await rounds(audience, server.pid, 3, post);
    const measured = await rounds(audience, server.pid, count, post);
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${server.token}` } })).text();
    const loopP99Ms = Number(/^nodejs_eventloop_lag_p99_seconds(?:\{[^}]*\})? (\S+)/m.exec(metrics)?.[1]) * 1000;
    return { sockets, ...measured, bytesPerSocket, loopP99Ms, messageBytes: 0 };
  } finally {
    audience.kill();
    await server.dispose();
  }
};

/** The same message size to the same number of bare `ws` sockets. */
export const bareFanOut = async (sockets: number, count: number): Promise<FanOut> => {
  const server = child('bare-server.ts');
  const audience = child('audience.ts');
  try {
    const port: number = (await once(server, 'message'))[0].port;
    const pid = server.pid ?? 0;
    const idle = residentBytes(pid);
    await ask(audience, { open: sockets, url: `ws://127.0.0.1:${port}`, protocol: 'ws', hello: null });
    const bytesPerSocket = (residentBytes(pid) - idle) / sockets;
    // As long as our own delta is: envelope and text.
    const padding = ' '.repeat(420);
    const post = async (marker: string) => {
      await fetch(`http://127.0.0.1:${port}/broadcast`, { method: 'POST', body: TEXT(marker) + padding });
    };
    await rounds(audience, pid, 3, post);
    return { sockets, ...(await rounds(audience, pid, count, post)), bytesPerSocket, messageBytes: Buffer.byteLength(TEXT('round 1') + padding) };
  } finally {
    audience.kill();
    server.kill();
  }
};
