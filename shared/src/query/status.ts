import { actorName } from '../domain/actor-name.ts';
import type { Audience, Source } from '../domain/event.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { UNKNOWN_TIME } from '../domain/fact-time.ts';
import { isImpactStated, timesOfImpact } from '../domain/incident-spells.ts';
import { isMachine, type StatementKind } from '../domain/is-machine.ts';
import { isExcusing, isRunning } from '../domain/planned-work.ts';
import { levelSaid, standingMute } from '../domain/standing-mute.ts';
import type { BoardState, Component, Incident, Maintenance, Statement } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, levelRank, worstLevel } from '../domain/words.ts';
import { sharedTables, touchedComponents } from './touched-components.ts';

/**
 * The one definition of status: the worst visible, unmuted, current statement. Board, wall, API and reports all use it.
 *
 *     impacts of open incidents ─┐
 *     checks, alerts, vendors  ──┤  minus muted (running maintenance, a person)
 *     persons                  ──┼─▶ the worst decides; the rest stay listed
 *     running maintenance      ──┤
 *     silence of a measured one ─┘  drills: an overlay beside it
 */
export interface StandingStatement {
  readonly id: string;
  readonly level: Level;
  readonly source: {
    readonly kind: StatementKind;
    /** The source of the statement; empty for silence. */
    readonly name: string;
    readonly link?: string;
    readonly incidentId?: string;
    readonly maintenanceId?: string;
  };
  /** Its text: what people see, or what the check found. */
  readonly words: string | null;
  /** Region ids; empty means everywhere. */
  readonly regions: readonly string[];
  readonly audience: Audience | null;
  readonly since: FactTime;
  /** A person stated that these are not affected. */
  readonly notAffected: boolean;
  /** It expired without being renewed. */
  readonly expired: boolean;
  readonly muted: Muting | null;
  /** False for statements of an exercise, which never count. */
  readonly visible: boolean;
}
/** Who silenced a statement, until when (UTC ms, null when open) and why. One of the two ids is set. */
export interface Muting {
  readonly by: string | null;
  readonly until: number | null;
  readonly reason: string;
  readonly muteId?: string;
  readonly maintenanceId?: string;
}
export interface ComponentStatus {
  readonly level: Level;
  readonly evidence: Component['evidence'];
  /** Checks cover it. If false, the screen says "not measured". */
  readonly measured: boolean;
  /** A check that is neither expired nor muted covers it now. Only then may a screen say that it works. */
  readonly fresh: boolean;
  /** All current statements, worst first, muted ones last. */
  readonly statements: readonly StandingStatement[];
  /** Id of the statement that decides the level; null without statements. */
  readonly deciding: string | null;
  /** The level an exercise simulates; null outside exercises. */
  readonly simulated: Level | null;
  readonly simulatedBy: readonly StandingStatement[];
}

/** Status of one component. An unknown or retired id reads as unknown, with no statements. */
export const componentStatus = (board: BoardState, componentId: string): ComponentStatus => lookup(allStatuses(board), componentId) ?? NO_COMPONENT;

/**
 * Status of every component on the board, by id. Recomputed only for components that differ from the most similar recent board, so that one event costs only the
 * components it affects; an unchanged status is the same object.
 */
export const allStatuses = (board: BoardState): Readonly<Record<string, ComponentStatus>> => {
  const known = cache.get(board);
  if (known !== undefined) return known;
  const near = nearest(board);
  const before = near === undefined ? undefined : cache.get(near);
  const touched = near === undefined || before === undefined ? null : touchedComponents(near, board);
  const standing = gather(board, (id) => touched === null || touched.has(id));
  const count = (component: Component) => statusOf(component, standing.get(component.id) ?? []);
  const statuses: Record<string, ComponentStatus> = {};
  if (before !== undefined && near?.components === board.components) {
    Object.assign(statuses, before);
    for (const id of touched ?? []) {
      const component = lookup(board.components, id);
      if (component !== undefined) statuses[id] = count(component);
    }
  } else {
    for (const component of Object.values(board.components)) {
      const kept = before === undefined || touched?.has(component.id) !== false ? undefined : lookup(before, component.id);
      statuses[component.id] = kept ?? count(component);
    }
  }
  cache.set(board, statuses);
  lately.unshift(board);
  lately.length = Math.min(lately.length, LATELY);
  return statuses;
};
// Boards are immutable, so their statuses can be cached: every part of a screen needs them.
const cache = new WeakMap<BoardState, Readonly<Record<string, ComponentStatus>>>();
/** Enough for both scopes and a few earlier boards; cached boards stay in memory, but share most of their objects. */
const LATELY = 4;
const lately: BoardState[] = [];

