import type { FactTime } from '../domain/fact-time.ts';
import type { BoardState, Component, Incident, Override } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { LEVELS, type Level, levelRank } from '../domain/words.ts';
import { incidentSentence, worstImpact } from './impact-sentence.ts';
import { currentOccurrence, incidentOrder } from './incident-order.ts';
import { quietSince } from './quiet-since.ts';
import { allStatuses, boardLevel, type ComponentStatus, incidentLevel, isExplained, type StandingStatement } from './status.ts';
import { capital, LEVEL_WORD, listed } from './wording.ts';

/**
 * The board in one sentence: who is hurt and what they cannot do; below it what still works and what is not known.
 * `stateKey` changes whenever the generated sentence does.
 */
export interface Verdict {
  readonly level: Level;
  /** Without full stop. */
  readonly sentence: string;
  /** Whole sentences; may be empty. */
  readonly detail: string;
  /** The incident that owns the sentence. */
  readonly subject: string | null;
  /** Since when: the current occurrence, or the deciding statement. In calm, the end of the last incident on the board. Null when not known. */
  readonly since: FactTime | null;
  /** A responder's own words stand in place of the generated ones. */
  readonly overridden: boolean;
  /** Whose words these are; null when nobody's, and where customers must not know. */
  readonly overriddenBy: string | null;
  /** What the generator says, also while overridden: what an override must quote as `instead`. */
  readonly generated: string;
  readonly counts: VerdictCounts;
  /** The open incidents and the components at this level, by kind and id; none below an outage. */
  readonly worst: readonly string[];
  readonly stateKey: string;
}
export interface VerdictCounts {
  readonly total: number;
  readonly operational: number;
  /** Components nobody's checks look at. */
  readonly notMeasured: number;
  /** Components whose checks are all muted. */
  readonly silenced: number;
  readonly byLevel: Readonly<Record<Level, number>>;
  /** Open incidents, exercises left out. */
  readonly incidents: number;
}

/** The verdict on a board. Exercises do not enter it. */
export const verdict = (board: BoardState): Verdict => {
  const incidents = incidentOrder(board);
  const facts: Facts = { board, incidents, components: inPlace(board), level: boardLevel(board), counts: countsOf(board, incidents.length) };
  const told = tell(facts);
  const override = standingOverride(board, told.sentence);
  return {
    level: facts.level,
    sentence: override?.sentence ?? told.sentence,
    detail: override?.detail ?? told.detail,
    subject: told.subject,
    since: told.since,
    overridden: override !== null,
    overriddenBy: override?.by?.name ?? null,
    generated: told.sentence,
    counts: facts.counts,
    worst: worstOf(facts),
    stateKey: `${facts.level}|${told.subject ?? ''}|${told.sentence}`,
  };
};

/** The own sentence that replaces this one. Responders see what was written for them; else what customers see, where it fits. */
const standingOverride = ({ overrides }: BoardState, generated: string): Override | null =>
  [overrides.internal, overrides.public].find((override) => override?.instead === generated) ?? null;

/** Whether a change of verdict is bad news, to be announced at once: a worse level, or another component or incident at the same level of outage. */
export const worsened = (previous: Verdict, next: Verdict): boolean => {
  if (next.level !== previous.level) return levelRank(next.level) > levelRank(previous.level);
  const before = new Set(previous.worst);
  return next.worst.some((one) => !before.has(one));
};
const worstOf = ({ level, incidents, components }: Facts): string[] =>
  levelRank(level) < levelRank('partial_outage')
    ? []
    : [
        ...incidents.filter((incident) => incidentLevel(incident) === level).map(({ id }) => `incident/${id}`),
        ...components.filter(({ status }) => status.level === level).map(({ component }) => `component/${component.id}`),
      ];

interface Placed {
  readonly component: Component;
  readonly status: ComponentStatus;
}
interface Facts {
  readonly board: BoardState;
  readonly incidents: readonly Incident[];
  readonly components: readonly Placed[];
  readonly level: Level;
  readonly counts: VerdictCounts;
}
type Told = Pick<Verdict, 'sentence' | 'detail' | 'subject' | 'since'>;

const tell = (facts: Facts): Told => {
  const [owner] = facts.incidents;
  if (owner !== undefined && incidentLevel(owner) === facts.level && facts.level !== 'operational') return tellIncident(facts, owner);
  if (facts.level !== 'operational') return tellComponents(facts);
  if (owner !== undefined) return tellWatching(facts, owner);
  return tellCalm(facts);
};

const tellIncident = (facts: Facts, owner: Incident): Told => ({
  sentence: incidentSentence(facts.board, owner),
  detail: paragraph([notCounted(owner), ...rest(facts, owner), tally(facts)]),
  subject: owner.id,
  since: currentOccurrence(owner).from,
});

