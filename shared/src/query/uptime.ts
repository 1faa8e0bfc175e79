import type { Source } from '../domain/event.ts';
import { msBetween, stretchReadings } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { isMachine } from '../domain/is-machine.ts';
import type { ExcusedTime } from '../domain/planned-work.ts';
import type { Component } from '../domain/state.ts';
import { type Level, worstLevel } from '../domain/words.ts';
import { zoned } from './calendar.ts';
import { midnightOf } from './wall-time.ts';

/**
 * How long a component was down.
 *
 *     impacts of incidents, outages stated by persons ─┐  partial and major count; the largest share at a moment counts
 *     levels from checks, alerts and vendors          ─┤  where no impact was stated; unknown leaves the denominator
 *     maintenance                                     ─┘  leaves it too, whatever else was going on
 *
 * Before a component was defined only stated outages count, unless its definition gives an earlier beginning: nothing else could have been reported.
 * Imprecise ends give a range: `min` is the shortest reading, `max` the longest, `minutes` the stated one.
 */
export interface History {
  /** Impacts of incidents, without exercises and "not affected". */
  readonly impacts: readonly HistoryImpact[];
  /** Planned work done or running; UTC ms, `until` null while it runs. */
  readonly maintenances: readonly ExcusedTime[];
  /** Statements outside incidents, including operational and unknown. */
  readonly levels: readonly LevelStretch[];
}
/** An interval in which one source stated one level; UTC ms, `until` null while it is current. */
export interface LevelStretch {
  readonly level: Level;
  readonly source: Source['kind'];
  /** As for an impact; counts only for statements by people. */
  readonly share: number | null;
  readonly from: number;
  readonly until: number | null;
}
export interface HistoryImpact {
  readonly incidentId: string;
  readonly level: Level;
  /** Share of the audience affected, 0..1; null when not counted. */
  readonly share: number | null;
  readonly estimate: boolean;
  readonly from: FactTime;
  /** Null while it is running. */
  readonly until: FactTime | null;
}

export interface Figure {
  readonly minutes: number;
  readonly min: number;
  readonly max: number;
  /** Share of the counted time in which it was up, 0..1; null when there is too little of it (`noShare`). */
  readonly share: number | null;
  readonly shareMin: number | null;
  readonly shareMax: number | null;
}
export interface UndatedOutage {
  readonly incidentId: string;
  /** Null when not even the length is known. */
  readonly minutes: number | null;
  readonly weightedMin: number | null;
  readonly weightedMax: number | null;
}
export interface Uptime {
  /** Every minute of a partial or major outage in full. */
  readonly full: Figure;
  /** The same minutes weighted by the stated share; an uncounted share is 0 in `min` and 1 elsewhere. */
  readonly weighted: Figure;
  /** Minutes of the window after the component began. */
  readonly windowMinutes: number;
  /** Counted minutes: the window without maintenance and unknown. */
  readonly countedMinutes: number;
  readonly maintenanceMinutes: number;
  readonly unknownMinutes: number;
  /** Why there is no share: no counted minutes, or less than a day of them, where one bad hour would dominate. Null when there is a share. */
  readonly noShare: 'nothing_counts' | 'under_a_day' | null;
  readonly basis: 'measured' | 'reported';
  /** Outages that cannot be placed in time; no figure includes them. */
  readonly undated: readonly UndatedOutage[];
  /** True when the figures are incomplete: an outage is undated, or its beginning or end is unknown. */
  readonly incomplete: boolean;
}

type Begun = Pick<Component, 'evidence' | 'startedOn' | 'definedAt'>;

const MINUTE = 60_000;
/** A day. */
const SHARE_NEEDS_MINUTES = 1_440;
const DOWN: ReadonlySet<Level> = new Set(['partial_outage', 'major_outage']);

