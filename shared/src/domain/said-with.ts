import { type Decision, isRejection } from './decision.ts';
import type { Event, NewEvent, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';

const FACTS: ReadonlySet<NewEvent['type']> = new Set([
  ...(['incident-opened', 'phase-changed', 'incident-resolved', 'incident-reopened'] as const),
  ...(['impact-stated', 'impact-ended', 'commitment-made'] as const),
]);

/**
 * In: a decision. Out: the same, where it has words: each fact names the update that it was said with, so that nobody has to guess from the time what was one post.
 * Customers do not learn of words that were said inside.
 */
export const namingWords = (decision: Decision): Decision => {
  if (isRejection(decision)) return decision;
  const words = decision.events.find((event) => event.type === 'update-posted');
  if (words === undefined) return decision;
  const { updateId } = words.data;
  const name = (event: NewEvent): NewEvent =>
    FACTS.has(event.type) && (event.scope === 'internal' || words.scope === 'public')
      ? ({ ...event, data: { ...event.data, saidWith: updateId } } as NewEvent)
      : event;
  return { events: decision.events.map(name) };
};

/** The update that an event was said with; none for what was said alone, and before events named it. */
export const saidWithOf = (event: Event | UnknownEvent): { saidWith?: string } => {
  const saidWith = !isUnknown(event) && 'saidWith' in event.data ? event.data.saidWith : undefined;
  return saidWith === undefined ? {} : { saidWith };
};
