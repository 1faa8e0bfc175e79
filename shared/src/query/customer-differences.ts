import type { Command } from '../domain/command.ts';
import type { Impact } from '../domain/event.ts';
import { isSurelyLater } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { isImpactStated } from '../domain/incident-spells.ts';
import { isMachine } from '../domain/is-machine.ts';
import { levelSaid } from '../domain/standing-mute.ts';
import type { BoardState, Component, Incident, Statement } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { type Level, levelRank, type Phase, worstLevel } from '../domain/words.ts';
import { componentStatus, incidentLevel, standingImpacts } from './status.ts';

/**
 * Where customers see something else than responders know, as facts. Each difference is listed until somebody ends it.
 *
 *     resolved here, open there ─▶ still_open      open here, over there ─▶ told_over      another phase or level ─▶ differs
 *     internal, and hurts what customers see ─▶ untold
 *     a component at another level, explained neither by one of these nor by its own setting ─▶ component
 *
 * Exercises are left out.
 */
export type CustomerDifference = IncidentDifference | ComponentDifference;
export interface IncidentDifference {
  readonly kind: 'still_open' | 'told_over' | 'differs' | 'untold';
  readonly incidentId: string;
  readonly title: string;
  /** As responders know it. */
  readonly here: Side;
  /** As customers see it. For an incident they do not know: the worst level of the components it hurts, and no phase. */
  readonly there: Side;
  /** Since when; null when the board does not know. */
  readonly since: FactTime | null;
  /** The command that ends the difference; null when no single command does. */
  readonly way: Command | null;
  /** Components it is about, on either side. */
  readonly componentIds: readonly string[];
  /** `untold`: the components that customers see at a better level than it states, with that level, in the order they were stated; else empty. */
  readonly seenBetter: readonly { readonly componentId: string; readonly level: Level }[];
}
export interface ComponentDifference {
  readonly kind: 'component';
  readonly componentId: string;
  readonly here: Level;
  readonly there: Level;
  readonly since: FactTime | null;
  readonly way: Command | null;
  /** The level comes from planned work that was announced in the internal scope only; the only way to tell customers is to announce it to them. */
  readonly untoldWork: boolean;
}
export interface Side {
  /** Null where nobody stated an impact. */
  readonly level: Level | null;
  readonly phase: Phase | null;
}

const NONE: readonly CustomerDifference[] = [];
// Boards are immutable and several parts of a screen need the differences, so they are cached.
const known = new WeakMap<BoardState, { readonly customers: BoardState; readonly differences: readonly CustomerDifference[] }>();

/**
 * All differences, ordered by the worse of the two levels. In: the whole boards of responders and of customers; `customers` is null in the public scope,
 * where nothing differs.
 */
export const customerDifferences = (board: BoardState, customers: BoardState | null): readonly CustomerDifference[] => {
  if (customers === null) return NONE;
  const kept = known.get(board);
  if (kept?.customers === customers) return kept.differences;
  const differences = differencesIn(board, customers);
  known.set(board, { customers, differences });
  return differences;
};

const differencesIn = (board: BoardState, customers: BoardState): CustomerDifference[] => {
  const ids = new Set([...Object.keys(board.incidents), ...Object.keys(customers.incidents)]);
  const incidents = [...ids].flatMap((id) => incidentDifference(lookup(board.incidents, id), lookup(customers.incidents, id), customers) ?? []);
  const explained = new Set(incidents.flatMap(({ componentIds }) => componentIds));
  const components = Object.keys(customers.components)
    .filter((id) => !explained.has(id))
    .flatMap((id) => componentDifference(board, customers, id) ?? []);
  return [...incidents, ...components].sort((a, b) => levelRank(worstOf(b)) - levelRank(worstOf(a)));
};

/**
 * How one incident differs for customers; null when it does not. In: the incident as responders know it, undefined after it left their board (only resolved
 * incidents do); as customers know it, undefined after it left their board or if it was never there; and the customers' board.
 */
