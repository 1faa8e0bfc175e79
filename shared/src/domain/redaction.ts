import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import type { FreeText } from './free-texts.ts';
import { freeTexts, replaceTexts } from './free-texts.ts';
import { isRemoved, linkMark, mark } from './removed.ts';
import type { Commitment, Incident } from './state.ts';
import { findCopies, needleOf } from './verbatim.ts';

// Shorter texts are too common to look for elsewhere: erasing every "Fixed." would take what others said.
const COPY_MIN = 20;

export interface Redaction {
  seq: number;
  /** The event's data without the text. */
  replacement: unknown;
}

/** What is erased: all that an update ever said (its id is its own in its incident only), or what one event says, all of it or one `field` and what is in it. */
export type Redacted = { readonly incidentId: string; readonly updateId: string } | { readonly eventId: string; readonly field?: string | undefined };

/**
 * The streams in which words of a stream are likely to have been copied: those of an incident or of a promise in it are sought in that incident, in its
 * promises, and in incidents linked with it either way; all others in their own.
 */
export const streamsNear = (stream: string, incidents: Iterable<Incident>, commitments: Iterable<Commitment>): string[] => {
  const promises = [...commitments];
  const incidentId = stream.startsWith('incident:')
    ? stream.slice('incident:'.length)
    : (promises.find(({ id }) => stream === `commitment:${id}`)?.incidentId ?? null);
  const streams = new Set([stream]);
  if (incidentId === null) return [...streams];
  streams.add(`incident:${incidentId}`);
  for (const { id, links } of incidents) {
    if (links.some((link) => link.incidentId === incidentId)) streams.add(`incident:${id}`);
    if (id === incidentId) for (const link of links) streams.add(`incident:${link.incidentId}`);
  }
  for (const commitment of promises) if (commitment.incidentId === incidentId) streams.add(`commitment:${commitment.id}`);
  return [...streams];
};

/** What can be erased of an event, all of it or what is at or under `field`. What was erased is no text any more. */
export const erasableTexts = (event: Event | UnknownEvent, field?: string): FreeText[] =>
  isUnknown(event)
    ? []
    : freeTexts(event).filter(({ path, text }) => !isRemoved(text) && (field === undefined || path === field || path.startsWith(`${field}.`)));

/** Whether what is said beside an erasure would say again what is erased. */
export const quotesAny = (words: string, texts: readonly string[]): boolean =>
  texts.some((text) => text.trim().length >= COPY_MIN && findCopies(words, needleOf(text.trim())).length > 0);

/**
 * What to erase so that nothing is left of what was said: it is blanked where it was said, where its own stream says it again of the same thing (amended,
 * published, carried along in a card), and where it is quoted word for word in sentences and links. Nothing but texts of people changes, and texts that
 * differed still do, so that a fold tells apart what it told apart. In: the events of `streamsNear`. Out: only those that change.
 * Linear in the texts it is given, for each text that is erased.
 */
export const redactions = (events: readonly { seq: number; event: Event | UnknownEvent }[], redacted: Redacted): Redaction[] => {
  const erased = events.flatMap(({ event }) => textsOf(event, redacted).map((text) => ({ ...text, said: saying(event, text) })));
  const said = new Set(erased.map((one) => one.said));
  const needles = [...new Set(erased.map(({ text }) => text.trim()))]
    .filter((text) => text.length >= COPY_MIN)
    .sort((a, b) => b.length - a.length)
    .map(needleOf);
  const taken = new Set(events.flatMap(({ event }) => freeTexts(event).map(({ text }) => text)));
  // What was the same before is the same after, wherever it stands.
  const done = new Map<string, string>();
  const rewritten = (text: FreeText, isErased: boolean): string => {
    const marked = without(text, isErased, needles);
    const first = marked(1);
    if (first === text.text) return first;
    const known = done.get(`${first} ${text.text}`);
    if (known !== undefined) return known;
    const next = untaken(taken, marked);
    taken.add(next);
    done.set(`${first} ${text.text}`, next);
    return next;
  };
  return events.flatMap(({ seq, event }) => {
    const replacement = replaceTexts(event, (text) => rewritten(text, said.has(saying(event, text))));
    return replacement === event.data ? [] : [{ seq, replacement }];
  });
};

const saying = ({ stream }: Event | UnknownEvent, { place, text }: FreeText): string => `${stream} ${place} ${text}`;

const textsOf = (event: Event | UnknownEvent, redacted: Redacted): FreeText[] => {
  if ('eventId' in redacted) return event.id === redacted.eventId ? erasableTexts(event, redacted.field) : [];
  const { data } = event;
  if (event.stream !== `incident:${redacted.incidentId}` || typeof data !== 'object' || data === null) return [];
  if (!('updateId' in data) || data.updateId !== redacted.updateId) return [];
  return freeTexts(event).filter(({ path, text }) => (path === 'text' || path === 'reason') && !isRemoved(text));
};

/** A text with the count-th mark in the place of what is erased of it. */
type Marked = (count: number) => string;
const without = ({ text, kind }: FreeText, isErased: boolean, needles: ReturnType<typeof needleOf>[]): Marked => {
  if (isErased) return kind === 'address' ? linkMark : mark;
  // Names are no place to quote in, and hold things together.
  if (kind === 'name') return () => text;
  let left = [text];
  for (const needle of needles) left = left.flatMap((stretch) => cut(stretch, findCopies(stretch, needle)));
  if (left.length === 1) return () => text;
  return kind === 'address' ? linkMark : (count) => left.join(mark(count));
};

const cut = (text: string, copies: readonly { from: number; until: number }[]): string[] => {
  const left: string[] = [];
  let at = 0;
  for (const { from, until } of copies) {
    left.push(text.slice(at, from));
    at = until;
  }
  return [...left, text.slice(at)];
};

/** The first that no other text reads like. */
const untaken = (taken: ReadonlySet<string>, marked: Marked): string => {
  for (let count = 1; ; count++) if (!taken.has(marked(count))) return marked(count);
};
