import type { Event, EventData, Source, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { isMachine } from './is-machine.ts';

/**
 * An event of scope `public` as sent to customers. The public scope shows no staff: no actor, no owner of a promise, no leader of an exercise, no team of a
 * component. No component is measured for those who are not shown its checks, and of what goes public by itself they get the level alone.
 */
export const publicEvent = <E extends Event | UnknownEvent>(event: E): E => {
  const nameless = { ...event, actor: null };
  // Only a newer build knows what it contains.
  if (isUnknown(nameless)) return { ...nameless, data: {} };
  switch (nameless.type) {
    case 'commitment-made':
    case 'commitment-changed':
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
    case 'incident-dismissed':
    case 'update-amended':
    case 'commitment-dropped':
    case 'maintenance-rescheduled':
      return nameless.data.told ? nameless : { ...nameless, data: { ...nameless.data, reason: null } };
    case 'commitment-kept':
      return nameless.data.told ? nameless : { ...nameless, data: { ...nameless.data, words: null } };
    case 'drill-started':
      return { ...nameless, data: { ...nameless.data, lead: null } };
    default:
      return nameless;
  }
};

const NAMELESS: Readonly<Record<Source['kind'], string>> = { check: 'a check', alert: 'an alert', vendor: 'a vendor', person: 'the team' };
/** What a person says is public only on purpose, as it was before `told` was written down; even then nobody of the staff is named. */
const statementForCustomers = (data: EventData<'statement-made'>): EventData<'statement-made'> => {
  const { kind } = data.source;
  if (!isMachine(kind)) return { ...data, source: { ...data.source, name: NAMELESS.person } };
  return data.told === true ? data : { ...data, audience: null, words: null, source: { kind, name: NAMELESS[kind] } };
};

/** Whether an event went through `publicEvent`. Every other one has an actor. */
export const isAsCustomersGetIt = (event: Event): boolean => event.actor === null;
