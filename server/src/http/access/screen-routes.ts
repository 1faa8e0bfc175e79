import { SaidInstant, SaidLine } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod/mini';
import type { ScreenView } from '../../auth/auth-store.ts';
import type { Principals } from '../../auth/principals.ts';
import { jsonBody, type Route } from '../routing/route.ts';
import { MAKERS, requireAhead, requireTheirs, SCREEN_GRANT, stillIn, View } from './token-routes.ts';

const time = z.nullable(z.int());
const Screens = z.strictObject({
  /** When this server started to listen, UTC ms: it has seen no screen before that. */
  since: z.int(),
  screens: z.array(z.strictObject({ id: z.string(), name: z.string(), createdAt: z.int(), lastSeenAt: time })),
});

/** Routes for named screens: their links, and when each was last seen. In: a function that makes a link from a token; the clock, UTC ms. */
export const screenRoutes = (principals: Principals, screenLink: (token: string, view: ScreenView) => string, now: () => number): Route[] => {
  const since = now();
  return [
    {
      method: 'GET',
      path: '/api/v1/screens',
      access: ['read'],
      inside: true,
      tag: 'screens',
      summary: 'When each named screen was last seen',
      reply: { status: 200, words: 'Sorted by name. A screen with a live connection is seen every 15 s. Times in UTC ms', schema: Screens },
      run: async () => ({ body: { since, screens: principals.screens() } }),
    },
    {
      method: 'POST',
      path: '/api/v1/screens',
      access: MAKERS,
      tag: 'screens',
      summary:
        'Create the link of a named screen. It reads what responders read, on a public board what customers are told, and cannot write. Revoke it like a token',
      body: jsonBody(
        z.strictObject({
          name: SaidLine,
          expiresAt: z.optional(z.nullable(SaidInstant)),
          groups: z.optional(View.shape.groups),
          theme: z.optional(View.shape.theme),
        }),
      ),
      reply: {
        status: 201,
        words: 'The link is shown only in this answer; it may be opened any number of times',
        schema: z.strictObject({ id: z.string(), name: z.string(), createdAt: z.int(), expiresAt: time, view: View, link: z.string() }),
      },
      run: async ({ body, principal }) => {
        const asked = body as { name: string; expiresAt?: number | null; groups?: string[]; theme?: ScreenView['theme'] };
        const { name, expiresAt = null, groups = [], theme = null } = asked;
        requireAhead(expiresAt, now());
        requireTheirs(principal, SCREEN_GRANT, 'You cannot give a right that you do not have');
        const view = { groups, theme };
        const { id, createdAt, token } = await stillIn(principals, principal, await principals.createScreen(name, expiresAt, view, principal));
        return { body: { id, name, createdAt, expiresAt, view, link: screenLink(token, view) } };
      },
    },
  ];
};
