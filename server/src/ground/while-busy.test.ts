import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { whileBusy } from './while-busy.ts';

type Answer = [status: number, retryAfter?: number];

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that gives these answers in turn, the last one for ever. */
const answering = async (...answers: Answer[]) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [status, retryAfter] = answers[Math.min(asked.push(`${request.method}`), answers.length) - 1] ?? [500];
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    response.writeHead(status).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push(() => server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

test.each<[what: string, answers: Answer[], status: number, waits: number[]]>([
  ['a busy server is asked again after the wait it asks for', [[503, 5], [503, 2], [200]], 200, [5_000, 2_000]],
  ['an answer that names no wait is the answer', [[503], [200]], 503, []],
  ['a refusal is the answer', [[422, 5], [200]], 422, []],
  ['a server that stays busy is believed after ten tries', [[503, 1]], 503, Array(9).fill(1_000)],
])('[HT48] %s', async (_, answers, status, waits) => {
  const { asked, url } = await answering(...answers);
  const slept: number[] = [];
  const told: number[] = [];
  const response = await whileBusy(() => fetch(url), {
    sleep: async (ms) => slept.push(ms),
    onWait: (ms) => told.push(ms),
  });
  expect([response.status, slept, asked.length]).toEqual([status, waits, waits.length + 1]);
  expect(told).toEqual(waits.slice(0, 1));
});
