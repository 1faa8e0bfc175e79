import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { arbitraryStory, undatedStory } from '../testing/arbitrary-story.ts';
import { frozen } from '../testing/frozen.ts';
import { ANA } from '../testing/given.ts';
import { incidentsOf, publicChain } from '../testing/world-of.ts';
import type { Event, EventType, UnknownEvent } from './event.ts';
import { Envelope, EVENT_DATA, EVENT_TYPES, isUnknown } from './event.ts';
import { evolve, fold } from './evolve.ts';
import { evolveIncident, incidentIdOf } from './evolve-incident.ts';
import { isOver } from './planned-work.ts';
import type { BoardState, Incident } from './state.ts';
import { BOARD_BOUNDS, EMPTY_BOARD, lookup } from './state.ts';

const zone = process.env.TZ;
afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const check = (log: fc.Arbitrary<(Event | UnknownEvent)[]>, holds: (log: (Event | UnknownEvent)[]) => void, numRuns = 150) =>
  fc.assert(fc.property(log, holds), { numRuns });

/** All intermediate boards, the empty one first. */
const boardsOf = (log: readonly (Event | UnknownEvent)[]): BoardState[] => {
  const boards = [EMPTY_BOARD];
  for (const event of log) boards.push(evolve(boards.at(-1) ?? EMPTY_BOARD, event));
  return boards;
};

test('what these properties run on is valid, and reaches every type', () => {
  const seen = new Set<string>();
  check(arbitraryLog(), (log) => {
    for (const event of log) {
      seen.add(event.type);
      const { type, data, ...envelope } = event;
      if (isUnknown(event)) continue;
      Envelope.parse(envelope);
      EVENT_DATA[event.type].parse(data);
    }
  });
  expect([...seen]).toEqual(expect.arrayContaining(EVENT_TYPES));
});

test('[EV6] the same log gives the same board byte for byte, through JSON, under another clock and in another zone', () => {
  check(arbitraryLog(), (log) => {
    const once = JSON.stringify(fold(log));
    vi.useFakeTimers({ now: 0 });
    process.env.TZ = 'Pacific/Kiritimati';
    const again = JSON.stringify(fold(JSON.parse(JSON.stringify(log))));
    vi.useRealTimers();
    expect(again).toBe(once);
  });
});

test('events folded together give the same as one by one, on the board and for a whole incident', () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryStory, undatedStory, arbitraryLog()), (log) => {
      for (const chain of [log, publicChain(log)]) {
        expect(fold(chain)).toEqual(chain.reduce((board, event) => evolve(board, event), EMPTY_BOARD));
        const together = new Map<string, Incident>();
        for (const [index, event] of chain.entries()) {
          const id = incidentIdOf(event);
          const after = id === null ? undefined : evolveIncident(together.get(id), event, chain[index + 1]);
          if (id !== null && after !== undefined) together.set(id, after);
        }
        expect(together).toEqual(incidentsOf(chain));
      }
    }),
    { numRuns: 100 },
  );
});

test('[EV7] no valid event throws, in whatever order', () => {
  check(arbitraryLog({ maxLength: 120 }), (log) => {
    fold(log);
    incidentsOf(log);
    fold(publicChain(log));
  });
});

test('[EV8] statements by independent sources may arrive in any order', () => {
  const logs = arbitraryLog({ types: ['statement-made', 'statement-expired', 'statement-withdrawn'] });
  check(logs, (log) => {
    const bySource = Map.groupBy(log, ({ stream }) => stream);
    expect(fold([...bySource.values()].reverse().flat()).statements).toEqual(fold(log).statements);
  });
});

test('[EV9] no text that was said is ever lost from an incident, as responders know it', () => {
  const types: EventType[] = [
    ...(['incident-opened', 'update-posted', 'update-amended', 'update-published', 'update-retracted'] as const),
    ...(['incident-reopened', 'incident-resolved'] as const),
  ];
  check(arbitraryLog({ types }), (log) => {
    const incidents = new Map<string, Incident>();
    for (const told of log) {
      const event = { ...told, actor: told.actor ?? ANA };
      const id = incidentIdOf(event) ?? '';
      const before = incidents.get(id);
      const after = evolveIncident(before, event);
      for (const entry of before?.entries ?? []) {
        const same = after?.entries.find((other) => other.id === entry.id);
        expect([same?.text, ...(same?.earlier ?? []).map(({ text }) => text)]).toEqual(
          expect.arrayContaining([entry.text, ...entry.earlier.map(({ text }) => text)]),
        );
      }
      if (after !== undefined) incidents.set(id, after);
    }
  });
});

test('[EV10] a resolved incident becomes active by incident-reopened alone', () => {
  check(arbitraryLog({ types: EVENT_TYPES.filter((type) => type !== 'drill-ended') }), (log) => {
    let board = EMPTY_BOARD;
    for (const event of log) {
      const next = evolve(board, event);
      for (const { id, phase } of Object.values(board.incidents)) {
        if (phase === 'resolved' && (lookup(next.incidents, id)?.phase ?? 'resolved') !== 'resolved') expect(event.type).toBe('incident-reopened');
      }
      board = next;
    }
  });
});