/** No incident says why: the statements do. */
const tellComponents = (facts: Facts): Told => {
  const at = facts.components.filter(({ status }) => status.level === facts.level);
  const names = at.length > 3 ? `${at.length} components` : listed(at.map(({ component }) => component.name));
  const deciding = at.flatMap(({ status }) => status.statements.filter((s) => s.id === status.deciding));
  const [first] = deciding.toSorted((a, b) => (a.since.ms ?? Number.MAX_SAFE_INTEGER) - (b.since.ms ?? Number.MAX_SAFE_INTEGER));
  const said = at.length === 1 && first !== undefined ? saidBy(first) : null;
  return {
    sentence: capital(AT_LEVEL[facts.level](names, at.length)),
    detail: paragraph([said, ...rest(facts, null), tally(facts)]),
    subject: null,
    since: first === undefined || first.since.ms === null ? null : first.since,
  };
};
const saidBy = ({ source, words, expired }: StandingStatement): string | null => {
  if (expired) return `Nothing new from ${source.name}`;
  if (source.kind === 'silence') return words;
  return source.kind === 'maintenance' || words === null ? null : `${source.name}: ${words}`;
};
const AT_LEVEL: Readonly<Record<Level, (names: string, count: number) => string>> = {
  operational: (names) => names,
  under_maintenance: (names, count) => `${names} ${are(count)} under maintenance`,
  unknown: (names, count) => `We cannot tell how ${names} ${are(count)} doing`,
  degraded_performance: (names, count) => `${names} ${are(count)} degraded`,
  partial_outage: (names, count) => `${names} ${are(count)} partly down`,
  major_outage: (names, count) => `${names} ${are(count)} down`,
};
const are = (count: number): string => (count === 1 ? 'is' : 'are');

/** Nothing hurts now, and an incident is still open: neither calm nor trouble. */
const tellWatching = (facts: Facts, owner: Incident): Told => ({
  sentence: `${owner.phase === 'monitoring' ? 'Recovered and being watched' : 'Being looked into'}: ${owner.title}`,
  detail: paragraph([...others(facts, owner), tally(facts)]),
  subject: owner.id,
  since: currentOccurrence(owner).from,
});

const tellCalm = (facts: Facts): Told => {
  const { counts, components, board } = facts;
  if (counts.total === 0) return { sentence: 'No components', detail: '', subject: null, since: null };
  const all = components.every(({ status }) => status.fresh);
  return { sentence: all ? 'Everything works' : 'No trouble reported', detail: tally(facts), subject: null, since: quietSince(board)?.at ?? null };
};

const notCounted = (incident: Incident): string | null => {
  const impact = worstImpact(incident);
  return impact !== null && impact.what !== null && (impact.audience === null || (impact.audience.kind === 'unknown' && impact.audience.words === undefined))
    ? 'How many are hurt is not yet counted'
    : null;
};

/** What works and what else is wrong; where checks speak for nothing, that nothing else was reported. */
const rest = (facts: Facts, owner: Incident | null): (string | null)[] => {
  const [works, more] = [working(facts), others(facts, owner)];
  return works === null && more.length === 0 && facts.counts.operational > 0 ? ['No other trouble reported'] : [works, ...more];
};

/** What else is wrong: how many more at the same level, then the next in a few words, then a count. */
const others = ({ board, incidents, level, components }: Facts, owner: Incident | null): string[] => {
  const rest = incidents.filter((incident) => incident !== owner && incidentLevel(incident) !== 'operational');
  const equals = owner === null ? [] : rest.filter((incident) => incidentLevel(incident) === level);
  const lesser = rest.filter((incident) => !equals.includes(incident));
  const lines: string[] = [];
  if (equals.length > 0) {
    const more = `${equals.length} more at ${LEVEL_WORD[level].toLowerCase()}: ${listed(equals.slice(0, 2).map((incident) => incidentSentence(board, incident)))}`;
    lines.push(equals.length > 2 ? `${more} (and ${equals.length - 2} besides)` : more);
  }
  lines.push(...lesser.slice(0, 2).map((incident) => incidentSentence(board, incident)));
  if (lesser.length > 2) lines.push(`${lesser.length - 2} more ${lesser.length === 3 ? 'incident is' : 'incidents are'} open`);
  // Components in trouble of which no sentence above speaks, said in short: that of an incident speaks of its worst level alone.
  for (const other of UNEXPLAINED) {
    if (other === level && owner === null) continue;
    const speaking = incidents.filter((incident) => incidentLevel(incident) === other);
    const at = components.filter(({ component, status }) => status.level === other && !isExplained(speaking, component.id, other));
    if (at.length > 0)
      lines.push(capital(AT_LEVEL[other](at.length > 3 ? `${at.length} components` : listed(at.map(({ component }) => component.name)), at.length)));
  }
  return lines;
};
const UNEXPLAINED: readonly Level[] = ['major_outage', 'partial_outage', 'degraded_performance', 'unknown', 'under_maintenance'];

/** Only what a fresh check speaks for is said to work. */
const working = ({ components }: Facts): string | null => {
  const names = components.filter(({ status }) => status.level === 'operational' && status.fresh).map(({ component }) => component.name);
  if (names.length === 0) return null;
  if (names.length === 1) return `${names[0]} is working`;
  return names.length <= 4 ? `${listed(names)} work` : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more work`;
};

/** `9 of 17 components operational, 3 not measured`. */
const tally = ({ counts }: Facts): string => {
  if (counts.total === 0) return '';
  const parts = [`${counts.operational} of ${counts.total} components operational`];
  if (counts.notMeasured > 0) parts.push(`${counts.notMeasured} not measured`);
  else if (counts.operational === counts.total && counts.silenced === 0) parts.push('all measured');
  if (counts.silenced > 0) parts.push(`${counts.silenced} with muted checks`);
  return `${parts.join(', ')}.`;
};

const paragraph = (sentences: readonly (string | null)[]): string =>
  sentences
    .filter((sentence): sentence is string => sentence !== null && sentence !== '')
    .map((sentence) => (/[.!?]$/u.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');

/** Components in the order the board shows them: by group, then by position. */
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
    operational: byLevel.operational,
    notMeasured: statuses.filter((status) => !status.measured).length,
    silenced: statuses.filter((status) => status.measured && !status.fresh && status.level === 'operational').length,
    byLevel,
    incidents,
  };
};
