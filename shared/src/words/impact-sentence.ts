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
 * people see. Where another open incident of the board would read the same, the names of what it hurts come first: "Web shop: requests fail". No full stop.
 * In: the board, for names and for the sentences of its other incidents.
 */
export const incidentSentence = (board: BoardState, incident: Incident): string => {
  if (lookup(board.incidents, incident.id) !== incident) return ownSentence(board, incident);
  const known = cache.get(board) ?? sentencesOf(board);
  cache.set(board, known);
  return known.get(incident.id)?.sentence ?? ownSentence(board, incident);
};

/** Whether another open incident of the board has the same own sentence. */
export const isRepeated = (board: BoardState, incident: Incident): boolean => {
  incidentSentence(board, incident);
  return cache.get(board)?.get(incident.id)?.repeated ?? false;
};

/** Names of the components that an incident hurts most: those of its standing impacts at the worst level, in the order they were stated. */
export const hurtNames = (board: BoardState, incident: Incident): string[] => {
  const level = incidentLevel(incident);
  const ids = standingImpacts(incident).flatMap((impact) => (impact.level === level ? [impact.componentId] : []));
  return [...new Set(ids)].map((id) => componentName(board, id));
};

interface UniqueSentence {
  readonly sentence: string;
  readonly repeated: boolean;
}
// A board is immutable and many parts of a screen ask for these sentences, so they are cached.
const cache = new WeakMap<BoardState, ReadonlyMap<string, UniqueSentence>>();

const sentencesOf = (board: BoardState): ReadonlyMap<string, UniqueSentence> => {
  const own = openIncidents(board).map((incident) => ({ incident, sentence: ownSentence(board, incident) }));
  const ownCounts = countOf(own.map(({ sentence }) => sentence.toLowerCase()));
  const named = own.map(({ incident, sentence }) => {
    const repeated = (ownCounts.get(sentence.toLowerCase()) ?? 0) > 1;
    return { incident, repeated, sentence: repeated ? withNames(board, incident, sentence) : sentence };
  });
  // Incidents that say the same of the same component differ in their titles only.
  const namedCounts = countOf(named.map(({ sentence }) => sentence));
  return new Map(
    named.map(({ incident, repeated, sentence }) => [
      incident.id,
      { repeated, sentence: (namedCounts.get(sentence) ?? 0) > 1 && !sentence.endsWith(incident.title) ? `${sentence} (${incident.title})` : sentence },
    ]),
  );
};

/** The names of what is hurt, then the sentence in the case it was typed in: `Web shop, Search and Pay: requests fail`. */
const withNames = (board: BoardState, incident: Incident, sentence: string): string => {
  const names = hurtNames(board, incident);
  if (names.length === 0) return sentence;
  const subject = names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more` : listed(names);
  const what = worstImpact(incident)?.what ?? null;
  const first = what?.charAt(0) ?? '';
  return `${subject}: ${first !== '' && sentence.startsWith(capital(first)) ? first + sentence.slice(1) : sentence}`;
};
const MOST_NAMES = 3;

/** The sentence of an incident, whatever the others say. */
const ownSentence = (board: BoardState, incident: Incident): string => {
  const impact = worstImpact(incident);
  return impact === null || impact.what === null ? incident.title : impactSentence(board, impact, regionsOf(incident, impact));
};

/** What one impact does, in a sentence without full stop. In: the regions where it applies (empty: everywhere). */
export const impactSentence = (board: BoardState, impact: Impact, regions: readonly string[] = impact.regions): string => {
  const what = impact.what?.replace(/[.!\s]+$/u, '') ?? '';
  const everywhere = regions.length === 0 || coversAll(board, impact.componentId, regions);
  const names = regions.map((id) => lookup(board.regions, id)?.name ?? id);
  const namesRegions = names.every((name) => what.toLowerCase().includes(name.toLowerCase()));
  const where = everywhere || namesRegions ? '' : ` in ${listed(names)}`;
  if (!isPredicate(what)) return clause(capital(what), impact.audience, where, everywhere);
  // "high latency" or "timeouts" is nothing that people do: the component is the subject, unless the audience was given a noun or words to be it.
  if (!OPENS_PREDICATE.test(what) && impact.audience?.of === undefined && impact.audience?.words === undefined)
    return `${componentName(board, impact.componentId)}: ${clause(what, impact.audience, where, everywhere)}`;
  const predicate = what.charAt(0).toLowerCase() + what.slice(1);
  if (!isAll(impact.audience)) return `${capital(who(impact.audience) ?? impact.audience?.of ?? 'customers')} ${predicate}${where}`;
  const cannot = /^(?:cannot|can not|can't)\s+(?<verb>.+)$/u.exec(predicate)?.groups?.verb;
  if (cannot !== undefined && PEOPLE.test(impact.audience?.of ?? 'customers')) return `Nobody can ${cannot}${everywhere ? ', anywhere' : where}`;
  return `All ${impact.audience?.of ?? 'customers'} ${predicate}${where}`;
};

/** Words with a subject of their own ("Live streams drop") keep it; the audience follows, unless they mention it already. */
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

// "cannot sign in" is a predicate and needs a subject; "Live streams drop" and "videos do not play" have one.
const OPENS_PREDICATE = /^(?:cannot|can|can't|could|are|were|have|had|do|don't|did|see|saw|get|got|lose|lost|wait|must)\b/iu;
const HAS_SUBJECT = /^\S+(?:\s+\S+){0,2}?\s+(?:cannot|can|can't|could|is|are|was|were|has|have|do|does|did|fails?|drops?|stops?|stalls?)\b/u;
const isPredicate = (what: string): boolean => OPENS_PREDICATE.test(what) || (/^\p{Ll}/u.test(what) && !HAS_SUBJECT.test(what));
