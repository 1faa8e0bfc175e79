import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { newPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the URL of the PostgreSQL server of this run, or with nothing where there is none. */
    postgresDesk: string;
  }
}

/** One PostgreSQL server for all files of a run, started when the first of them asks: to make a server costs more than most of the tests on it. */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  let server: ReturnType<typeof newPostgres> | null = null;
  const desk = createServer((_, response) => {
    server ??= newPostgres();
    server.then(
      (found) => response.end(found?.url ?? ''),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(desk, 'listening');
  provide('postgresDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await server?.catch(() => null))?.stop();
  };
};
