import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND, type Command } from '@sitrep/shared/domain/command.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { certificateRefused } from '../ground/certificate-refused.ts';
import { whileBusy } from '../ground/while-busy.ts';

/** The running server over HTTP, as any other tool would use it. */
export interface ServerApi {
  readonly url: string;
  board(): Promise<BoardState>;
  /** Throws the server's sentence when it refuses. */
  send(command: Command): Promise<void>;
}

const TRIES = 5;

export const serverApi = ({ url, token }: { url: string; token: string }): ServerApi => {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const key = randomUUID();
    for (let tries = TRIES; ; tries--) {
      const send = () =>
        fetch(new URL(`/api/v1${path}`, url), {
          method,
          headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json', 'idempotency-key': key } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
      // A key is applied only once, so temporary failures can be retried.
      const response = await whileBusy(send, { sleep }).catch((error: unknown) => error as Error);
      if (response instanceof Error && tries > 1) {
        await sleep(500);
        continue;
      }
      if (response instanceof Error) throw new Error(certificateRefused(response, url) ?? `The server at ${url} does not answer.`);
      if (response.ok) return response.json();
      const problem = (await response.json().catch(() => ({}))) as { detail?: string };
      throw new Error(problem.detail ?? `The server answered ${response.status} to ${method} ${path}.`);
    }
  };
  return {
    url,
    board: async () => ((await call('GET', '/board?scope=internal')) as { state: { board: BoardState } }).state.board,
    send: async (command) => {
      const { method, path, body } = requestOf(command);
      await call(method, path, body);
    },
  };
};

/** In: a command with an HTTP address. Out: its request; fields used in the path are not in the body. */
export const requestOf = (command: Command): { method: string; path: string; body: Record<string, unknown> } => {
  const { type, ...body } = command as Command & Record<string, unknown>;
  const [method = 'POST', template = ''] = COMMAND[type].http?.split(' ') ?? [];
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(body[name]);
    delete body[name];
    return encodeURIComponent(value);
  });
  return { method, path, body };
};
