import { FOLD_VERSION } from '@sitrep/shared/domain/evolve.ts';
import { WIRE } from '@sitrep/shared/protocol/version.ts';
import * as z from 'zod/mini';
import { CSP_REPORTS } from '../edge/headers.ts';
import type { Route } from '../routing/route.ts';

export type NotReady = 'stopping' | 'log_unreachable' | 'guard_failed';
export interface OpsPorts {
  build: string;
  /** Why this node should get no traffic now; null when it should. */
  notReady(): NotReady | null;
  /** Guards that failed their last test. */
  failingGuards(): readonly string[];
  metrics: { contentType: string; text(): Promise<string>; cspViolation(): void };
}

const State = z.strictObject({
  status: z.enum(['ready', 'stopping', 'log_unreachable', 'guard_failed']),
  /** The failed guards of `guard_failed`, by their names in `/metrics`. */
  guards: z.array(z.string()),
  build: z.string(),
  foldVersion: z.int(),
  wireVersion: z.int(),
});

/** Routes for operators. They reveal nothing about the board. */
export const opsRoutes = ({ build, notReady, failingGuards, metrics }: OpsPorts): Route[] => [
  {
    method: 'GET',
    path: '/livez',
    access: 'anyone',
    tag: 'operations',
    summary: 'Liveness: the process answers',
    reply: { status: 200, words: 'Alive', schema: z.strictObject({ status: z.literal('alive') }), cache: 'no-store' },
    run: async () => ({ body: { status: 'alive' } }),
  },
  {
    method: 'GET',
    path: '/readyz',
    access: 'anyone',
    tag: 'operations',
    summary: 'Readiness: 503 while this node should get no traffic',
    reply: { status: 200, words: 'Ready, with the protocol versions this node speaks', schema: State, cache: 'no-store' },
    run: async () => {
      const why = notReady();
      return {
        status: why === null ? 200 : 503,
        body: { status: why ?? 'ready', guards: failingGuards(), build, foldVersion: FOLD_VERSION, wireVersion: WIRE },
      };
    },
  },
  {
    method: 'GET',
    path: '/metrics',
    access: ['manage'],
    openHere: true,
    tag: 'operations',
    summary: 'Prometheus metrics; from this machine, or with the role admin',
    reply: { status: 200, words: 'Text exposition format', schema: null, type: metrics.contentType, cache: 'private, no-store' },
    run: async () => ({ body: await metrics.text() }),
  },
  {
    method: 'POST',
    path: CSP_REPORTS,
    access: 'anyone',
    tag: 'operations',
    summary: 'Receives Content-Security-Policy reports of browsers',
    body: { media: { 'application/reports+json': 'bytes', '*/*': 'bytes' }, limit: 64 * 1024 },
    rate: { most: 60, perSeconds: 60, by: 'address', refusal: 'too_often' },
    reply: { status: 204, words: 'Counted; the report itself is not stored', schema: null },
    run: async () => {
      metrics.cspViolation();
      return { body: null };
    },
  },
];
