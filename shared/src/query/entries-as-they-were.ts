import { toldBounds } from '../domain/bounds-told.ts';
import { isDated, moveLevelEntries } from '../domain/component-level.ts';
import type { Impact } from '../domain/event.ts';
import { inOrder } from '../domain/fact-span.ts';
import { type FactTime, isLater } from '../domain/fact-time.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import { levelsOverTime } from '../domain/levels-over-time.ts';
import type { Entry, EntryChange, Incident, Telling } from '../domain/state.ts';

type LevelChange = Extract<EntryChange, { what: 'level' }>;

/**
 * The entries of an incident in order of time, oldest first, as everything told so far places them.
 *
 *     "resolved", "reopened" ─▶ the end, the beginning of their occurrence; other phases not after its end
 *     changes of level       ─▶ from and to by all impacts, because one told later can lie before or below; without one that proves to be none or was taken back.
 *                               Scope, actor and time of telling are those of the event that last stated this beginning or end
 *
 * In: `customers`, the incident as customers see it, null when they do not or where `incident` is that already: what they were told and do not hold any more
 * is internal. Undated entries stay behind the entry they were recorded after. Computed once for each incident.
 */
export const entriesAsTheyWere = (incident: Incident, customers: Incident | null = null): readonly Entry[] => {
  const known = PLACED.get(incident);
  if (known !== undefined && known.customers === customers) return known.placed;
  const placed = place(incident, customers);
  PLACED.set(incident, { customers, placed });
  return placed;
};
const PLACED = new WeakMap<Incident, { readonly customers: Incident | null; readonly placed: readonly Entry[] }>();

const place = (known: Incident, customers: Incident | null): Entry[] => {
  const incident = withPossibleTimes(known);
  const bounds = boundsByMoment(known, incident.impacts, customers);
  const inPlace = withTheirPhases(toldByLast(phasesInPlace(incident), bounds), customers);
  const dated = new Set(incident.impacts.map(({ componentId }) => componentId));
  const undated = new Set([...dated].filter((id) => !isDated(incident.impacts, id)));
  for (const id of undated) dated.delete(id);
  const isTakenBack = ({ change, at }: Entry): boolean =>
    change?.what === 'level' && !change.notAffected && !undated.has(change.componentId) && !bounds.has(momentOf(change, at));
  const standing = inPlace.filter((entry) => !isTakenBack(entry));
  const ids = [...dated];
  const placed = inOrder([...standing, ...ids.flatMap((id) => boundsWithoutEntry(incident, id, standing, bounds))], (entry) => entry.at);
  const levels = new Map(ids.flatMap((id) => levelChanges(incident, id, placed)));
  return placed
    .map((entry) => {
      const change = levels.get(entry.id);
      return change === undefined ? entry : { ...entry, change };
    })
    .filter(({ change }) => change?.what !== 'level' || change.notAffected || change.from !== change.to);
};

/** Public words stand under the phase that customers were at, also where responders knew of another one by then. */
const withTheirPhases = (entries: readonly Entry[], customers: Incident | null): readonly Entry[] => {
  if (customers === null) return entries;
  const theirs = new Map(customers.entries.map(({ id, phase }) => [id, phase]));
  return entries.map((entry) => {
    const phase = entry.kind === 'public' ? (theirs.get(entry.id) ?? entry.phase) : entry.phase;
    return phase === entry.phase ? entry : { ...entry, phase };
  });
};

/** With imprecise times of impacts read as the chart reads them, in their entries as well. */
const withPossibleTimes = (incident: Incident): Incident => {
  const impacts = incident.impacts.map((impact) => {
    const { from, until } = timesOfImpact(incident, impact);
    return from === impact.from && (impact.until === null || until === impact.until) ? impact : { ...impact, from, until: impact.until && until };
  });
  return { ...incident, impacts, entries: moveLevelEntries(incident.entries, incident.impacts, impacts) };
};

/** The beginning or end of one impact. `entries`: the ids its own entry can have. */
interface Bound {
  readonly entries: readonly string[];
  /** Null where it is not known who stated it. */
  readonly telling: Telling | null;
}
type BoundsByMoment = ReadonlyMap<string, readonly Bound[]>;
const momentOf = ({ componentId, notAffected }: Pick<Impact, 'componentId' | 'notAffected'>, { ms }: FactTime): string => `${componentId} ${notAffected} ${ms}`;

/** The dated bounds. In: the incident, its impacts with possible times in the same order, and what customers see. */
const boundsByMoment = (incident: Incident, impacts: Incident['impacts'], customers: Incident | null): BoundsByMoment => {
  const held = customers === null ? null : heldBy(customers);
  const byMoment = new Map<string, Bound[]>();
  const add = (impact: Impact, at: FactTime, stated: FactTime, entries: string[], told: Telling | null) => {
    if (at.ms === null) return;
    const isHeld = told === null || told.scope === 'internal' || held === null || held.has(momentOf(impact, stated));
    const bound: Bound = { entries, telling: isHeld ? told : { ...told, scope: 'internal', publishedAt: null } };
    const key = momentOf(impact, at);
    const there = byMoment.get(key);
    if (there === undefined) byMoment.set(key, [bound]);
    else there.push(bound);
  };
  const toldOf = new Map(toldBounds(incident).map((told) => [told.impactId, told]));
  for (const [index, impact] of impacts.entries()) {
    const { impactId, earlierOf = impactId, from, until } = impact;
    const told = toldOf.get(impactId);
    const stated = incident.impacts[index] ?? impact;
    add(impact, from, stated.from, [`${told?.from?.eventId}:${earlierOf}`], told?.from ?? null);
    if (until !== null) add(impact, until, stated.until ?? until, [`${told?.until?.eventId}`, `${told?.until?.eventId}:${earlierOf}:end`], told?.until ?? null);
  }
  return byMoment;
};

