import { commitmentAsSeenIn } from './decide-commitment.ts';
import { roleFacts } from './decide-incident.ts';
import type { Decide } from './decision.ts';
import { equal, fact, findIncident, incidentHeader, isRejection, refuseUnpublished, unknownIncident } from './decision.ts';
import { reject } from './rejection.ts';

/** Details of an incident beside its phase, impacts and updates. All of them may be stated for a resolved incident too. */

export const giveGuidance: Decide<'give-guidance'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  return { events: [fact(incidentHeader(command, context, incident), 'guidance-given', { incidentId: incident.id, guidance: command.guidance })] };
};

export const stateCause: Decide<'state-cause'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { cause } = command;
  if (cause.status === 'known' && cause.text === null) return reject('cause_without_words', {}, 'cause.text');
  return { events: [fact(incidentHeader(command, context, incident), 'cause-stated', { incidentId: incident.id, cause })] };
};

export const nameThirdParty: Decide<'name-third-party'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  return { events: [fact(incidentHeader(command, context, incident), 'third-party-named', { incidentId: incident.id, thirdParty: command.thirdParty })] };
};

export const assignRole: Decide<'assign-role'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { role } = command;
  const facts = roleFacts(world, role, command.person, context);
  const { person, personId } = facts;
  const [before, personBefore] = [incident.roles[role] ?? null, incident.rolePeople[role]];
  const isSame = personId !== undefined && personBefore !== undefined ? personId === personBefore : person === before && personId === personBefore;
  if (isSame) return person === null ? reject('role_unassigned', { role }, 'person') : reject('role_unchanged', { role, person }, 'person');
  return { events: [fact(incidentHeader(command, context, incident), 'role-assigned', { incidentId: incident.id, ...facts })] };
};

/** Roles and places are for those who work on the incident, so they are told inside. */
export const linkResource: Decide<'link-resource'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { resourceId = context.newId('res'), words = null, ...where } = command.resource;
  const isKnown = incident.resources.some(({ resourceId: _, ...known }) => equal(known, { ...where, words }));
  if (isKnown) return reject('resource_unchanged', {}, 'resource');
  const resource = { ...where, resourceId, words };
  return { events: [fact(incidentHeader(command, context, incident), 'resource-linked', { incidentId: incident.id, resource })] };
};

export const unlinkResource: Decide<'unlink-resource'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { resourceId } = command;
  const isKnown = incident.resources.some((known) => known.resourceId === resourceId);
  if (!isKnown) return reject('resource_unknown', { incidentId: incident.id, resourceId }, 'resourceId');
  return { events: [fact(incidentHeader(command, context, incident), 'resource-unlinked', { incidentId: incident.id, resourceId })] };
};

export const stateDetection: Decide<'state-detection'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  return { events: [fact(incidentHeader(command, context, incident), 'detection-stated', { incidentId: incident.id, detection: command.detection })] };
};

/** A recurrence that names the fix also states that the fix failed. */
export const linkIncident: Decide<'link-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { link } = command;
  const earlier = world.incident(link.incidentId);
  if (link.incidentId === incident.id) return reject('link_to_itself', { incidentId: incident.id }, 'link.incidentId');
  if (earlier === undefined) return unknownIncident(link.incidentId, 'link.incidentId');
  if (earlier.drill !== incident.drill) return reject('drill_link', {}, 'link.incidentId');
  if (command.scope === 'public' && !earlier.published) return refuseUnpublished(earlier, 'link.incidentId');
  const head = incidentHeader(command, context, incident);
  const linked = fact(head, 'incident-linked', { incidentId: incident.id, link });
  if (link.commitmentId === null) return { events: [linked] };

  const commitment = world.commitment(link.commitmentId);
  if (commitment === undefined) return reject('commitment_unknown', { commitmentId: link.commitmentId }, 'link.commitmentId');
  if (head.scope === 'public' && commitment.scope !== 'public') return reject('commitment_internal', { commitmentId: commitment.id }, 'link.commitmentId');
  const { outcome } = commitmentAsSeenIn(world, commitment, head.scope);
  if (link.kind !== 'recurrence_of' || outcome === 'failed') return { events: [linked] };
  if (outcome === 'dropped') return reject('dropped_cannot_fail', { commitmentId: commitment.id }, 'link.commitmentId');
  if (commitment.drill !== incident.drill) return reject('drill_promise', { commitmentId: commitment.id }, 'link.commitmentId');
  return {
    events: [linked, fact({ ...head, stream: `commitment:${commitment.id}` }, 'commitment-failed', { commitmentId: commitment.id, incidentId: incident.id })],
  };
};

export const flagIncident: Decide<'flag-incident'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  return { events: [fact(incidentHeader(command, context, incident), 'incident-flagged', { incidentId: incident.id, flag: command.flag })] };
};

export const writePostmortem: Decide<'write-postmortem'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  return { events: [fact(incidentHeader(command, context, incident), 'postmortem-written', { incidentId: incident.id, section: command.section })] };
};
