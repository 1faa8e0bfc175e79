import type { Impact } from '../domain/event.ts';
import { spanOf } from '../domain/fact-span.ts';
import type { FactTime } from '../domain/fact-time.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import { isReal } from '../domain/is-real.ts';
import type { Incident } from '../domain/state.ts';
import { type Level, levelRank } from '../domain/words.ts';
import { timeOfDay } from './calendar.ts';

/** "Was X in region R, for whom, affected at T?" A field left out means any component, any region, any customer. */
export interface Question {
  componentId?: string;
  region?: string;
  /** UTC ms. */
  at: number;
  /** The customer group in question, in the words of a stated audience: "collaborators on other accounts". */
  predicate?: string;
  /** A check covered it at that time, so that the absence of reports means something. */
  covered?: boolean;
}
export type AnswerWord = 'yes' | 'partly' | 'no' | 'cannot_tell';
export interface Answer {
  readonly answer: AnswerWord;
  /** The worst level among the reasons for yes or partly; null otherwise. */
  readonly level: Level | null;
  /** The reasons for the answer first, then the rest. */
  readonly reasons: readonly Reason[];
}
export interface Reason {
  readonly says: AnswerWord;
  readonly why: Why;
  readonly incidentId: string | null;
  /** Title of the incident. */
  readonly title: string | null;
  readonly impact: Impact | null;
  /** The impact's audience matches the one in question, word for word. */
  readonly named: boolean;
}
export type Why =
  | 'hurt'
  | 'share'
  | 'audience'
  | 'some_regions'
  | 'level_unknown'
  | 'imprecise'
  | 'undated'
  | 'not_affected'
  | 'no_record_covered'
  | 'no_record';

/**
 * Who was affected, where and when, from stated impacts only. Yes when all who fit the question were affected, partly when some were, no when
 * that was stated or a check would have seen it, otherwise unknown. Exercises are left out.
 */
export const affectedAt = (incidents: Iterable<Incident>, question: Question): Answer => {
  const reasons: Reason[] = [];
  for (const incident of incidents) if (isReal(incident)) reasons.push(...reasonsFrom(incident, question));
  if (reasons.length === 0) reasons.push(question.covered === true ? COVERED : UNCOVERED);
  const answer = STRONGEST_FIRST.find((word) => reasons.some((reason) => reason.says === word)) ?? 'cannot_tell';
  const speaking = reasons.filter((reason) => reason.says === answer);
  return {
    answer,
    level: answer === 'yes' || answer === 'partly' ? worst(speaking) : null,
    reasons: [...speaking, ...reasons.filter((reason) => reason.says !== answer)],
  };
};
const STRONGEST_FIRST: readonly AnswerWord[] = ['yes', 'partly', 'cannot_tell', 'no'];

/** The audiences ever stated in words for a component, to offer as `predicate`. */
export const predicatesOf = (incidents: Iterable<Incident>, componentId?: string): string[] => {
  const words = new Set<string>();
  for (const incident of incidents) {
    if (!isReal(incident)) continue;
    for (const impact of incident.impacts) {
      if ((componentId === undefined || impact.componentId === componentId) && impact.audience?.words !== undefined) words.add(impact.audience.words);
    }
  }
  return [...words].sort();
};

const COVERED: Reason = { says: 'no', why: 'no_record_covered', incidentId: null, title: null, impact: null, named: false };
const UNCOVERED: Reason = { says: 'cannot_tell', why: 'no_record', incidentId: null, title: null, impact: null, named: false };

const HURTS = levelRank('degraded_performance');

