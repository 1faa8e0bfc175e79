import { whoIs } from './actor-name.ts';
import { refuseMoved } from './decide-incident.ts';
import type { Decide, Decision } from './decision.ts';
import { fact, header, isRejection, unknownComponent } from './decision.ts';
import type { Impact, NewEvent } from './event.ts';
import { exactly } from './fact-time.ts';
import { holderOf, sameActor } from './holder.ts';
import { reject } from './rejection.ts';
import { type BoardState, type Incident, lookup, type Sighting, type Suspicion } from './state.ts';
import { type Context, SUSPECT, type World } from './world.ts';

/**
 * What customers see before anybody has declared anything. All of it is for responders only.
 *
 *     sighting ──▶ (the third of a component in half an hour) ──▶ suspicion ──▶ an incident on that component: declared, the sightings are its evidence
 *        │                                                            ├──▶ dismissed, with a reason
 *        └──▶ an incident is open there: its evidence                 └──▶ lapsed, after a day of which nobody saw it again
 */

// Two shifts: whoever comes next has seen it on the board and in the hand-over.
const LAPSE_MS = 24 * 3_600_000;
/** When a suspicion ends by itself, UTC ms. */
export const lapsesAt = ({ lastSeenAt }: Suspicion): number => lastSeenAt + LAPSE_MS;

export const recordSighting: Decide<'record-sighting'> = (world, command, context) => {
  const { componentId, words, ticket = null } = command;
  const unknown = unknownComponent(world, componentId, 'componentId');
  if (unknown !== null) return unknown;
  const sightingId = context.newId('sgt');
  const head = header(command, context, `sighting:${sightingId}`);
  const recorded = fact(head, 'sighting-recorded', { sightingId, componentId, words, ticket });
  const seen = { id: sightingId, componentId, words, ticket, at: head.at, by: context.actor };
  const incident = openOn(world, componentId);
  if (incident !== undefined) return { events: [recorded, linked(incident.id, seen, context)] };
  const before = recentOf(world, componentId, context);
  const { count } = context.suspect ?? SUSPECT;
  const isEnough = isRecent(seen, context) && before.length + 1 >= count;
  if (!isEnough || suspicionOf(world, componentId) !== undefined) return { events: [recorded] };
  const suspicionId = context.newId('sus');
  const sightingIds = [...before.map(({ id }) => id), sightingId];
  const raised = fact({ ...head, stream: `suspicion:${suspicionId}`, at: exactly(context.now) }, 'suspicion-raised', { suspicionId, componentId, sightingIds });
  return { events: [recorded, raised] };
};

export const takeSuspicion: Decide<'take-suspicion'> = (world, command, context) => {
  const { suspicionId } = command;
  const known = lookup(world.board.suspicions, suspicionId);
  if (known === undefined) return unknownSuspicion(suspicionId);
  const by = known.taken?.by ?? null;
  if (by !== null && sameActor(world.board, by, context.actor)) return reject('suspicion_taken', { by: whoIs(world.board, by) });
  // Of two who take it the second learns who has it, and takes it over on purpose or not.
  const moved = known.taken === null || by === null ? null : refuseMoved(world, holderOf(world.board, by), known.taken.at, command.expectedHolder ?? null);
  if (moved !== null) return moved;
  return { events: [fact(header(command, context, `suspicion:${suspicionId}`), 'suspicion-taken', { suspicionId })] };
};

export const dismissSuspicion: Decide<'dismiss-suspicion'> = (world, command, context) => {
  const { suspicionId, reason } = command;
  if (lookup(world.board.suspicions, suspicionId) === undefined) return unknownSuspicion(suspicionId);
  const head = header(command, context, `suspicion:${suspicionId}`);
  return { events: [fact(head, 'suspicion-ended', { suspicionId, outcome: 'dismissed', incidentId: null, reason })] };
};

export const lapseSuspicion: Decide<'lapse-suspicion'> = (world, command, context) => {
  const { suspicionId } = command;
  const known = lookup(world.board.suspicions, suspicionId);
  if (known === undefined) return unknownSuspicion(suspicionId);
  if (lapsesAt(known) > context.now) return reject('suspicion_stands', { suspicionId });
  const head = header(command, context, `suspicion:${suspicionId}`);
  return { events: [fact(head, 'suspicion-ended', { suspicionId, outcome: 'lapsed', incidentId: null, reason: null })] };
};

