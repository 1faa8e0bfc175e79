import type { BoardState, Incident, Override } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import type { Level } from '../domain/words.ts';
import type { StandingStatement } from '../query/status.ts';
import { type VerdictFacts, verdictFacts, verdictKey } from '../query/verdict.ts';
import { incidentSentence } from './impact-sentence.ts';
import { statementWords } from './statement-words.ts';
import { capital, LEVEL_WORD, listed } from './wording.ts';

/** The board in one sentence: who is hurt and what they cannot do; below it what still works and what is not known. */
export interface Verdict extends VerdictFacts {
  /** Without full stop. */
  readonly sentence: string;
  /** Whole sentences; may be empty. */
  readonly detail: string;
  /** A responder's own words stand in place of the generated ones. */
  readonly overridden: boolean;
  /** Whose words these are; null when nobody's, and where customers must not know. */
  readonly overriddenBy: string | null;
  /** What the generator says, also while overridden. */
  readonly generated: string;
  /** Names the state; what an own sentence must be written for. */
  readonly key: string;
  /** Changes whenever the generated sentence does. */
  readonly stateKey: string;
}

/** The verdict on a board, said in words. Exercises do not enter it. */
export const verdict = (board: BoardState): Verdict => {
  const facts = verdictFacts(board);
  const told = tell(board, facts);
  const key = verdictKey(facts);
  const override = standingOverride(board, key);
  return {
    ...facts,
    sentence: override?.sentence ?? told.sentence,
    detail: override?.detail ?? told.detail,
    overridden: override !== null,
    overriddenBy: override?.by?.name ?? null,
    generated: told.sentence,
    key,
    stateKey: `${facts.level}|${facts.subject ?? ''}|${told.sentence}`,
  };
};

/** The own sentence that was written for this state. Responders see what was written for them; else what customers see, where it fits. */
const standingOverride = ({ overrides }: BoardState, key: string): Override | null =>
  [overrides.internal, overrides.public].find((override) => override?.key === key) ?? null;

type Told = Pick<Verdict, 'sentence' | 'detail'>;

const tell = (board: BoardState, facts: VerdictFacts): Told => {
  const owner = facts.subject === null ? undefined : lookup(board.incidents, facts.subject);
  switch (facts.kind) {
    case 'incident':
      return {
        sentence: owner === undefined ? '' : incidentSentence(board, owner),
        detail: paragraph([notCounted(facts), ...rest(board, facts), tally(facts)]),
      };
    case 'components':
      return {
        sentence: capital(AT_LEVEL[facts.level](namesOf(board, facts.hurt), facts.hurt.length)),
        detail: paragraph([facts.said === null ? null : saidBy(facts.said), ...rest(board, facts), tally(facts)]),
      };
    case 'watching':
      return {
        sentence: `${facts.recovering ? 'Recovered and being watched' : 'Being looked into'}: ${owner?.title ?? ''}`,
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

/** Up to three by name, more as a number. */
const namesOf = (board: BoardState, ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.length} components` : listed(ids.map((id) => lookup(board.components, id)?.name ?? id));

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
    ? 'How many are hurt is not yet counted'
    : null;

/** What works and what else is wrong; where checks speak for nothing, that nothing else was reported. */
const rest = (board: BoardState, facts: VerdictFacts): (string | null)[] => {
  const [works, more] = [working(board, facts), others(board, facts)];
  return works === null && more.length === 0 && facts.counts.operational > 0 ? ['No other trouble reported'] : [works, ...more];
};

/** What else is wrong: how many more at the same level, then the next in a few words, then a count. */
const others = (board: BoardState, { level, equals, lesser, unexplained }: VerdictFacts): string[] => {
  const sentences = (ids: readonly string[]): string[] =>
    ids
      .slice(0, 2)
      .map((id) => lookup(board.incidents, id))
      .filter((incident): incident is Incident => incident !== undefined)
      .map((incident) => incidentSentence(board, incident));
  const lines: string[] = [];
  if (equals.length > 0) {
    const more = `${equals.length} more at ${LEVEL_WORD[level].toLowerCase()}: ${listed(sentences(equals))}`;
    lines.push(equals.length > 2 ? `${more} (and ${equals.length - 2} besides)` : more);
  }
  lines.push(...sentences(lesser));
  if (lesser.length > 2) lines.push(`${lesser.length - 2} more ${lesser.length === 3 ? 'incident is' : 'incidents are'} open`);
  for (const { level: other, componentIds } of unexplained) lines.push(capital(AT_LEVEL[other](namesOf(board, componentIds), componentIds.length)));
  return lines;
};

/** Only what a fresh check speaks for is said to work. */
const working = (board: BoardState, facts: VerdictFacts): string | null => {
  const names = facts.working.map((id) => lookup(board.components, id)?.name ?? id);
  if (names.length === 0) return null;
  if (names.length === 1) return `${names[0]} is working`;
  return names.length <= 4 ? `${listed(names)} work` : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more work`;
};

/** `9 of 17 components operational, 3 not measured`. */
const tally = ({ counts }: VerdictFacts): string => {
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
