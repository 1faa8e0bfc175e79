import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesAsTheyWere } from '../query/entries-as-they-were.ts';
import { historyOf } from '../query/history-of.ts';
import { incidentChart } from '../query/incident-chart.ts';
import { outageMinutes } from '../query/outage-minutes.ts';
import { allStatuses } from '../query/status.ts';
import { EXAMPLE_BOARD, opened, PUBLISHED } from '../testing/example-board.ts';
import { ANA, contextAt, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { verdictOf } from '../words/verdict.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import type { Actor, Event, UnknownEvent } from './event.ts';
import { fold } from './evolve.ts';
import { exactly } from './fact-time.ts';
import type { Incident } from './state.ts';

const MINUTE = 60_000;
const mark: Command = { type: 'mark-in-error', incidentId: 'inc-a', updateId: 'upd-a', reason: 'It was the test board' };
type Post = Extract<Command, { type: 'post-update' }>;
const post = (rest: Partial<Post> = {}): Command => ({
  type: 'post-update',
  incidentId: 'inc-a',
  updateId: 'upd-a',
  text: 'Nothing plays.',
  scope: 'public',
  ...rest,
});
const PUBLIC_BILLING: Command = { type: 'define-component', componentId: 'billing', name: 'Billing', scope: 'public' };
const BEFORE: Command[] = [...PUBLISHED, PUBLIC_BILLING];

type Log = (Event | UnknownEvent)[];
const lastOf = (log: Log): number => log.at(-1)?.recordedAt ?? 0;
/** The decision so many minutes after the log. */
const attempt = (log: Log, command: Command, minutes = 5, actor: Actor = ANA) =>
  decide(worldOf(log), command, { ...contextAt(lastOf(log) + minutes * MINUTE, actor), newId: (prefix) => `${prefix}-m${log.length}` });
const after = (log: Log, command: Command, minutes = 5, actor: Actor = ANA): Log => {
  const decision = attempt(log, command, minutes, actor);
  if (isRejection(decision)) throw new Error(decision.reason);
  const recordedAt = lastOf(log) + minutes * MINUTE;
  return [...log, ...decision.events.map((event, index) => ({ ...event, id: `m${log.length + index}`, recordedAt }) as Event)];
};
const refused = (log: Log, minutes = 5) => {
  const decision = attempt(log, mark, minutes);
  return isRejection(decision) ? decision.reason : 'accepted';
};
const worse = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } as const;
const other = { impactId: 'imp-b', componentId: 'billing', level: 'partial_outage', what: 'cannot pay' } as const;

test('[DC156] words and levels that were published in error are withdrawn together, for customers and for responders', () => {
  const log = after(play([...BEFORE, post({ impacts: [worse, other] })]), mark);
  const from = lastOf(play([...BEFORE, post({ impacts: [worse, other] })]));
  for (const [chain, reason] of [
    [log, 'It was the test board'],
    [publicChain(log), null],
  ] as const) {
    const incident = worldOf(chain).incident('inc-a');
    expect(incident?.impacts).toMatchObject([{ impactId: 'imp-a', level: 'partial_outage', until: null }]);
    expect(incident?.entries.find(({ id }) => id === 'upd-a')?.retracted).toMatchObject({
      at: from + 5 * MINUTE,
      reason,
      inError: {
        from,
        levels: [
          { componentId: 'player', level: 'major_outage' },
          { componentId: 'billing', level: 'partial_outage' },
        ],
      },
    });
  }
  expect(JSON.stringify(worldOf(publicChain(log)).incident('inc-a'))).not.toMatch(/Nothing plays|cannot pay/);
  expect(
    worldOf(log)
      .incident('inc-a')
      ?.entries.find(({ id }) => id === 'upd-a')?.text,
  ).toBe('Nothing plays.');
  expect(
    fold(log)
      .latest.map(({ kind }) => kind)
      .filter((kind) => /update|impact/.test(kind)),
  ).toEqual(['update-shown-in-error']);
  const told = after(play([...BEFORE, post()]), { ...mark, scope: 'public' } as Command);
  expect(worldOf(publicChain(told)).incident('inc-a')?.entries.at(-1)?.retracted?.reason).toBe('It was the test board');
});

