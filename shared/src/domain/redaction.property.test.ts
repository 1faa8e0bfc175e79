import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { incidentsOf, publicChain, worldOf } from '../testing/world-of.ts';
import type { Event, UnknownEvent } from './event.ts';
import { EVENT_DATA, isUnknown } from './event.ts';
import { fold } from './evolve.ts';
import { EXCERPT_MOST, textStart } from './excerpt.ts';
import { freeTexts, replaceTexts, type TextKind } from './free-texts.ts';
import { erasableTexts, redacting, streamsNear } from './redaction.ts';
import { finished } from './verbatim.ts';

type Log = readonly (Event | UnknownEvent)[];
/** What must change nothing but itself, whatever it reads like: parts of JSON, ids, words of vocabularies, names, blanks, marks of regular expressions. */
const SHORT = ['a', '{', '"', 'public', 'major_outage', 'inc-a', 'upd-1', 'player', 'Playback fails', 'Fixed.', '[removed]', '$&', '\\'];
const LONG = [
  'The customer Acme lost forty of its videos.',
  'Acme (50% of *all*) lost $& "many" of its\nnewer videos \\ here.',
  'apivideo-encoder-prod-eu-west',
  'sk_live_SECRETTOKEN_9f8e7d6c5b4a',
  `a${' '.repeat(30)}b`,
  'ab'.repeat(40),
  `${'Long '.repeat(200)}end`,
];
const BLANK = ' '.repeat(30);
const ADDRESSES = ['https://acme.example/tickets/4711?token=1234567890', 'https://status.example'];
const quoting = fc.tuple(fc.constantFrom(...LONG), fc.constantFrom(...LONG)).map(([one, two]) => `So: ${one}\n\n> ${two.replaceAll(' ', '\n> ')}\nIs it?`);
const word = fc.oneof(fc.constantFrom(...SHORT), fc.constantFrom(...LONG, ...ADDRESSES), quoting, fc.constant(BLANK));

const GUIDANCE = { kind: 'workaround' as const, text: 'x' };
const THIRD_PARTY = { name: 'x', role: 'x', statusPage: ADDRESSES[1] ?? null, link: null };
const LINK = { kind: 'follows' as const, incidentId: 'inc-b', commitmentId: null, words: 'x', inferred: false };
/** Carries more than the generator of events gives a card. */
const filled = (event: Event | UnknownEvent): Event | UnknownEvent => {
  if (isUnknown(event) || !('card' in event.data)) return event;
  const known = {
    guidance: [GUIDANCE],
    causes: [{ text: 'x', class: ['dns'], status: 'known', chain: ['x', 'x'] }],
    thirdParties: [THIRD_PARTY],
    links: [LINK],
  };
  return { ...event, data: { ...event.data, card: { ...event.data.card, ...known } } } as Event;
};
/** A log whose every text is one of `words`. */
const saying = (log: Log, words: readonly string[]): Log => {
  let at = 0;
  return log.map((before) => {
    const event = filled(before);
    const data = replaceTexts(event, ({ kind, path }) => {
      const text = words[at++ % words.length] ?? 'x';
      if (kind === 'address') return ADDRESSES[at % ADDRESSES.length] ?? 'https://status.example';
      const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300).trim() || 'x';
      return /(^|\.)text$/.test(path) && !event.stream.startsWith('commitment') ? text : line;
    });
    return { ...event, data } as Event | UnknownEvent;
  });
};
const logs = fc.tuple(arbitraryLog({ maxLength: 40 }), fc.array(word, { minLength: 5, maxLength: 60 })).map(([log, words]) => saying(log, words));

interface Pair {
  event: Event | UnknownEvent;
  path: string;
  kind: TextKind;
  before: string;
  after: string;
}
/** Erases one text as the server does. Out: the log after it, and each text before and after. */
const erase = (log: Log, eventId: string, field: string | undefined): { after: Log; pairs: Pair[] } => {
  const world = worldOf(log);
  const stream = log.find(({ id }) => id === eventId)?.stream ?? '';
  const ids = new Set(log.map((event) => event.stream).filter((one) => one.startsWith('commitment:')));
  const promises = [...ids].flatMap((one) => world.commitment(one.slice('commitment:'.length)) ?? []);
  const near = new Set(streamsNear(stream, incidentsOf(log).values(), promises));
  const stored = log.map((event, index) => ({ seq: index + 1, event }));
  const searched = stored.filter(({ event }) => near.has(event.stream));
  const changed = new Map(searched.flatMap(finished(redacting(searched, { eventId, field }))).map(({ seq, replacement }) => [seq, replacement]));
  const after = stored.map(({ seq, event }) => (changed.has(seq) ? { ...event, data: changed.get(seq) } : event)) as Log;
  const pairs = log.flatMap((event, index) => {
    const now = freeTexts(after[index] ?? event);
    return freeTexts(event).map(({ path, kind, text }, nth) => ({ event, path, kind, before: text, after: now[nth]?.text ?? '' }));
  });
  return { after, pairs };
};
const erasing = (check: (log: Log, target: { eventId: string; path: string; text: string; stream: string }, done: ReturnType<typeof erase>) => void) =>
  fc.assert(
    fc.property(logs, fc.nat(), (log, pick) => {
      const all = log.flatMap((event) => erasableTexts(event).map(({ path, text }) => ({ eventId: event.id, path, text, stream: event.stream })));
      const target = all[pick % all.length];
      if (target !== undefined) check(log, target, erase(log, target.eventId, target.path));
    }),
  );
