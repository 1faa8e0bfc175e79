import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainReason } from '../ground/plain-reason.ts';
import { whileBusy } from '../ground/while-busy.ts';
import type { Verified } from '../log/event-log.ts';
import { UnreadableEvent } from '../log/unreadable-event.ts';
import { type Backend, CliError } from './backend.ts';

/** Talks to the running server. In: its address and its token of this start; where to tell of a wait. */
export const httpBackend = ({ url, token }: { url: string; token: string }, tell: (sentence: string) => void): Backend => {
  const onWait = (ms: number) => tell(`The server is busy keeping the board up to date; asking again in ${ms / 1000} s.`);
  const call = async (method: string, path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> => {
    const send = () => fetch(`${url}/api/v1${path}`, { ...init, method, headers: { authorization: `Bearer ${token}`, ...init.headers } });
    const response = await (method === 'GET' ? whileBusy(send, { sleep, onWait }) : send());
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new CliError(problem.detail ?? `The server at ${url} answered ${response.status}.`);
  };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await call(method, path, init);
    return (response.status === 204 ? null : await response.json()) as T;
  };
  const linesOf = (path: string, what: string): Backend['exportLines'] =>
    async function* () {
      try {
        const { body } = await call('GET', path);
        if (body !== null) yield* createInterface({ input: Readable.fromWeb(body), crlfDelay: Number.POSITIVE_INFINITY });
      } catch (error) {
        if (error instanceof CliError) throw error;
        // The response had started, so the server could not say why it broke off.
        const verified = await ask<Verified>('GET', '/verify');
        if (!verified.ok) throw new UnreadableEvent(verified.seq, verified.why);
        throw new CliError(`The ${what} broke off: ${plainReason(error)}. Try it again.`);
      }
    };
  return {
    exportLines: linesOf('/events', 'export'),
    backupLines: linesOf('/backup', 'backup'),
    restoreBackup: async () => {
      throw new CliError(
        `A backup goes into empty stores that no server holds, and one runs at ${url}: stop it and set DATA_DIR to a new folder, or just set DATA_DIR.`,
      );
    },
    restore: async (lines, { unfinished }) => {
      const body = Readable.toWeb(Readable.from(withLineEnds(lines)).map((line: string) => Buffer.from(line))) as ReadableStream<Uint8Array>;
      const response = await call('POST', `/events${unfinished ? '?unfinished=true' : ''}`, {
        body,
        duplex: 'half',
        headers: { 'content-type': 'application/x-ndjson' },
      });
      return (await response.json()) as { events: number; hash: string };
    },
    verify: () => ask('GET', '/verify'),
    createToken: (name, role, expiresAt, rights) => ask('POST', '/tokens', { name, role, rights, expiresAt }),
    createScreen: (name, expiresAt) => ask('POST', '/screens', { name, expiresAt }),
    tokens: async () => (await ask<{ tokens: Awaited<ReturnType<Backend['tokens']>> }>('GET', '/tokens')).tokens,
    revokeToken: async (id) => {
      await ask('DELETE', `/tokens/${encodeURIComponent(id)}`);
      return true;
    },
    ownerLink: async () => (await ask<{ url: string }>('POST', '/owner-links')).url,
    close: async () => {},
  };
};

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
