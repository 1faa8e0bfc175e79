import type { Incident } from '../domain/state.ts';
import type { CauseClass } from '../domain/words.ts';

/** Why an incident may be the same as another one: the components that both hurt, the classes of causes stated of both, and the telling words in both. */
export interface Likeness {
  readonly components: readonly string[];
  readonly causes: readonly CauseClass[];
  /** In lower case. */
  readonly words: readonly string[];
}
export interface Similar<I extends Comparable = Incident> extends Likeness {
  readonly incident: I;
}
/** What is compared: also an incident that is only being reported, or known by its summary. */
export type Comparable = Pick<
  Incident,
  'id' | 'title' | 'drill' | 'dismissed' | 'startedAt' | 'endedAt' | 'openedAt' | 'impacts' | 'causes' | 'thirdParties' | 'links'
>;

/** How many are named, and how many words of each. */
const MOST = 5;
const MOST_WORDS = 4;
/** One shared word alone says too little. */
const ENOUGH = 2;

/**
 * Which incidents may have been the same before, the likest first, of equals the newest. In: one incident, and all of its scope. Left out are those that were
 * none, those of another exercise, those that are linked already, and those that began after it was over.
 */
export const similarIncidents = <I extends Comparable>(incident: Comparable, all: Iterable<I>): Similar<I>[] => {
  const others = [...all].filter((other) => mayBeMeant(other, incident));
  const words = tellingWords(incident, others);
  const components = hurtBy(incident);
  const causes = causesOf(incident);
  return others
    .map((other) => {
      const theirs = { components: hurtBy(other), causes: causesOf(other), words: wordsOf(other) };
      return {
        incident: other,
        components: components.filter((id) => theirs.components.includes(id)),
        causes: causes.filter((one) => theirs.causes.includes(one)),
        words: words.filter((word) => theirs.words.has(word)).slice(0, MOST_WORDS),
      };
    })
    .filter((similar) => weightOf(similar) >= ENOUGH)
    .sort((a, b) => weightOf(b) - weightOf(a) || beganAt(b.incident) - beganAt(a.incident) || b.incident.openedAt - a.incident.openedAt)
    .slice(0, MOST);
};

/** A cause says more than a component, a second component less than the first, and a word least. */
const weightOf = ({ components, causes, words }: Likeness): number =>
  Math.min(components.length, 3) + (components.length > 0 ? 1 : 0) + causes.length * 3 + words.length;

const mayBeMeant = (other: Comparable, { id, drill, links, endedAt }: Comparable): boolean =>
  other.id !== id &&
  other.dismissed === null &&
  other.drill === drill &&
  !links.some(({ incidentId }) => incidentId === other.id) &&
  !other.links.some(({ incidentId }) => incidentId === id) &&
  (endedAt === null || endedAt.ms === null || other.startedAt.ms === null || other.startedAt.ms <= endedAt.ms);

const beganAt = ({ startedAt }: Comparable): number => startedAt.ms ?? Number.NEGATIVE_INFINITY;

const hurtBy = ({ impacts }: Comparable): string[] => [...new Set(impacts.filter(({ notAffected }) => !notAffected).map(({ componentId }) => componentId))];

/** What says nothing about a cause. */
const UNTELLING: ReadonlySet<CauseClass> = new Set(['unknown', 'undisclosed']);
const causesOf = ({ causes }: Comparable): CauseClass[] => [
  ...new Set(causes.filter(({ status }) => status !== 'ruled_out').flatMap((cause) => cause.class.filter((one) => !UNTELLING.has(one)))),
];

/** The words of the incident that only few others have, rarest first: what stands in many tells none apart. */
const tellingWords = (incident: Comparable, others: readonly Comparable[]): string[] => {
  const few = Math.max(2, others.length / 10);
  const counted = [...wordsOf(incident)].map((word) => ({ word, count: others.filter((other) => wordsOf(other).has(word)).length }));
  return counted
    .filter(({ count }) => count > 0 && count <= few)
    .sort((a, b) => a.count - b.count || b.word.length - a.word.length || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
};

// Incidents are replaced, never edited, so what was read of one can be kept.
const known = new WeakMap<Comparable, ReadonlySet<string>>();
/** What people said of it in a few words: its title, what people see, its causes, who else is involved. Words of four letters or signs on. */
const wordsOf = (incident: Comparable): ReadonlySet<string> => {
  const found = known.get(incident);
  if (found !== undefined) return found;
  const { title, impacts, causes, thirdParties } = incident;
  const texts = [title, ...impacts.map(({ what }) => what ?? ''), ...causes.flatMap(({ text, chain }) => [text ?? '', ...(chain ?? [])])];
  const spoken = [...texts, ...thirdParties.map(({ name }) => name)].join('\n').toLowerCase();
  const words = new Set(
    (spoken.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => (word.length >= 4 || !/^[\p{Script=Latin}\p{N}]*$/u.test(word)) && !COMMON.has(word)),
  );
  known.set(incident, words);
  return words;
};
/** Common words of English, and of titles in plain English, which a board with few incidents would take for telling ones. */
const COMMON: ReadonlySet<string> = new Set(
  `about after again also anybody anyone anywhere been before between both cannot could customers does down during each even every everybody everyone everywhere
  fail failed fails from have into just like made make many more most much never nobody none nothing only other ours over people same should since some somebody
  still such than that their them then there these they this those through under until users very were what when where which while will with within without
  would your`.split(/\s+/),
);