const reasonsFrom = (incident: Incident, question: Question): Reason[] => {
  const { componentId, region } = question;
  const impacts = incident.impacts.filter(
    (impact) =>
      (componentId === undefined || impact.componentId === componentId) &&
      (region === undefined || impact.regions.length === 0 || impact.regions.includes(region)) &&
      (impact.notAffected || impact.level === 'unknown' || levelRank(impact.level) >= HURTS),
  );
  const spared = impacts.filter((impact) => impact.notAffected && spares(impact, question));
  const reasons: Reason[] = [];
  for (const impact of impacts) {
    const when = within(impact, incident, question.at);
    if (when === 'no') continue;
    const reason = (says: AnswerWord, why: Why, named = false) => reasons.push({ says, why, incidentId: incident.id, title: incident.title, impact, named });
    if (impact.notAffected) {
      if (spared.includes(impact)) reason('no', 'not_affected');
      continue;
    }
    // A narrower "not affected" of the same incident decides for those it names.
    if (spared.some((other) => other.componentId === impact.componentId && within(other, incident, question.at) !== 'no')) continue;
    if (when === 'undated') reason('cannot_tell', 'undated');
    else if (when === 'perhaps') reason('cannot_tell', 'imprecise');
    else if (impact.level === 'unknown') reason('cannot_tell', 'level_unknown');
    else reason(...hurt(impact, question));
  }
  return reasons;
};

const hurt = ({ audience, regions }: Impact, { region, predicate }: Question): [says: AnswerWord, why: Why, named?: boolean] => {
  const everyone = audience?.kind === 'everyone' || audience?.share === 1 || audience?.kind === 'region';
  if (predicate !== undefined && audience?.words !== undefined && sameWords(audience.words, predicate)) return ['yes', 'hurt', true];
  if (audience?.kind === 'share' && audience.share === 0) return ['no', 'not_affected'];
  if (!everyone && audience !== null) {
    if (audience.kind === 'predicate') return [predicate === undefined ? 'partly' : 'cannot_tell', 'audience'];
    return ['partly', 'share'];
  }
  return region === undefined && regions.length > 0 ? ['partly', 'some_regions'] : ['yes', 'hurt'];
};

/** Whether "not affected" covers the question: it names the region or people in question, or everyone. */
const spares = ({ audience, regions }: Impact, { region, predicate }: Question): boolean => {
  const named = regions.length === 0 || (region !== undefined && regions.includes(region));
  if (!named) return false;
  if (audience?.words !== undefined && predicate !== undefined) return sameWords(audience.words, predicate);
  return audience === null || audience.kind === 'everyone' || (audience.kind === 'region' && regions.length > 0);
};

/** Whether T lies within an impact: certainly, possibly (an imprecise end), no, or unknown because it has no date. */
const within = (impact: Impact, incident: Incident, at: number): 'surely' | 'perhaps' | 'no' | 'undated' => {
  const { from: began, until: ended } = timesOfImpact(incident, impact);
  const begin = spanOf(began);
  const end = ended === null ? null : spanOf(ended);
  if (begin !== null && at < begin.from) return 'no';
  if (end !== null && at >= end.until) return 'no';
  if (begin === null && end === null) return clockRulesOut(began, ended, at) ? 'no' : 'undated';
  if (begin === null || at < begin.until) return 'perhaps';
  if (ended === null) return 'surely';
  return end === null || at >= end.from ? 'perhaps' : 'surely';
};

/** The day is unknown, but the time of day already excludes T. */
const clockRulesOut = (from: FactTime, until: FactTime | null, at: number): boolean => {
  if (from.clock === undefined || until?.clock === undefined) return false;
  const now = timeOfDay(at);
  return from.clock <= until.clock ? now < from.clock || now >= until.clock : now < from.clock && now >= until.clock;
};

const worst = (reasons: readonly Reason[]): Level | null => {
  const levels = reasons.flatMap(({ impact }) => (impact === null ? [] : [impact.level]));
  return levels.toSorted((a, b) => levelRank(b) - levelRank(a))[0] ?? null;
};

/** Whether two texts name the same people: equal up to case, spaces and punctuation. Synonyms are not guessed: `predicatesOf` offers the stated texts. */
const sameWords = (a: string, b: string): boolean => plain(a) === plain(b) && plain(a) !== '';
const plain = (words: string): string =>
  words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
