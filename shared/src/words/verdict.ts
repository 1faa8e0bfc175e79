import { actorName } from '../domain/actor-name.ts';
import type { BoardState, Incident, Override } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import type { Level } from '../domain/words.ts';
import { overrunByComponent, overrunning } from '../query/overrun.ts';
import { incidentLevel, type StandingStatement } from '../query/status.ts';
import { type VerdictFacts, verdictFacts, verdictKey } from '../query/verdict.ts';
import { componentName } from './component-names.ts';
import { factTime } from './format.ts';
import { hurtNames, incidentSentence, isRepeated, someNames, unspokenComponents } from './impact-sentence.ts';
import { overrunWords } from './maintenance-words.ts';
import { statementWords } from './statement-words.ts';
import { capital, LEVEL_WORD, levelWord, listed, paragraph, withoutStop } from './wording.ts';

/** The board in one sentence: who is hurt and what they cannot do; below it what still works and what is not known. */
export interface Verdict extends VerdictFacts {
  /** Without full stop. */
  readonly sentence: string;
  /** Whole sentences; may be empty. */
  readonly detail: string;
  /** A responder's own sentence replaces the generated one. */
  readonly overridden: boolean;
  /** Who wrote the sentence; null when it is generated, and in the public scope. */
  readonly overriddenBy: string | null;
  /** The generated sentence, also while overridden. */
  readonly generated: string;
  /** Identifies the state of the board; an own sentence is written for one state. */
  readonly key: string;
  /** Changes whenever the generated sentence does. */
  readonly stateKey: string;
}

/** The verdict on a board, in words. Exercises do not count. */
export const verdictOf = (board: BoardState): Verdict => {
  const facts = verdictFacts(board);
  const generated = generate(board, facts);
  const key = verdictKey(facts);
  const override = standingOverride(board, key);
  return {
    ...facts,
    sentence: withoutStop(override?.sentence ?? generated.sentence),
    detail: override?.detail ?? generated.detail,
    overridden: override !== null,
    overriddenBy: actorName(board, override?.by ?? null),
    generated: generated.sentence,
    key,
    stateKey: `${facts.level}|${facts.subject ?? ''}|${generated.sentence}`,
  };
};

/** The own sentence written for this state, the internal one first. The public board holds only the public one. */
const standingOverride = ({ overrides }: BoardState, key: string): Override | null =>
  [overrides.internal, overrides.public].find((override) => override?.key === key) ?? null;

type Sentences = Pick<Verdict, 'sentence' | 'detail'>;

const generate = (board: BoardState, facts: VerdictFacts): Sentences => {
  const owner = facts.subject === null ? undefined : lookup(board.incidents, facts.subject);
  switch (facts.kind) {
    case 'incident':
      return {
        sentence: owner === undefined ? '' : incidentSentence(board, owner),
        detail: paragraph([
          facts.impact === null ? 'Nobody has stated its impact yet' : notCounted(facts),
          unspokenLine(board, facts),
          ...rest(board, facts),
          tally(facts),
        ]),
      };
    case 'components': {
      const [first, ...more] = atLevel(board, facts.level, facts.hurt);
      return {
        sentence: first ?? '',
        detail: paragraph([facts.said === null ? null : saidBy(facts.said), ...more, ...rest(board, facts), tally(facts)]),
      };
    }
    case 'watching':
      return {
        sentence: `${facts.recovering ? 'Recovered and being watched' : 'Being looked into'}: ${withoutStop(owner?.title ?? '')}`,
        detail: paragraph([...others(board, facts), tally(facts)]),
      };
    case 'calm':
      return { sentence: facts.allFresh ? 'Everything works' : 'No trouble reported', detail: tally(facts) };
    case 'empty':
      return { sentence: 'No components', detail: '' };
    default:
      return facts.kind satisfies never;
  }
};

/** Components that an incident hurts at its level, of which its own sentence does not speak: `Mail is down`. Null when there are none. */
export const unspokenWords = (board: BoardState, incident: Incident): string | null =>
  atLevel(board, incidentLevel(incident), unspokenComponents(board, incident))[0] ?? null;

/** Components at the level of the verdict of which no sentence speaks that is told in full. Null when there are none. */
const unspokenLine = (board: BoardState, { level, subject, equals }: VerdictFacts): string | null => {
  const spelledOut = [...(subject === null ? [] : [subject]), ...(alike(board, equals) === null ? equals.slice(0, FEW) : [])];
  const ids = new Set(spelledOut.flatMap((id) => lookup(board.incidents, id) ?? []).flatMap((incident) => unspokenComponents(board, incident)));
  return atLevel(board, level, [...ids])[0] ?? null;
};
/** How many sentences of other incidents are told in full at one level. */
const FEW = 2;

/** Components at one level, as sentences: one for all of them, but work that has overrun comes first, one sentence each. Empty without components. */
const atLevel = (board: BoardState, level: Level, ids: readonly string[]): string[] => {
  const say = (some: readonly string[], more = ''): string[] =>
    some.length === 0 ? [] : [`${capital(AT_LEVEL[level](namesOf(board, some), some.length))}${more}`];
  if (level !== 'under_maintenance') return say(ids);
  const late = overrunByComponent(board);
  return [
    ...overrunning(board).flatMap((work) =>
      say(
        ids.filter((id) => late.get(id) === work),
        `, ${overrunWords(factTime(work.until, { date: 'short' }))}`,
      ),
    ),
    ...say(ids.filter((id) => !late.has(id))),
  ];
};

