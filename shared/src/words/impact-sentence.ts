import type { Audience, Impact } from '../domain/event.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { incidentLevel, openIncidents, standingImpacts } from '../query/status.ts';
import { regionsOf, worstImpact } from '../query/worst-impact.ts';
import { componentName, countOf } from './component-names.ts';
import { exactPercent, grouped } from './format.ts';
import { capital, listed } from './wording.ts';

/**
 * One incident in one sentence: who is hurt, what they cannot do, where. "Nobody can watch video, anywhere"; the title when no impact says what
 * people see. Where another open incident of the board would read the same, what it hurts goes before it: "Web shop: requests fail". No full stop.
 * In: the board for names, and for what else is said of it.
 */
export const incidentSentence = (board: BoardState, incident: Incident): string => {
  if (lookup(board.incidents, incident.id) !== incident) return alone(board, incident);
  const known = cache.get(board) ?? sentencesOf(board);
  cache.set(board, known);
  return known.get(incident.id)?.sentence ?? alone(board, incident);
};

/** Whether the sentence of an incident alone would not tell it from another open one of the board. */
export const isRepeated = (board: BoardState, incident: Incident): boolean => {
  incidentSentence(board, incident);
  return cache.get(board)?.get(incident.id)?.repeated ?? false;
};

/** The components an incident hurts most, by name, in the order they were said: of its standing impacts at the worst level. */
export const hurtNames = (board: BoardState, incident: Incident): string[] => {
  const level = incidentLevel(incident);
  const ids = standingImpacts(incident).flatMap((impact) => (impact.level === level ? [impact.componentId] : []));
  return [...new Set(ids)].map((id) => componentName(board, id));
};

interface Told {
  readonly sentence: string;
  readonly repeated: boolean;
}
// A board is immutable, so its sentences may be remembered: every part of a screen asks for them.
const cache = new WeakMap<BoardState, ReadonlyMap<string, Told>>();

const sentencesOf = (board: BoardState): ReadonlyMap<string, Told> => {
  const open = openIncidents(board).map((incident) => ({ incident, sentence: alone(board, incident) }));
  const plain = countOf(open.map(({ sentence }) => sentence.toLowerCase()));
  const told = open.map(({ incident, sentence }) => {
    const repeated = (plain.get(sentence.toLowerCase()) ?? 0) > 1;
    return { incident, repeated, sentence: repeated ? named(board, incident, sentence) : sentence };
  });
  // The same of the same component: then only the titles tell them apart.
  const again = countOf(told.map(({ sentence }) => sentence));
  return new Map(
    told.map(({ incident, repeated, sentence }) => [
      incident.id,
      { repeated, sentence: (again.get(sentence) ?? 0) > 1 && !sentence.endsWith(incident.title) ? `${sentence} (${incident.title})` : sentence },
    ]),
  );
};

/** What is hurt, then what is said of it as it was typed: `Web shop, Search and Pay: requests fail`. */
const named = (board: BoardState, incident: Incident, sentence: string): string => {
  const names = hurtNames(board, incident);
  if (names.length === 0) return sentence;
  const subject = names.length > NAMED ? `${names.slice(0, NAMED - 1).join(', ')} and ${names.length - NAMED + 1} more` : listed(names);
  const what = worstImpact(incident)?.what ?? null;
  const first = what?.charAt(0) ?? '';
  return `${subject}: ${first !== '' && sentence.startsWith(capital(first)) ? first + sentence.slice(1) : sentence}`;
};
const NAMED = 3;

const alone = (board: BoardState, incident: Incident): string => {
  const impact = worstImpact(incident);
  return impact === null || impact.what === null ? incident.title : impactSentence(board, impact, regionsOf(incident, impact));
};

