import type { Actor, Event, UnknownEvent } from './event.ts';
import type { Right } from './rights.ts';
import type { BoardState, Commitment, Incident, Maintenance } from './state.ts';
import type { Scope } from './words.ts';

/** What `decide` may know: everything up to the current head. Incidents are whole, not the board's bounded ones. */
export interface World {
  board: BoardState;
  /** The fold of the public chain alone: what customers see. */
  customers: BoardState;
  incident(id: string): Incident | undefined;
  /** The same incident as the public chain alone folds it. */
  publicIncident(id: string): Incident | undefined;
  commitment(id: string): Commitment | undefined;
  publicCommitment(id: string): Commitment | undefined;
  maintenance(id: string): Maintenance | undefined;
  /** The recorded event that the command names by its id; no other can be looked up. */
  recorded(eventId: string): Event | UnknownEvent | undefined;
  /** The key of the board's state as a scope sees it. */
  verdictKey(scope: Scope): string;
}

export interface Suspect {
  readonly count: number;
  readonly withinMs: number;
}
export const SUSPECT: Suspect = { count: 3, withinMs: 30 * 60_000 };

/**
 * Time, ids and actor arrive as data. `now`: server clock, UTC ms. `newId(prefix)`: a fresh id such as `inc-7k2mqr`. `holdMs`: how long a post for customers
 * waits before it leaves, ms; left out, it leaves at once.
 */
export interface Context {
  now: number;
  actor: Actor;
  newId(prefix: string): string;
  holdMs?: number;
  /** Whether whoever said something may still do so: their account may have ended since. Left out, everybody may. */
  mayStill?(actor: Actor, right: Right): boolean;
  /** How many sightings of one component, within how long (ms), are a suspicion; left out, as `SUSPECT` says. */
  suspect?: Suspect;
}
