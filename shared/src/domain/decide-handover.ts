import { actorName, whoIs } from './actor-name.ts';
import type { Decide, Header } from './decision.ts';
import { fact, header, isRejection } from './decision.ts';
import type { NewEvent } from './event.ts';
import { heldBy } from './held-by.ts';
import { type Rejection, reject } from './rejection.ts';
import { type Handover, type Incident, lookup, type Mute } from './state.ts';
import type { Context, World } from './world.ts';

/**
 * Who goes hands over what they have, so that no acknowledgement and no mute belongs to somebody who is not there.
 *
 *     offered ──▶ taken over by the next, by name: incidents and mutes are theirs, but what they leave
 *        ├──▶ taken back
 *        └──▶ (an hour) ──▶ lapsed: incidents wait for somebody again, mutes end
 */
const LAPSE_MS = 3_600_000;

export const offerHandover: Decide<'offer-handover'> = (world, command, context) => {
  const { since, note = null } = command;
  const mine = Object.values(world.board.handovers).find(({ by, ended }) => ended === null && by?.name === context.actor.name);
  if (mine !== undefined) return reject('handover_open', { handoverId: mine.id });
  const handoverId = context.newId('hov');
  const data = { handoverId, since, until: context.now + LAPSE_MS, note };
  return { events: [fact(header(command, context, `handover:${handoverId}`), 'handover-offered', data)] };
};

export const acceptHandover: Decide<'accept-handover'> = (world, command, context) => {
  const known = find(world, command.handoverId);
  if (isRejection(known)) return known;
  const { leaveIncidents = [], leaveMutes = [] } = command;
  const by = actorName(world.board, known.by) ?? '';
  if (known.by?.name === context.actor.name) return reject('handover_own', { by });
  const { incidents, mutes } = heldBy(world.board, by);
  return {
    events: [
      ended(command, context, 'accepted'),
      ...incidents.map((incident) =>
        leaveIncidents.includes(incident.id)
          ? lapsed(command, context, incident)
          : fact(about(command, context, incident), 'incident-acknowledged', { incidentId: incident.id, by: whoIs(world.board, context.actor) }),
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
  const { incidents, mutes } = heldBy(world.board, actorName(world.board, known.by) ?? '');
  return {
    events: [
      ended(command, context, 'lapsed'),
      ...incidents.map((incident) => lapsed(command, context, incident)),
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
const aboutMute = (command: Timed, context: Context, { id, scope }: Mute): Header => header(command, context, `mute:${id}`, { scope });
const muteEnded = (command: Timed, context: Context, mute: Mute): NewEvent => fact(aboutMute(command, context, mute), 'mute-ended', { muteId: mute.id });
/** The same mute, with the same end, of whoever says it now. */
const mutedAgain = (command: Timed, context: Context, mute: Mute): NewEvent => {
  const { id: muteId, levels, until, reason } = mute;
  return fact(aboutMute(command, context, mute), 'statements-muted', { muteId, levels: { ...levels }, until, reason });
};
