import type { BoardState } from '../domain/state.ts';
import type { ScopeState } from './scope-state.ts';

/**
 * A hash of a replica's state, to detect that two folds of one chain differ. Not cryptographic: `crypto.subtle` is missing on plain http.
 *
 * - Every entity has its own hash over its place and its canonical text, so the order of keys never matters.
 * - The hash of a state is the sum of them, so one changed entity costs one subtraction and one addition.
 */
const PARTS: Readonly<Record<keyof BoardState, 'table' | 'value'>> = {
  name: 'value',
  notice: 'value',
  people: 'table',
  regions: 'table',
  groups: 'table',
  components: 'table',
  retired: 'table',
  statements: 'table',
  mutes: 'table',
  incidents: 'table',
  recent: 'value',
  held: 'table',
  commitments: 'table',
  maintenances: 'table',
  drills: 'table',
  sightings: 'table',
  suspicions: 'table',
  handovers: 'table',
  templates: 'table',
  overrides: 'table',
  latest: 'value',
  unsupported: 'value',
};
const PART_NAMES = Object.keys(PARTS) as (keyof BoardState)[];

/** Two lanes of 32 bits. */
type Lanes = readonly [number, number];
const ZERO: Lanes = [0, 0];
const SEED: Lanes = [0x9e3779b9, 0x85ebca6b];

/** The hash of a whole state: 16 hex digits. */
export const stateHash = (state: ScopeState): string => toHex(differ(ZERO, null, state));

/** The hash of `next`, given the hash of `previous`. Entities shared by both, by identity, cost nothing. */
export const nextHash = (hash: string, previous: ScopeState, next: ScopeState): string =>
  previous === next ? hash : toHex(differ(fromHex(hash), previous, next));

const differ = (lanes: Lanes, previous: ScopeState | null, next: ScopeState): Lanes =>
  differBoard(differBoard(lanes, 'board', previous?.board ?? null, next.board), 'customers', previous?.customers ?? null, next.customers);

const differBoard = (start: Lanes, place: string, previous: BoardState | null, next: BoardState | null): Lanes => {
  if (previous === next) return start;
  let lanes = start;
  for (const name of PART_NAMES) {
    const before = previous?.[name];
    const after = next?.[name];
    if (before === after && previous !== null && next !== null) continue;
    if (PARTS[name] === 'value') {
      if (previous !== null) lanes = subtract(lanes, entityHash(`${place}.${name}`, before));
      if (next !== null) lanes = add(lanes, entityHash(`${place}.${name}`, after));
    } else {
      lanes = differTable(lanes, `${place}.${name}.`, (before ?? {}) as Entities, (after ?? {}) as Entities);
    }
  }
  return lanes;
};

type Entities = Readonly<Record<string, unknown>>;
const differTable = (start: Lanes, place: string, before: Entities, after: Entities): Lanes => {
  let lanes = start;
  for (const id of Object.keys(before)) {
    if (Object.hasOwn(after, id) && after[id] === before[id]) continue;
    lanes = subtract(lanes, entityHash(place + id, before[id]));
  }
  for (const id of Object.keys(after)) {
    if (Object.hasOwn(before, id) && after[id] === before[id]) continue;
    lanes = add(lanes, entityHash(place + id, after[id]));
  }
  return lanes;
};

const entityHash = (place: string, entity: unknown): Lanes => textHash(place, contentHash(entity));

/** Entities and list lines are never edited, so each is hashed only once. */
const known = new WeakMap<object, Lanes>();
const contentHash = (content: unknown): Lanes => {
  if (typeof content !== 'object' || content === null) return textHash(canonical(content));
  let hash = known.get(content);
  if (hash === undefined) {
    hash = Array.isArray(content) ? content.reduce<Lanes>((before, line) => textHash(',', mix(before, contentHash(line))), SEED) : textHash(canonical(content));
    known.set(content, hash);
  }
  return hash;
};
const mix = (a: Lanes, b: Lanes): Lanes => [Math.imul(a[0], 31) ^ b[0], Math.imul(a[1], 31) ^ b[1]];

/** JSON with sorted keys. Values that JSON cannot hold are left out, as on the wire. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) {
    let text = '[';
    for (const item of value) text += `${canonical(item)},`;
    return `${text}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const object = value as Entities;
    let text = '{';
    for (const key of Object.keys(object).sort()) if (object[key] !== undefined) text += `${key}:${canonical(object[key])},`;
    return `${text}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

// Two multiply-xor lanes with a final avalanche, in the manner of MurmurHash3: sums of entity hashes need well-spread bits.
const textHash = (text: string, seed: Lanes = SEED): Lanes => {
  let [a, b] = seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a >>> 0, b >>> 0];
};

const add = (a: Lanes, b: Lanes): Lanes => [(a[0] + b[0]) >>> 0, (a[1] + b[1]) >>> 0];
const subtract = (a: Lanes, b: Lanes): Lanes => [(a[0] - b[0]) >>> 0, (a[1] - b[1]) >>> 0];
const toHex = (lanes: Lanes): string => lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
const fromHex = (hash: string): Lanes => [Number.parseInt(hash.slice(0, 8), 16) >>> 0, Number.parseInt(hash.slice(8), 16) >>> 0];