/** Up to three by name, more as a number. */
const namesOf = (board: BoardState, ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.length} components` : listed(ids.map((id) => componentName(board, id)));

const saidBy = (statement: StandingStatement): string | null => {
  const { source, words, expired } = statement;
  if (expired) return `Nothing new from ${source.name}`;
  if (source.kind === 'silence') return statementWords(statement);
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

const notCounted = ({ impact }: VerdictFacts): string | null =>
  impact !== null && impact.what !== null && (impact.audience === null || (impact.audience.kind === 'unknown' && impact.audience.words === undefined))
    ? 'Not yet counted'
    : null;

/** Whether there is more to say than the sentence: what works, or what else is wrong. */
const saysRest = ({ working: works, equals, lesser, unexplained }: VerdictFacts): boolean =>
  works.length + equals.length + lesser.length + unexplained.length > 0;

/** What works and what else is wrong; where no check says that anything works, that no other trouble was reported. */
const rest = (board: BoardState, facts: VerdictFacts): (string | null)[] => {
  if (saysRest(facts) || facts.counts.byLevel.operational === 0) return [working(board, facts), ...others(board, facts)];
  return [nothingMeasured(facts) ? 'No other trouble reported; nothing is measured' : 'No other trouble reported'];
};

/** What else is wrong: how many more at the same level, then the next in a few words, then a count. */
const others = (board: BoardState, { level, equals, lesser, unexplained }: VerdictFacts): string[] => {
  const sentences = (ids: readonly string[]): string[] =>
    ids
      .slice(0, FEW)
      .map((id) => lookup(board.incidents, id))
      .filter((incident): incident is Incident => incident !== undefined)
      .map((incident) => incidentSentence(board, incident));
  const lines: string[] = [];
  if (equals.length > 0) lines.push(`${equals.length} more at ${LEVEL_WORD[level].toLowerCase()}: ${alike(board, equals) ?? few(equals, sentences)}`);
  lines.push(...sentences(lesser));
  if (lesser.length > FEW) lines.push(`${lesser.length - FEW} more ${lesser.length === FEW + 1 ? 'incident is' : 'incidents are'} open`);
  for (const { level: other, componentIds } of unexplained) lines.push(...atLevel(board, other, componentIds));
  return lines;
};

const few = (ids: readonly string[], sentences: (ids: readonly string[]) => string[]): string =>
  `${listed(sentences(ids))}${ids.length > FEW ? ` (and ${ids.length - FEW} besides)` : ''}`;

/** For incidents that read the same: the names of what they hurt, in place of their sentences. Null where all sentences differ, or an incident has no names. */
const alike = (board: BoardState, ids: readonly string[]): string | null => {
  const incidents = ids.flatMap((id) => lookup(board.incidents, id) ?? []);
  if (!incidents.some((incident) => isRepeated(board, incident))) return null;
  const each = incidents.map((incident) => hurtNames(board, incident));
  if (each.some((names) => names.length === 0)) return null;
  return someNames([...new Set(each.flat())]);
};

/** Names what works: only components with a fresh check. */
const working = (board: BoardState, facts: VerdictFacts): string | null => {
  const names = facts.working.map((id) => componentName(board, id));
  if (names.length === 0) return null;
  if (names.length === 1) return `${names[0]} is working`;
  return names.length <= 4 ? `${listed(names)} work` : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more work`;
};

/** Whether no component is measured: then nobody can count what is operational. */
export const nothingMeasured = ({ counts }: Pick<VerdictFacts, 'counts'>): boolean => counts.total > 0 && counts.notMeasured === counts.total;

/** The level of a whole board in one word, as long as something is measured: `Operational`, `No trouble reported`, `Major outage`. */
export const boardWord = (board: BoardState): string => {
  const facts = verdictFacts(board);
  return levelWord(facts.level, !nothingMeasured(facts));
};

/**
 * `9 of 17 components operational; 3 more have no trouble reported but are not measured`. Where nothing is measured, says that once, with the number of
 * components without reported trouble.
 */
const tally = (facts: VerdictFacts): string => {
  const { counts, kind } = facts;
  if (counts.total === 0) return '';
  if (nothingMeasured(facts)) {
    if (kind === 'calm' || kind === 'watching' || counts.unreported === 0) return 'Nothing is measured.';
    return saysRest(facts) ? `${counts.unreported} of ${counts.total} components ${has(counts.unreported)} no trouble reported; nothing is measured.` : '';
  }
  const parts = [`${counts.operational} of ${counts.total} components operational`];
  if (counts.operational === counts.total) parts.push('all measured');
  if (counts.silenced > 0) parts.push(`${counts.silenced} with muted checks`);
  const unreported = `${counts.unreported}${counts.operational > 0 ? ' more' : ''} ${has(counts.unreported)} no trouble reported but ${are(counts.unreported)} not measured`;
  return `${parts.join(', ')}${counts.unreported > 0 ? `; ${unreported}` : ''}.`;
};
const has = (count: number): string => (count === 1 ? 'has' : 'have');
