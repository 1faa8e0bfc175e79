import type { BoardState, Table } from './state.ts';
import { EVIDENCE_STREAM } from './stream-of.ts';
import type { World } from './world.ts';

/** What a decision read: single streams by name, and where it read all of a kind, the beginning of their names. */
export interface Read {
  readonly streams: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

/** For each part of the board the stream it follows from, or for a table the beginning of its streams' names; what follows from every event has none. */
const FOLLOWS: Readonly<Record<keyof BoardState, string>> = {
  name: 'board',
  notice: 'board',
  overrides: 'board',
  people: 'person:',
  regions: 'region:',
  groups: 'group:',
  components: 'component:',
  retired: 'component:',
  statements: 'statement:',
  mutes: 'mute:',
  incidents: 'incident:',
  recent: 'incident:',
  held: 'incident:',
  commitments: 'commitment:',
  maintenances: 'maintenance:',
  drills: 'drill:',
  sightings: 'sighting:',
  suspicions: 'suspicion:',
  handovers: 'handover:',
  templates: 'template:',
  latest: '',
  unsupported: '',
};

/**
 * The same world, and what is read of it from now on. A decision holds as long as nothing is said in what it read; whoever decides need not name that.
 * The key of a verdict counts as nothing read: it names the state it was made for, and what is said under it counts in that state only.
 */
export const watched = (world: World): { readonly world: World; readonly read: Read } => {
  const streams = new Set<string>();
  const kinds = new Set<string>();
  const single = <T>(stream: string, value: T): T => {
    streams.add(stream);
    return value;
  };
  const table = (kind: string, all: Table<unknown>): Table<unknown> => {
    const noted = <K extends string | symbol>(id: K): K => {
      if (typeof id === 'string' && !kinds.has(kind)) streams.add(`${kind}${id}`);
      if (kind === FOLLOWS.statements) streams.add(EVIDENCE_STREAM);
      return id;
    };
    return new Proxy(all, {
      get: (target, id) => Reflect.get(target, noted(id)),
      has: (target, id) => Reflect.has(target, noted(id)),
      getOwnPropertyDescriptor: (target, id) => Reflect.getOwnPropertyDescriptor(target, noted(id)),
      ownKeys: (target) => {
        kinds.add(kind);
        if (kind === FOLLOWS.statements) streams.add(EVIDENCE_STREAM);
        return Reflect.ownKeys(target);
      },
    });
  };
  const part = (state: BoardState, name: keyof BoardState): unknown => {
    const [value, follows] = [state[name], FOLLOWS[name]];
    if (follows === 'board') return single(follows, value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return table(follows, value as Table<unknown>);
    kinds.add(follows);
    return value;
  };
  const board = (state: BoardState): BoardState =>
    Object.create(
      null,
      Object.fromEntries((Object.keys(FOLLOWS) as (keyof BoardState)[]).map((name) => [name, { enumerable: true, get: () => part(state, name) }])),
    );
  return {
    world: {
      ...world,
      board: board(world.board),
      customers: board(world.customers),
      incident: (id) => single(`incident:${id}`, world.incident(id)),
      publicIncident: (id) => single(`incident:${id}`, world.publicIncident(id)),
      commitment: (id) => single(`commitment:${id}`, world.commitment(id)),
      publicCommitment: (id) => single(`commitment:${id}`, world.publicCommitment(id)),
      maintenance: (id) => single(`maintenance:${id}`, world.maintenance(id)),
    },
    read: { streams, kinds },
  };
};
