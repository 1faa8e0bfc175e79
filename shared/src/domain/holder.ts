import { whoIs } from './actor-name.ts';
import type { Actor } from './event.ts';
import { type BoardState, type Holder, lookup } from './state.ts';

type People = Pick<BoardState, 'people'>;

/** By the name they have now; by the one that was said where the board knows no other. */
export const holderName = ({ people }: People, { by, person }: Holder): string => (person === undefined ? by : (lookup(people, person)?.name ?? by));

export const holderOf = (board: People, actor: Actor): Holder => ({ by: whoIs(board, actor), ...(actor.id === undefined ? {} : { person: actor.id }) });

/** Two people are told apart by id, whatever they are called; where one has none, by the names they have now. */
export const sameHolder = (board: People, a: Holder, b: Holder): boolean =>
  a.person !== undefined && b.person !== undefined ? a.person === b.person : holderName(board, a) === holderName(board, b);

/** Whether it is theirs. A program has nothing that a known person took, whatever it is called. */
export const isHolder = (board: People, holder: Holder, actor: Actor): boolean =>
  (actor.kind === 'person' || holder.person === undefined) && sameHolder(board, holder, holderOf(board, actor));

/** The same for whoever said two things. A program is no person, whatever it is called. */
export const sameActor = (board: People, a: Actor, b: Actor): boolean =>
  (a.kind === 'person') === (b.kind === 'person') && sameHolder(board, holderOf(board, a), holderOf(board, b));

/** Whom a name means: whoever says it, if they are called so, or else the only person of that name. Of two nobody knows which, so it stays a name. */
export const named = (board: People, name: string, speaker: Actor): Holder => {
  const people = Object.values(board.people).filter((one) => one.name === name);
  const person = people.find(({ id }) => id === speaker.id) ?? (people.length === 1 ? people[0] : undefined);
  return { by: name, ...(person === undefined ? {} : { person: person.id }) };
};

/** A holder as an event has it. */
export const holderFacts = ({ by, person }: Holder): { by: string; personId?: string } => ({ by, ...(person === undefined ? {} : { personId: person }) });