test('[EV11] the public chain folds to a board without a name of staff', () => {
  check(arbitraryLog({ types: EVENT_TYPES.filter((type) => type !== 'role-assigned' && type !== 'drill-started') }), (log) => {
    const shown = fold(publicChain(log));
    expect(JSON.stringify(shown)).not.toContain('"Ana"');
    expect(Object.values(shown.commitments).map(({ owner, by }) => [owner, by])).toEqual(Object.values(shown.commitments).map(() => [null, null]));
    expect(Object.values(shown.components).every(({ team }) => team === null)).toBe(true);
  });
});

test('[EV12] nothing that was folded is edited', () => {
  check(arbitraryLog(), (log) => {
    frozen(log).reduce((board: BoardState, event) => frozen(evolve(board, event)), frozen(EMPTY_BOARD));
  });
});

const TABLES = ['regions', 'groups', 'components', 'statements', 'mutes', 'incidents', 'commitments', 'maintenances', 'drills'] as const;
test('[EV13] a table whose entities are the same is the same object', () => {
  check(arbitraryLog(), (log) => {
    const boards = boardsOf(log);
    for (const [index, after] of boards.entries()) {
      const before = boards[index - 1] ?? after;
      for (const table of TABLES) {
        const same =
          Object.keys(before[table]).length === Object.keys(after[table]).length &&
          Object.entries(after[table]).every(([id, entity]) => before[table][id] === entity);
        if (same) expect(after[table]).toBe(before[table]);
      }
    }
  });
});

test('[EV14] entries, recent incidents, ended maintenance and the latest lines stay within their bounds', () => {
  check(arbitraryLog({ maxLength: 150 }), (log) => {
    for (const board of boardsOf(log)) {
      const incidents = Object.values(board.incidents);
      // The last public and the last internal text stay beyond the newest entries.
      for (const { entries } of incidents) expect(entries.length).toBeLessThanOrEqual(BOARD_BOUNDS.entries + 2);
      expect(board.recent.toSorted()).toEqual(
        incidents
          .filter(({ phase }) => phase === 'resolved')
          .map(({ id }) => id)
          .toSorted(),
      );
      for (const isReal of [true, false]) {
        const kin = ({ drill }: { drill: string | null }) => (drill === null) === isReal;
        for (const isDismissed of [true, false]) {
          const over = incidents.filter((incident) => kin(incident) && incident.phase === 'resolved' && (incident.dismissed !== null) === isDismissed);
          expect(over.length).toBeLessThanOrEqual(BOARD_BOUNDS.recent);
        }
        expect(Object.values(board.maintenances).filter((work) => kin(work) && isOver(work)).length).toBeLessThanOrEqual(BOARD_BOUNDS.endedMaintenances);
        expect(board.latest.filter(kin).length).toBeLessThanOrEqual(BOARD_BOUNDS.latest);
      }
    }
  });
});

const OF_DRILLS = EVENT_TYPES.filter((type) => /^(incident|phase|impact|update|commitment|maintenance)-/.test(type));
/** The same events, about things of the exercise `drill-x` alone. */
const asDrill = (log: (Event | UnknownEvent)[]): (Event | UnknownEvent)[] =>
  JSON.parse(JSON.stringify(log).replaceAll(/"((?:incident|commitment|maintenance):)?(event-|upd-|inc-|com-|mnt-|constructor)/g, '"$1x-$2')).map(
    (event: Event) => ({
      ...event,
      drill: 'drill-x',
      data: 'drill' in event.data ? { ...event.data, drill: 'drill-x' } : event.data,
    }),
  );
const asReal = (log: (Event | UnknownEvent)[]) =>
  log.map(
    (event) =>
      ({
        ...event,
        drill: null,
        data: typeof event.data === 'object' && event.data !== null && 'drill' in event.data ? { ...event.data, drill: null } : event.data,
      }) as Event,
  );

test('[EV15] an exercise that ended leaves the board as if it had not been', () => {
  const real = arbitraryLog({ types: EVENT_TYPES.filter((type) => !type.startsWith('drill-')) }).map(asReal);
  const exercise = arbitraryLog({ types: OF_DRILLS }).map(asDrill);
  fc.assert(
    fc.property(real, exercise, fc.infiniteStream(fc.boolean()), (real, exercise, turns) => {
      const ended = {
        ...exercise[0],
        id: 'end',
        type: 'drill-ended',
        stream: 'drill:drill-x',
        scope: 'public',
        drill: 'drill-x',
        data: { drillId: 'drill-x' },
      } as Event;
      const mixed: (Event | UnknownEvent)[] = [];
      const [left, right] = [[...real], [...exercise]];
      for (
        let event = left.shift() ?? right.shift();
        event !== undefined;
        event = (turns.next().value ? left.shift() : right.shift()) ?? left.shift() ?? right.shift()
      )
        mixed.push(event);
      expect(fold([...mixed, ended])).toEqual(fold(real));
    }),
    { numRuns: 150 },
  );
});