/** What one impact does, in a sentence without full stop. In: the regions it holds in (empty: everywhere). */
export const impactSentence = (board: BoardState, impact: Impact, regions: readonly string[] = impact.regions): string => {
  const what = impact.what?.replace(/[.!\s]+$/u, '') ?? '';
  const everywhere = regions.length === 0 || coversAll(board, impact.componentId, regions);
  const names = regions.map((id) => lookup(board.regions, id)?.name ?? id);
  const told = names.every((name) => what.toLowerCase().includes(name.toLowerCase()));
  const where = everywhere || told ? '' : ` in ${listed(names)}`;
  if (!isPredicate(what)) return clause(capital(what), impact.audience, where, everywhere);
  // "high latency", "timeouts": nobody does that. What is hurt is the subject, unless the audience was given a noun or words that can be.
  if (!OPENS_PREDICATE.test(what) && impact.audience?.of === undefined && impact.audience?.words === undefined)
    return `${componentName(board, impact.componentId)}: ${clause(what, impact.audience, where, everywhere)}`;
  const deed = what.charAt(0).toLowerCase() + what.slice(1);
  if (!isAll(impact.audience)) return `${capital(who(impact.audience) ?? impact.audience?.of ?? 'customers')} ${deed}${where}`;
  const cannot = /^(?:cannot|can not|can't)\s+(?<deed>.+)$/u.exec(deed)?.groups?.deed;
  if (cannot !== undefined && PEOPLE.test(impact.audience?.of ?? 'customers')) return `Nobody can ${cannot}${everywhere ? ', anywhere' : where}`;
  return `All ${impact.audience?.of ?? 'customers'} ${deed}${where}`;
};

/** Words that name their own subject ("Live streams drop") keep it; the audience follows, unless they speak of it already. */
const clause = (what: string, audience: Audience | null, where: string, everywhere: boolean): string => {
  if (isAll(audience)) return `${what}${everywhere && /^(?:nobody|no one)\b[^,;:.]*$/iu.test(what) ? ', anywhere' : where}`;
  const hurt = who(audience);
  if (audience === null || hurt === null) return `${what}${where}`;
  if (audience.kind === 'predicate') return `${what}${where} (${hurt})`;
  const noun = audience.of?.toLowerCase();
  if (noun !== undefined && what.toLowerCase().startsWith(`${noun} `)) return `${capital(hurt)}${what.slice(noun.length)}${where}`;
  return noun !== undefined && what.toLowerCase().includes(noun) ? `${what}${where}` : `${what} for ${hurt}${where}`;
};

const coversAll = (board: BoardState, componentId: string, regions: readonly string[]): boolean => {
  const own = lookup(board.components, componentId)?.regions ?? [];
  return own.length > 1 && own.every((region) => regions.includes(region));
};

const PEOPLE = /^(?:customers?|users?|viewers?|people|everyone|subscribers?|accounts?)$/iu;
const isAll = (audience: Audience | null): boolean => audience?.kind === 'everyone' || (audience?.kind === 'share' && audience.share === 1);
/** Who is hurt, within a sentence; null when nobody counted or named them. */
const who = (audience: Audience | null): string | null => {
  if (audience === null) return null;
  const about = audience.estimate === true ? 'about ' : '';
  const noun = audience.of ?? 'customers';
  switch (audience.kind) {
    case 'share':
      return audience.share === undefined ? null : `${about}${exactPercent(audience.share)} of ${noun}`;
    case 'count':
      return audience.count === undefined ? null : `${about}${grouped(audience.count)} ${noun}`;
    case 'some':
      return audience.of === undefined && audience.words !== undefined ? audience.words : `some ${noun}`;
    case 'everyone':
    case 'region':
    case 'predicate':
    case 'unknown':
      return audience.words ?? null;
    default:
      return audience.kind satisfies never;
  }
};

// "cannot sign in" is a predicate and needs a subject; "Live streams drop" or "videos do not play" brings its own.
const OPENS_PREDICATE = /^(?:cannot|can|can't|could|are|were|have|had|do|don't|did|see|saw|get|got|lose|lost|wait|must)\b/iu;
const BRINGS_SUBJECT = /^\S+(?:\s+\S+){0,2}?\s+(?:cannot|can|can't|could|is|are|was|were|has|have|do|does|did|fails?|drops?|stops?|stalls?)\b/u;
const isPredicate = (what: string): boolean => OPENS_PREDICATE.test(what) || (/^\p{Ll}/u.test(what) && !BRINGS_SUBJECT.test(what));
