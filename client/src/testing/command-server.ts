import { COMMAND, type Command, type CommandType } from '@sitrep/shared/domain/command.ts';
import { decide } from '@sitrep/shared/domain/decide.ts';
import { isRejection } from '@sitrep/shared/domain/decision.ts';
import type { Event, EventOf } from '@sitrep/shared/domain/event.ts';
import { type Rejection, reject } from '@sitrep/shared/domain/rejection.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { dueCommands } from '@sitrep/shared/query/due.ts';
import { similarIncidents } from '@sitrep/shared/query/similar-incidents.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { ANA, contextAt } from '@sitrep/shared/testing/given.ts';
import { incidentsOf, publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { refusalSentence } from '@sitrep/shared/words/refusal.ts';
import { act } from '@testing-library/react';
import { vi } from 'vitest';
import type { ChainPeer } from './chain-peer.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Sent {
  readonly command: Command;
  readonly key: string;
}

/** The HTTP side of the server for one test: the real table of commands, the real decisions, on the log of the peer. `holdMs`: how long a post for customers waits, ms. */
export const serveCommands = ({ peer, time }: { peer: ChainPeer; time: VirtualTime }, { holdMs = 0 } = {}) => {
  /** Every command that arrived, in order. */
  const sent: Sent[] = [];
  /** How the next commands go: `lost` applies one and loses the answer, `down` reaches nobody. */
  const network: { next: ('lost' | 'down')[] } = { next: [] };
  const replies = new Map<string, { body: string; reply: { ids?: { updateId?: string } } }>();
  let gate: Promise<void> = Promise.resolve();
  /** Commands wait on their way until this is called. */
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };

  const give = async (command: Command, actor = ANA): Promise<Response> => {
    const log = peer.chain('internal').events;
    const decision = decide(worldOf(log), command, { ...contextAt(time.server(), actor), holdMs, newId: (prefix) => `${prefix}-${log.length + 1}` });
    if (isRejection(decision)) return refusal(decision);
    const events = decision.events.map((event, index) => ({ ...event, id: `sent-${log.length + index + 1}`, recordedAt: time.server() }) as Event);
    await act(async () => {
      peer.happen(...events);
      await time.advance(1);
    });
    const waits = events.flatMap((event) => (event.type === 'update-held' ? [{ heldUntil: event.data.until, ids: { updateId: event.data.updateId } }] : []))[0];
    return Response.json({ pos: log.length + events.length, epoch: 'log-1', ids: {}, ...waits }, { status: 201 });
  };

  const post = async (method: string, path: string, init: RequestInit): Promise<Response> => {
    const body: Record<string, unknown> = JSON.parse(String(init.body));
    const command = commandAt(`${method} ${path}`, body);
    const key = new Headers(init.headers).get('idempotency-key') ?? '';
    sent.push({ command, key });
    const before = replies.get(key);
    if (before !== undefined && before.body !== String(init.body))
      return Response.json({ status: 422, code: 'key_reused', detail: 'This Idempotency-Key was sent before with another command.' }, { status: 422 });
    if (before !== undefined) {
      const { updateId } = before.reply.ids ?? {};
      const ends = peer.chain('internal').events.flatMap((event) => (event.type === 'hold-ended' ? [(event as EventOf<'hold-ended'>).data] : []));
      const didNotLeave = ends.some((end) => end.updateId === updateId && end.outcome !== 'released');
      return didNotLeave && updateId !== undefined ? refusal(reject('post_undone', { updateId }, 'updateId')) : Response.json(before.reply, { status: 201 });
    }
    const response = await give(command);
    if (response.ok) replies.set(key, { body: String(init.body), reply: await response.clone().json() });
    return response;
  };

  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const isCommand = init.method !== undefined && init.method !== 'GET';
    const fate = isCommand ? network.next.shift() : undefined;
    if (fate === 'down') throw new TypeError('no network here');
    if (isCommand) await gate;
    const { pathname, searchParams } = new URL(url, 'http://board.example');
    const path = pathname.replace('/api/v1', '');
    const response = isCommand ? await post(init.method ?? '', path, init) : read(peer, path, searchParams);
    if (fate === 'lost') throw new TypeError('the answer was lost');
    return response;
  });
  /** What the scheduler of the server does now. */
  const look = async (): Promise<void> => {
    const { board, customers } = worldOf(peer.chain('internal').events);
    for (const { command } of dueCommands(board, customers, time.server())) await give(command, { kind: 'scheduler', name: 'Scheduler' });
  };
  return { sent, network, hold, give, look };
};

const refusal = (rejection: Rejection): Response => {
  const { rejected, reason, params, field } = rejection;
  return Response.json({ status: 409, code: rejected, detail: refusalSentence(rejection), reason, params, field }, { status: 409 });
};

const read = (peer: ChainPeer, path: string, query: URLSearchParams): Response => {
  const scope: Scope = query.get('scope') === 'public' ? 'public' : 'internal';
  const chain = peer.chain(scope);
  const id = /^\/incidents\/([^/]+)$/.exec(path)?.[1];
  const log = peer.chain('internal').events;
  const world = worldOf(scope === 'public' ? publicChain(log) : log);
  const incident = id === undefined ? undefined : world.incident(decodeURIComponent(id));
  if (id !== undefined && incident !== undefined) {
    const commitments = Object.values(world.board.commitments).filter(({ incidentId }) => incidentId === incident.id);
    return Response.json({ epoch: chain.epoch, pos: chain.head, incident, commitments, linkedFrom: [], retired: [] });
  }
  const all = incidentsOf(scope === 'public' ? publicChain(log) : log);
  const like = all.get(/^\/incidents\/([^/]+)\/similar$/.exec(path)?.[1] ?? '');
  if (like !== undefined) {
    const similar = similarIncidents(like, all.values()).map(({ incident: other, ...why }) => ({ ...other, peak: incidentPeak(other), ...why }));
    return Response.json({ similar, epoch: chain.epoch, pos: chain.head });
  }
  if (path === '/incidents') {
    const [text, open] = [query.get('text')?.toLowerCase(), query.get('open')];
    const asked = [...all.values()].filter(
      ({ title, phase }) =>
        (text === undefined ? open === 'false' : title.toLowerCase().includes(text)) && (open === null || (phase !== 'resolved') === (open === 'true')),
    );
    const incidents = asked.map((one) => ({ ...one, peak: incidentPeak(one), cause: null })).toReversed();
    return Response.json({ incidents, total: incidents.length, retired: [], next: null });
  }
  return Response.json({ status: 404, code: 'not_found', detail: 'There is nothing here.' }, { status: 404 });
};

/** In: method and path, and the body that was sent. Out: the command, read by its own schema. Throws when there is none. */
const commandAt = (line: string, body: Record<string, unknown>): Command => {
  for (const type of Object.keys(COMMAND) as CommandType[]) {
    const { http, body: schema } = COMMAND[type];
    if (http === null) continue;
    const match = new RegExp(`^${http.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(line);
    if (match !== null) return { type, ...schema.parse({ ...body, ...match.groups }) } as Command;
  }
  throw new Error(`no command is sent to ${line}`);
};
