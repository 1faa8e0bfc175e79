import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryStory } from '../testing/arbitrary-story.ts';
import { asStoredBefore } from '../testing/as-stored-before.ts';
import { eventOf } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Event, Impact, UnknownEvent } from './event.ts';
import { Envelope, EVENT_DATA, EVENT_TYPES, EVENT_VERSION } from './event.ts';
import { FOLD_VERSION, fold } from './evolve.ts';
import { incidentCard } from './incident-card.ts';
import type { RawEvent } from './upcast.ts';
import { lift, upcast } from './upcast.ts';

const FOLDER = new URL('./fixtures/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const names = readdirSync(FOLDER).filter((name) => /\.v\d+\.json$/.test(name));
const fixtures: RawEvent[] = names.map(read).sort((a: RawEvent, b: RawEvent) => a.recordedAt - b.recordedAt);

test('[EV1] every version of every event type ever shipped has a fixture', () => {
  const wanted = EVENT_TYPES.flatMap((type) => Array.from({ length: EVENT_VERSION[type] ?? 1 }, (_, index) => `${type}.v${index + 1}.json`));
  expect(names.toSorted()).toEqual(wanted.toSorted());
});

test.each(names)('[EV2] %s is lifted to an event of the newest version', (name) => {
  const lifted = upcast(read(name));
  expect(lifted).not.toHaveProperty('unsupported');
  const { data, type, ...envelope } = lifted as Event;
  EVENT_DATA[type].parse(data);
  Envelope.parse(envelope);
});

// What they end would not be on the board.
const ENDS = ['component-retired', 'statement-withdrawn', 'mute-ended', 'override-ended'];

// When this fails, either the change of meaning was not meant, or FOLD_VERSION must be raised and folded.json written anew:
// UPDATE_FOLDED=1 vitest run shared/src/domain/upcast.test.ts
test('[EV3] the fixtures fold to the state they always folded to', () => {
  const events = fixtures.map(upcast);
  const world = worldOf(events);
  const folded = {
    foldVersion: FOLD_VERSION,
    board: fold(events.filter(({ type }) => !ENDS.includes(type))),
    incident: world.incident('uploads-stuck'),
    publicIncident: world.publicIncident('uploads-stuck'),
    commitment: world.commitment('bigger-disks'),
    maintenance: world.maintenance('disks'),
  };
  if (process.env.UPDATE_FOLDED) writeFileSync(new URL('folded.json', FOLDER), `${JSON.stringify(folded, null, 2)}\n`);
  expect(JSON.parse(JSON.stringify(folded))).toEqual(read('folded.json'));
});

const raw = { ...(fixtures[0] as RawEvent), data: { name: 'Example Video', notice: null } };
const unknown = (event: RawEvent) => ({ ...event, unsupported: true }) as UnknownEvent;

test.each([
  ['a type from the future', { ...raw, type: 'weather-changed' }],
  ['an inherited name', { ...raw, type: 'constructor' }],
  ['a version from the future', { ...raw, v: 99 }],
  ['data that does not fit', { ...raw, data: { name: 7 } }],
])('[EV4] %s is kept as an unknown event', (_, event) => {
  expect(upcast(event)).toEqual(unknown(event));
});

test('[EV5] older data is lifted one version at a time', () => {
  const steps = {
    'board-named': {
      1: (data: unknown) => ({ title: (data as { called: string }).called }),
      2: (data: unknown) => ({ name: (data as { title: string }).title, notice: null }),
    },
  };
  const newest = { 'board-named': 3 };
  const old = { ...raw, type: 'board-named', v: 1, data: { called: 'Example Video' } };
  expect(lift(old, steps, newest)).toEqual({ ...old, v: 3, data: { name: 'Example Video', notice: null } });
  expect(lift(old, { 'board-named': { 2: steps['board-named'][2] } }, newest)).toEqual(unknown(old));
});

test('[EV43] an own sentence of version 1 lifts to one that is ended, and ends the one it took the place of', () => {
  const stored: RawEvent = read('verdict-overridden.v1.json');
  const lifted = upcast(stored);
  const { sentence, detail } = stored.data as { sentence: string; detail: string | null };
  expect(lifted).toEqual({ ...stored, v: 2, data: { sentence, detail, key: null } });
  const standing = upcast({ ...read('verdict-overridden.v2.json'), recordedAt: 0 });
  expect(fold([standing]).overrides.public).toMatchObject({ sentence });
  expect(fold([standing, lifted]).overrides).toEqual({});
  expect(fold([lifted, standing]).overrides.public).toMatchObject({ sentence, key: 'incident:degraded_performance:2f6a1c0d9b8e7f35' });
});

test.each([
  ['no object', null],
  ['a text', 'x'],
  ['another shape', { sentence: 7, instead: 'x' }],
])('[EV43] version 1 of an own sentence whose data is %s is kept as an unknown event', (_, data) => {
  const stored: RawEvent = { ...read('verdict-overridden.v1.json'), data };
  expect(upcast(stored)).toEqual(unknown(stored));
});

const storedV1 = read('incident-published.v1.json');
const carrying = (impacts: unknown): RawEvent => ({ ...storedV1, data: { ...storedV1.data, card: { ...storedV1.data.card, impacts } } });
const [now, was] = storedV1.data.card.impacts;
const carried = ({ data }: RawEvent) => (data as { card: { impacts: Impact[] } }).card.impacts.map(({ earlierOf }) => earlierOf);
const owners = (...impacts: object[]) => carried(upcast(carrying(impacts)));

test.each(['incident-published.v1.json', 'incident-reopened.v1.json'])('[EV71] in the card of %s an earlier stretch names its impact', (name) => {
  expect(carried(read(name))).toEqual([undefined, undefined]);
  expect(carried(upcast(read(name)))).toEqual([undefined, 'uploads-eu']);
});
test('[EV71] what stands first, lasts, hurts another component or has another id is no earlier stretch', () => {
  const long = 'u'.repeat(60);
  expect(owners({ ...now, impactId: long }, { ...was, impactId: `${long.slice(0, 56)}-was-12` })).toEqual([undefined, long]);
  expect(owners(now, was, { ...was, impactId: `${was.impactId}-was-2` })).toEqual([undefined, 'uploads-eu', was.impactId]);
  expect(owners(was, now)).toEqual([undefined, undefined]);
  expect(owners(now, { ...was, until: null })).toEqual([undefined, undefined]);
  expect(owners(now, { ...was, componentId: 'player' })).toEqual([undefined, undefined]);
  for (const impactId of ['uploads', 'uploads-eu-was-', 'uploads-us-was-1']) expect(owners(now, { ...was, impactId })).toEqual([undefined, undefined]);
});
test('[EV71] a card that names its earlier stretches stays as it is, and so does one of another shape', () => {
  const named = carrying([now, { ...was, earlierOf: 'uploads-eu' }, { ...was, impactId: 'uploads-eu-was-2' }]);
  expect(upcast(named).data).toBe(named.data);
  for (const impacts of [null, 7, [null, 7, { impactId: 7 }, {}]]) expect(upcast(carrying(impacts))).toEqual(unknown(carrying(impacts)));
  for (const data of [null, 'x', { card: null }]) expect(upcast({ ...carrying([]), data })).toEqual(unknown({ ...carrying([]), data }));
});
test('[EV71] whatever was told, the cards of earlier builds lift to those of this one', () => {
  let stretches = 0;
  fc.assert(
    fc.property(arbitraryStory, (events) => {
      const incident = worldOf(events).incident('inc-a');
      if (incident === undefined) return;
      const event = eventOf('incident-published', 'incident:inc-a', { incidentId: 'inc-a', card: incidentCard(incident, 'public'), drill: null });
      stretches += carried(event).filter((owner) => owner !== undefined).length;
      expect(upcast(asStoredBefore(event))).toEqual(JSON.parse(JSON.stringify(event)));
    }),
    { seed: 20261130, numRuns: 500 },
  );
  expect(stretches).toBeGreaterThan(5);
});