/** Uptime in [from, to). In: UTC ms; `to` is at most now, because the future is not up. */
export const uptime = (component: Begun, history: History, from: number, to: number): Uptime => {
  const start = Math.max(from, component.startedOn ?? Number.NEGATIVE_INFINITY);
  const sums = { window: 0, maintenance: 0, unknown: zeros(), full: zeros(), weighted: zeros() };
  for (const moment of moments(component, history, start, to)) {
    const length = (moment.until - moment.from) / MINUTE;
    sums.window += length;
    if (moment.maintenance) sums.maintenance += length;
    for (const reading of READINGS) {
      if (moment.unknown[reading]) sums.unknown[reading] += length;
      if (moment.down[reading]) sums.full[reading] += length;
      sums.weighted[reading] += moment.weight[reading] * length;
    }
  }
  const counted = READINGS.map((reading) => sums.window - sums.maintenance - sums.unknown[reading]);
  const undated = undatedOutages(history.impacts, start, to);
  const countedMinutes = counted[AS_STATED] ?? 0;
  const noShare = countedMinutes <= 0 ? 'nothing_counts' : countedMinutes < SHARE_NEEDS_MINUTES ? 'under_a_day' : null;
  return {
    full: figure(sums.full, counted, noShare === null),
    weighted: figure(sums.weighted, counted, noShare === null),
    windowMinutes: sums.window,
    countedMinutes,
    maintenanceMinutes: sums.maintenance,
    unknownMinutes: sums.unknown[AS_STATED],
    noShare,
    basis: component.evidence,
    undated,
    incomplete: undated.length > 0,
  };
};

/** The downtime a target allows, in minutes. In: target 0..1, length of the window in minutes. */
export const budgetMinutes = (target: number, windowMinutes: number): number => (1 - target) * windowMinutes;

export interface Day {
  /** UTC ms of its midnight in the zone, and of the next. */
  readonly from: number;
  readonly until: number;
  /** The worst level of the day; null before the component began, unknown where it was not defined yet. */
  readonly worst: Level | null;
  readonly downMinutes: number;
}

/** The midnights that divide the last `days` days up to today, oldest first, and the one after today. In: now as UTC ms, the zone whose midnights they are. */
export const dayStarts = (days: number, now: number, zone = 'UTC'): number[] => {
  const today = zoned(now, zone);
  return Array.from({ length: days + 1 }, (_, index) => midnightOf(today.year, today.month, today.day - days + 1 + index, zone));
};

/** The last `days` days up to today, oldest first. In: now as UTC ms, the zone whose midnights divide them. */
export const skyline = (component: Begun, history: History, days: number, now: number, zone = 'UTC'): Day[] =>
  skylineBetween(component, history, dayStarts(days, now, zone), now);

/** The same with precomputed midnights, for many components at once. */
export const skylineBetween = (component: Begun, history: History, starts: readonly number[], now: number): Day[] => {
  const days = starts.length - 1;
  const out = Array.from({ length: days }, (_, index) => ({
    from: starts[index] ?? 0,
    until: starts[index + 1] ?? 0,
    worst: null as Level | null,
    downMinutes: 0,
    silent: false,
  }));
  const start = Math.max(starts[0] ?? now, component.startedOn ?? Number.NEGATIVE_INFINITY);
  let at = 0;
  for (const moment of moments(component, history, start, now, starts)) {
    while (at < out.length - 1 && moment.from >= (out[at]?.until ?? 0)) at += 1;
    const day = out[at];
    if (day === undefined) break;
    if (moment.silent) {
      day.silent = true;
      continue;
    }
    day.worst = day.worst === null ? moment.worst : worstLevel([day.worst, moment.worst]);
    if (moment.down[AS_STATED]) day.downMinutes += (moment.until - moment.from) / MINUTE;
  }
  // On the day of its definition only the rest of the day counts.
  return out.map(({ silent, worst, ...day }) => ({ ...day, worst: worst ?? (silent ? 'unknown' : null) }));
};

