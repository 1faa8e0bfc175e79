import { actorName } from './actor-name.ts';
import type { Command, CommandOf } from './command.ts';
import { type Decide, type Decision, fact, findIncident, type Header, isRejection } from './decision.ts';
import type { HeldPost, NewEvent } from './event.ts';
import { exactly } from './fact-time.ts';
import { statesFacts } from './held-post.ts';
import { type Reason, type Rejection, reject } from './rejection.ts';
import { hasErased } from './removed.ts';
import { type HeldUpdate, lookup } from './state.ts';
import type { Context, World } from './world.ts';

/**
 * A post for customers waits before it leaves, so that whoever sees a mistake can undo it and nothing has left by any channel.
 *
 *     said ──▶ update-held ──▶ (10 s) ──▶ decided again ──▶ its events, hold-ended released
 *                  │                              └──▶ refused, or too late ──▶ kept ──▶ taken by its author
 *                  ├──▶ undone, by anybody who may write ──▶ kept ──▶ taken by its author
 *                  └──▶ overtaken by the end of its incident ──▶ kept
 */

/** A post that could not leave for so long, ms, was not meant for now: the server was down. */
export const LATEST_MS = 60_000;

type Holdable = CommandOf<HeldPost['type']>;
const HOLDABLE: ReadonlySet<string> = new Set<HeldPost['type']>(['post-update', 'change-phase', 'resolve-incident', 'reopen-incident']);
const isHoldable = (command: Command): command is Holdable => HOLDABLE.has(command.type);

/**
 * In: a command and its decision. Out: the decision, or for an accepted post of which customers would read something now, the event that it waits, which is all
 * that happens now. Refuses facts while others wait to leave, a single level too: the two would contradict each other in ten seconds.
 */
export const holdBack = (world: World, command: Command, context: Context, decision: Decision): Decision => {
  const { holdMs = 0, now } = context;
  if (holdMs === 0 || isRejection(decision) || decision.events.every(({ scope }) => scope === 'internal')) return decision;
  if (command.type === 'state-impact' || command.type === 'end-impact') return refuseHeldFacts(world, command.incidentId, 'incidentId') ?? decision;
  if (!isHoldable(command)) return decision;
  const { incidentId } = command;
  const post = postOf(command);
  const refused = statesFacts(post) ? refuseHeldFacts(world, incidentId, 'incidentId') : null;
  if (refused !== null) return refused;
  const updateId = ('updateId' in command ? command.updateId : undefined) ?? context.newId('upd');
  const head = headOf(incidentId, world.incident(incidentId)?.drill ?? null, context);
  return { events: [fact(head, 'update-held', { incidentId, updateId, until: now + holdMs, post })] };
};

/**
 * In: a command and its decision. Out: the same, and where it ends an incident for customers at once, what waits in it goes back to its authors: they wrote before
 * that end, and would be read after it. What leaves after a wait ends nothing of those behind it.
 */
export const withOvertaken = (world: World, command: Command, context: Context, decision: Decision): Decision => {
  if (command.type === 'release-held' || isRejection(decision)) return decision;
  const sentBack = decision.events.flatMap((event) => {
    const reason = event.scope === 'public' ? END[event.type] : undefined;
    if (reason === undefined || !('incidentId' in event.data)) return [];
    const waiting = heldOf(world, event.data.incidentId ?? '').filter(({ returned }) => returned === null);
    return waiting.map((held) => ended(held, { outcome: 'refused', reason }, context));
  });
  return sentBack.length === 0 ? decision : { events: [...decision.events, ...sentBack] };
};
const END: { readonly [T in NewEvent['type']]?: Reason } = { 'incident-resolved': 'incident_resolved', 'incident-dismissed': 'incident_dismissed' };

/** The posts of an incident that wait or came back, oldest first. */
export const heldOf = ({ board }: World, incidentId: string): readonly HeldUpdate[] => lookup(board.held, incidentId) ?? [];

/** Refuses facts about an incident while phase or levels of another post wait to leave; null when none do. */
export const refuseHeldFacts = (world: World, incidentId: string, field: string): Rejection | null => {
  const held = heldOf(world, incidentId).find(({ post, returned }) => returned === null && statesFacts(post));
  return held === undefined ? null : reject('facts_held', { updateId: held.id, by: actorName(world.board, held.by), until: held.until }, field);
};