export const incidentDifference = (here: Incident | undefined, there: Incident | undefined, customers: BoardState): IncidentDifference | null => {
  const one = here ?? there;
  if (one === undefined || one.drill !== null) return null;
  const openHere = here !== undefined && here.phase !== 'resolved';
  const openThere = there !== undefined && there.phase !== 'resolved';
  const about = {
    incidentId: one.id,
    title: one.title,
    here: here === undefined ? { level: null, phase: 'resolved' as const } : sideOf(here),
    seenBetter: [],
    componentIds: [...new Set([here, there].flatMap((side) => (side === undefined ? [] : standingImpacts(side).map(({ componentId }) => componentId))))],
  };
  if (openThere && !openHere) {
    const way: Command = { type: 'resolve-incident', incidentId: one.id, scope: 'public' };
    return { ...about, kind: 'still_open', there: sideOf(there), since: here?.endedAt ?? null, way };
  }
  if (!openHere) return null;
  if (!here.published) return untold(here, about, customers);
  if (!openThere) return { ...about, kind: 'told_over', there: { level: null, phase: 'resolved' }, since: there?.endedAt ?? null, way: null };
  const phase = here.phase !== there.phase;
  if (!phase && about.here.level === sideOf(there).level) return null;
  const impact = phase ? null : impactBehind(here, there);
  return {
    ...about,
    kind: 'differs',
    there: sideOf(there),
    since: phase ? (here.phases.at(-1)?.at ?? null) : (impact?.until ?? impact?.from ?? null),
    way: phase
      ? { type: 'change-phase', incidentId: here.id, phase: here.phase, scope: 'public' }
      : impact === null
        ? null
        : telling(here.id, impact, there, customers),
  };
};

const sideOf = (incident: Incident): Side => ({ level: isImpactStated(incident) ? incidentLevel(incident) : null, phase: incident.phase });

/** An internal incident is a difference only if it hurts a component that customers see at a better level. */
const untold = (
  here: Incident,
  about: Pick<IncidentDifference, 'incidentId' | 'title' | 'here' | 'componentIds' | 'seenBetter'>,
  customers: BoardState,
): IncidentDifference | null => {
  const hurt = standingImpacts(here).filter(
    ({ componentId, level }) =>
      lookup(customers.components, componentId) !== undefined && levelRank(componentStatus(customers, componentId).level) < levelRank(level),
  );
  const [first] = hurt;
  if (first === undefined) return null;
  return {
    ...about,
    kind: 'untold',
    there: { level: worstLevel(hurt.map(({ componentId }) => componentStatus(customers, componentId).level)), phase: null },
    seenBetter: [...new Set(hurt.map(({ componentId }) => componentId))].map((componentId) => ({
      componentId,
      level: componentStatus(customers, componentId).level,
    })),
    since: hurt.toSorted((a, b) => (a.from.ms ?? Number.MAX_SAFE_INTEGER) - (b.from.ms ?? Number.MAX_SAFE_INTEGER))[0]?.from ?? first.from,
    way: { type: 'publish-incident', incidentId: here.id },
  };
};

/** The impact to tell customers about: the worst one that stands here and not there, else one that stands there and not here. */
const impactBehind = (here: Incident, there: Incident): Impact | null => {
  const stands = (side: Incident, { impactId, level }: Impact) => standingImpacts(side).some((one) => one.impactId === impactId && one.level === level);
  const worst = (impacts: readonly Impact[]) => impacts.toSorted((a, b) => levelRank(b.level) - levelRank(a.level))[0];
  const untoldOne = worst(standingImpacts(here).filter((impact) => !stands(there, impact)));
  if (untoldOne !== undefined && levelRank(untoldOne.level) > levelRank(incidentLevel(there))) return untoldOne;
  const over = worst(standingImpacts(there).filter((impact) => !stands(here, impact)));
  return here.impacts.find(({ impactId }) => impactId === over?.impactId) ?? untoldOne ?? null;
};