/** The recent board that has most in common with this one. */
const nearest = (board: BoardState): BoardState | undefined => {
  const shared = lately.map((other) => sharedTables(other, board));
  const most = Math.max(0, ...shared);
  return most === 0 ? undefined : lately[shared.indexOf(most)];
};

/** The worst level anybody has to know of: of all components, and of open incidents even where they name a component that is not listed. */
export const boardLevel = (board: BoardState): Level =>
  worstLevel([...Object.values(allStatuses(board)).map((status) => status.level), ...openIncidents(board).map(incidentLevel)]);

/** Open incidents without exercises, in no particular order. */
export const openIncidents = (board: BoardState): Incident[] =>
  Object.values(board.incidents).filter((incident) => incident.phase !== 'resolved' && incident.drill === null);

type Impacted = Pick<Incident, 'phase' | 'impacts'>;
type Timed = Impacted & Pick<Incident, 'occurrences'>;

/** How bad an incident is now: the worst of its standing impacts; unknown until somebody said what it does; operational once resolved. */
export const incidentLevel = (incident: Timed): Level =>
  incident.phase === 'resolved' || isImpactStated(incident) ? worstLevel(standingImpacts(incident).map((impact) => impact.level)) : 'unknown';

/** The worst level an incident ever had. */
export const incidentPeak = (incident: Impacted): Level => worstLevel(incident.impacts.filter((impact) => !impact.notAffected).map((impact) => impact.level));

/** The level a list shows: the current one, or the worst one once the incident is over. */
export const shownLevel = (incident: Timed): Level => (incident.phase === 'resolved' ? incidentPeak(incident) : incidentLevel(incident));

/** Impacts of an open incident that have not ended. */
export const standingImpacts = (incident: Impacted): Incident['impacts'] =>
  incident.phase === 'resolved' ? [] : incident.impacts.filter((impact) => impact.until === null && !impact.notAffected);

/** Whether an open incident states at least this level for this component. One whose impact there is over, absent or milder does not explain the level. */
export const isExplained = (incidents: readonly Impacted[], componentId: string, level: Level): boolean =>
  incidents.some((incident) => standingImpacts(incident).some((impact) => impact.componentId === componentId && levelRank(impact.level) >= levelRank(level)));

/** Whether "not affected" covers everyone in its regions. */
export const sparesAll = (audience: Audience | null): boolean => audience === null || audience.kind === 'everyone' || audience.kind === 'region';

const NO_COMPONENT: ComponentStatus = {
  level: 'unknown',
  evidence: 'reported',
  measured: false,
  fresh: false,
  statements: [],
  deciding: null,
  simulated: null,
  simulatedBy: [],
};