/** Undoes a post that waits, so that it is kept for its author. */
export const withdrawHeld: Decide<'withdraw-held'> = (world, command, context) => {
  const held = findHeld(world, command);
  if (isRejection(held)) return held;
  return held.returned === null ? { events: [ended(held, { outcome: 'withdrawn' }, context)] } : reject('held_back', { updateId: held.id }, 'updateId');
};

/** Takes what did not leave: its author has it back, or somebody wants it gone. */
export const takeHeld: Decide<'take-held'> = (world, command, context) => {
  const held = findHeld(world, command);
  if (isRejection(held)) return held;
  return held.returned === null ? reject('held_waits', { updateId: held.id }, 'updateId') : { events: [ended(held, { outcome: 'taken' }, context)] };
};

/** The wait is over: the post is decided again, by `decide`, on the world of now and as said by its author. */
export const releaseHeld = (
  world: World,
  command: CommandOf<'release-held'>,
  context: Context,
  decide: (world: World, command: Command, context: Context) => Decision,
): Decision => {
  const held = findHeld(world, command);
  if (isRejection(held)) return held;
  const { incidentId, id: updateId, until } = held;
  if (held.returned !== null || context.now < until) return reject('held_unknown', { incidentId, updateId }, 'updateId');
  if (context.now > until + LATEST_MS) return { events: [ended(held, { outcome: 'late' }, context)] };
  // Something in its words was erased while it waited.
  if (textsOf(held.post).some(hasErased)) return { events: [ended(held, { outcome: 'refused', reason: 'words_erased' }, context)] };
  // Nothing leaves in the name of somebody who may not say it any more.
  const needed = ['write-public', ...(statesFacts(held.post) ? (['write-internal'] as const) : [])] as const;
  const { by } = held;
  if (by !== null && needed.some((right) => context.mayStill?.(by, right) === false))
    return { events: [ended(held, { outcome: 'refused', reason: 'author_may_not' }, context)] };
  const { holdMs: _, ...later } = context;
  const again = decide(asSaidBefore(world, held), commandOf(held), { ...later, actor: held.by ?? context.actor });
  if (isRejection(again)) return { events: [ended(held, { outcome: 'refused', reason: again.reason }, context)] };
  return { events: [...again.events, ended(held, { outcome: 'released' }, context)] };
};

/** The same world, but that of the posts that wait only those are left that were said before this one. */
const asSaidBefore = (world: World, { id, incidentId }: HeldUpdate): World => {
  const all = heldOf(world, incidentId);
  const before = {
    [incidentId]: all.slice(
      0,
      all.findIndex((other) => other.id === id),
    ),
  };
  return { ...world, board: Object.create(world.board, { held: { value: before, enumerable: true } }) };
};

const findHeld = (world: World, { incidentId, updateId }: { incidentId: string; updateId: string }): HeldUpdate | Rejection => {
  const incident = findIncident(world, { incidentId });
  if (isRejection(incident)) return incident;
  return heldOf(world, incidentId).find(({ id }) => id === updateId) ?? reject('held_unknown', { incidentId, updateId }, 'updateId');
};

const headOf = (incidentId: string, drill: string | null, { now, actor }: Context): Header => ({
  stream: `incident:${incidentId}`,
  scope: 'internal',
  at: exactly(now),
  saidAt: null,
  actor,
  drill,
});
const ended = ({ incidentId, id: updateId, drill }: HeldUpdate, end: Omit<EndOf, 'incidentId' | 'updateId'>, context: Context) =>
  fact(headOf(incidentId, drill, context), 'hold-ended', { incidentId, updateId, ...end });
type EndOf = Parameters<typeof fact<'hold-ended'>>[2];

const textsOf = ({ text = '', impacts = [] }: HeldPost): string[] => [
  text,
  ...impacts.flatMap(({ what, audience }) => [what ?? '', audience?.of ?? '', audience?.words ?? '']),
];

/** What happened "just now" when it was said happens when it leaves; only words about an earlier time keep theirs. */
const postOf = (command: Holdable): HeldPost => {
  const { incidentId: _, at, saidAt: __, ...rest } = command;
  const { updateId: ___, ...said } = rest as typeof rest & { updateId?: string };
  const isOfNow = command.type === 'post-update' && (command.kind ?? 'update') === 'update';
  return { ...said, ...(at === undefined || isOfNow ? {} : { at }) } as HeldPost;
};
const commandOf = ({ id, incidentId, post }: HeldUpdate): Command =>
  // Each held post has exactly the fields of its command.
  ({ ...post, incidentId, ...(post.type === 'post-update' ? { updateId: id } : {}) }) as Command;
