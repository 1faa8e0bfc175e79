import type { Impact } from '../domain/event.ts';
import type { FactTime } from '../domain/fact-time.ts';
import type { BoardState, Component, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { LEVELS, type Level, levelRank } from '../domain/words.ts';
import { currentOccurrence, incidentOrder } from './incident-order.ts';
import { overrunning } from './overrun.ts';
import { quietSince } from './quiet-since.ts';
import { allStatuses, boardLevel, type ComponentStatus, incidentLevel, isExplained, type StandingStatement } from './status.ts';
import { regionsOf, worstImpact } from './worst-impact.ts';

/**
 * The verdict on a board, as facts; `words/verdict.ts` turns them into a sentence.
 *
 *     an open incident at the worst level ──▶ incident       its standing impact speaks
 *     only statements at the worst level  ──▶ components     they are named
 *     nothing hurts, an incident is open  ──▶ watching
 *     nothing hurts                       ──▶ calm           empty: no components
 */
export interface VerdictFacts {
  readonly kind: 'incident' | 'components' | 'watching' | 'calm' | 'empty';
  readonly level: Level;
  /** The incident that the verdict is about. */
  readonly subject: string | null;
  /** Since when: the current occurrence, or the deciding statement. In calm, the end of the last incident on the board. Null when not known. */
  readonly since: FactTime | null;
  /** `incident`: its main impact, and the regions with the same statement; empty means everywhere. */
  readonly impact: Impact | null;
  readonly regions: readonly string[];
  /** `components`: ids of the components at the level, in the board's order. */
  readonly hurt: readonly string[];
  /** `components`: the deciding statement, when it is a single component. */
  readonly said: StandingStatement | null;
  /** `components`: ids of work on them that runs beyond its announced end, the longest overdue first, where maintenance is the worst. */
  readonly overrun: readonly string[];
  /** `watching`: the incident seems to be over. */
  readonly recovering: boolean;
  /** `calm`: a fresh check covers every component. */
  readonly allFresh: boolean;
  /** Ids of other open incidents with impact: at the same level, and below it. */
  readonly equals: readonly string[];
  readonly lesser: readonly string[];
  /** Components at a level that no incident's sentence explains, worst level first. */
  readonly unexplained: readonly { readonly level: Level; readonly componentIds: readonly string[] }[];
  /** Ids of the components that work according to a fresh check. */
  readonly working: readonly string[];
  readonly counts: VerdictCounts;
  /** The open incidents and the components at this level, by kind and id; none below an outage. */
  readonly worst: readonly string[];
}
export interface VerdictCounts {
  readonly total: number;
  /** Components that work according to a fresh check. */
  readonly operational: number;
  /** Components without checks of which no trouble was reported. */
  readonly unreported: number;
  /** Components without checks. */
  readonly notMeasured: number;
  /** Components of which no trouble is known while their checks are muted. */
  readonly silenced: number;
  readonly byLevel: Readonly<Record<Level, number>>;
  /** Number of open incidents, exercises left out. */
  readonly incidents: number;
}

/** The verdict on a board. Exercises do not count. */
export const verdictFacts = (board: BoardState): VerdictFacts => {
  const incidents = incidentOrder(board);
  const components = inPlace(board);
  const level = boardLevel(board);
  const counts = countsOf(board, incidents.length);
  const [first] = incidents;
  const owner = first !== undefined && (level === 'operational' || incidentLevel(first) === level) ? first : null;
  const kind = kindOf(owner, level, counts);
  const others = incidents.filter((incident) => incident !== owner && incidentLevel(incident) !== 'operational');
  const equals = kind === 'incident' ? others.filter((incident) => incidentLevel(incident) === level) : [];
  const impact = kind === 'incident' && owner !== null ? worstImpact(owner) : null;
  const at = kind === 'components' ? components.filter(({ status }) => status.level === level) : [];
  const deciding = earliest(at);
  return {
    kind,
    level,
    subject: owner?.id ?? null,
    since: owner !== null ? currentOccurrence(owner).from : kind === 'components' ? datedOr(deciding) : (quietSince(board)?.at ?? null),
    impact,
    regions: owner === null || impact === null ? [] : regionsOf(owner, impact),
    hurt: idsOf(at),
    said: at.length === 1 ? deciding : null,
    overrun:
      level === 'under_maintenance' ? overrunning(board).flatMap((work) => (work.componentIds.some((id) => idsOf(at).includes(id)) ? [work.id] : [])) : [],
    recovering: kind === 'watching' && owner?.phase === 'monitoring',
    allFresh: kind === 'calm' && components.every(({ status }) => status.fresh),
    equals: equals.map(({ id }) => id),
    lesser: others.filter((incident) => !equals.includes(incident)).map(({ id }) => id),
    unexplained: unexplainedIn(incidents, components, kind === 'components' ? level : null),
    working: idsOf(components.filter(({ status }) => status.level === 'operational' && status.fresh)),
    counts,
    worst: worstOf(incidents, components, level),
  };
};

/**
 * Identifies the state that a sentence is about: the owner of the verdict, its level, what is hurt, and what people said they see. It is made of ids, levels
 * and a digest, never of generated prose, so that another wording changes no key. An own sentence of a responder is tied to this key.
 */
export const verdictKey = ({ kind, level, subject, impact, regions, hurt, overrun, recovering, allFresh }: VerdictFacts): string => {
  const speaks = impact === null ? null : [impact.componentId, impact.level, impact.what, impact.audience, [...regions].sort()];
  return `${kind}:${level}:${digest(JSON.stringify([subject, speaks, hurt, recovering, allFresh, ...(overrun.length === 0 ? [] : [overrun])]))}`;
};

/** Whether a change of verdict must be announced at once: a worse level, or another component or incident at the same level of outage. */
export const worsened = (previous: Pick<VerdictFacts, 'level' | 'worst'>, next: Pick<VerdictFacts, 'level' | 'worst'>): boolean => {
  if (next.level !== previous.level) return levelRank(next.level) > levelRank(previous.level);
  const before = new Set(previous.worst);
  return next.worst.some((one) => !before.has(one));
};

interface Placed {
  readonly component: Component;
  readonly status: ComponentStatus;
}
const idsOf = (placed: readonly Placed[]): string[] => placed.map(({ component }) => component.id);

const kindOf = (owner: Incident | null, level: Level, { total }: VerdictCounts): VerdictFacts['kind'] => {
  if (level !== 'operational') return owner === null ? 'components' : 'incident';
  if (owner !== null) return 'watching';
  return total === 0 ? 'empty' : 'calm';
};

const datedOr = (statement: StandingStatement | null): FactTime | null => (statement === null || statement.since.ms === null ? null : statement.since);

/** The deciding statement that stood first. */
const earliest = (at: readonly Placed[]): StandingStatement | null => {
  const deciding = at.flatMap(({ status }) => status.statements.filter(({ id }) => id === status.deciding));
  return deciding.toSorted((a, b) => (a.since.ms ?? Number.MAX_SAFE_INTEGER) - (b.since.ms ?? Number.MAX_SAFE_INTEGER))[0] ?? null;
};

const worstOf = (incidents: readonly Incident[], components: readonly Placed[], level: Level): string[] =>
  levelRank(level) < levelRank('partial_outage')
    ? []
    : [
        ...incidents.filter((incident) => incidentLevel(incident) === level).map(({ id }) => `incident/${id}`),
        ...components.filter(({ status }) => status.level === level).map(({ component }) => `component/${component.id}`),
      ];

/** Components in trouble that no incident explains; an incident explains only its own worst level. `named`: the level that the verdict itself names. */
const unexplainedIn = (incidents: readonly Incident[], components: readonly Placed[], named: Level | null): VerdictFacts['unexplained'] =>
  LEVELS.toReversed().flatMap((level) => {
    if (level === 'operational' || level === named) return [];
    const speaking = incidents.filter((incident) => incidentLevel(incident) === level);
    const at = components.filter(({ component, status }) => status.level === level && !isExplained(speaking, component.id, level));
    return at.length === 0 ? [] : [{ level, componentIds: idsOf(at) }];
  });

/** Components in board order: by group, then by position. */
const inPlace = (board: BoardState): Placed[] => {
  const statuses = allStatuses(board);
  const group = (component: Component): number =>
    component.groupId === null ? Number.MAX_SAFE_INTEGER : (lookup(board.groups, component.groupId)?.position ?? Number.MAX_SAFE_INTEGER);
  return Object.values(board.components)
    .sort((a, b) => group(a) - group(b) || a.position - b.position || (a.id < b.id ? -1 : 1))
    .flatMap((component) => {
      const status = lookup(statuses, component.id);
      return status === undefined ? [] : [{ component, status }];
    });
};

const countsOf = (board: BoardState, incidents: number): VerdictCounts => {
  const statuses = Object.values(allStatuses(board));
  const byLevel = Object.fromEntries(LEVELS.map((level) => [level, statuses.filter((status) => status.level === level).length])) as Record<Level, number>;
  return {
    total: statuses.length,
    operational: statuses.filter((status) => status.level === 'operational' && status.fresh).length,
    unreported: statuses.filter((status) => status.level === 'operational' && !status.measured).length,
    notMeasured: statuses.filter((status) => !status.measured).length,
    silenced: statuses.filter((status) => status.measured && !status.fresh && status.level === 'operational').length,
    byLevel,
    incidents,
  };
};

/** A short hash of a text (FNV-1a, 64 bits): enough to distinguish two states of one board, without revealing the text. */
const digest = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
};
