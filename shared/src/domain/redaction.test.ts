import { expect, test } from 'vitest';
import { asStoredBefore } from '../testing/as-stored-before.ts';
import { OPENED, PUBLISHED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { incidentsOf, worldOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import type { Event, EventType } from './event.ts';
import { EVENT_DATA } from './event.ts';
import { erasableTexts, type Redacted, redacting, streamsNear } from './redaction.ts';
import { REMOVED } from './removed.ts';
import { upcast } from './upcast.ts';
import { finished } from './verbatim.ts';

/** What changes of these events. */
const redactions = (events: Parameters<typeof redacting>[0], redacted: Redacted) => events.flatMap(finished(redacting(events, redacted)));
const on = { incidentId: 'inc-a', updateId: 'upd-a' } as const;
const NAMED = 'The customer Acme lost forty of its videos.';
const HISTORY: Command[] = [
  ...PUBLISHED,
  { type: 'post-update', ...on, text: NAMED },
  { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-b', text: 'Another word.' },
  { type: 'amend-update', ...on, text: 'Acme lost many of its newer videos.', reason: 'Acme counted again' },
  { type: 'publish-update', ...on, text: 'One customer, Acme, lost videos.' },
  { type: 'state-cause', incidentId: 'inc-a', cause: { text: `What we know: ${NAMED}`, class: ['storage'], status: 'suspected' } },
  { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
  { type: 'reopen-incident', incidentId: 'inc-a' },
];
const stored = play(HISTORY).map((event, index) => ({ seq: index + 1, event }));
const erased = redactions(stored, on);
const after = stored.map(({ seq, event }) => ({ ...event, data: erased.find((redaction) => redaction.seq === seq)?.replacement ?? event.data }) as Event);

test('[EV32] redacting an update leaves none of its texts, nor its copies, in any event or in the fold', () => {
  const folded = JSON.stringify([...incidentsOf(after).values()]);
  for (const text of [JSON.stringify(after), folded]) expect(text).not.toMatch(/Acme/);
  expect(folded).toContain(REMOVED);
});
test('[EV32] a text that grew by an amendment is erased whole where it was copied', () => {
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: NAMED },
    { type: 'amend-update', ...on, text: `${NAMED} So did Globex.` },
    { type: 'give-guidance', incidentId: 'inc-a', guidance: { kind: 'workaround', text: `${NAMED} So did Globex.` } },
  ]);
  const left = redactions(
    log.map((event, index) => ({ seq: index + 1, event })),
    on,
  );
  expect(left).toHaveLength(3);
  expect(JSON.stringify(left)).not.toMatch(/Acme|Globex/);
});
test('[EV32] a key or an address without a space is erased where it was copied, and what is left can be read', () => {
  const key = 'sk_live_SECRETTOKEN_9f8e7d6c5b4a';
  const address = 'https://acme.example/tickets/4711?token=1234567890';
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: key },
    { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-b', text: `leaked ${key} in the logs` },
    { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-c', text: address },
    { type: 'name-third-party', incidentId: 'inc-a', thirdParty: { name: 'Acme Hosting', role: null, statusPage: address, link: null } },
  ]).map((event, index) => ({ seq: index + 1, event }));
  expect(JSON.stringify(redactions(log, on))).not.toContain(key);
  expect(redactions(log, on)).toHaveLength(2);
  const left = redactions(log, { ...on, updateId: 'upd-c' });
  expect(left).toHaveLength(2);
  for (const { seq, replacement } of left) {
    const event = log[seq - 1]?.event;
    if (event === undefined) throw new Error('no such event');
    EVENT_DATA[event.type as EventType].parse(replacement);
    expect(JSON.stringify(replacement)).not.toContain('acme.example');
  }
});
test('[EV33] redacting touches no other event, and what it leaves is valid', () => {
  expect(erased.map(({ seq }) => stored[seq - 1]?.event.type)).toEqual([
    'update-posted',
    'update-amended',
    'update-published',
    'cause-stated',
    'incident-reopened',
  ]);
  for (const { type, data } of after) EVENT_DATA[type].parse(data);
  expect(redactions(stored, { ...on, updateId: 'upd-z' })).toEqual([]);
});
test('[EV34] a short text is erased where it was said, and not looked for elsewhere', () => {
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: 'Fixed.' },
    { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-b', text: 'Fixed.' },
  ]);
  const found = redactions(
    log.map((event, index) => ({ seq: index + 1, event })),
    on,
  );
  expect(found.map(({ replacement }) => replacement)).toEqual([{ ...on, kind: 'update', text: REMOVED }]);
});
test('[EV32] copies are found near the incident, quoted and wrapped, and an update of the same id elsewhere is left alone', () => {
  const quoted = `> ${NAMED.replace('lost', '\n> lost')}\n\nNot so (50% is *not* all).`;
  const events = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: NAMED },
    { type: 'make-commitment', commitmentId: 'com-a', kind: 'action', text: NAMED, incidentId: 'inc-a' },
    { type: 'open-incident', incidentId: 'inc-b', title: 'Playback fails again' },
    { type: 'link-incident', incidentId: 'inc-b', link: { kind: 'follows', incidentId: 'inc-a', commitmentId: null, words: null, inferred: false } },
    { type: 'post-update', incidentId: 'inc-b', updateId: 'upd-a', text: quoted },
    { type: 'open-incident', incidentId: 'inc-c', title: 'Something else' },
  ]);
  const world = worldOf(events);
  const commitments = [world.commitment('com-a')].filter((found) => found !== undefined);
  const streams = streamsNear('incident:inc-a', incidentsOf(events).values(), commitments);
  expect(streams).toEqual(['incident:inc-a', 'incident:inc-b', 'commitment:com-a']);
  const near = events.map((event, index) => ({ seq: index + 1, event })).filter(({ event }) => streams.includes(event.stream));
  const found = redactions(near, on);
  expect(found.map(({ seq }) => events[seq - 1]?.type)).toEqual(['update-posted', 'commitment-made', 'update-posted']);
  expect(found.at(-1)?.replacement).toMatchObject({ text: `> ${REMOVED}\n\nNot so (50% is *not* all).` });
});

