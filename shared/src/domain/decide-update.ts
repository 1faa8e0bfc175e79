import type { CommandOf } from './command.ts';
import { heldOf } from './decide-held.ts';
import type { Decide } from './decision.ts';
import {
  fact,
  findIncident,
  header,
  incidentHeader,
  isRejection,
  refuseDismissed,
  refuseTelling,
  refuseUnpublished,
  sayingNow,
  telling,
  unknownIncident,
} from './decision.ts';
import { incidentIdOf } from './evolve-incident.ts';
import { isLater } from './fact-time.ts';
import { keepNextUpdates, promiseNextUpdate } from './next-update.ts';
import { factScopeOf, postFacts } from './post-facts.ts';
import { erasableTexts, quotesAny } from './redaction.ts';
import { reject } from './rejection.ts';
import { isRemoved } from './removed.ts';
import type { Entry, Incident } from './state.ts';
import type { Context } from './world.ts';

/** The entry with text by a person or machine; entries of changes have no text to edit. */
const findText = (incident: Incident, updateId: string) =>
  incident.entries.find((entry): entry is Entry & { text: string } => entry.id === updateId && entry.text !== null) ??
  reject('update_unknown', { incidentId: incident.id, updateId }, 'updateId');

/** The same, of an update that was not retracted. */
export const findStanding = (incident: Incident, updateId: string) => {
  const entry = findText(incident, updateId);
  return isRejection(entry) || entry.retracted === undefined ? entry : reject('update_retracted', { updateId }, 'updateId');
};

/** Words, and with them the facts of the same post, each for their own readers: all of it or nothing. */
export const postUpdate: Decide<'post-update'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { kind = 'update', text, nextUpdateDue } = command;
  if (kind === 'update' && liesBack(command, context)) return reject('update_backdated', {}, 'at');
  const head = incidentHeader(command, context, incident);
  const updateId = command.updateId ?? context.newId('upd');
  if ([...incident.entries, ...heldOf(world, incident.id)].some(({ id }) => id === updateId)) {
    return reject('update_exists', { updateId }, 'updateId');
  }
  const words = sayingNow(head, context);
  if (nextUpdateDue !== undefined && !isLater(nextUpdateDue, words.at)) {
    return reject('next_update_early', {}, 'nextUpdateDue');
  }
  const dismissed = nextUpdateDue === undefined ? null : refuseDismissed(incident, 'nextUpdateDue');
  if (dismissed !== null) return dismissed;
  const facts = postFacts(world, incident, command, context);
  if (isRejection(facts)) return facts;
  // Words keep what was promised to their readers, resolving what was promised to its own.
  const resolves = facts.some(({ type }) => type === 'incident-resolved');
  const keepsFor = [...(kind === 'update' ? [head.scope] : []), ...(resolves ? [factScopeOf(command) ?? 'internal'] : [])];
  const widest = keepsFor.find((scope) => scope === 'public') ?? keepsFor[0];
  return {
    events: [
      ...facts,
      fact(kind === 'update' ? words : head, 'update-posted', { incidentId: incident.id, updateId, kind, text }),
      ...(widest === undefined ? [] : keepNextUpdates(world, incident, { ...head, scope: widest }, context)),
      ...(nextUpdateDue === undefined ? [] : [promiseNextUpdate(nextUpdateDue, incident, words, context)]),
    ],
  };
};

// A client's clock may differ from the server's by so much.
const CLOCK_SLACK_MS = 60_000;
/** Whether it claims to have been said earlier than it is recorded, or at an unknown time. Importers may: they give `saidAt`. */
const liesBack = ({ at, saidAt }: CommandOf<'post-update'>, { now }: Context): boolean =>
  at !== undefined && saidAt === undefined && (at.ms === null || at.ms < now - CLOCK_SLACK_MS);