// Three readings of each imprecise end, from the shortest outage to the longest.
const READINGS = [0, 1, 2] as const;
const [SHORTEST, AS_STATED, LONGEST] = READINGS;
type Readings<T> = readonly [T, T, T];
const zeros = (): [number, number, number] => [0, 0, 0];

interface Moment {
  readonly from: number;
  readonly until: number;
  readonly maintenance: boolean;
  /** The component was not defined yet, and nothing was stated about it. */
  readonly silent: boolean;
  readonly unknown: Readings<boolean>;
  readonly down: Readings<boolean>;
  readonly weight: Readings<number>;
  readonly worst: Level;
}

type Item =
  | { readonly kind: 'impact'; readonly reading: 0 | 1 | 2; readonly level: Level; readonly least: number; readonly most: number }
  | { readonly kind: 'level'; readonly level: Level; readonly isCheck: boolean }
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'undefined' };
interface Edge {
  readonly at: number;
  readonly item: Item;
  readonly begins: boolean;
}

/** The window, cut wherever anything begins or ends (and at `cuts`), so that nothing changes within a piece. */
function* moments(component: Begun, history: History, from: number, to: number, cuts: readonly number[] = []): Generator<Moment> {
  if (!(from < to)) return;
  const edges = edgesOf(component, history, from, to);
  const stops = [...new Set([...edges.map((edge) => edge.at), ...cuts.filter((cut) => cut > from && cut < to), to])]
    .filter((at) => at > from)
    .sort((a, b) => a - b);
  const active = new Set<Item>();
  let next = 0;
  let at = from;
  for (const stop of stops) {
    for (let edge = edges[next]; edge !== undefined && edge.at <= at; edge = edges[++next]) {
      if (edge.begins) active.add(edge.item);
      else active.delete(edge.item);
    }
    yield { from: at, until: stop, ...judge(component.evidence, active) };
    at = stop;
  }
}

const edgesOf = ({ startedOn, definedAt }: Begun, history: History, from: number, to: number): Edge[] => {
  const edges: Edge[] = [];
  const add = (start: number, end: number, item: Item) => {
    const [begins, ends] = [Math.max(start, from), Math.min(end, to)];
    if (begins < ends) edges.push({ at: begins, item, begins: true }, { at: ends, item, begins: false });
  };
  if (startedOn === null) add(from, definedAt, { kind: 'undefined' });
  for (const impact of history.impacts) {
    const limits = stretchReadings(impact.from, impact.until, to);
    if (limits === null) continue;
    for (const reading of READINGS) add(...limits[reading], { kind: 'impact', reading, level: impact.level, ...weights(impact.share) });
  }
  for (const { level, source, share, from: start, until } of history.levels) {
    const end = until ?? to;
    // An outage stated by a person counts like an impact. A statement that all is well overrules nothing: the worst current statement decides.
    if (isMachine(source) || !DOWN.has(level)) add(start, end, { kind: 'level', level, isCheck: source === 'check' });
    else for (const reading of READINGS) add(start, end, { kind: 'impact', reading, level, ...weights(share) });
  }
  for (const { from: start, until } of history.maintenances) add(start, until ?? to, { kind: 'maintenance' });
  return edges.sort((a, b) => a.at - b.at);
};

const weights = (share: number | null) => ({ least: share ?? 0, most: share ?? 1 });

