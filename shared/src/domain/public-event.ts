import type { Event, EventData, EventType, Source, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { wordless } from './fact-time.ts';
import { isMachine } from './is-machine.ts';

/**
 * An event of scope `public` as sent to customers. The public scope shows no staff: no actor, no owner of a promise, no leader of an exercise, no team of a
 * component. No component is measured for those who are not shown its checks, and of what goes public by itself they get the level alone,
 * without the wording of its times.
 */
export const publicEvent = <E extends Event | UnknownEvent>(event: E): E => {
  const nameless = { ...withoutWording(event), actor: null };
  // Only a newer build knows what it contains.
  if (isUnknown(nameless)) return { ...nameless, data: {} };
  switch (nameless.type) {
    case 'commitment-changed': {
      const { due } = nameless.data;
      return { ...nameless, data: { ...nameless.data, owner: null, due: due === null ? null : wordless(due) } };
    }
    case 'commitment-made':
      return { ...nameless, data: { ...nameless.data, owner: null } };
    case 'component-defined':
      // Customers who do not see the checks must not see their silence as unknown.
      return { ...nameless, data: { ...nameless.data, team: null, evidence: nameless.data.goesPublic === 'at_once' ? nameless.data.evidence : 'reported' } };
    case 'statement-made':
      return { ...nameless, data: statementForCustomers(nameless.data) };
    case 'phase-changed': {
      const { passed: _, ...data } = nameless.data;
      return { ...nameless, data };
    }
    case 'update-shown-in-error': {
      const { theirs: _, ...data } = nameless.data;
      return { ...nameless, data: data.told ? data : { ...data, reason: null } };
    }
    case 'incident-dismissed':
    case 'update-amended':
    case 'update-retracted':
    case 'commitment-dropped':
      return nameless.data.told ? nameless : { ...nameless, data: { ...nameless.data, reason: null } };
    case 'maintenance-rescheduled': {
      const { from, until } = nameless.data;
      return nameless.data.told ? nameless : { ...nameless, data: { ...nameless.data, reason: null, from: wordless(from), until: wordless(until) } };
    }
    case 'commitment-kept':
      return nameless.data.told ? nameless : { ...nameless, data: { ...nameless.data, words: null } };
    case 'drill-started':
      return { ...nameless, data: { ...nameless.data, lead: null } };
    default:
      return nameless;
  }
};

/** What becomes public only where somebody says so; everything else reaches the readers of what it is about, whatever was meant for them. */
const SAID_ON_PURPOSE: ReadonlySet<string> = new Set<EventType>([
  ...(['incident-opened', 'incident-published', 'incident-retitled', 'phase-changed', 'incident-resolved', 'times-corrected'] as const),
  ...(['impact-stated', 'impact-ended', 'update-posted', 'update-published', 'guidance-given', 'cause-stated', 'third-party-named'] as const),
  ...(['detection-stated', 'incident-linked', 'incident-flagged', 'postmortem-written', 'commitment-made', 'maintenance-scheduled'] as const),
  ...(['statements-muted', 'verdict-overridden', 'drill-started'] as const),
]);
const withoutWording = <E extends Event | UnknownEvent>(event: E): E => {
  const { type, data, at, saidAt } = event;
  const isTold = typeof data === 'object' && data !== null && 'told' in data && data.told === true;
  return SAID_ON_PURPOSE.has(type) || isTold ? event : { ...event, at: wordless(at), saidAt: saidAt === null ? null : wordless(saidAt) };
};

const NAMELESS: Readonly<Record<Source['kind'], string>> = { check: 'a check', alert: 'an alert', vendor: 'a vendor', person: 'the team' };
/** A person's statement is public only on purpose, as was so before events had `told`; even then no staff member is named. */
const statementForCustomers = (data: EventData<'statement-made'>): EventData<'statement-made'> => {
  const { kind } = data.source;
  if (!isMachine(kind)) return { ...data, source: { ...data.source, name: NAMELESS.person } };
  return data.told === true ? data : { ...data, audience: null, words: null, source: { kind, name: NAMELESS[kind] } };
};

/** Whether an event has passed through `publicEvent`: every other event has an actor. */
export const isAsCustomersGetIt = (event: Event): boolean => event.actor === null;
