import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';

export interface ComponentGroup {
  /** Null for the components of no group. */
  readonly name: string | null;
  readonly components: readonly { readonly id: string; readonly name: string }[];
}

const byPosition = (a: { position: number; id: string }, b: { position: number; id: string }): number => a.position - b.position || (a.id < b.id ? -1 : 1);

/** The components of a board in the order in which the board lists them. */
export const componentGroups = (board: BoardState): ComponentGroup[] => {
  const components = Object.values(board.components).sort(byPosition);
  const inGroup = (groupId: string | null) =>
    components.filter((one) => (one.groupId !== null && lookup(board.groups, one.groupId) !== undefined ? one.groupId : null) === groupId);
  const groups = Object.values(board.groups).sort(byPosition);
  return [...groups.map(({ id, name }) => ({ name, components: inGroup(id) })), { name: null, components: inGroup(null) }].filter(
    (group) => group.components.length > 0,
  );
};

export interface Hit {
  /** The better, the lower: the name begins with it, a word of the name does, the name contains it, a word of its group begins with it. */
  readonly rank: number;
  /** Where the name says it: from and until, in order, without overlap. */
  readonly marks: readonly (readonly [number, number])[];
}

/** Which components say all the words that were typed, by id. Empty while nothing was typed. */
export const findComponents = (groups: readonly ComponentGroup[], typed: string): ReadonlyMap<string, Hit> => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = new Map<string, Hit>();
  if (words.length === 0) return hits;
  for (const group of groups)
    for (const { id, name } of group.components) {
      const hit = hitIn(name, group.name ?? '', words);
      if (hit !== null) hits.set(id, hit);
    }
  return hits;
};

const hitIn = (name: string, group: string, words: readonly string[]): Hit | null => {
  const within = name.toLowerCase();
  const inGroup = group.toLowerCase();
  const groupSays = (word: string) => beginsWord(inGroup, placeIn(inGroup, word));
  const places = words.map((word) => ({ word, at: placeIn(within, word) }));
  if (places.some(({ word, at }) => at === -1 && !groupSays(word))) return null;
  const marks: [number, number][] = [];
  // Where lower case is longer, as in a few letters of a few languages, places are not those of the name.
  if (within.length === name.length)
    for (const { word, at } of places.toSorted((a, b) => a.at - b.at)) if (at !== -1 && at >= (marks.at(-1)?.[1] ?? 0)) marks.push([at, at + word.length]);
  const rank = Math.max(...places.map(({ at }) => (at === -1 ? 3 : at === 0 ? 0 : beginsWord(within, at) ? 1 : 2)));
  return { rank: within.startsWith(words.join(' ')) ? 0 : Math.max(rank, words.length > 1 ? 1 : 0), marks };
};
const beginsWord = (text: string, at: number): boolean => at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)));
/** The first place where a word of the text begins with it, else the first where it occurs; -1 without one. */
const placeIn = (text: string, word: string): number => {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) if (beginsWord(text, at)) return at;
  return text.indexOf(word);
};

/** The best hit that is not taken yet; of equal ones the first on the board. Null when there is none. */
export const bestOf = (groups: readonly ComponentGroup[], hits: ReadonlyMap<string, Hit>, taken: ReadonlySet<string>): { id: string; name: string } | null => {
  const open = groups
    .flatMap(({ components }) => components)
    .flatMap((one) => {
      const hit = taken.has(one.id) ? undefined : hits.get(one.id);
      return hit === undefined ? [] : [{ ...one, rank: hit.rank }];
    });
  const rank = Math.min(...open.map((one) => one.rank));
  return open.find((one) => one.rank === rank) ?? null;
};
