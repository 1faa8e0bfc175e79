import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';

/** An event of scope `public` as customers get it: no actor, no owner of a promise and no leader of an exercise, because the public scope shows no staff names. */
export const publicEvent = <E extends Event | UnknownEvent>(event: E): E => {
  const nameless = { ...event, actor: null };
  if (isUnknown(nameless)) return nameless;
  switch (nameless.type) {
    case 'commitment-made':
    case 'commitment-changed':
      return { ...nameless, data: { ...nameless.data, owner: null } };
    case 'component-defined':
      // Customers who are not shown the checks must not read their silence as unknown.
      return { ...nameless, data: { ...nameless.data, team: null, evidence: nameless.data.goesPublic === 'at_once' ? nameless.data.evidence : 'reported' } };
    case 'drill-started':
      return { ...nameless, data: { ...nameless.data, lead: null } };
    default:
      return nameless;
  }
};
