import type { Event, Impact } from './event.ts';
import { sameTime } from './incident-spells.ts';
import { saidWithOf } from './said-with.ts';
import type { BoundsTold, Incident, Telling } from './state.ts';

/**
 * The incident with a record of who last stated each beginning and end of its impacts. In: the incident before and after one event. An event states the bounds
 * that it names or moves, and those that stand where it puts the beginning or end of an occurrence.
 *
 * The impacts of an incident that comes back to the board with a card were stated by earlier events: nobody is recorded for them.
 */
export const withBoundsTold = (before: Incident | undefined, after: Incident, event: Event): Incident => {
  if (before === undefined && event.type === 'incident-reopened') return after;
  if (before !== undefined && event.type === 'incident-published') return published(before, after, event);
  if (after.impacts === before?.impacts && !NAMES_A_TIME.has(event.type)) return after;
  const impactOf = finder(before?.impacts ?? []);
  const toldBefore = toldBounds(before);
  const toldOf = finder(toldBefore);
  const said = tellingOf(event);
  const boundsOf = (impact: Impact, index: number): BoundsTold => {
    const { impactId, earlierOf } = impact;
    // An earlier stretch begins as the impact it was cut from did.
    const was = impactOf(impactId, index) ?? (earlierOf === undefined ? undefined : impactOf(earlierOf));
    const known = was === undefined ? undefined : toldOf(was.impactId, index);
    const states = statedBy(event, impact);
    if (was === impact && known !== undefined && !states.from && !states.until) return known;
    return {
      impactId,
      from: states.from || was?.from !== impact.from ? said : (known?.from ?? null),
      until: impact.until === null ? null : states.until || was?.until !== impact.until ? said : (known?.until ?? null),
    };
  };
  const every = NAMES_A_TIME.has(event.type);
  const named = namedBy(event);
  const boundsTold: BoundsTold[] = [];
  // A reopening states as many impacts as there were, each by an event of its own: one that an event leaves alone must cost next to nothing.
  for (let index = 0; index < after.impacts.length; index++) {
    const impact = after.impacts[index] as Impact;
    const there = toldBefore[index];
    const alone = !every && impact.impactId !== named && before?.impacts[index] === impact && there?.impactId === impact.impactId;
    boundsTold.push(alone ? there : boundsOf(impact, index));
  }
  return { ...after, boundsTold };
};

/** The impact that an event names. */
const namedBy = (event: Event): string | null => {
  if (event.type === 'impact-stated') return event.data.impact.impactId;
  return event.type === 'impact-ended' ? event.data.impactId : null;
};

/** Those of an incident; none where a node of the version before has sent it. */
export const toldBounds = (incident: Incident | undefined): readonly BoundsTold[] => incident?.boundsTold ?? [];

/** Finds by impact; at once where it stands at that index. */
const finder =
  <T extends { readonly impactId: string }>(all: readonly T[]): ((impactId: string, index?: number) => T | undefined) =>
  (impactId, index = -1) => {
    const there = all[index];
    if (there?.impactId === impactId) return there;
    for (const one of all) if (one.impactId === impactId) return one;
    return undefined;
  };

/** These state a time of an occurrence again even where it moves nothing. */
const NAMES_A_TIME: ReadonlySet<Event['type']> = new Set(['incident-resolved', 'times-corrected']);

const statedBy = (event: Event, impact: Impact): { from: boolean; until: boolean } => {
  switch (event.type) {
    case 'impact-stated':
      return event.data.impact.impactId === impact.impactId ? { from: true, until: event.data.impact.until !== null } : NOTHING;
    case 'impact-ended':
      return { from: false, until: event.data.impactId === impact.impactId };
    case 'incident-resolved':
      return { from: false, until: impact.until !== null && sameTime(impact.until, event.data.endedAt) };
    case 'times-corrected': {
      const { from, until } = event.data;
      return { from: from !== null && sameTime(impact.from, from), until: until !== null && impact.until !== null && sameTime(impact.until, until) };
    }
    default:
      return NOTHING;
  }
};
const NOTHING = { from: false, until: false };

/** What customers get with a card was said before by somebody else, and to responders. */
const published = (before: Incident, after: Incident, event: Extract<Event, { type: 'incident-published' }>): Incident => {
  if (before.published) return after;
  const tell = (telling: Telling | null): Telling | null =>
    telling === null || telling.scope === 'public' ? telling : { ...telling, scope: 'public', publishedAt: event.recordedAt };
  const told = new Set(event.data.card.impacts.map(({ impactId }) => impactId));
  const boundsTold = toldBounds(after).map((bounds) =>
    told.has(bounds.impactId) ? { ...bounds, from: tell(bounds.from), until: tell(bounds.until) } : bounds,
  );
  return { ...after, boundsTold };
};

const tellingOf = (event: Event): Telling => {
  const { id, scope, actor, saidAt, recordedAt } = event;
  return { eventId: id, scope, actor, saidAt, recordedAt, publishedAt: null, ...saidWithOf(event) };
};
