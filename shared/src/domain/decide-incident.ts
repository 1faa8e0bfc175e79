import type { CommandOf } from './command.ts';
import { newImpacts } from './decide-impact.ts';
import type { Decide, Header } from './decision.ts';
import {
  asSeenIn,
  equal,
  fact,
  findIncident,
  incidentHeader,
  isRejection,
  losesImpact,
  refuseDismissed,
  refuseDrill,
  sayingNow,
  telling,
  wordlessHead,
} from './decision.ts';
import type { EventData, IncidentCard, NewEvent } from './event.ts';
import { canBeLater, isSurelyLater } from './fact-span.ts';
import { type FactTime, isLater, wordless } from './fact-time.ts';
import { holderFacts, holderName, holderOf, named, sameHolder } from './holder.ts';
import { impactsById } from './impacts-by-id.ts';
import { incidentCard } from './incident-card.ts';
import { sameTime } from './incident-spells.ts';
import { isEarlierStretch, lostBy, moveTimes } from './move-times.ts';
import { keepNextUpdates, promiseNextUpdate } from './next-update.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import { again, lastStanding } from './standing-again.ts';
import type { Holder, Incident } from './state.ts';
import { lookup } from './state.ts';
import { type IncidentRole, Phase } from './words.ts';
import type { Context, World } from './world.ts';

export const openIncident: Decide<'open-incident'> = (world, command, context) => {
  const { title, phase = 'investigating', drill = null, text, nextUpdateDue, acknowledged = false, commander } = command;
  const incidentId = command.incidentId ?? context.newId('inc');
  if (world.incident(incidentId) !== undefined) return reject('incident_exists', { incidentId }, 'incidentId');
  if (phase === 'resolved') return reject('incident_opens_resolved', {}, 'phase');
  const refused = refuseDrill(world, drill, { scope: command.scope });
  if (refused !== null) return refused;
  const head = incidentHeader(command, context, { id: incidentId, drill });
  const startedAt = command.startedAt ?? head.at;
  const impacts = newImpacts(world, command.impacts ?? [], { at: startedAt, scope: command.scope }, context);
  if (isRejection(impacts)) return impacts;
  const promised = sayingNow(head, context);
  if (nextUpdateDue !== undefined && !isLater(nextUpdateDue, promised.at)) return reject('next_update_early', {}, 'nextUpdateDue');
  const inside: Header = { ...head, scope: 'internal' };
  return {
    events: [
      fact(head, 'incident-opened', { incidentId, title, phase, startedAt, impacts, drill }),
      ...(text === undefined ? [] : [saying(incidentId, text, head, context)]),
      ...(nextUpdateDue === undefined ? [] : [promiseNextUpdate(nextUpdateDue, { id: incidentId }, promised, context)]),
      ...(acknowledged ? [fact(inside, 'incident-acknowledged', { incidentId, ...holderFacts(holderOf(world.board, context.actor)) })] : []),
      ...(commander === undefined ? [] : [fact(inside, 'role-assigned', { incidentId, ...roleFacts(world, 'commander', commander, context) })]),
    ],
  };
};

export const publishIncident: Decide<'publish-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  if (incident.published) return refusePublished(world, incident);
  const refused = refuseDismissed(incident, 'incidentId') ?? refuseDrill(world, incident.drill, { scope: 'public' });
  if (refused !== null) return refused;
  const { title = incident.title, include = [] } = command;
  const card = { ...publishedCard(world, incident, new Set(include)), title };
  const head = incidentHeader({ ...command, scope: 'public' }, context, incident);
  return { events: [fact(head, 'incident-published', { incidentId: incident.id, card, drill: incident.drill })] };
};

/** A public incident is not published again; an impact that was left out because its component was internal then can still be told. */
const refusePublished = (world: World, incident: Incident): Rejection => {
  const told = new Set(asSeenIn(world, incident, 'public').impacts.map(({ impactId }) => impactId));
  const untold = incident.impacts.find(
    ({ impactId, componentId, until }) => until === null && !told.has(impactId) && lookup(world.board.components, componentId)?.published === true,
  );
  const incidentId = incident.id;
  if (untold !== undefined) return reject('impact_untold', { incidentId, impactId: untold.impactId }, 'incidentId');
  return reject('incident_already_public', { incidentId }, 'incidentId');
};

type Part = NonNullable<CommandOf<'publish-incident'>['include']>[number];

/**
 * Publishing includes title, phases, occurrences, and the impacts on public components. Other internal statements are included only when
 * requested; referenced components, incidents and promises are not published with it.
 */