const numbered = (events: readonly Event[]) => events.map((event, index) => ({ seq: index + 1, event }));
const erasedFrom = (events: readonly Event[], redacted: Redacted): Event[] => {
  const gone = new Map(redactions(numbered(events), redacted).map(({ seq, replacement }) => [seq, replacement]));
  return events.map((event, index) => (gone.has(index + 1) ? { ...event, data: gone.get(index + 1) } : event) as Event);
};
test('[EV61] two causes that were erased are two causes still, and so are third parties and titles', () => {
  const party = (name: string) => ({ name, role: null, statusPage: null, link: null });
  const log = play([
    ...PUBLISHED,
    { type: 'state-cause', incidentId: 'inc-a', cause: { text: 'Bob slipped', class: ['deploy'], status: 'suspected' } },
    { type: 'state-cause', incidentId: 'inc-a', cause: { text: 'Eve slipped', class: ['deploy'], status: 'suspected' } },
    { type: 'name-third-party', incidentId: 'inc-a', thirdParty: party('Acme') },
    { type: 'name-third-party', incidentId: 'inc-a', thirdParty: party('Globex') },
    { type: 'retitle-incident', incidentId: 'inc-a', title: 'Acme is down', scope: 'public' },
    { type: 'retitle-incident', incidentId: 'inc-a', title: 'Globex is down', scope: 'public' },
  ]) as Event[];
  const after = log.slice(-6).reduce((events, { id }) => erasedFrom(events, { eventId: id }), log);
  const incident = worldOf(after).incident('inc-a');
  expect(JSON.stringify(after)).not.toMatch(/Acme|Globex|slipped/);
  expect(incident?.causes.map(({ text }) => text)).toEqual([REMOVED, '[removed 2]']);
  expect(incident?.thirdParties).toHaveLength(2);
  expect(incident?.entryCount).toBe(worldOf(log).incident('inc-a')?.entryCount);
});
test('[EV34] a short text goes with the cards that carry it along, and stays where another said it', () => {
  const guide = (text: string): Command => ({ type: 'give-guidance', incidentId: 'inc-a', guidance: { kind: 'workaround', text } });
  const log = play([
    ...PUBLISHED,
    guide('Ask Bob.'),
    { type: 'post-update', ...on, text: 'Ask Bob.' },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
    { type: 'reopen-incident', incidentId: 'inc-a' },
  ]) as Event[];
  const given = log.find(({ type }) => type === 'guidance-given')?.id ?? '';
  const held = erasedFrom(log, { eventId: given }).filter((event) => JSON.stringify(event.data).includes('Ask Bob.'));
  expect(held.map(({ type }) => type)).toEqual(['update-posted']);
});
test('[EV34] [EV71] a short text goes with the cards of earlier builds, whose earlier stretches did not say of what', () => {
  const state = (level: 'major_outage' | 'partial_outage', what: string): Command => ({
    type: 'state-impact',
    incidentId: 'inc-a',
    impact: { impactId: 'a', componentId: 'player', level, what },
  });
  const log = play([
    ...OPENED,
    state('partial_outage', 'Ada Quinn is out'),
    state('major_outage', 'Nothing plays'),
    { type: 'publish-incident', incidentId: 'inc-a' },
    { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
    { type: 'reopen-incident', incidentId: 'inc-a' },
  ]).map((event) => upcast(asStoredBefore(event))) as Event[];
  const stated = log.find(({ type }) => type === 'impact-stated')?.id ?? '';
  const after = erasedFrom(log, { eventId: stated, field: 'impact.what' });
  const saying = (events: readonly Event[]) => events.filter((event) => JSON.stringify(event).includes('Ada Quinn')).map(({ type }) => type);
  expect(saying(log)).toEqual(['impact-stated', 'incident-published', 'incident-reopened', 'incident-reopened']);
  expect(saying(after)).toEqual([]);
  expect(JSON.stringify([worldOf(after).incident('inc-a'), worldOf(after).publicIncident('inc-a')])).not.toContain('Ada Quinn');
});
test('[EV62] one field of an event can be erased alone, and what was erased is no text any more', () => {
  const log = play([
    ...PUBLISHED,
    { type: 'state-cause', incidentId: 'inc-a', cause: { text: 'A bad release', class: ['deploy'], status: 'known', chain: ['Bob pushed', 'it broke'] } },
  ]) as Event[];
  const eventId = log.at(-1)?.id ?? '';
  const [after] = erasedFrom(log, { eventId, field: 'cause.chain.0' }).slice(-1);
  expect(after?.data).toMatchObject({ cause: { text: 'A bad release', chain: [REMOVED, 'it broke'] } });
  if (after === undefined) throw new Error('no event');
  expect(erasableTexts(after).map(({ path }) => path)).toEqual(['cause.text', 'cause.chain.1']);
  expect(erasableTexts(after, 'cause.chain').map(({ path }) => path)).toEqual(['cause.chain.1']);
});
test('[EV32] the words of a promise are sought in its incident, and those of what has no incident where they were said', () => {
  const events = play([...PUBLISHED, { type: 'make-commitment', commitmentId: 'com-a', kind: 'action', text: NAMED, incidentId: 'inc-a' }]);
  const promise = worldOf(events).commitment('com-a');
  const near = (stream: string) => streamsNear(stream, incidentsOf(events).values(), promise === undefined ? [] : [promise]);
  expect(near('commitment:com-a')).toEqual(['commitment:com-a', 'incident:inc-a']);
  expect(near('component:player')).toEqual(['component:player']);
});

const cost = (events: readonly Event[], redacted: Redacted): number => {
  let steps = 0;
  const stored = numbered(events);
  stored.flatMap(finished(redacting(stored, redacted, () => (steps += 1))));
  return steps;
};
/** A log may hold more than can be said from now on: a drill of this many goals, all another text. */
const drilled = (goals: number): Event[] => {
  const log = play([{ type: 'start-drill', name: 'Fire', goals: ['x'] }]) as Event[];
  return log.map((event) => ({ ...event, data: { ...event.data, goals: Array.from({ length: goals }, (_, at) => `Find ${at}`) } }) as Event);
};
/** An incident in which two notes were amended this often. */
const amended = (times: number): Event[] => {
  const both = ['upd-a', 'upd-b'].map((updateId) => ({ incidentId: 'inc-a', updateId, text: NAMED }));
  const log = play([...PUBLISHED, ...both.map((note) => ({ type: 'post-update', ...note }) as const)]) as Event[];
  const [amendment] = play([...PUBLISHED, { type: 'post-update', ...on, text: 'x' }, { type: 'amend-update', ...on, text: NAMED }]).slice(-1);
  const say = (at: number) => `${at}: ${NAMED} and ${at} more.`;
  const amend = (at: number) => both.map((note) => ({ ...amendment, data: { ...note, text: say(at), reason: null } }) as Event);
  return [...log, ...Array.from({ length: times }, (_, at) => amend(at)).flat()];
};
test('[EV32] [EV61] erasing costs what is read, not what is read for each text that is erased or each mark that is taken', () => {
  const grows = (of: (size: number) => number) => of(200) / of(100);
  expect(grows((size) => cost(drilled(size), { eventId: drilled(size)[0]?.id ?? '' }))).toBeLessThan(2.2);
  expect(grows((size) => cost(amended(size), on))).toBeLessThan(2.2);
});
test('[EV75] no piece of an erasure reads more than one event', () => {
  let [reads, most, pieces] = [0, 0, 0];
  const watched = numbered(amended(100)).map(({ seq, event }) => ({
    seq,
    get event() {
      reads++;
      return event;
    },
  }));
  const work = redacting(watched, on);
  while (!work.next().done) [most, reads, pieces] = [Math.max(most, reads), 0, pieces + 1];
  expect(most).toBe(1);
  expect(pieces).toBeGreaterThan(2 * watched.length);
});
test('[EV75] an erasure is prepared in pieces that do not grow with how much is erased', () => {
  const longest = (times: number): number => {
    let [steps, most] = [0, 0];
    const events = amended(times).map(
      (event) => ({ ...event, data: { ...event.data, ...('text' in event.data && { text: `${event.id} ${NAMED.repeat(20)}` }) } }) as Event,
    );
    const work = redacting(numbered(events), on, () => (steps += 1));
    while (!work.next().done) [most, steps] = [Math.max(most, steps), 0];
    return most;
  };
  expect(longest(100)).toBeGreaterThan(NAMED.length * 20);
  expect(longest(200)).toBeLessThan(1.1 * longest(100));
});