test('[DC156] it is refused half an hour after it was published, and of what customers have not read, was withdrawn, or did more than that', () => {
  const log = play([...BEFORE, post({ impacts: [worse] })]);
  expect([refused(log, 30), refused(log, 31)]).toEqual(['accepted', 'error_too_late']);
  expect(refused(play([...BEFORE, post({ scope: 'internal', factScope: 'internal' })]))).toBe('update_untold');
  expect(refused(after(log, mark))).toBe('update_retracted');
  expect(refused(play([...BEFORE, post({ phase: 'resolved' })]))).toBe('error_of_more');
  const openedAtOnce = play([...EXAMPLE_BOARD, opened({ scope: 'public', text: 'Nothing plays.' })]);
  const words = worldOf(openedAtOnce).incident('inc-a')?.entries.at(-1)?.id;
  const decision = attempt(openedAtOnce, { ...mark, updateId: words ?? '' } as Command);
  expect(decision).toMatchObject({ reason: 'error_of_more', params: { what: 'opening' } });
  // The same impact restated at its own beginning: nobody knows what it was.
  const from = exactly(lastOf(log) - 10 * MINUTE);
  const twice = play([
    ...BEFORE,
    { type: 'state-impact', incidentId: 'inc-a', impact: { ...other, from }, scope: 'public' },
    post({ impacts: [{ ...other, from, what: 'wait' }] }),
  ]);
  expect(refused(twice)).toBe('error_unclear');
});

test('[DC205] a level that another command told at the same millisecond is not of the post', () => {
  const alone: Command = { type: 'state-impact', incidentId: 'inc-a', scope: 'public', impact: other };
  const log = play([...BEFORE, post(), alone]);
  const posted = log.findLast(({ type }) => type === 'update-posted')?.recordedAt ?? 0;
  const together = log.map((event) => (event.type === 'impact-stated' ? { ...event, recordedAt: posted } : event)) as Log;
  const marked = after(together, mark);
  expect(
    worldOf(marked)
      .incident('inc-a')
      ?.impacts.map(({ impactId }) => impactId),
  ).toContain('imp-b');
  expect(
    worldOf(marked)
      .incident('inc-a')
      ?.entries.find(({ id }) => id === 'upd-a')?.retracted?.inError?.levels,
  ).toEqual([]);
});

test('[DC205] what a post states names its words only for readers of both', () => {
  const said = (rest: Partial<Post>) => play([...BEFORE, post({ impacts: [worse], ...rest })]).findLast(({ type }) => type === 'impact-stated')?.data;
  expect(said({})).toMatchObject({ saidWith: 'upd-a' });
  expect(said({ scope: 'public', factScope: 'internal' })).toMatchObject({ saidWith: 'upd-a' });
  expect(said({ scope: 'internal', factScope: 'public' })).not.toHaveProperty('saidWith');
});

test('[DC206] what was published in error keeps no promise of a next update open', () => {
  const log = play([...BEFORE, post({ nextUpdateDue: exactly(NOW + 3_600_000) })]);
  expect(Object.keys(worldOf(log).board.commitments)).toHaveLength(1);
  const marked = after(log, mark);
  expect(worldOf(marked).board.commitments).toEqual({});
  expect(worldOf(publicChain(marked)).board.commitments).toEqual({});
});

