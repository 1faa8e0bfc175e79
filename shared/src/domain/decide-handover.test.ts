import { expect, test } from 'vitest';
import { dueCommands } from '../query/due.ts';
import { takeBy } from '../query/take-by.ts';
import { OPENED } from '../testing/example-board.ts';
import { ANA, contextAt, eventOf, given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Actor, Event, UnknownEvent } from './event.ts';
import { exactly } from './fact-time.ts';
import { BOARD_BOUNDS, type Handover } from './state.ts';

const BO: Actor = { kind: 'person', name: 'Bo' };
const HOUR = 3_600_000;
const CHECK: Command = { type: 'make-statement', statementId: 's', componentId: 'player', level: 'partial_outage', source: { kind: 'check', name: 'Probe' } };
const MUTE: Command = { type: 'mute-statements', muteId: 'm', statementIds: ['s'], until: NOW - 3 * HOUR, reason: 'The host is moved' };
const TAKE: Command = { type: 'acknowledge-incident', incidentId: 'inc-a' };
const OFFER: Command = { type: 'offer-handover', since: NOW - 12 * HOUR, note: 'The workaround is **ours alone**.' };
const BEFORE: Command[] = [...OPENED, CHECK, MUTE, TAKE, OFFER];

type Log = readonly (Event | UnknownEvent)[];
const after = (log: Log, command: Command, actor: Actor = BO, now = NOW - 5 * HOUR): Log => {
  const decision = decide(worldOf(log), command, { ...contextAt(now, actor), newId: (prefix) => `${prefix}-${log.length}` });
  if (isRejection(decision)) throw new Error(decision.reason);
  return [...log, ...decision.events.map((event, n) => ({ ...event, id: `a${log.length + n}`, recordedAt: now }) as Event)];
};
const handoverOf = (log: Log): Handover => {
  const [one] = Object.values(worldOf(log).board.handovers);
  if (one === undefined) throw new Error('nobody hands over');
  return one;
};
const LOG = play(BEFORE);
const { id: handoverId, until } = handoverOf(LOG);

test('[DC180] who goes hands over once, with a note, and whoever comes next takes over by name what they had', () => {
  expect(handoverOf(LOG)).toMatchObject({ by: ANA, since: NOW - 12 * HOUR, note: 'The workaround is **ours alone**.', ended: null });
  given(BEFORE).when(OFFER).thenRejected('handover_open');
  given(BEFORE).when({ type: 'accept-handover', handoverId }).thenRejected('handover_own');
  const log = after(LOG, { type: 'accept-handover', handoverId });
  const { board, incident } = worldOf(log);
  expect([incident('inc-a')?.acknowledged?.by, board.mutes.m?.by, board.mutes.m?.until]).toEqual(['Bo', BO, NOW - 3 * HOUR]);
  expect(handoverOf(log).ended).toMatchObject({ outcome: 'accepted', by: BO });
  expect(board.latest.findLast(({ kind }) => kind === 'handover-ended')?.params).toEqual({ by: 'Ana', outcome: 'accepted', to: 'Bo' });
});

const seen = (n: number): Command => ({ type: 'record-sighting', componentId: 'billing', words: `Nothing is charged, ${n}` });
const suspicionOf = (log: Log) => Object.values(worldOf(log).board.suspicions)[0];

test('[DC201] a suspicion that the one who goes has is passed on, and waits for somebody again where the next leaves it or nobody comes', () => {
  const raised = play([...OPENED, seen(1), seen(2), seen(3)]);
  const suspicionId = suspicionOf(raised)?.id ?? '';
  const log = after(after(raised, { type: 'take-suspicion', suspicionId }, ANA), OFFER, ANA);
  const hov = handoverOf(log);
  expect(suspicionOf(after(log, { type: 'accept-handover', handoverId: hov.id }))?.taken?.by).toEqual(BO);
  const left = suspicionOf(after(log, { type: 'accept-handover', handoverId: hov.id, leaveSuspicions: [suspicionId] }));
  expect([left?.taken, left?.leftAt]).toEqual([null, NOW - 5 * HOUR]);
  const alone = after(log, { type: 'lapse-handover', handoverId: hov.id, at: exactly(hov.until) }, { kind: 'scheduler', name: 'Scheduler' }, hov.until);
  expect(suspicionOf(alone)?.taken).toBeNull();
  expect(worldOf(alone).board.latest.at(-1)).toMatchObject({ kind: 'suspicion-left', params: { component: 'Billing' } });
});