const publishedCard = (world: World, incident: Incident, include: ReadonlySet<Part>): IncidentCard => {
  const card = incidentCard(incident, 'public');
  const asked = <T>(part: Part, items: T[]): T[] => (include.has(part) ? items : []);
  return {
    ...card,
    impacts: card.impacts.filter(({ componentId }) => lookup(world.board.components, componentId)?.published),
    causes: asked('causes', card.causes),
    guidance: asked('guidance', card.guidance),
    thirdParties: asked('third_parties', card.thirdParties),
    flags: asked('flags', card.flags),
    links: asked('links', card.links)
      .filter(({ incidentId }) => world.incident(incidentId)?.published)
      .map((link) => (link.commitmentId !== null && world.commitment(link.commitmentId)?.scope !== 'public' ? { ...link, commitmentId: null } : link)),
    detection: include.has('detection') ? card.detection : null,
    // The number of internal entries must not be revealed.
    entryCount: 0,
  };
};

export const retitleIncident: Decide<'retitle-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { title } = command;
  if (asSeenIn(world, incident, command.scope).title === title && incident.title === title) {
    return reject('title_unchanged', {}, 'title');
  }
  return { events: [fact(incidentHeader(command, context, incident), 'incident-retitled', { incidentId: incident.id, title })] };
};

export const acknowledgeIncident: Decide<'acknowledge-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const next = command.by === undefined ? holderOf(world.board, context.actor) : named(world.board, command.by, context.actor);
  if (incident.phase === 'resolved') return reject('incident_resolved', { incidentId: incident.id }, 'incidentId');
  const held = incident.acknowledged;
  if (held !== null && sameHolder(world.board, held, next)) return reject('already_acknowledged', { by: holderName(world.board, held) }, 'by');
  // Nobody takes over unseen from somebody who was a second faster. That somebody gave it up meanwhile hinders nobody.
  const moved = held === null || command.expectedHolder === undefined ? null : refuseMoved(world, held, held.at, command.expectedHolder);
  if (moved !== null) return moved;
  return { events: [fact(incidentHeader(command, context, incident), 'incident-acknowledged', { incidentId: incident.id, ...holderFacts(next) })] };
};

/** Refuses when whoever has it is not whom its author expected, whom an id or a name says; null when it is. */
export const refuseMoved = ({ board }: World, held: Holder, since: FactTime, expected: string | null): Rejection | null => {
  const by = holderName(board, held);
  const isExpected = expected !== null && [held.person, held.by, by].includes(expected);
  const person = held.person === undefined ? {} : { person: held.person };
  return isExpected ? null : reject('holder_moved', { by, since, ...person }, 'expectedHolder');
};

/** Who has a role, as its event says it. */
export const roleFacts = (
  world: World,
  role: IncidentRole,
  name: string | null,
  { actor }: Context,
): { role: IncidentRole; person: string | null; personId?: string } => {
  if (name === null) return { role, person: null };
  const { by: person, personId } = holderFacts(named(world.board, name, actor));
  return { role, person, ...(personId === undefined ? {} : { personId }) };
};

export const changePhase: Decide<'change-phase'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const head = incidentHeader(command, context, incident);
  const moved = moveTo(world, incident, command.phase, head);
  if (isRejection(moved)) return moved;
  if (moved.length === 0) return reject('phase_unchanged', { phase: command.phase }, 'phase');
  return {
    events: [
      ...moved,
      ...(command.text === undefined ? [] : [saying(incident.id, command.text, head, context), ...keepNextUpdates(world, incident, head, context)]),
    ],
  };
};

export const resolveIncident: Decide<'resolve-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const head = incidentHeader(command, context, incident);
  if (asSeenIn(world, incident, command.scope).phase === 'resolved') {
    return reject('incident_already_resolved', { incidentId: incident.id }, 'incidentId');
  }
  const resolved = resolving(world, incident, head, command.endedAt);
  if (isRejection(resolved)) return resolved;
  return {
    events: [
      ...resolved,
      ...(command.text === undefined ? [] : [saying(incident.id, command.text, head, context)]),
      ...keepNextUpdates(world, incident, head, context),
    ],
  };
};

/**
 * Dismisses an incident that was opened by mistake, even after it was resolved. Customers who had seen it are told, the reason only on request. What still
 * stands of it ends, and promises about it are dropped.
 */
export const dismissIncident: Decide<'dismiss-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  if (incident.dismissed !== null) return reject('incident_already_dismissed', { incidentId: incident.id }, 'incidentId');
  const head = incidentHeader({ ...command, scope: incident.published ? 'public' : 'internal' }, context, incident);
  if (incident.phase !== 'resolved') {
    const end = resolving(world, incident, { ...head, scope: 'internal' });
    if (isRejection(end)) return end;
  }
  const promises = Object.values(world.board.commitments).filter(({ incidentId }) => incidentId === incident.id);
  return {
    events: [
      fact(head, 'incident-dismissed', { incidentId: incident.id, reason: command.reason, ...telling(command) }),
      ...promises.map(({ id, scope }) => fact({ ...head, stream: `commitment:${id}`, scope }, 'commitment-dropped', { commitmentId: id, reason: null })),
    ],
  };
};

