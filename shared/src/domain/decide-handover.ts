import { whoIs } from './actor-name.ts';
import type { Decide, Header } from './decision.ts';
import { fact, header, isRejection } from './decision.ts';
import type { NewEvent } from './event.ts';
import { heldBy } from './held-by.ts';
import { holderFacts, holderOf, sameActor } from './holder.ts';
import { type Rejection, reject } from './rejection.ts';
import { type Handover, type Incident, lookup, type Mute, type Suspicion } from './state.ts';
import type { Context, World } from './world.ts';

/**
 * Who goes hands over what they have, so that no acknowledgement and no mute belongs to somebody who is not there.
 *
 *     offered ──▶ taken over by the next, by name: incidents, suspicions and mutes are theirs, but what they leave
 *        ├──▶ taken back
 *        └──▶ (an hour) ──▶ lapsed: incidents and suspicions wait for somebody again, mutes end
 *
 * Several may go at once: each has a hand-over of their own.
 */
const LAPSE_MS = 3_600_000;

export const offerHandover: Decide<'offer-handover'> = (world, command, context) => {
  const { since, note = null } = command;
  const mine = Object.values(world.board.handovers).find(({ by, ended }) => ended === null && by !== null && sameActor(world.board, by, context.actor));
  if (mine !== undefined) return reject('handover_open', { handoverId: mine.id });
  const handoverId = context.newId('hov');
  const data = { handoverId, since, until: context.now + LAPSE_MS, note };
  return { events: [fact(header(command, context, `handover:${handoverId}`), 'handover-offered', data)] };
};

export const acceptHandover: Decide<'accept-handover'> = (world, command, context) => {
  const known = find(world, command.handoverId);
  if (isRejection(known)) return known;
  const { leaveIncidents = [], leaveSuspicions = [], leaveMutes = [] } = command;
  if (known.by !== null && sameActor(world.board, known.by, context.actor)) return reject('handover_own', { by: whoIs(world.board, known.by) });
  const { incidents, suspicions, mutes } = heldBy(world.board, known.by);
  const next = holderFacts(holderOf(world.board, context.actor));
  return {
    events: [
      ended(command, context, 'accepted'),
      ...incidents.map((incident) =>
        leaveIncidents.includes(incident.id)
          ? lapsed(command, context, incident)
          : fact(about(command, context, incident), 'incident-acknowledged', { incidentId: incident.id, ...next }),
      ),
      ...suspicions.map((one) =>
        leaveSuspicions.includes(one.id) ? left(command, context, one) : fact(on(command, context, one), 'suspicion-taken', { suspicionId: one.id }),
      ),
      ...mutes.map((mute) => (leaveMutes.includes(mute.id) ? muteEnded(command, context, mute) : mutedAgain(command, context, mute))),
    ],
  };
};

export const withdrawHandover: Decide<'withdraw-handover'> = (world, command, context) => {
  const known = find(world, command.handoverId);
  return isRejection(known) ? known : { events: [ended(command, context, 'withdrawn')] };
};

export const lapseHandover: Decide<'lapse-handover'> = (world, command, context) => {
  const known = find(world, command.handoverId);
  if (isRejection(known)) return known;
  if (known.until > context.now) return reject('handover_stands', { handoverId: known.id });
  const { incidents, suspicions, mutes } = heldBy(world.board, known.by);
  return {
    events: [
      ended(command, context, 'lapsed'),
      ...incidents.map((incident) => lapsed(command, context, incident)),
      ...suspicions.map((one) => left(command, context, one)),
      ...mutes.map((mute) => muteEnded(command, context, mute)),
    ],
  };
};

const find = ({ board }: World, handoverId: string): Handover | Rejection => {
  const known = lookup(board.handovers, handoverId);
  return known === undefined || known.ended !== null ? reject('handover_unknown', { handoverId }, 'handoverId') : known;
};

type Timed = Parameters<typeof header>[0];
const ended = (command: Timed & { handoverId: string }, context: Context, outcome: NonNullable<Handover['ended']>['outcome']): NewEvent =>
  fact(header(command, context, `handover:${command.handoverId}`), 'handover-ended', { handoverId: command.handoverId, outcome });
const about = (command: Timed, context: Context, { id, drill }: Incident): Header => header(command, context, `incident:${id}`, { drill });
const lapsed = (command: Timed, context: Context, incident: Incident): NewEvent =>
  fact(about(command, context, incident), 'acknowledgement-lapsed', { incidentId: incident.id });
const on = (command: Timed, context: Context, { id }: Suspicion): Header => header(command, context, `suspicion:${id}`);
const left = (command: Timed, context: Context, one: Suspicion): NewEvent => fact(on(command, context, one), 'suspicion-left', { suspicionId: one.id });
const aboutMute = (command: Timed, context: Context, { id, scope }: Mute): Header => header(command, context, `mute:${id}`, { scope });
const muteEnded = (command: Timed, context: Context, mute: Mute): NewEvent => fact(aboutMute(command, context, mute), 'mute-ended', { muteId: mute.id });
/** The same mute, with the same end, of whoever says it now. */
const mutedAgain = (command: Timed, context: Context, mute: Mute): NewEvent => {
  const { id: muteId, levels, until, reason } = mute;
  return fact(aboutMute(command, context, mute), 'statements-muted', { muteId, levels: { ...levels }, until, reason });
};