/**
 * In: a decision. Out: the same, and where it says that a real incident hurts a component now, what customers were seen to see of that component as evidence of
 * the incident; what was suspected of it is declared by that.
 */
export const withSightings = (world: World, context: Context, decision: Decision): Decision => {
  if (isRejection(decision)) return decision;
  const evidence: NewEvent[] = [];
  const told = new Set<string>();
  for (const { incidentId, impacts, actor } of decision.events.flatMap(realHarm)) {
    // Of a post that waited: its author, not the clock that let it go.
    const whose = { ...context, actor: actor ?? context.actor };
    for (const impact of impacts) {
      const { componentId } = impact;
      if (told.has(componentId) || !isStanding(impact)) continue;
      told.add(componentId);
      const suspicion = suspicionOf(world, componentId);
      for (const one of evidenceOf(world.board, componentId, context)) evidence.push(linked(incidentId, one, whose));
      if (suspicion === undefined) continue;
      const head = header({}, whose, `suspicion:${suspicion.id}`);
      evidence.push(fact(head, 'suspicion-ended', { suspicionId: suspicion.id, outcome: 'declared', incidentId, reason: null }));
    }
  }
  return evidence.length === 0 ? decision : { events: [...decision.events, ...evidence] };
};

/** What customers were seen to see of a component, which an incident on it takes along: what a suspicion rests on, and what was seen lately. */
export const evidenceOf = ({ sightings }: Pick<BoardState, 'sightings'>, componentId: string, when: Pick<Context, 'now' | 'suspect'>): Sighting[] =>
  Object.values(sightings).filter((one) => one.componentId === componentId && (one.suspicionId !== null || isRecent(one, when)));

interface Harm {
  readonly incidentId: string;
  readonly impacts: readonly Impact[];
  readonly actor: NewEvent['actor'];
}
const realHarm = (event: NewEvent): Harm[] => {
  if (event.drill !== null) return [];
  if (event.type === 'incident-opened') return event.data.phase === 'resolved' ? [] : [{ ...event.data, actor: event.actor }];
  return event.type === 'impact-stated' ? [{ incidentId: event.data.incidentId, impacts: [event.data.impact], actor: event.actor }] : [];
};
const isStanding = ({ until, level, notAffected }: Impact): boolean => until === null && level !== 'operational' && !notAffected;

/** The open incident that hurts the component now; of several the newest. */
const openOn = ({ board }: World, componentId: string): Incident | undefined =>
  Object.values(board.incidents)
    .filter(({ drill, phase, impacts }) => drill === null && phase !== 'resolved' && impacts.some((one) => one.componentId === componentId && isStanding(one)))
    .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))[0];

const suspicionOf = ({ board }: World, componentId: string): Suspicion | undefined =>
  Object.values(board.suspicions).find((one) => one.componentId === componentId);

/** What was seen at an unknown time says nothing about now. */
const isRecent = ({ at }: Pick<Sighting, 'at'>, { now, suspect = SUSPECT }: Pick<Context, 'now' | 'suspect'>): boolean =>
  at.ms !== null && at.ms > now - suspect.withinMs;
const recentOf = ({ board }: World, componentId: string, context: Context): Sighting[] =>
  Object.values(board.sightings)
    .filter((one) => one.componentId === componentId && isRecent(one, context))
    .sort((a, b) => (a.at.ms ?? 0) - (b.at.ms ?? 0) || (a.id < b.id ? -1 : 1));

/** The incident tells it as seen when it was, and names whoever heard it; the event is of whoever took it along. */
const linked = (incidentId: string, seen: Omit<Sighting, 'recordedAt' | 'suspicionId'>, context: Context): NewEvent => {
  const { id: sightingId, componentId, words, ticket, at, by } = seen;
  const head = header({ at }, context, `incident:${incidentId}`);
  return fact(head, 'sighting-linked', { incidentId, sighting: { sightingId, componentId, words, ticket, ...(by === null ? {} : { heardBy: by }) } });
};

const unknownSuspicion = (suspicionId: string) => reject('suspicion_unknown', { suspicionId }, 'suspicionId');