test('[DC156] it is refused where a check, another incident or another person says the same', () => {
  const log = play([...BEFORE, post({ impacts: [worse] })]);
  const says = (kind: 'check' | 'person', level: 'degraded_performance' | 'unknown'): Command => ({
    type: 'make-statement',
    statementId: 'st-1',
    componentId: 'player',
    level,
    source: { kind, name: 'Playback' },
  });
  expect(refused(after(log, says('check', 'degraded_performance')))).toBe('others_agree');
  expect(refused(after(log, says('person', 'degraded_performance')))).toBe('others_agree');
  expect(refused(after(log, says('check', 'unknown')))).toBe('accepted');
  expect(refused(after(log, { type: 'record-sighting', componentId: 'player', words: 'It stops' }))).toBe('others_agree');
  const beside: Command = { type: 'state-impact', incidentId: 'inc-a', impact: { ...worse, impactId: 'imp-c' }, scope: 'internal' };
  expect(refused(after(log, beside))).toBe('accepted');
  expect(refused(after(log, beside, 5, { kind: 'person', name: 'Bo' }))).toBe('others_agree');
  // Bo's counts also where one of the author's own stands before it.
  const third: Command = { ...beside, impact: { ...worse, impactId: 'imp-d' } } as Command;
  expect(refused(after(after(log, beside), third, 5, { kind: 'person', name: 'Bo' }))).toBe('others_agree');
  expect(refused(after(log, opened({ incidentId: 'inc-b', impacts: [worse] })))).toBe('others_agree');
});

/** What anybody can read of the incident, but for the entry itself and for who told what when. */
const readable = (log: Log, now: number) => {
  const { board, incident } = worldOf(log);
  const one = incident('inc-a') as Incident;
  const { boundsTold: _, entries: __, entryCount: ___, changedAt: ____, ...rest } = one;
  const record = { incidents: [one], maintenances: [], components: board.components };
  return {
    rest,
    levels: Object.values(allStatuses(board)).map(({ level }) => level),
    key: verdictOf(board).stateKey,
    history: historyOf('player', [one], []).impacts,
    minutes: outageMinutes(record, now - 86_400_000, now),
    chart: incidentChart(one, now)?.steps,
    changes: entriesAsTheyWere(one).flatMap(({ change }) => (change?.what === 'level' ? [change] : [])),
  };
};

test('[EV90] verdict, levels, history, minutes, chart and timeline of either scope are then as if it had not been said', () => {
  const level = fc.constantFrom('degraded_performance', 'partial_outage', 'major_outage');
  const stated = fc.record({ impactId: fc.constantFrom('imp-a', 'imp-b'), componentId: fc.constant('player'), level });
  const step = fc.oneof(
    fc.record({ type: fc.constant('state-impact'), incidentId: fc.constant('inc-a'), impact: stated, scope: fc.constantFrom('public', 'internal') }),
    fc.record({ type: fc.constant('end-impact'), incidentId: fc.constant('inc-a'), impactId: fc.constantFrom('imp-a', 'imp-b'), scope: fc.constant('public') }),
  ) as fc.Arbitrary<Command>;
  const facts = fc.record({
    impacts: fc.uniqueArray(stated, { maxLength: 2, selector: ({ impactId }) => impactId }),
    ended: fc.constantFrom<string[]>([], ['imp-a'], ['imp-b']),
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), facts, (steps, { impacts, ended }) => {
      let log: Log = play(BEFORE);
      for (const one of steps) if (!isRejection(attempt(log, one, 1))) log = after(log, one, 1);
      const said = post({ impacts, ended: ended.filter((id) => !impacts.some(({ impactId }) => impactId === id)) });
      if (isRejection(attempt(log, said, 1))) return;
      const shown = after(log, said, 1);
      if (isRejection(attempt(shown, mark, 5))) return;
      accepted += 1;
      const withdrawn = after(shown, mark, 5);
      const now = lastOf(withdrawn);
      expect(readable(withdrawn, now)).toEqual(readable(log, now));
      expect(readable(publicChain(withdrawn) as Log, now)).toEqual(readable(publicChain(log) as Log, now));
      expect(fold(withdrawn).incidents['inc-a']?.impacts).toEqual(worldOf(withdrawn).incident('inc-a')?.impacts);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(30);
});
