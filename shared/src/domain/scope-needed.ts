import type { Command, CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import { equal, isRejection } from './decision.ts';
import type { NewEvent } from './event.ts';
import { wordless } from './fact-time.ts';
import { impactsById } from './impacts-by-id.ts';
import { factScopeOf, levelFactsOf } from './post-facts.ts';
import { NOTHING_TO_TELL } from './public-refusals.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import { lookup } from './state.ts';
import type { Scope } from './words.ts';
import type { Context, World } from './world.ts';
import { incidentAfter, publicIncidentAfter, worldAfter } from './world-after.ts';

type DecideAny = (world: World, command: Command, context: Context) => Decision;

/**
 * Refuses a command about a published incident that names no scope, where customers would be left with what is no longer so:
 * - with scope public it would be accepted, and they would read something else than they do without (`scope_needed`);
 * - with scope public it would be refused though it is accepted inside, and customers know of what it changes: with that refusal, which then offers scope
 *   internal as well. `public-refusals.ts` has every reason in its place.
 *
 * Null otherwise. Details beside title, phase, times and impacts may stay inside, and so may the words of a post; it is asked for the scope of its facts.
 */
export const refuseUnscoped = (world: World, command: Command, context: Context, decideOne: DecideAny): Rejection | null => {
  const incident = 'incidentId' in command && scopeOf(command) === undefined ? world.incident(command.incidentId ?? '') : undefined;
  if (incident === undefined || !incident.published) return null;
  if (command.type === 'post-update' && levelFactsOf(command).length > 0) return refusePost(world, command, context, decideOne);
  return refuseOne(world, incident, command, context, decideOne);
};

/** Who is told what a command changes; undefined where it names nobody. */
const scopeOf = (command: Command): Scope | undefined =>
  command.type === 'post-update' ? factScopeOf(command) : 'scope' in command ? command.scope : undefined;
const inPublic = (command: Command): Command =>
  (command.type === 'post-update' ? { ...command, factScope: 'public' } : { ...command, scope: 'public' }) as Command;
/** The same refusal of a command that names no scope, which can name scope internal. */
const orInside = (refusal: Rejection, command: Command): Rejection =>
  // The compiler cannot see that the params are still those of the reason.
  ({ ...refusal, params: { ...refusal.params, inside: true, ...scopeFieldOf(command) } }) as Rejection;
const scopeNeeded = (incidentId: string, inside: Decision, command: Command): Rejection =>
  reject('scope_needed', { incidentId, inside: !isRejection(inside), ...scopeFieldOf(command) }, scopeFieldOf(command).scopeField ?? 'scope');
const scopeFieldOf = ({ type }: Command): { scopeField?: 'factScope' } => (type === 'post-update' ? { scopeField: 'factScope' } : {});

/** All tries of a command make the same ids, or the impacts of one would be news to the other. */
const trial = (context: Context, word = 'tried'): Context => {
  let made = 0;
  return { ...context, newId: (prefix) => `${prefix}-${word}-${++made}` };
};

/** A post with levels is asked for the scope of its facts exactly when one of the single commands, given one after the other, would be. */
const refusePost = (world: World, post: CommandOf<'post-update'>, context: Context, decideOne: DecideAny): Rejection | null => {
  const { impacts: _, ended: __, ...rest } = post;
  const ids = trial(context, 'stated');
  let inside = world;
  const isAsked = (command: Command): boolean => {
    const incident = inside.incident(post.incidentId);
    if (incident === undefined) return false;
    if (refuseOne(inside, incident, command, context, decideOne) !== null) return true;
    const decision = decideOne(inside, command, ids);
    inside = worldAfter(inside, incident.id, eventsOf(decision), context);
    return false;
  };
  if (![...levelFactsOf(post).map(({ command }) => command), rest].some(isAsked)) return null;
  const [told, kept] = [inPublic(post), post].map((tried) => decideOne(world, tried, trial(context))) as [Decision, Decision];
  if (!isRejection(told)) return scopeNeeded(post.incidentId, kept, post);
  return isRejection(kept) ? null : orInside(told, post);
};

const refuseOne = (world: World, incident: Incident, command: Command, context: Context, decideOne: DecideAny): Rejection | null => {
  const theirs = world.publicIncident(incident.id);
  const attempt = (tried: Command): Decision => decideOne(world, tried, trial(context));
  const inside = attempt(command);
  const theyRead = (decision: Decision) => readOf(publicIncidentAfter(theirs, eventsOf(decision), context));
  /** Why customers cannot do without this public form of the command; null when they can. */
  const untold = (form: Command): Rejection | null => {
    const told = attempt(form);
    if (!isRejection(told)) return equal(theyRead(told), theyRead(inside)) ? null : scopeNeeded(incident.id, inside, command);
    if (NOTHING_TO_TELL.has(told.reason) || (told.reason === 'component_internal' && isUnseen(world, theirs, form))) return null;
    if (form.type !== 'state-impact' || told.reason !== 'regions_needed') return told;
    const asKnown = untold({ ...form, impact: { ...form.impact, regions: regionsOf(theirs, told.params.impactId) } });
    return asKnown?.reason === 'scope_needed' ? told : asKnown;
  };
  const refusal = untold(inPublic(command));
  if (refusal === null || refusal.reason === 'scope_needed') return refusal;
  const changesNothing = isRejection(inside) || equal(readOf(incidentAfter(incident, inside.events, (event) => event, context)), readOf(incident));
  return changesNothing ? null : orInside(refusal, command);
};

/** Whether customers see none of the components on which the command states an impact, nor ever knew such an impact. */
const isUnseen = (world: World, theirs: Incident | undefined, command: Command): boolean => {
  const impacts = command.type === 'state-impact' ? [command.impact] : command.type === 'reopen-incident' ? (command.impacts ?? []) : [];
  const known = impactsById(theirs?.impacts ?? []);
  return impacts.every(({ impactId = '', componentId }) => lookup(world.board.components, componentId)?.published === false && !known.has(impactId));
};

/** The regions of an impact that customers know. */
const regionsOf = (theirs: Incident | undefined, impactId: string): string[] => [
  ...(theirs?.impacts.find((known) => known.impactId === impactId)?.regions ?? []),
];

const eventsOf = (decision: Decision): readonly NewEvent[] => (isRejection(decision) ? [] : decision.events);

/** What is read of an incident that may not differ for customers unless somebody says so. */
const readOf = (incident: Incident | undefined) => {
  if (incident === undefined) return null;
  const { title, phase, stated, impacts } = incident;
  const timesOf = ({ from, until }: Incident['stated'][number]) => ({ from: wordless(from), until: until === null ? null : wordless(until) });
  return { title, phase, stated: stated.map(timesOf), impacts: impacts.map((impact) => ({ ...impact, ...timesOf(impact) })) };
};
