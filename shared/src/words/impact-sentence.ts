import type { Audience, Impact } from '../domain/event.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { lookup } from '../domain/state.ts';
import { regionsOf, worstImpact } from '../query/worst-impact.ts';
import { grouped } from './format.ts';
import { capital, listed, shareWords } from './wording.ts';

/**
 * One incident in one sentence: who is hurt, what they cannot do, where. "Nobody can watch video, anywhere"; the title when no impact says what
 * people see. No full stop. In: the board for the names of regions.
 */
export const incidentSentence = (board: BoardState, incident: Incident): string => {
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
      return audience.share === undefined ? null : `${about}${shareWords(audience.share)} of ${noun}`;
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
