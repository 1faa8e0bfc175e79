import { COMMAND, type Command, type CommandType } from '@sitrep/shared/domain/command.ts';
import { COMMAND_SUMMARY } from '@sitrep/shared/words/command-summary.ts';
import * as z from 'zod/mini';
import { actorOf, ownerOfKeys } from '../../auth/principal.ts';
import type { Handle, Handled } from '../../command/handle.ts';
import { Refusal, refusalOfCommand, storeRefusal } from '../edge/problem.ts';
import type { RateRule } from '../edge/rate-limit.ts';
import { type Answer, jsonBody, type Route } from '../routing/route.ts';

/** The answer to every write. */
export const AcceptedReply = z.strictObject({
  /** Ids the command created or touched, by field name. */
  ids: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** The internal position that contains it: read with this `pos` to be sure to see it. */
  pos: z.int(),
  epoch: z.string(),
  /** What a person says to customers waits until then (UTC ms) and can be undone until then; absent for what is done. */
  heldUntil: z.optional(z.int()),
});

/** One route for every command with an address. They do not accept `saidAt`: a command counts as said when it is recorded. */
export const commandRoutes = (handle: Handle): Route[] =>
  (Object.keys(COMMAND) as CommandType[]).flatMap((type): Route[] => {
    const { http, needs, body } = COMMAND[type];
    if (http === null || needs === null) return [];
    const [method, path] = http.split(' ') as ['POST' | 'PUT', string];
    return [
      {
        method,
        path: `/api/v1${path}`,
        access: needs,
        tag: 'write',
        summary: COMMAND_SUMMARY[type],
        body: jsonBody(z.omit(body, { saidAt: true })),
        idempotent: true,
        ...(type === 'record-sighting' && { rate: SIGHTINGS }),
        reply: { status: 201, words: 'Recorded, on disk, and shown by this node', schema: AcceptedReply },
        run: async ({ body: fields, principal, scope, idempotencyKey }) => {
          if (principal === null) throw new Refusal('not_signed_in', 'Not signed in.');
          const command = { type, ...fields } as Command;
          const handled = await handle(command, { principal: ownerOfKeys(principal), actor: actorOf(principal), rights: principal.rights, idempotencyKey });
          return answerOf(scope === 'internal' ? handled : withoutInside(handled));
        },
      },
    ];
  });

/** Enough for a support desk on its worst day, and a limit for a script that went wrong. */
const SIGHTINGS: RateRule = {
  most: 20,
  perSeconds: 600,
  by: 'principal',
  refusal: 'too_often',
  words:
    'You have recorded 20 reports of customers in a few minutes, and more would hide those of others. Wait half a minute for each further one, or tell the responders.',
};

/** Who may not read the internal scope does not learn which incident or suspicion took along what they said. */
const withoutInside = (handled: Handled): Handled => {
  if (handled.kind !== 'accepted' || handled.ids.sightingId === undefined) return handled;
  const { sightingId, componentId = '' } = handled.ids;
  return { ...handled, ids: { sightingId, componentId } };
};

const answerOf = (handled: Handled): Answer => {
  switch (handled.kind) {
    case 'accepted': {
      const { ids, pos, epoch, replayed, heldUntil } = handled;
      return { body: { ids, pos, epoch, ...(heldUntil !== null && { heldUntil }) }, ...(replayed && { headers: { 'Idempotent-Replayed': 'true' } }) };
    }
    case 'rejected':
      throw refusalOfCommand(handled.rejection);
    case 'key_reused':
      throw new Refusal('key_reused', 'This Idempotency-Key was sent before with another command. Use a fresh key for each command.');
    case 'conflict':
      throw new Refusal('conflict', 'Others changed the same thing several times while this was tried. Look at it again, then repeat.', {
        retryAfterSeconds: 1,
      });
    case 'unavailable':
      throw storeRefusal(handled.reason);
  }
};
