import { actorName } from './actor-name.ts';
import { findStanding } from './decide-update.ts';
import { type Decide, equal, fact, findIncident, incidentHeader, isRejection, telling } from './decision.ts';
import type { EventData, Impact } from './event.ts';
import { sameActor } from './holder.ts';
import { IN_ERROR_WITHIN_MS, shownSince } from './in-error.ts';
import { sameTime } from './incident-spells.ts';
import { isReal } from './is-real.ts';
import { type Rejection, reject } from './rejection.ts';
import { levelSaid } from './standing-mute.ts';
import type { BoundsTold, Entry, Incident } from './state.ts';
import { levelRank } from './words.ts';
import type { World } from './world.ts';

type Undone = EventData<'update-shown-in-error'>['impacts'];

/**
 * What an update told customers was never true: its words are withdrawn, and the levels that were told with it are as they were before, for customers and for
 * responders. Refused where that would hide something: too late, where a check or another person says the same, and where the record does not tell what was before.
 */
export const markInError: Decide<'mark-in-error'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { updateId, reason } = command;
  const entry = findStanding(incident, updateId);
  if (isRejection(entry)) return entry;
  if (entry.scope !== 'public') return reject('update_untold', { updateId }, 'updateId');
  const from = shownSince(entry);
  if (context.now - from > IN_ERROR_WITHIN_MS) return reject('error_too_late', { from, maxMs: IN_ERROR_WITHIN_MS }, 'updateId');
  // Of a note that was published later the words alone were told.
  const told = entry.publishedAt === null ? toldWith(incident, entry) : [];
  const turned = incident.openedWith === updateId ? 'opening' : turnedWith(incident, entry);
  if (turned !== null) return reject('error_of_more', { what: turned, incidentId: incident.id }, 'updateId');
  const own = undone(incident, told, entry);
  const theirs = undone(world.publicIncident(incident.id), told, entry);
  if (isRejection(own)) return own;
  if (isRejection(theirs)) return theirs;
  const agrees = refuseAgreed(world, incident, told, entry);
  if (agrees !== null) return agrees;
  const head = incidentHeader({ ...command, scope: 'public' }, context, incident);
  // Nobody waits for the next update that was promised in it.
  const promised = Object.values(world.board.commitments).filter((one) => one.incidentId === incident.id && one.saidWith === updateId);
  const isKnownAlike = equal(own, theirs);
  const error = { incidentId: incident.id, updateId, from, reason, ...telling(command) };
  return {
    events: [
      fact(head, 'update-shown-in-error', { ...error, impacts: theirs, ...(isKnownAlike ? {} : { theirs: true }) }),
      ...(isKnownAlike ? [] : [fact({ ...head, scope: 'internal' }, 'update-shown-in-error', { ...error, impacts: own })]),
      ...promised.map(({ id, scope }) => fact({ ...head, stream: `commitment:${id}`, scope }, 'commitment-dropped', { commitmentId: id, reason: null })),
    ],
  };
};

/** The impacts whose beginning or end was told to customers in the same post as the words, and not again since. */
const toldWith = ({ boundsTold }: Incident, { id }: Entry): BoundsTold[] =>
  boundsTold.filter(({ from, until }) => [from, until].some((telling) => telling?.scope === 'public' && telling.saidWith === id));

/** Whether the same post ended the incident or brought it back: that has commands of its own. */
const turnedWith = ({ entries }: Incident, { id }: Entry): 'resolving' | 'reopening' | null => {
  const turns = entries.flatMap((entry) => (entry.saidWith === id && entry.change?.what === 'phase' ? [entry.change.to] : []));
  if (turns.includes('resolved')) return 'resolving';
  return turns.includes('reopened') ? 'reopening' : null;
};

/** What each impact was before the words, as the readers of this incident know it: null where it was none. */
const undone = (incident: Incident | undefined, told: readonly BoundsTold[], { id }: Entry): Undone | Rejection => {
  if (incident === undefined) return [];
  const impacts: { impactId: string; before: Impact | null }[] = [];
  const isOfThen = (impactId: string, end: 'from' | 'until') => incident.boundsTold.find((one) => one.impactId === impactId)?.[end]?.saidWith === id;
  for (const { impactId, from } of told) {
    const impact = incident.impacts.find((one) => one.impactId === impactId);
    // The earlier stretch of another: it comes back with that one.
    if (impact === undefined || impact.earlierOf !== undefined) continue;
    if (!isOfThen(impactId, 'from')) {
      impacts.push({ impactId, before: { ...impact, until: null } });
      continue;
    }
    const stretch = incident.impacts.find(
      (one) => one.earlierOf === impactId && one.until !== null && sameTime(one.until, impact.from) && isOfThen(one.impactId, 'until'),
    );
    if (stretch !== undefined) {
      const { earlierOf: _, ...before } = stretch;
      impacts.push({ impactId, before: { ...before, impactId, until: null } });
      continue;
    }
    // Stated anew it changed the level of its component, and nothing about it was said before.
    const entries = incident.entries.filter((one) => one.change?.what === 'level' && one.id.endsWith(`:${impactId}`));
    if (entries.length !== 1 || entries[0]?.id !== `${from?.eventId}:${impactId}`)
      return reject('error_unclear', { impactId, componentId: impact.componentId }, 'updateId');
    impacts.push({ impactId, before: null });
  }
  return impacts;
};

/** A check, a vendor, a customer, another incident or another person says that a component is in trouble of which this said so; null when none does. */
const refuseAgreed = ({ board }: World, incident: Incident, told: readonly BoundsTold[], { actor }: Entry): Rejection | null => {
  const ids = new Set(told.map(({ impactId }) => impactId));
  const hurting = incident.impacts.filter(({ notAffected }) => !notAffected);
  for (const { componentId } of hurting.filter(({ impactId }) => ids.has(impactId))) {
    const statement = Object.values(board.statements).find((one) => one.componentId === componentId && levelRank(levelSaid(one)) > levelRank('unknown'));
    if (statement !== undefined) return reject('others_agree', { componentId, by: statement.source.name }, 'updateId');
    const seen = incident.entries.find(({ change }) => change?.what === 'sighting' && change.componentId === componentId);
    if (seen !== undefined) return reject('others_agree', { componentId, by: actorName(board, seen.actor) ?? seen.id }, 'updateId');
    const beside = hurting.filter(({ impactId, componentId: on, until }) => on === componentId && until === null && !ids.has(impactId));
    for (const { impactId } of beside) {
      const by = incident.boundsTold.find((one) => one.impactId === impactId)?.from?.actor;
      const isSelf = by == null || actor === null ? by === actor : sameActor(board, by, actor);
      if (!isSelf) return reject('others_agree', { componentId, by: actorName(board, by ?? null) ?? impactId }, 'updateId');
    }
    const other = Object.values(board.incidents).find(
      (one) => one.id !== incident.id && one.phase !== 'resolved' && isReal(one) === isReal(incident) && hurts(one, componentId),
    );
    if (other !== undefined) return reject('others_agree', { componentId, by: other.id }, 'updateId');
  }
  return null;
};

const hurts = ({ impacts }: Incident, componentId: string): boolean =>
  impacts.some((impact) => impact.componentId === componentId && impact.until === null && !impact.notAffected);