const judge = (evidence: Component['evidence'], active: ReadonlySet<Item>): Omit<Moment, 'from' | 'until'> => {
  const said: Level[] = [];
  const checked: Level[] = [];
  let maintenance = false;
  let isChecked = false;
  let isDefined = true;
  // Per reading: whether an outage stated by a person is running, with its minimum and maximum share.
  const outage: [boolean, boolean, boolean] = [false, false, false];
  const share = { least: 0, asStated: 0, most: 0 };
  for (const item of active) {
    if (item.kind === 'maintenance') maintenance = true;
    else if (item.kind === 'undefined') isDefined = false;
    else if (item.kind === 'level') {
      checked.push(item.level);
      isChecked ||= item.isCheck;
    } else {
      if (item.reading === AS_STATED) said.push(item.level);
      if (!DOWN.has(item.level)) continue;
      outage[item.reading] = true;
      if (item.reading === SHORTEST) share.least = Math.max(share.least, item.least);
      if (item.reading === AS_STATED) share.asStated = Math.max(share.asStated, item.most);
      if (item.reading === LONGEST) share.most = Math.max(share.most, item.most);
    }
  }
  if (maintenance) return { maintenance, silent: false, unknown: NEVER, down: NEVER, weight: NO_WEIGHT, worst: worstLevel([...said, 'under_maintenance']) };
  const unheard = !isChecked && (evidence === 'measured' || (!isDefined && checked.length === 0));
  const checks = worstLevel(unheard ? [...checked, 'unknown'] : checked);
  const overruled = said.some((level) => !DOWN.has(level) && level !== 'unknown');
  const checksDown = DOWN.has(checks) && !overruled;
  const down = READINGS.map((reading) => outage[reading] || checksDown);
  const unknown = READINGS.map((reading) => (checks === 'unknown' || said.includes('unknown')) && !checksDown && !overruled && !outage[reading]);
  return {
    maintenance,
    silent: !isDefined && said.length === 0 && checked.length === 0,
    unknown: [unknown[0] ?? false, unknown[1] ?? false, unknown[2] ?? false],
    down: [down[0] ?? false, down[1] ?? false, down[2] ?? false],
    // A machine states no share: its minimum is 0, and its maximum is 1 wherever no person's outage is certain.
    weight: [share.least, outage[AS_STATED] ? share.asStated : Number(checksDown), outage[SHORTEST] ? share.most : Math.max(share.most, Number(checksDown))],
    worst: said.length > 0 ? worstLevel(said) : checks,
  };
};
const NEVER: Readings<boolean> = [false, false, false];
const NO_WEIGHT: Readings<number> = [0, 0, 0];

const figure = (down: readonly number[], counted: readonly number[], isEnough: boolean): Figure => {
  const shares = READINGS.map((reading) => (isEnough ? upShare(down[reading] ?? 0, counted[reading] ?? 0) : null));
  const known = shares.filter((share): share is number => share !== null);
  return {
    minutes: down[AS_STATED] ?? 0,
    min: down[SHORTEST] ?? 0,
    max: down[LONGEST] ?? 0,
    share: shares[AS_STATED] ?? null,
    shareMin: known.length === 0 ? null : Math.min(...known),
    shareMax: known.length === 0 ? null : Math.max(...known),
  };
};
const upShare = (down: number, counted: number): number | null => (counted <= 0 ? null : Math.min(1, Math.max(0, 1 - down / counted)));

/** One line per incident: its impacts may cover the same minutes, so the longest represents all. */
const undatedOutages = (impacts: readonly HistoryImpact[], from: number, to: number): UndatedOutage[] => {
  const byIncident = new Map<string, UndatedOutage>();
  for (const impact of impacts) {
    const { incidentId, share, until } = impact;
    const [begun, ended] = [impact.from.ms, until === null ? to : until.ms];
    if (!DOWN.has(impact.level) || (begun !== null && ended !== null) || (begun !== null && begun >= to) || (ended !== null && ended <= from)) continue;
    const length = until === null ? null : msBetween(impact.from, until);
    const minutes = length === null ? null : length / MINUTE;
    const known = byIncident.get(incidentId);
    if (known !== undefined && (known.minutes ?? -1) >= (minutes ?? -1)) continue;
    byIncident.set(incidentId, {
      incidentId,
      minutes,
      weightedMin: minutes === null ? null : minutes * (share ?? 0),
      weightedMax: minutes === null ? null : minutes * (share ?? 1),
    });
  }
  return [...byIncident.values()];
};
