import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event, Impact } from '../domain/event.ts';
import { evolveIncident } from '../domain/evolve-incident.ts';
import type { Entry, Incident } from '../domain/state.ts';
import { arbitraryStory, publishedStory } from '../testing/arbitrary-story.ts';
import { incidentsOf, publicChain } from '../testing/world-of.ts';
import { entriesAsTheyWere } from './entries-as-they-were.ts';

type Side = 'from' | 'until';
const SIDES: readonly Side[] = ['from', 'until'];
/** A beginning or end of an impact, and the event that stated it last. */
interface Stated {
  readonly componentId: string;
  readonly ms: number | null;
  readonly event: Event;
}

/** Found by comparing the impacts before and after each event, and by what an event names. */
const statedLast = (events: readonly Event[]): Stated[] => {
  const stated = new Map<string, Stated>();
  let incident: Incident | undefined;
  for (const event of events.filter(({ stream }) => stream === 'incident:inc-a')) {
    const before = new Map(incident?.impacts.map((impact) => [impact.impactId, impact]));
    const known = new Map(stated);
    incident = evolveIncident(incident, event);
    stated.clear();
    for (const impact of incident?.impacts ?? []) {
      for (const side of SIDES) {
        const time = impact[side];
        if (time === null) continue;
        const origin = before.has(impact.impactId) ? impact.impactId : (impact.earlierOf ?? '');
        const last = known.get(`${origin} ${side}`);
        const isKept = JSON.stringify(before.get(origin)?.[side]) === JSON.stringify(time) && !names(event, impact, side);
        const by = isKept && last !== undefined ? last.event : event;
        stated.set(`${impact.impactId} ${side}`, { componentId: impact.componentId, ms: time.ms, event: by });
      }
    }
  }
  return [...stated.values()];
};
const names = (event: Event, { impactId, from, until }: Impact, side: Side): boolean => {
  const time = side === 'from' ? from : until;
  switch (event.type) {
    case 'impact-stated':
      return event.data.impact.impactId === impactId && event.data.impact[side] !== null;
    case 'impact-ended':
      return side === 'until' && event.data.impactId === impactId;
    case 'incident-resolved':
      return side === 'until' && event.data.endedAt.ms === time?.ms;
    case 'times-corrected':
      return event.data[side]?.ms === time?.ms;
    default:
      return false;
  }
};

/** Everybody says one thing, so that a row says which event it speaks of. */
const bySomebodyElse = (events: readonly Event[]): Event[] =>
  events.map((event) => ({ ...event, actor: { kind: 'person', name: event.id }, saidAt: { ms: event.recordedAt + 1, precision: 'exact' } }) as Event);

const holds = (customers: Incident | undefined, { componentId, ms }: Stated): boolean =>
  customers?.impacts.some((impact) => impact.componentId === componentId && (impact.from.ms === ms || impact.until?.ms === ms)) ?? false;

const rowsOf = (incident: Incident, customers: Incident | null): Entry[] =>
  entriesAsTheyWere(incident, customers).filter(({ change }) => change?.what === 'level' && !change.notAffected);

test('[QU106] a beginning or end in the timeline is told by who stated it last, and is public only while customers hold it', () => {
  const seen = { public: 0, published: 0, withoutEntry: 0, demoted: 0 };
  fc.assert(
    fc.property(fc.oneof(arbitraryStory, publishedStory), (story) => {
      const events = bySomebodyElse(story);
      const incident = incidentsOf(events).get('inc-a');
      if (incident === undefined) return;
      const customers = incidentsOf(publicChain(events)).get('inc-a');
      const published = events.find(({ type }) => type === 'incident-published');
      const stated = statedLast(events);
      for (const row of rowsOf(incident, customers ?? null)) {
        const here = stated.filter(({ componentId, ms }) => row.change?.what === 'level' && componentId === row.change.componentId && ms === row.at.ms);
        const told = here.find(({ event }) => event.id === row.actor?.name);
        expect(told).toBeDefined();
        if (told === undefined) continue;
        const { event } = told;
        expect(row).toMatchObject({ actor: event.actor, saidAt: event.saidAt, recordedAt: event.recordedAt });
        const isHeld = holds(customers, told);
        if (row.scope === 'public') {
          expect(isHeld).toBe(true);
          expect(event.scope === 'public' || row.publishedAt === published?.recordedAt).toBe(true);
        } else if (here.length === 1) expect(event.scope === 'internal' || !isHeld).toBe(true);
        if (row.scope === 'public') seen.public += 1;
        if (row.publishedAt !== null) seen.published += 1;
        if (!incident.entries.some(({ id }) => id === row.id)) seen.withoutEntry += 1;
        if (row.scope === 'internal' && event.scope === 'public') seen.demoted += 1;
      }
    }),
    { seed: 20261130, numRuns: 400 },
  );
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0);
});

test('[QU106] customers read of a beginning or end what the public events say of it, and nobody’s name', () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryStory, publishedStory), (story) => {
      const chain = publicChain(bySomebodyElse(story)) as Event[];
      const customers = incidentsOf(chain).get('inc-a');
      if (customers === undefined) return;
      const stated = statedLast(chain);
      for (const row of rowsOf(customers, null)) {
        expect(row).toMatchObject({ scope: 'public', actor: null, publishedAt: null });
        const here = stated.filter(({ ms }) => ms === row.at.ms);
        expect(here.map(({ event }) => event.recordedAt)).toContain(row.recordedAt);
      }
      expect(JSON.stringify(customers.boundsTold)).not.toContain('person');
    }),
    { seed: 20261130, numRuns: 400 },
  );
});