export const amendUpdate: Decide<'amend-update'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { updateId, text, expectedText = null, reason = null } = command;
  const entry = findStanding(incident, updateId);
  if (isRejection(entry)) return entry;
  if (expectedText !== null && entry.text !== expectedText) return reject('text_moved', { updateId }, 'expectedText');
  if (entry.text === text) return reject('text_unchanged', {}, 'text');
  const head = incidentHeader({ ...command, scope: entry.scope }, context, incident);
  return (
    refuseTelling(entry, command, 'update') ?? {
      events: [fact(head, 'update-amended', { incidentId: incident.id, updateId, text, reason, ...telling(command) })],
    }
  );
};

/** Withdraws words, and nothing else: facts and promises of the same post have commands of their own. */
export const retractUpdate: Decide<'retract-update'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { updateId, reason } = command;
  const entry = findStanding(incident, updateId);
  if (isRejection(entry)) return entry;
  const head = incidentHeader({ ...command, scope: entry.scope }, context, incident);
  return (
    refuseTelling(entry, command, 'update') ?? {
      events: [fact(head, 'update-retracted', { incidentId: incident.id, updateId, reason, ...telling(command) })],
    }
  );
};

export const publishUpdate: Decide<'publish-update'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const entry = findStanding(incident, command.updateId);
  if (isRejection(entry)) return entry;
  if (!incident.published) return refuseUnpublished(incident, 'incidentId');
  if (entry.scope === 'public') return reject('update_already_public', { updateId: command.updateId }, 'updateId');
  const kind = entry.kind === 'fact' || entry.kind === 'alert' ? entry.kind : 'update';
  const head = incidentHeader({ ...command, scope: 'public' }, context, incident);
  const data = { incidentId: incident.id, updateId: command.updateId, kind, text: command.text ?? entry.text } as const;
  return {
    events: [
      fact(kind === 'update' ? sayingNow(head, context) : head, 'update-published', data),
      ...(kind === 'update' ? keepNextUpdates(world, incident, head, context) : []),
    ],
  };
};

/** Appends only the mark. The log erases the texts: see `redactions`. What waits to leave, or did not leave, can be erased too. */
export const redactUpdate: Decide<'redact-update'> = (world, command, context) => {
  // Also in an ended exercise, whose texts can still be read.
  const incident = world.incident(command.incidentId);
  if (incident === undefined) return unknownIncident(command.incidentId);
  const held = heldOf(world, incident.id).find(({ id }) => id === command.updateId);
  const entry = findText(incident, command.updateId);
  if (isRejection(entry) && held === undefined) return entry;
  const said = isRejection(entry)
    ? [held?.post.text ?? null]
    : [entry.text, entry.retracted?.reason ?? null, ...entry.earlier.flatMap(({ text, reason }) => [text, reason])];
  const texts = said.filter((text) => text !== null);
  if (texts.every(isRemoved)) return reject('nothing_to_erase', { fields: [] }, 'updateId');
  if (quotesAny(command.reason, texts)) return reject('reason_quotes', {}, 'reason');
  return { events: [fact(incidentHeader(command, context, incident), 'text-redacted', { incidentId: incident.id, reason: command.reason })] };
};

/** The same for what any event says. */
export const redactText: Decide<'redact-text'> = (world, command, context) => {
  const { eventId, field, reason } = command;
  const event = world.recorded(eventId);
  if (event === undefined) return reject('event_unknown', { eventId }, 'eventId');
  const texts = erasableTexts(event, field);
  if (texts.length === 0) {
    const fields = field === undefined ? [] : erasableTexts(event).map(({ path }) => path);
    return reject('nothing_to_erase', { fields }, field === undefined ? 'eventId' : 'field');
  }
  if (
    quotesAny(
      reason,
      texts.map(({ text }) => text),
    )
  )
    return reject('reason_quotes', {}, 'reason');
  const head = header(command, context, event.stream, { drill: event.drill });
  return { events: [fact(head, 'text-redacted', { incidentId: incidentIdOf(event), reason })] };
};
