import type { CommandOf } from './command.ts';
import { refuseHeldFacts } from './decide-held.ts';
import { endImpact, stateImpact } from './decide-impact.ts';
import { moveTo } from './decide-incident.ts';
import { type Decision, incidentHeader, isRejection, refuseUnpublished } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import type { Phase, Scope } from './words.ts';
import type { Context, World } from './world.ts';
import { worldAfter } from './world-after.ts';

type Post = CommandOf<'post-update'>;

/** Who is told the facts of a post: those who read its words, unless it says otherwise. Undefined where it names nobody. */
export const factScopeOf = ({ factScope, scope }: Post): Scope | undefined => factScope ?? scope;

/** A level in a post: the command that states it alone, and its place in the post, such as `impacts.0`. */
export interface LevelFact {
  readonly command: CommandOf<'state-impact'> | CommandOf<'end-impact'>;
  readonly place: string;
}
/** The levels of a post in the order in which they are decided: first what is stated, then what is over, so that a component that eases never looks well between. */
export const levelFactsOf = (post: Post): LevelFact[] => {
  const { incidentId, at, saidAt, impacts = [], ended = [] } = post;
  const about = { incidentId, scope: factScopeOf(post), at, saidAt };
  return [
    ...impacts.map((impact, nth): LevelFact => ({ command: { type: 'state-impact', ...about, impact }, place: `impacts.${nth}` })),
    ...ended.map((impactId, nth): LevelFact => ({ command: { type: 'end-impact', ...about, impactId }, place: `ended.${nth}` })),
  ];
};

/**
 * What a post states beside its words, for the readers of its facts: levels, then the phase, which ends what still stands when it is `resolved`. Each is
 * decided as by its own command, on what the ones before it leave. Out: the events, or the first refusal, at its place in the post.
 */
export const postFacts = (world: World, incident: Incident, post: Post, context: Context): NewEvent[] | Rejection => {
  const scope = factScopeOf(post);
  const refused =
    (scope === 'public' && !incident.published ? refuseUnpublished(incident, 'factScope') : null) ??
    refuseMoved(incident, post.expectedPhase) ??
    refuseHeld(world, post) ??
    refuseRepeated(post);
  if (refused !== null) return refused;
  const events: NewEvent[] = [];
  let then = world;
  for (const fact of levelFactsOf(post)) {
    const decision = decideLevel(then, fact, context);
    if (isRejection(decision)) return placed(decision, fact);
    events.push(...decision.events);
    then = worldAfter(then, incident.id, decision.events, context);
  }
  if (post.phase === undefined) return events;
  const moved = moveTo(then, then.incident(incident.id) ?? incident, post.phase, incidentHeader({ ...post, scope }, context, incident));
  return isRejection(moved) ? moved : [...events, ...moved];
};

const decideLevel = (world: World, { command }: LevelFact, context: Context): Decision =>
  command.type === 'state-impact' ? stateImpact(world, command, context) : endImpact(world, command, context);

/** The author saw another phase, as responders know it: whoever changed it meanwhile may know more. */
const refuseMoved = ({ phase: is, phases }: Incident, expected: Phase | undefined): Rejection | null => {
  if (expected === undefined || expected === is) return null;
  const since = phases.at(-1)?.at;
  return reject('phase_moved', { expected, is, ...(since !== undefined && { since }) }, 'expectedPhase');
};

/** Facts that wait to leave already count for an author who asks whether something has changed. */
const refuseHeld = (world: World, { incidentId, expectedPhase, phase, impacts = [], ended = [] }: Post): Rejection | null =>
  expectedPhase === undefined || (phase === undefined && impacts.length === 0 && ended.length === 0)
    ? null
    : refuseHeldFacts(world, incidentId, 'expectedPhase');

const refuseRepeated = ({ impacts = [], ended = [] }: Post): Rejection | null => {
  const named = new Set<string>();
  const places = [
    ...impacts.map(({ impactId }, nth) => [impactId, `impacts.${nth}.impactId`] as const),
    ...ended.map((id, nth) => [id, `ended.${nth}`] as const),
  ];
  for (const [impactId, field] of places) {
    if (impactId === undefined) continue;
    if (named.has(impactId)) return reject('impact_repeated', { impactId }, field);
    named.add(impactId);
  }
  return null;
};

/** The refusal of a single command, at the place of its fact in the post. */
const placed = (refusal: Rejection, { command, place }: LevelFact): Rejection => {
  const { field = '' } = refusal;
  const isOfFact = command.type === 'state-impact' ? /^impact(?=\.|$)/ : /^(impactId|until)$/;
  return isOfFact.test(field) ? { ...refusal, field: field.replace(isOfFact, place) } : refusal;
};
