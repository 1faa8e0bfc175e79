import type { CommandOf } from './command.ts';
import type { Decide, Header } from './decision.ts';
import {
  equal,
  fact,
  header,
  isRejection,
  refuseDismissed,
  refuseDrill,
  refuseTelling,
  refuseUnpublished,
  sayingNow,
  telling,
  unknownIncident,
} from './decision.ts';
import { lateAfter } from './fact-span.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Commitment } from './state.ts';
import type { Scope } from './words.ts';
import type { Context, World } from './world.ts';

type AnyCommitmentCommand = CommandOf<'change-commitment' | 'keep-commitment' | 'drop-commitment' | 'fail-commitment' | 'overdue-commitment'>;

export const makeCommitment: Decide<'make-commitment'> = (world, command, context) => {
  const { kind, text, due = null, incidentId = null, owner = null, alreadyPlanned = false, scope } = command;
  const commitmentId = command.commitmentId ?? context.newId('com');
  if (world.commitment(commitmentId) !== undefined) {
    return reject('commitment_exists', { commitmentId }, 'commitmentId');
  }
  const incident = incidentId === null ? undefined : world.incident(incidentId);
  if (incidentId !== null && incident === undefined) return unknownIncident(incidentId);
  if (scope === 'public' && incident !== undefined && !incident.published) return refuseUnpublished(incident, 'scope');
  const dismissed = refuseDismissed(incident, 'incidentId');
  if (dismissed !== null) return dismissed;
  const drill = incident === undefined ? (command.drill ?? null) : incident.drill;
  if (command.drill !== undefined && command.drill !== drill) return reject('drill_mismatch', {}, 'drill');
  const head = header(command, context, `commitment:${commitmentId}`, { scope, drill });
  const data = { commitmentId, kind, text, due, incidentId, owner, alreadyPlanned };
  return refuseDrill(world, drill, { scope }) ?? { events: [fact(head, 'commitment-made', data)] };
};

export const changeCommitment: Decide<'change-commitment'> = (world, command, context) => {
  const known = findOpen(world, command);
  if (isRejection(known)) return known;
  const { commitmentId, text = known.text } = command;
  const due = command.due === undefined ? known.due : command.due;
  const owner = command.owner === undefined ? known.owner : command.owner;
  if (equal([text, due, owner], [known.text, known.due, known.owner])) return reject('commitment_unchanged', { commitmentId });
  return { events: [fact(headOf(known, command, context), 'commitment-changed', { commitmentId, text, due, owner })] };
};

export const keepCommitment: Decide<'keep-commitment'> = (world, command, context) => {
  const known = findOpen(world, command);
  if (isRejection(known)) return known;
  const { commitmentId, words = null } = command;
  const refused = refuseTelling(known, command, 'commitment');
  if (refused !== null) return refused;
  const head = headOf(known, command, context);
  return { events: [fact(known.kind === 'next_update' ? sayingNow(head, context) : head, 'commitment-kept', { commitmentId, words, ...telling(command) })] };
};

export const dropCommitment: Decide<'drop-commitment'> = (world, command, context) => {
  const known = findOpen(world, command);
  if (isRejection(known)) return known;
  const { commitmentId, reason = null } = command;
  const refused = refuseTelling(known, command, 'commitment');
  if (refused !== null) return refused;
  return { events: [fact(headOf(known, command, context), 'commitment-dropped', { commitmentId, reason, ...telling(command) })] };
};

export const failCommitment: Decide<'fail-commitment'> = (world, command, context) => {
  const known = find(world, command);
  if (isRejection(known)) return known;
  const { commitmentId, incidentId } = command;
  const incident = world.incident(incidentId);
  if (incident === undefined) return unknownIncident(incidentId);
  if (incident.drill !== known.drill) return reject('drill_promise', { commitmentId }, 'incidentId');
  // A failed promise is reported with the incident in which it failed, so customers must know both.
  const scope = incident.published ? known.scope : 'internal';
  const { outcome } = commitmentAsSeenIn(world, known, scope);
  if (outcome === 'dropped' || outcome === 'failed') return reject('commitment_cannot_fail', { commitmentId, outcome }, 'commitmentId');
  return { events: [fact({ ...headOf(known, command, context), scope }, 'commitment-failed', { commitmentId, incidentId })] };
};

export const overdueCommitment: Decide<'overdue-commitment'> = (world, command, context) => {
  const known = findOpen(world, command);
  if (isRejection(known)) return known;
  const late = lateAfter(known.due);
  if (known.overdue || late === null || late > context.now) return reject('commitment_not_due', { commitmentId: known.id }, 'commitmentId');
  return { events: [fact(headOf(known, command, context), 'commitment-overdue', { commitmentId: known.id })] };
};

/** The promise as readers of this scope know it. */
export const commitmentAsSeenIn = (world: World, known: Commitment, scope: Scope): Commitment =>
  scope === 'public' ? (world.publicCommitment(known.id) ?? known) : known;

/** The outcome of a promise is visible to the same readers as the promise. */
const headOf = (known: Commitment, command: AnyCommitmentCommand, context: Context): Header =>
  header(command, context, `commitment:${known.id}`, { scope: known.scope, drill: known.drill });

const find = (world: World, { commitmentId }: AnyCommitmentCommand): Commitment | Rejection => {
  const known = world.commitment(commitmentId);
  if (known === undefined) return reject('commitment_unknown', { commitmentId }, 'commitmentId');
  return refuseDrill(world, known.drill, { field: 'commitmentId' }) ?? known;
};
const findOpen = (world: World, command: AnyCommitmentCommand): Commitment | Rejection => {
  const known = find(world, command);
  if (isRejection(known) || known.outcome === 'open') return known;
  return reject('commitment_settled', { commitmentId: known.id, outcome: known.outcome }, 'commitmentId');
};