/** When customers were told of a beginning or an end, by component. */
const heldBy = ({ impacts }: Incident): ReadonlySet<string> =>
  new Set(impacts.flatMap((impact) => [impact.from, impact.until ?? impact.from].map((time) => momentOf(impact, time))));

/** Changes of level as told by whoever last stated the bound at which they stand: it can have been moved or told again since. Linear in entries and bounds. */
const toldByLast = (entries: readonly Entry[], bounds: BoundsByMoment): Entry[] => {
  const placeOf = new Map(entries.flatMap(({ id, at, change }) => (change?.what === 'level' ? [[id, momentOf(change, at)] as const] : [])));
  const own = new Map<string, Bound[]>();
  const others = new Map<string, Telling | null>();
  for (const [key, here] of bounds) {
    const free = here.filter((bound) => {
      const ids = bound.entries.filter((id) => placeOf.get(id) === key);
      for (const id of ids) own.set(id, [...(own.get(id) ?? []), bound]);
      return ids.length === 0;
    });
    others.set(key, deciding(free.length > 0 ? free : here));
  }
  return entries.map((entry) => {
    const mine = own.get(entry.id);
    const telling = mine === undefined ? others.get(placeOf.get(entry.id) ?? '') : deciding(mine);
    return telling == null ? entry : { ...entry, ...saidBy(telling) };
  });
};

/** Of several bounds at one moment the one that was stated last. What responders alone know of is not passed off as what customers were told. */
const deciding = (bounds: readonly Bound[]): Telling | null => {
  const tellings = bounds.flatMap(({ telling }) => telling ?? []);
  const internal = tellings.filter(({ scope }) => scope === 'internal');
  return (internal.length > 0 ? internal : tellings).reduce<Telling | null>(
    (last, one) => (last !== null && last.recordedAt > one.recordedAt ? last : one),
    null,
  );
};

const saidBy = ({ scope, actor, saidAt, recordedAt, publishedAt }: Telling) => ({ scope, actor, saidAt, recordedAt, publishedAt });

/**
 * Beginnings and ends of impacts that have no entry: another impact kept the level where it was, they ended with "resolved", or customers got them with the
 * incident's card. What was told later can turn them into changes. The end of an occurrence needs none.
 */
const boundsWithoutEntry = ({ impacts, occurrences, phase }: Incident, componentId: string, entries: readonly Entry[], bounds: BoundsByMoment): Entry[] => {
  const own = entries.filter(({ change }) => change?.what === 'level' && change.componentId === componentId);
  const known = new Set([...own.map(({ at }) => at.ms), ...occurrences.map(({ until }) => until?.ms)]);
  const times = impacts
    .filter((impact) => impact.componentId === componentId && !impact.notAffected)
    .flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const missing = new Map(times.flatMap((time) => (known.has(time.ms) ? [] : [[time.ms, time] as const])));
  return [...missing.values()].flatMap((at): Entry[] => {
    const change: LevelChange = { what: 'level', componentId, from: 'operational', to: 'operational', notAffected: false };
    const telling = deciding(bounds.get(momentOf(change, at)) ?? []);
    if (telling === null) return [];
    return [{ id: `${telling.eventId}:${componentId}:${at.ms}`, kind: 'change', at, ...saidBy(telling), text: null, phase, change, earlier: [] }];
  });
};

/** Each change of phase where it belongs. A second "resolved" tells others, or another end: it stays where it was told, between the end and the reopening. */
const phasesInPlace = ({ entries, occurrences }: Incident): Entry[] => {
  const isReopening = ({ change }: Entry) => change?.what === 'phase' && change.to === 'reopened';
  let spell = occurrences.length - 1 - entries.filter(isReopening).length;
  let isOver = false;
  return entries.map((entry) => {
    if (isReopening(entry)) {
      spell += 1;
      isOver = false;
    }
    const [occurrence, next] = [occurrences[spell], occurrences[spell + 1]];
    if (entry.change?.what !== 'phase' || occurrence === undefined) return entry;
    if (entry.change.to === 'reopened') return { ...entry, at: occurrence.from };
    const { until } = occurrence;
    if (until === null) return entry;
    if (entry.change.to !== 'resolved') return { ...entry, at: earlier(entry.at, until) };
    const told = earlier(later(entry.at, until), next?.from ?? entry.at);
    const at = isOver ? told : until;
    isOver = true;
    return { ...entry, at };
  });
};
const earlier = (a: FactTime, b: FactTime): FactTime => (isLater(a, b) ? b : a);
const later = (a: FactTime, b: FactTime): FactTime => (isLater(b, a) ? b : a);

/** The changes of level of one component, by entry. At one moment the first begins where it was before, and the last leads to where it was from then on. */
const levelChanges = ({ impacts }: Incident, componentId: string, placed: readonly Entry[]): [string, LevelChange][] => {
  const own = placed.flatMap(({ id, at, change }) =>
    change?.what === 'level' && change.componentId === componentId && at.ms !== null ? [{ id, at, change }] : [],
  );
  const levels = levelsOverTime(impacts, componentId);
  let last: LevelChange | null = null;
  return own.map(({ id, at, change }, index) => {
    const [isFirst, isLast] = [own[index - 1]?.at.ms !== at.ms, own[index + 1]?.at.ms !== at.ms];
    const from = isFirst || last === null ? levels.until(at.ms ?? 0) : last.to;
    last = { ...change, from, to: isLast ? levels.from(at.ms ?? 0) : change.to };
    return [id, last];
  });
};
