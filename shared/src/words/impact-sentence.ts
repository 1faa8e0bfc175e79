import type { Audience, Impact } from '../domain/event.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { incidentLevel, openIncidents, standingImpacts } from '../query/status.ts';
import { regionsOf, saidAlike, worstImpact } from '../query/worst-impact.ts';
import { componentName, countOf } from './component-names.ts';
import { exactPercent, grouped } from './format.ts';
import { capital, listed, withoutStop } from './wording.ts';

/**
 * One incident in one sentence: who is hurt, what they cannot do, where. "Nobody can watch video, anywhere"; the title when no impact says what people see.
 * Names of what it hurts come first where the words do not say who is hurt, where they are not about people and several components are hurt as badly, unless
 * they hold these names, and always where another open incident of the board would read the same: "Web shop and Search: requests fail". No full stop.
 * In: the board, for names and for the sentences of its other incidents.
 */
export const incidentSentence = (board: BoardState, incident: Incident): string => sentenceOf(board, incident).sentence;

/** Whether another open incident of the board says the same, names aside. */
export const isRepeated = (board: BoardState, incident: Incident): boolean => sentenceOf(board, incident).repeated;

/** Names of the components that an incident hurts most: those of its standing impacts at the worst level, in the order they were stated. */
export const hurtNames = (board: BoardState, incident: Incident): string[] => hurtIds(incident).map((id) => componentName(board, id));

/** Ids of the components on the board that an incident hurts most, of which its sentence neither speaks nor holds the name. */
export const unspokenComponents = (board: BoardState, incident: Incident): string[] => {
  const { sentence, speaks } = sentenceOf(board, incident);
  const spoken = new Set(speaks ? alikeIds(incident) : []);
  return hurtIds(incident).filter((id) => !spoken.has(id) && lookup(board.components, id) !== undefined && !mentions(sentence, componentName(board, id)));
};

/** Up to so many names in full, then as many as leave room for a number: `A, B, C and 3 more`. */
export const someNames = (names: readonly string[], most = MOST_NAMES): string =>
  names.length > most ? `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more` : listed(names);
const MOST_NAMES = 4;

/** Whether a text holds a name as a word of its own, in any case; an empty name, never. */
export const mentions = (text: string, name: string): boolean => {
  if (name === '') return false;
  const [within, sought] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = within.indexOf(sought); at !== -1; at = within.indexOf(sought, at + 1))
    if (!isWordAt(within, at - 1) && !isWordAt(within, at + sought.length)) return true;
  return false;
};
const isWordAt = (text: string, index: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(index));

const hurtIds = (incident: Incident): string[] => {
  const level = incidentLevel(incident);
  return [...new Set(standingImpacts(incident).flatMap((impact) => (impact.level === level ? [impact.componentId] : [])))];
};

interface Sentence {
  readonly sentence: string;
  /** Whether it speaks of the components that are hurt alike: by name, or of the people who use them. */
  readonly speaks: boolean;
}
interface UniqueSentence extends Sentence {
  readonly repeated: boolean;
}
const sentenceOf = (board: BoardState, incident: Incident): UniqueSentence => {
  const alone = () => ({ ...withSubject(board, incident, ownClause(board, incident), false), repeated: false });
  if (lookup(board.incidents, incident.id) !== incident) return alone();
  const known = cache.get(board) ?? sentencesOf(board);
  cache.set(board, known);
  return known.get(incident.id) ?? alone();
};
// A board is immutable and many parts of a screen ask for these sentences, so they are cached.
const cache = new WeakMap<BoardState, ReadonlyMap<string, UniqueSentence>>();

const sentencesOf = (board: BoardState): ReadonlyMap<string, UniqueSentence> => {
  const own = openIncidents(board).map((incident) => ({ incident, clause: ownClause(board, incident) }));
  const ownCounts = countOf(own.map(({ clause }) => clause.words.toLowerCase()));
  const named = own.map(({ incident, clause }) => {
    const repeated = (ownCounts.get(clause.words.toLowerCase()) ?? 0) > 1;
    return { incident, repeated, ...withSubject(board, incident, clause, repeated) };
  });
  // Incidents that say the same of the same component differ in their titles only.
  const namedCounts = countOf(named.map(({ sentence }) => sentence));
  return new Map(
    named.map(({ incident, repeated, sentence, speaks }) => [
      incident.id,
      {
        repeated,
        speaks,
        sentence:
          (namedCounts.get(sentence) ?? 0) > 1 && !sentence.endsWith(withoutStop(incident.title)) ? `${sentence} (${withoutStop(incident.title)})` : sentence,
      },
    ]),
  );
};

