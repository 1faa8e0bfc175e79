import type { Command } from '@sitrep/shared/domain/command.ts';
import { ApiError, isShutOut, PATIENCE_MS, type Problem, problemOf, readJson, request, UNREACHED } from './api.ts';
import { commandTable } from './command-table.ts';

export type Sent =
  /** `heldUntil`: it waits until then (UTC ms) and can be undone until then; null for what is done. */
  | { readonly kind: 'accepted'; readonly ids: Readonly<Record<string, string | readonly string[]>>; readonly pos: number; readonly heldUntil: number | null }
  /** The server refused, or was not reached; the command may be sent again under the same key. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly again: boolean };

/** A new key for one intention. It may be sent again until it is answered, and is applied only once. */
export const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const PAUSES_MS = [400, 1200];

/**
 * Sends one command. In: the command and the key of the intention. Out: accepted, with the created ids and the position that contains it, or refused.
 * Tries three times under the same key when the server is not reached, does not answer within ten seconds, or asks to retry later.
 */
export const sendCommand = async (command: Command, key: string = newKey()): Promise<Sent> => {
  const COMMAND = await commandTable();
  if (COMMAND === null) return { kind: 'refused', problem: UNREACHED, again: true };
  const { type, ...fields } = command;
  const http = COMMAND[type].http;
  if (http === null) throw new Error(`${type} has no address: only the server itself may send it`);
  const body: Record<string, unknown> = { ...fields };
  const [method, template = ''] = http.split(' ');
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(body[name]);
    delete body[name];
    return encodeURIComponent(value);
  });

  let problem: Problem = UNREACHED;
  let mayBeRecorded = false;
  for (const pause of [0, ...PAUSES_MS]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, Math.max(pause, Math.min(problem.retryAfterMs ?? 0, 5_000))));
    try {
      const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': key };
      const response = await request(path, { method: method ?? 'POST', headers, body: JSON.stringify(body) }, PATIENCE_MS);
      if (response.ok) {
        const accepted = (await readJson(response)) as { ids?: Record<string, string | string[]>; pos?: number; heldUntil?: number };
        return { kind: 'accepted', ids: accepted.ids ?? {}, pos: accepted.pos ?? 0, heldUntil: accepted.heldUntil ?? null };
      }
      problem = await problemOf(response);
      if (problem.status !== 503 && problem.status !== 429)
        return { kind: 'refused', problem, again: problem.status >= 500 || (mayBeRecorded && isShutOut(problem)) };
      mayBeRecorded ||= problem.status === 503;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problem = error.problem;
      mayBeRecorded = true;
    }
  }
  return { kind: 'refused', problem, again: true };
};
