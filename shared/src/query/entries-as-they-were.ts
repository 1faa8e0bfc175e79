import { isDated, levelsOverTime, moveLevelEntries } from '../domain/component-level.ts';
import { inOrder } from '../domain/fact-span.ts';
import { type FactTime, isLater } from '../domain/fact-time.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import type { Entry, EntryChange, Incident } from '../domain/state.ts';

type LevelChange = Extract<EntryChange, { what: 'level' }>;

/**
 * The entries of an incident in order of time, oldest first, as everything told so far places them.
 *
 *     "resolved", "reopened" ─▶ the end, the beginning of their occurrence; other phases not after its end
 *     changes of level       ─▶ from and to by all impacts, because one told later can lie before or below; without one that proves to be none
 *
 * Undated entries stay behind the entry they were recorded after. Computed once for each incident.
 */
export const entriesAsTheyWere = (incident: Incident): readonly Entry[] => {
  const known = PLACED.get(incident);
  if (known !== undefined) return known;
  const placed = place(incident);
  PLACED.set(incident, placed);
  return placed;
};
const PLACED = new WeakMap<Incident, readonly Entry[]>();

const place = (known: Incident): Entry[] => {
  const incident = withPossibleTimes(known);
  const inPlace = phasesInPlace(incident);
  const ids = [...new Set(inPlace.flatMap(({ change }) => (change?.what === 'level' ? [change.componentId] : [])))].filter((id) =>
    isDated(incident.impacts, id),
  );
  const placed = inOrder([...inPlace, ...ids.flatMap((id) => boundsWithoutEntry(incident, id, inPlace))], (entry) => entry.at);
  const levels = new Map(ids.flatMap((id) => levelChanges(incident, id, placed)));
  return placed
    .map((entry) => {
      const change = levels.get(entry.id);
      return change === undefined ? entry : { ...entry, change };
    })
    .filter(({ change }) => change?.what !== 'level' || change.notAffected || change.from !== change.to);
};

/** With imprecise times of impacts read as the chart reads them, in their entries as well. */
const withPossibleTimes = (incident: Incident): Incident => {
  const impacts = incident.impacts.map((impact) => {
    const { from, until } = timesOfImpact(incident, impact);
    return from === impact.from && (impact.until === null || until === impact.until) ? impact : { ...impact, from, until: impact.until && until };
  });
  return { ...incident, impacts, entries: moveLevelEntries(incident.entries, incident.impacts, impacts) };
};

/**
 * Beginnings and ends of impacts that have no entry: another impact kept the level where it was, or they ended with "resolved". What was told later can turn
 * them into changes. The end of an occurrence needs none.
 */
const boundsWithoutEntry = ({ impacts, occurrences }: Incident, componentId: string, entries: readonly Entry[]): Entry[] => {
  const own = entries.filter(({ change }) => change?.what === 'level' && change.componentId === componentId);
  const said = own.at(-1);
  if (said === undefined) return [];
  const known = new Set([...own.map(({ at }) => at.ms), ...occurrences.map(({ until }) => until?.ms)]);
  const bounds = impacts
    .filter((impact) => impact.componentId === componentId && !impact.notAffected)
    .flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const missing = new Map(bounds.flatMap((time) => (known.has(time.ms) ? [] : [[time.ms, time] as const])));
  return [...missing.values()].map((at) => ({
    ...said,
    id: `${said.id}:${at.ms}`,
    at,
    change: { what: 'level', componentId, from: 'operational', to: 'operational', notAffected: false },
  }));
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
