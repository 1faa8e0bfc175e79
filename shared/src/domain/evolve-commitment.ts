import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { asWorded } from './fact-time.ts';
import { isAsCustomersGetIt } from './public-event.ts';
import type { Commitment } from './state.ts';

/** Folds the events of one promise. Total: an event that does not fit changes nothing. A settled promise stays settled, except that a kept one can fail. */
export const evolveCommitment = (commitment: Commitment | undefined, event: Event | UnknownEvent): Commitment | undefined => {
  if (isUnknown(event)) return commitment;
  if (event.type === 'commitment-made') {
    const { commitmentId, ...said } = event.data;
    if (commitment !== undefined) return commitment;
    return {
      ...said,
      id: commitmentId,
      drill: event.drill,
      scope: event.scope,
      madeAt: event.at,
      by: event.actor,
      outcome: 'open',
      overdue: false,
      settledAt: null,
      words: null,
    };
  }
  if (commitment === undefined || event.stream !== `commitment:${commitment.id}`) return commitment;
  const open = commitment.outcome === 'open';
  switch (event.type) {
    case 'commitment-changed': {
      const { text, owner } = event.data;
      const due = event.data.due === null || !isAsCustomersGetIt(event) ? event.data.due : asWorded(commitment.due, event.data.due);
      return open ? { ...commitment, text, due, owner, overdue: commitment.overdue && due?.ms === commitment.due?.ms } : commitment;
    }
    case 'commitment-overdue':
      return open ? { ...commitment, overdue: true } : commitment;
    case 'commitment-kept':
      return open ? { ...commitment, outcome: 'kept', settledAt: event.at, words: event.data.words } : commitment;
    case 'commitment-dropped':
      return open ? { ...commitment, outcome: 'dropped', settledAt: event.at, words: event.data.reason } : commitment;
    case 'commitment-failed':
      return commitment.outcome === 'dropped' || commitment.outcome === 'failed' ? commitment : { ...commitment, outcome: 'failed', settledAt: event.at };
    default:
      return commitment;
  }
};
