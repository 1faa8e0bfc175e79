import { SaidInstant, SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { Principals } from '../../auth/principals.ts';
import { jsonBody, type Route } from '../routing/route.ts';
import { requireAhead } from './token-routes.ts';

const time = z.nullable(z.int());
const Screens = z.strictObject({
  /** Since when this server listens, UTC ms: before that it could hear nobody. */
  since: z.int(),
  screens: z.array(z.strictObject({ id: z.string(), name: z.string(), createdAt: z.int(), lastSeenAt: time })),
});

/** Named screens: their links, and when each was last seen. In: what makes a link of a token; the clock, UTC ms. */
export const screenRoutes = (principals: Principals, screenLink: (token: string) => string, now: () => number): Route[] => {
  const since = now();
  return [
    {
      method: 'GET',
      path: '/api/v1/screens',
      access: 'viewer',
      tag: 'screens',
      summary: 'When each named screen was last seen',
      reply: { status: 200, words: 'By name; a screen with a live connection is seen every 15 s. Times in UTC ms', schema: Screens },
      run: async () => ({ body: { since, screens: principals.screens() } }),
    },
    {
      method: 'POST',
      path: '/api/v1/screens',
      access: 'owner',
      tag: 'screens',
      summary: 'Make the link of a named screen, which reads the internal scope and writes nothing. Revoke it like a token',
      body: jsonBody(z.strictObject({ name: SaidLine, expiresAt: z.optional(z.nullable(SaidInstant)) })),
      reply: {
        status: 201,
        words: 'The link is shown here and never again; it may be opened as often as the screen starts',
        schema: z.strictObject({ id: z.string(), name: z.string(), createdAt: z.int(), expiresAt: time, link: z.string() }),
      },
      run: async ({ body }) => {
        const { name, expiresAt = null } = body as { name: string; expiresAt?: number | null };
        requireAhead(expiresAt, now());
        const { id, createdAt, token } = await principals.createScreen(name, expiresAt);
        return { body: { id, name, createdAt, expiresAt, link: screenLink(token) } };
      },
    },
  ];
};