test('[DC202] three who go at once hand over at once, and the next takes over from each', () => {
  const CY: Actor = { kind: 'person', name: 'Cy' };
  let log: Log = LOG;
  for (const who of [BO, CY]) log = after(log, OFFER, who);
  const open = Object.values(worldOf(log).board.handovers);
  expect(open.map(({ by }) => by?.name)).toEqual(['Ana', 'Bo', 'Cy']);
  for (const { id } of open) log = after(log, { type: 'accept-handover', handoverId: id }, { kind: 'person', name: 'Di' });
  expect(Object.values(worldOf(log).board.handovers).map(({ ended }) => ended?.by?.name)).toEqual(['Di', 'Di', 'Di']);
  expect(worldOf(log).incident('inc-a')?.acknowledged?.by).toBe('Di');
});

test('[DC181] what whoever comes next leaves lapses: the incident waits for somebody again, the mute ends, and both say so', () => {
  const log = after(LOG, { type: 'accept-handover', handoverId, leaveIncidents: ['inc-a'], leaveMutes: ['m'] });
  const { board, incident } = worldOf(log);
  expect([incident('inc-a')?.acknowledged, board.mutes]).toEqual([null, {}]);
  expect(incident('inc-a')?.entries.at(-1)?.change).toEqual({ what: 'lapsed', by: 'Ana' });
  // Its time begins anew.
  expect(takeBy(incident('inc-a') ?? (undefined as never), { withinMs: 60_000, next: [] })).toBe(NOW - 5 * HOUR + 60_000);
});

test('[DC182] a hand-over that nobody takes lapses after an hour, with all that its author had; one that was taken back changes nothing', () => {
  const due = (now: number) => dueCommands(worldOf(LOG).board, worldOf(LOG).customers, now).filter(({ command }) => command.type === 'lapse-handover');
  const lapse: Command = { type: 'lapse-handover', handoverId, at: exactly(until) };
  expect([due(until - 1), due(until)]).toEqual([[], [{ due: until, command: lapse }]]);
  given(BEFORE)
    .when({ type: 'lapse-handover', handoverId }, contextAt(until - 1))
    .thenRejected('handover_stands');
  const log = after(LOG, lapse, { kind: 'scheduler', name: 'Scheduler' }, until);
  const { board, incident } = worldOf(log);
  expect([incident('inc-a')?.acknowledged, board.mutes, handoverOf(log).ended?.outcome]).toEqual([null, {}, 'lapsed']);
  const back = after(LOG, { type: 'withdraw-handover', handoverId }, ANA);
  expect([worldOf(back).incident('inc-a')?.acknowledged?.by, handoverOf(back).ended?.outcome]).toEqual(['Ana', 'withdrawn']);
  given(back).when({ type: 'accept-handover', handoverId }, contextAt(NOW, BO)).thenRejected('handover_unknown', 'handoverId');
});

test('[EV97] the board keeps the hand-overs that stand and the last five that ended, and customers none of it', () => {
  let log: Log = play(OPENED);
  for (let n = 0; n < BOARD_BOUNDS.handovers + 3; n++) {
    log = after(log, OFFER, ANA, NOW + n);
    const open = Object.values(worldOf(log).board.handovers).find(({ ended }) => ended === null);
    if (n > 0) log = after(log, { type: 'withdraw-handover', handoverId: open?.id ?? '' }, ANA, NOW + n);
    else log = after(log, { type: 'accept-handover', handoverId: open?.id ?? '' }, BO, NOW + n);
  }
  expect(Object.values(worldOf(log).board.handovers).filter(({ ended }) => ended !== null)).toHaveLength(BOARD_BOUNDS.handovers);
  expect(publicChain(log)).toEqual(publicChain(play(OPENED)));
});

test('[EV26] "Latest" says who hands over and who takes over by the names they have, not by their ids', () => {
  const who = (id: string): Actor => ({ kind: 'person', name: id, id });
  const named = (personId: string, name: string): Event => eventOf('person-named', `person:${personId}`, { personId, name });
  const log = after([...play(OPENED), named('p-1', 'Ana'), named('p-2', 'Bo')], OFFER, who('p-1'));
  const taken = after(log, { type: 'accept-handover', handoverId: handoverOf(log).id }, who('p-2'));
  expect(
    worldOf(taken)
      .board.latest.slice(-2)
      .map(({ params }) => params),
  ).toEqual([{ by: 'Ana' }, { by: 'Ana', outcome: 'accepted', to: 'Bo' }]);
});