/** The words with the names that must come before them, in the case they were typed in: `Web shop, Search and Pay: requests fail`. */
const withSubject = (board: BoardState, incident: Incident, { words, about }: Clause, repeated: boolean): Sentence => {
  const names = alikeIds(incident).map((id) => componentName(board, id));
  const needsNames = about === 'nobody' || (about === 'others' && hurtIds(incident).length > 1);
  if (names.length === 0 || !(repeated || (needsNames && !names.every((name) => mentions(words, name)))))
    return { sentence: words, speaks: about === 'people' };
  const first = worstImpact(incident)?.what?.charAt(0) ?? '';
  return { sentence: `${someNames(names)}: ${first !== '' && words.startsWith(capital(first)) ? first + words.slice(1) : words}`, speaks: true };
};

/** Ids of the components of which the sentence of an incident speaks, by its impacts that say the same. */
const alikeIds = (incident: Incident): string[] => {
  const impact = worstImpact(incident);
  return impact === null ? [] : [...new Set(saidAlike(incident, impact).map(({ componentId }) => componentId))];
};

/** What an incident does, whatever the others say, as yet without the names of components. */
const ownClause = (board: BoardState, incident: Incident): Clause => {
  const impact = worstImpact(incident);
  return impact === null || impact.what === null
    ? { words: withoutStop(incident.title), about: 'title' }
    : clauseOf(board, impact, regionsOf(incident, impact));
};

interface Clause {
  readonly words: string;
  /** What the words speak of: people; something else, with those whom it hurts; nobody, so that a component has to be named; or they are a title. */
  readonly about: 'people' | 'others' | 'nobody' | 'title';
}

/** What one impact does, in words without full stop. In: the regions where it applies (empty: everywhere). */
const clauseOf = (board: BoardState, impact: Impact, regions: readonly string[]): Clause => {
  const what = impact.what?.replace(/[.!\s]+$/u, '') ?? '';
  const everywhere = regions.length === 0 || coversAll(board, impact.componentId, regions);
  const names = regions.map((id) => lookup(board.regions, id)?.name ?? id);
  const namesRegions = names.every((name) => what.toLowerCase().includes(name.toLowerCase()));
  const where = everywhere || namesRegions ? '' : ` in ${listed(names)}`;
  if (!isPredicate(what)) return { words: clause(capital(what), impact.audience, where, everywhere), about: aboutWhom(what, impact.audience) };
  // "high latency" or "timeouts" is nothing that people do: the component is the subject, unless the audience was given a noun or words to be it.
  if (!OPENS_PREDICATE.test(what) && impact.audience?.of === undefined && impact.audience?.words === undefined)
    return { words: clause(what, impact.audience, where, everywhere), about: 'nobody' };
  const predicate = what.charAt(0).toLowerCase() + what.slice(1);
  const people = (words: string): Clause => ({ words, about: 'people' });
  if (!isAll(impact.audience)) return people(`${capital(who(impact.audience) ?? impact.audience?.of ?? 'customers')} ${predicate}${where}`);
  const cannot = /^(?:cannot|can not|can't)\s+(?<verb>.+)$/u.exec(predicate)?.groups?.verb;
  if (cannot !== undefined && PEOPLE.test(impact.audience?.of ?? 'customers')) return people(`Nobody can ${cannot}${everywhere ? ', anywhere' : where}`);
  return people(`All ${impact.audience?.of ?? 'customers'} ${predicate}${where}`);
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

/** Of whom words speak that stand without a subject before them: those whom the audience counts are people as well. */
const aboutWhom = (what: string, audience: Audience | null): Clause['about'] => {
  if (ABOUT_PEOPLE.test(what) || (audience?.of !== undefined && mentions(what, audience.of))) return 'people';
  return HAS_SUBJECT.test(what) && (NAMES_PEOPLE.test(what) || (!isAll(audience) && who(audience) !== null)) ? 'others' : 'nobody';
};
const ABOUT_PEOPLE = /^(?:nobody|no one|(?:(?:all|some|many|most) )?(?:customers?|users?|viewers?|people|everyone|subscribers?))\b(?!['’])/iu;
const NAMES_PEOPLE = /\b(?:customers?|users?|viewers?|people|everyone|anyone|subscribers?)\b/iu;
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