const telling = (incidentId: string, impact: Impact, there: Incident, customers: BoardState): Command | null => {
  const { impactId, componentId, level, regions, from, until } = impact;
  // Customers are told only of components they see.
  if (lookup(customers.components, componentId) === undefined) return null;
  const theirs = there.impacts.find((one) => one.impactId === impactId);
  // Where they know a beginning after the end, the end alone cannot be told.
  const isEndAlone = until !== null && (theirs === undefined || !isSurelyLater(theirs.from, until));
  if (isEndAlone) return { type: 'end-impact', incidentId, impactId, until, scope: 'public' };
  const where = regions.length + (theirs?.regions ?? []).length > 0 && { regions: [...regions] };
  const when = until !== null && { from, until };
  return { type: 'state-impact', incidentId, impact: { impactId, componentId, level, ...where, ...when }, scope: 'public' };
};

/** A component at another level than customers see, unless its `goesPublic` setting explains that: what checks say may go public later, or only with an incident. */
const componentDifference = (board: BoardState, customers: BoardState, componentId: string): ComponentDifference | null => {
  const component = lookup(board.components, componentId);
  if (component === undefined) return null;
  const [here, there] = [componentStatus(board, componentId), componentStatus(customers, componentId)];
  if (here.level === there.level) return null;
  const waits = component.goesPublic !== 'at_once';
  const counted = here.statements.flatMap(({ id, level, source, muted }): Level[] => {
    if (muted !== null || (waits && source.kind === 'silence')) return [];
    const statement = lookup(board.statements, id);
    return statement !== undefined && waits && isWaiting(statement) ? [statement.publicLevel ?? 'operational'] : [level];
  });
  if (worstLevel(counted) === there.level) return null;
  const deciding = here.statements.find(({ id }) => id === here.deciding);
  const theirs = there.statements.find(({ id }) => id === there.deciding);
  const worse = levelRank(here.level) > levelRank(there.level);
  const statement = lookup(board.statements, (worse ? deciding : theirs)?.id ?? '');
  // Work that customers do not know of decides here, or excuses what they still see.
  const muted = here.statements.find(({ id }) => id === theirs?.id)?.muted;
  const untoldWork = worse ? deciding?.source.kind === 'maintenance' : muted?.maintenanceId !== undefined;
  return {
    kind: 'component',
    componentId,
    here: here.level,
    there: there.level,
    since: worse ? (deciding?.since ?? null) : null,
    way: statement === undefined || untoldWork ? null : sayingAgain(board, component, statement, worse),
    untoldWork,
  };
};

/** Whether a machine's statement is kept from customers only by the setting of its component. */
const isWaiting = (statement: Statement): boolean =>
  isMachine(statement.source.kind) && statement.told !== false && statement.publicLevel !== levelSaid(statement);

const sayingAgain = (board: BoardState, { id: componentId }: Component, statement: Statement, worse: boolean): Command | null => {
  const { id: statementId, level, source, regions, freshUntil, expired } = statement;
  const mute = worse ? undefined : Object.values(board.mutes).find(({ levels }) => Object.hasOwn(levels, statementId));
  if (mute !== undefined) return { type: 'mute-statements', statementIds: [statementId], until: mute.until, reason: mute.reason, scope: 'public' };
  if (expired) return null;
  const bounds = { ...(regions.length > 0 && { regions: [...regions] }), ...(freshUntil !== null && { freshUntil }) };
  return { type: 'make-statement', statementId, componentId, level, source, ...bounds, scope: 'public' };
};

/** The level that customers see. Unknown where nobody stated one to them. */
export const levelThere = (difference: CustomerDifference): Level => {
  if (difference.kind === 'component') return difference.there;
  return difference.there.level ?? (difference.there.phase === 'resolved' ? 'operational' : 'unknown');
};

const worstOf = (difference: CustomerDifference): Level => {
  if (difference.kind === 'component') return worstLevel([difference.here, difference.there]);
  return worstLevel([difference.here.level ?? 'unknown', difference.there.level ?? 'unknown']);
};