const withoutWords = (log: Log) => log.map((event) => replaceTexts(event, () => 'x'));
const copyOf = (text: string): RegExp | null => {
  const words = text.replaceAll(/^[\s>]+|[\s>]+$/g, '').split(/[\s>]+/);
  if (text.trim().length < 20) return null;
  const squeezed = words.join(' ').length >= 20;
  const escaped = (one: string) => one.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(squeezed ? words.map(escaped).join('[\\s>]+') : escaped(text.trim()), 'g');
};
/** The text with the mark in place of its copies; copies over one another, as of a text that repeats itself, are one. */
const withoutCopies = (text: string, copy: RegExp): string => {
  let [left, done] = ['', 0];
  for (const { index, 1: found = '' } of text.matchAll(new RegExp(`(?=(${copy.source}))`, 'g'))) {
    if (found === '') continue;
    if (index >= done) left += `${text.slice(done, index)}[removed]`;
    done = Math.max(done, index + found.length);
  }
  return left + text.slice(done);
};
const plain = (text: string) => text.replaceAll(/\[removed \d+\]/g, '[removed]').replaceAll(/(removed\.invalid\/)\d+/g, '$1');

test('[EV33] whatever is erased, only texts of people change, and every event stays valid', () => {
  erasing((log, _target, { after }) => {
    expect(withoutWords(after)).toEqual(withoutWords(log));
    for (const event of after) if (!isUnknown(event)) EVENT_DATA[event.type].parse(event.data);
  });
});
test('[EV32] [EV34] what was said is gone where it was said; elsewhere its copies of 20 characters are, and nothing else', () => {
  erasing((_log, { eventId, path, text, stream }, { pairs }) => {
    const copy = copyOf(text);
    for (const one of pairs) {
      if (one.event.id === eventId && one.path === path) expect(plain(one.after)).toMatch(/^(\[removed\]|https:\/\/removed\.invalid\/)$/);
      else if (one.before !== one.after && !(one.before === text && one.event.stream === stream)) {
        expect([copy === null, one.kind === 'name']).toEqual([false, false]);
        const without = withoutCopies(one.before, copy ?? /$^/g);
        expect(without).not.toBe(one.before);
        expect([without, 'https://removed.invalid/']).toContain(plain(one.after));
      }
    }
  });
});
test('[EV32] nothing of 20 characters or more that was erased is left in the sentences and links near it', () => {
  erasing((log, { text, stream, eventId, path }, { after }) => {
    if (text.trim().length < 20) return;
    const own = after.filter((event) => event.stream === stream);
    const kind = log.flatMap((event) => (event.id === eventId ? freeTexts(event) : [])).find((one) => one.path === path)?.kind;
    for (const event of own)
      for (const one of freeTexts(event))
        if (one.kind !== 'name' || kind === 'name') expect([one.kind, one.kind !== 'name' && one.text.includes(text.trim())]).toEqual([one.kind, false]);
  });
});
test('[EV61] the fold tells apart after an erasure what it told apart before, in both scopes', () => {
  const excerpts = (text: string) => textStart(text, EXCERPT_MOST);
  const check = (log: Log, text: string, { after, pairs }: ReturnType<typeof erase>) => {
    // A short text stays where others said it: what was one line because two said the same may be two.
    const isShort = text.trim().length < 20;
    const renamed = new Set(pairs.map(({ before, after: now }) => `${before} -> ${now}`));
    for (const { before, after: now } of pairs) renamed.add(`${excerpts(before)} -> ${excerpts(now)}`);
    const compare = (one: unknown, two: unknown, path: string): void => {
      if (typeof one === 'string' && typeof two === 'string' && one !== two) expect([path, renamed.has(`${one} -> ${two}`)]).toEqual([path, true]);
      else if (typeof one === 'object' && typeof two === 'object' && one !== null && two !== null) {
        expect([path, Object.keys(two)]).toEqual([path, Object.keys(one)]);
        for (const key of Object.keys(one)) if (key !== 'cut') compare(one[key as never], two[key as never], `${path}.${key}`);
      } else expect([path, two]).toEqual([path, one]);
    };
    const states = (events: Log) =>
      [events, publicChain(events)].map((chain) => {
        const { latest, ...board } = fold(chain);
        return { board, latest: isShort ? [] : latest, incidents: [...incidentsOf(chain).values()] };
      });
    compare(states(log), states(after), '');
  };
  // One incident, so that what is erased one after the other stands side by side.
  const types = ['guidance-given', 'cause-stated', 'third-party-named', 'incident-retitled', 'update-amended', 'impact-stated', 'update-posted'] as const;
  const busy = fc
    .tuple(
      fc.tuple(arbitraryLog({ types: ['incident-opened'], maxLength: 3 }), arbitraryLog({ types, maxLength: 30 })),
      fc.array(word, { minLength: 9, maxLength: 60 }),
    )
    .map(([[opened, rest], words]) => saying([...opened, ...rest].map((event, index) => ({ ...event, id: `event-${index}` })) as Log, words));
  fc.assert(
    fc.property(fc.oneof(logs, busy), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (begun, picks) => {
      let log = begun;
      for (const pick of picks) {
        const all = log.flatMap((event) => erasableTexts(event).map(({ path, text }) => ({ eventId: event.id, path, text })));
        const target = all[pick % all.length];
        if (target === undefined) return;
        const done = erase(log, target.eventId, target.path);
        check(log, target.text, done);
        log = done.after;
      }
    }),
  );
});