/** Stated internally and, when customers saw it as resolved, publicly as well: a page may not stay green because of a scope. */
export const reopenIncident: Decide<'reopen-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  if (incident.phase !== 'resolved') return reject('incident_not_resolved', { incidentId: incident.id, phase: incident.phase }, 'incidentId');
  const { phase = 'investigating', text } = command;
  const head = incidentHeader(command, context, incident);
  const from = command.from ?? head.at;
  if (incident.endedAt !== null && isSurelyLater(incident.endedAt, from))
    return reject('reopened_early', { incidentId: incident.id, endedAt: incident.endedAt }, 'from');
  // Without a scope it goes public by itself, so the wording of its times stays inside.
  const isTold = command.scope === 'public';
  const theirFrom = isTold ? from : wordless(from);
  const theirHead = { ...(isTold ? head : wordlessHead(head)), scope: 'public' as const };
  const known = incident.published ? world.publicIncident(incident.id) : undefined;
  const customers = known?.phase === 'resolved' ? known : undefined;
  const impacts =
    command.impacts === undefined
      ? restored(world, incident, isTold ? known : customers, { head, from, theirHead, theirFrom }, context)
      : back(world, incident, command, head, context);
  if (isRejection(impacts)) return impacts;
  const reopening = (card: EventData<'incident-reopened'>['card']) => ({ incidentId: incident.id, card, drill: incident.drill, from, phase });
  return {
    events: [
      fact({ ...head, scope: 'internal' }, 'incident-reopened', reopening(incidentCard(incident, 'internal'))),
      ...(customers === undefined ? [] : [fact(theirHead, 'incident-reopened', { ...reopening(incidentCard(customers, 'public')), from: theirFrom })]),
      ...impacts,
      ...(text === undefined ? [] : [saying(incident.id, text, head, context)]),
    ],
  };
};

/** The impacts stated as running again. */
const back = (world: World, incident: Incident, command: CommandOf<'reopen-incident'>, head: Header, context: Context): NewEvent[] | Rejection => {
  const impacts = newImpacts(world, command.impacts ?? [], { at: command.from ?? head.at, scope: command.scope }, context);
  if (isRejection(impacts)) return impacts;
  const stated = impactsById(incident.impacts);
  for (const [index, { impactId, componentId: asked }] of impacts.entries()) {
    const known = stated.get(impactId);
    if (known !== undefined && known.componentId !== asked)
      return reject('impact_elsewhere', { impactId, componentId: known.componentId, asked }, `impacts.${index}.componentId`);
  }
  return impacts.map((impact) => fact(head, 'impact-stated', { incidentId: incident.id, impact }));
};

/**
 * The last impacts, on components that still exist: for customers in their version, unless it still stands for them, and internally where it differs. What
 * customers are told applies internally too, so it comes first.
 */
const restored = (
  world: World,
  incident: Incident,
  customers: Incident | undefined,
  { head, from, theirHead, theirFrom }: { head: Header; from: FactTime; theirHead: Header; theirFrom: FactTime },
  context: Context,
): NewEvent[] => {
  const inside = lastStanding(incident).filter(({ componentId }) => lookup(world.board.components, componentId) !== undefined);
  const told = impactsById(customers?.impacts ?? []);
  const ids = new Map<string, string>();
  const newId = (impactId: string) => () => {
    const id = ids.get(impactId) ?? context.newId('imp');
    ids.set(impactId, id);
    return id;
  };
  return inside.flatMap((impact) => {
    const known = told.get(impact.impactId);
    const isOver = known !== undefined && (known.until !== null || customers?.phase === 'resolved');
    const isShown = isOver && lookup(world.board.components, known.componentId)?.published === true;
    const [own, theirs] = [again(impact, from, newId(impact.impactId)), isShown ? again(known, theirFrom, newId(impact.impactId)) : null];
    const state = (header: Header, stated: typeof own) => fact(header, 'impact-stated', { incidentId: incident.id, impact: stated });
    return [
      ...(theirs === null ? [] : [state(theirHead, theirs)]),
      ...(theirs !== null && equal(theirs, own) ? [] : [state({ ...head, scope: 'internal' }, own)]),
    ];
  });
};

