import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';

/** What customers read in the place of words that were taken back. */
export const TAKEN_BACK = '[withdrawn]';

/**
 * A public event as customers may read it by now. In: the event as it was told, and whether the words of an update have been taken back since (retracted, or published in error).
 * Out: the same without these words, and without why they were once changed. It folds to the same as before, once the event that took them back is folded too.
 */
export const withoutTakenBack = <E extends Event | UnknownEvent>(event: E, isTakenBack: (incidentId: string, updateId: string) => boolean): E => {
  if (isUnknown(event)) return event;
  switch (event.type) {
    case 'update-posted':
    case 'update-published':
    case 'update-amended': {
      const { incidentId, updateId } = event.data;
      if (!isTakenBack(incidentId, updateId)) return event;
      return { ...event, data: { ...event.data, text: TAKEN_BACK, ...('reason' in event.data ? { reason: null } : {}) } };
    }
    default:
      return event;
  }
};