/** All statements about each of the requested components. */
const gather = (board: BoardState, wanted: (componentId: string) => boolean): Map<string, StandingStatement[]> => {
  const byComponent = new Map<string, StandingStatement[]>();
  const add = (componentId: string, statement: StandingStatement) => {
    const list = byComponent.get(componentId);
    if (list === undefined) byComponent.set(componentId, [statement]);
    else list.push(statement);
  };
  for (const incident of Object.values(board.incidents)) {
    if (incident.phase === 'resolved') continue;
    for (const impact of incident.impacts) {
      if (impact.until !== null || !wanted(impact.componentId)) continue;
      add(impact.componentId, {
        id: `${incident.id}/${impact.impactId}`,
        level: impact.notAffected ? 'operational' : impact.level,
        source: { kind: 'incident', name: incident.title, incidentId: incident.id },
        words: impact.what,
        regions: impact.regions,
        audience: impact.audience,
        since: timesOfImpact(incident, impact).from,
        notAffected: impact.notAffected,
        expired: false,
        muted: null,
        visible: incident.drill === null,
      });
    }
  }
  for (const statement of Object.values(board.statements)) {
    if (!wanted(statement.componentId)) continue;
    add(statement.componentId, {
      id: statement.id,
      level: levelSaid(statement),
      source: source(statement.source),
      words: statement.words,
      regions: statement.regions,
      audience: statement.audience,
      since: statement.since,
      notAffected: false,
      expired: statement.expired,
      muted: mutedByPerson(board, statement),
      visible: true,
    });
  }
  const excusing = new Map<string, Maintenance>();
  for (const maintenance of Object.values(board.maintenances)) {
    if (!isRunning(maintenance)) continue;
    for (const componentId of maintenance.componentIds) {
      if (!wanted(componentId)) continue;
      if (isExcusing(maintenance) && !excusing.has(componentId)) excusing.set(componentId, maintenance);
      add(componentId, {
        id: maintenance.id,
        level: 'under_maintenance',
        source: { kind: 'maintenance', name: maintenance.title, maintenanceId: maintenance.id },
        words: maintenance.title,
        regions: [],
        audience: null,
        since: maintenance.startedAt ?? maintenance.from,
        notAffected: false,
        expired: false,
        muted: null,
        visible: maintenance.drill === null,
      });
    }
  }
  for (const component of Object.values(board.components)) {
    if (!wanted(component.id)) continue;
    if (component.evidence !== 'measured' || byComponent.get(component.id)?.some((s) => s.source.kind === 'check')) continue;
    add(component.id, {
      id: `silence/${component.id}`,
      level: 'unknown',
      source: { kind: 'silence', name: '' },
      words: null,
      regions: [],
      audience: null,
      since: UNKNOWN_TIME,
      notAffected: false,
      expired: false,
      muted: null,
      visible: true,
    });
  }
  for (const [componentId, { id, title, until }] of excusing) {
    const muted: Muting = { by: null, until: until.ms, reason: title, maintenanceId: id };
    const statements = byComponent.get(componentId) ?? [];
    byComponent.set(
      componentId,
      statements.map((s) => (s.muted === null && isMachine(s.source.kind) ? { ...s, muted } : s)),
    );
  }
  return byComponent;
};

const source = ({ kind, name, link }: Source): StandingStatement['source'] => (link === undefined ? { kind, name } : { kind, name, link });

const mutedByPerson = (board: BoardState, statement: Statement): Muting | null => {
  const mute = standingMute(board.mutes, statement);
  return mute === null ? null : { by: actorName(board, mute.by), until: mute.until, reason: mute.reason, muteId: mute.id };
};

const statusOf = (component: Component, gathered: readonly StandingStatement[]): ComponentStatus => {
  const statements = gathered.filter((s) => s.visible).sort(worstFirst);
  const simulatedBy = gathered.filter((s) => !s.visible).sort(worstFirst);
  const counting = statements.filter((s) => s.muted === null);
  const checks = statements.filter((s) => s.source.kind === 'check');
  return {
    level: worstLevel(counting.map((s) => s.level)),
    evidence: component.evidence,
    measured: component.evidence === 'measured' || checks.length > 0,
    fresh: checks.some((s) => s.muted === null && !s.expired),
    statements,
    deciding: counting[0]?.id ?? null,
    simulated: simulatedBy.length === 0 ? null : worstLevel(simulatedBy.map((s) => s.level)),
    simulatedBy,
  };
};

const KIND_ORDER: readonly StatementKind[] = ['incident', 'person', 'check', 'alert', 'vendor', 'maintenance', 'silence'];
const worstFirst = (a: StandingStatement, b: StandingStatement): number =>
  Number(a.muted !== null) - Number(b.muted !== null) ||
  levelRank(b.level) - levelRank(a.level) ||
  KIND_ORDER.indexOf(a.source.kind) - KIND_ORDER.indexOf(b.source.kind) ||
  (a.since.ms ?? 0) - (b.since.ms ?? 0) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