/** The events that bring an incident to a phase in the scope of `head`; none when it is already there. Refuses to leave "resolved". */
export const moveTo = (world: World, incident: Incident, phase: Incident['phase'], head: Header): NewEvent[] | Rejection => {
  const seen = asSeenIn(world, incident, head.scope).phase;
  if (phase === seen) return [];
  if (phase === 'resolved') return resolving(world, incident, head);
  if (incident.phase === 'resolved') return reject('incident_resolved', { incidentId: incident.id }, 'phase');
  const order = Phase.options;
  const passed = order.indexOf(phase) > order.indexOf(seen) && order.indexOf(phase) < order.indexOf(incident.phase);
  return [fact(head, 'phase-changed', { incidentId: incident.id, phase, ...(passed ? { passed } : {}) })];
};

/** The end of an incident, or a refusal. When customers are told later, the end stays the same. */
const resolving = (world: World, incident: Incident, head: Header, said?: FactTime): NewEvent[] | Rejection => {
  const known = incident.phase === 'resolved' ? incident.endedAt : null;
  const endedAt = said ?? (known !== null && head.scope === 'public' ? wordless(known) : known) ?? head.at;
  const begun = [incident.occurrences.at(-1)?.from ?? incident.startedAt, ...incident.impacts.filter(({ until }) => until === null).map(({ from }) => from)];
  const from = begun.find((beginning) => isSurelyLater(beginning, endedAt));
  const field = said === undefined ? 'at' : 'endedAt';
  // An end that responders know moves nothing inside.
  const isGiven = said !== undefined || known === null;
  if (isGiven && from !== undefined) return reject('incident_ends_early', { incidentId: incident.id, from }, field);
  const [lost] = lostBy(incident, { occurrence: incident.occurrences.length - 1, from: null, until: endedAt });
  if (isGiven && lost !== undefined) return losesImpact(lost, 'internal', field);
  // Customers whose known beginning lies after the end are told the right beginning first.
  const seen = asSeenIn(world, incident, head.scope);
  const [theirFrom, ownFrom] = [seen.occurrences.at(-1)?.from, incident.occurrences.at(-1)?.from];
  const isSameSpell = seen !== incident && theirFrom !== undefined && ownFrom !== undefined && seen.occurrences.length === incident.occurrences.length;
  const isBackwards = isSameSpell && !canBeLater(endedAt, theirFrom) && isSurelyLater(theirFrom, ownFrom);
  const occurrence = seen.occurrences.length;
  const beginning = { incidentId: incident.id, occurrence, from: ownFrom === undefined ? null : wordless(ownFrom), until: null, reason: null };
  const corrected = isBackwards ? moveTimes(seen, { occurrence: occurrence - 1, from: beginning.from, until: null }) : seen;
  const impacts = seen === incident ? [] : toldFirst(incident, corrected, { head, endedAt, isGiven, field });
  if (isRejection(impacts)) return impacts;
  return [
    ...(isBackwards ? [fact(head, 'times-corrected', beginning)] : []),
    ...impacts,
    fact(head, 'incident-resolved', { incidentId: incident.id, endedAt }),
  ];
};

/**
 * What customers are told of impacts before the end of their incident: when responders know them to have been, where customers know them only after that end.
 * Refused where customers were told a whole impact after an end that is given now, which responders may not know to be told otherwise.
 */
const toldFirst = (
  incident: Incident,
  seen: Incident,
  { head, endedAt, isGiven, field }: { head: Header; endedAt: FactTime; isGiven: boolean; field: string },
): NewEvent[] | Rejection => {
  const lost = new Set(lostBy(seen, { occurrence: seen.occurrences.length - 1, from: null, until: endedAt }));
  const [first] = lost;
  if (isGiven && first !== undefined) return losesImpact(first, 'public', field);
  const known = impactsById(incident.impacts);
  return seen.impacts.flatMap((theirs) => {
    if (!lost.has(theirs) && (theirs.until !== null || canBeLater(endedAt, theirs.from))) return [];
    const own = known.get(theirs.impactId);
    if (own === undefined || isEarlierStretch(own) || !canBeLater(endedAt, own.from)) return [];
    const until = own.until === null || (incident.endedAt !== null && sameTime(own.until, incident.endedAt)) ? null : wordless(own.until);
    const told = { ...theirs, from: wordless(own.from), until };
    const state = (scope: 'public' | 'internal', impact: typeof told) => fact({ ...head, scope }, 'impact-stated', { incidentId: incident.id, impact });
    return [state('public', told), ...(equal(told, own) ? [] : [state('internal', own)])];
  });
};

const saying = (incidentId: string, text: string, head: Header, context: Context): NewEvent =>
  fact(sayingNow(head, context), 'update-posted', { incidentId, updateId: context.newId('upd'), kind: 'update', text });
