import type { Event, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import type { FreeText } from './free-texts.ts';
import { freeTexts, replaceTexts } from './free-texts.ts';
import { isRemoved, linkMark, mark } from './removed.ts';
import type { Commitment, Incident } from './state.ts';
import { copiesOf, type FindCopies, preparingCopies, type Stretch } from './verbatim.ts';

// Shorter texts are too common to be searched for elsewhere: erasing every "Fixed." would erase what others said.
const COPY_MIN = 20;

export interface Redaction {
  seq: number;
  /** The event's data without the text. */
  replacement: unknown;
}

/** What to erase: everything an update ever said (its id is unique only within its incident), or what one event says, all of it or one `field` with its parts. */
export type Redacted = { readonly incidentId: string; readonly updateId: string } | { readonly eventId: string; readonly field?: string | undefined };

/**
 * The streams in which copies of a stream's texts are searched: for an incident, or a promise in it, that incident, its promises, and the incidents linked
 * with it in either direction; for all other streams only the stream itself.
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

/** The texts of an event that can be erased: all of them, or those at or under `field`. Texts already erased do not count. */
export const erasableTexts = (event: Event | UnknownEvent, field?: string): FreeText[] =>
  isUnknown(event)
    ? []
    : freeTexts(event).filter(({ path, text }) => !isRemoved(text) && (field === undefined || path === field || path.startsWith(`${field}.`)));

/** Whether what is said beside an erasure would say again what is erased. */
export const quotesAny = (words: string, texts: readonly string[]): boolean => copiesOf(worthFinding(texts))(words).length > 0;

const worthFinding = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()))].filter((text) => text.length >= COPY_MIN);

type Stored = { readonly seq: number; readonly event: Event | UnknownEvent };

/**
 * What to erase so that nothing is left of what was said: it is blanked where it was said, where its own stream says it again of the same thing (amended,
 * published, carried along in a card), and where it is quoted word for word in sentences and links. Nothing but texts of people changes, and texts that
 * differed still do, so that a fold tells apart what it told apart. In: the events of `streamsNear`. Out: for each of them in turn, what replaces it, and
 * nothing where it does not change. Prepares in pieces of one event or one text (`finished` does them in one go), so that others may work between them. Linear in the texts it is given, however many are erased; `count` is told of every look at a character and every number tried.
 */
export function* redacting(events: readonly Stored[], redacted: Redacted, count: () => void = () => {}): Generator<void, (stored: Stored) => Redaction[]> {
  const said = new Set<string>();
  const sought = new Set<string>();
  for (const { event } of events) {
    const erased = textsOf(event, redacted);
    for (const text of erased) said.add(saying(event, text));
    for (const text of worthFinding(erased.map(({ text }) => text))) sought.add(text);
    yield;
  }
  const findCopies = yield* preparingCopies([...sought], count);
  const taken = new Set<string>();
  for (const { event } of events) {
    for (const { text } of freeTexts(event)) taken.add(text);
    yield;
  }
  // Equal texts get equal replacements, in every event.
  const done = new Map<string, string>();
  /** By what a text reads like with the first mark: the number of the last mark that was tried. */
  const tried = new Map<string, number>();
  /** The first that no other text reads like. */
  const untaken = (marked: Marked, first: string): string => {
    for (let number = (tried.get(first) ?? 0) + 1; ; number++) {
      count();
      const next = marked(number);
      if (taken.has(next)) continue;
      tried.set(first, number);
      return next;
    }
  };
  const rewritten = (text: FreeText, isErased: boolean): string => {
    const marked = without(text, isErased, findCopies);
    const first = marked(1);
    if (first === text.text) return first;
    const known = done.get(`${first} ${text.text}`);
    if (known !== undefined) return known;
    const next = untaken(marked, first);
    taken.add(next);
    done.set(`${first} ${text.text}`, next);
    return next;
  };
  return ({ seq, event }) => {
    const replacement = replaceTexts(event, (text) => rewritten(text, said.has(saying(event, text))));
    return replacement === event.data ? [] : [{ seq, replacement }];
  };
}

const saying = ({ stream }: Event | UnknownEvent, { place, text }: FreeText): string => `${stream} ${place} ${text}`;

/** Where an event of an update has words: its own, those that wait before they leave, and why they were changed. */
const WORDS: ReadonlySet<string> = new Set(['text', 'post.text', 'reason']);
const textsOf = (event: Event | UnknownEvent, redacted: Redacted): FreeText[] => {
  if ('eventId' in redacted) return event.id === redacted.eventId ? erasableTexts(event, redacted.field) : [];
  const { data } = event;
  if (event.stream !== `incident:${redacted.incidentId}` || typeof data !== 'object' || data === null) return [];
  if (!('updateId' in data) || data.updateId !== redacted.updateId) return [];
  return freeTexts(event).filter(({ path, text }) => WORDS.has(path) && !isRemoved(text));
};

/** A text with the mark of this number in the place of what is erased of it. */
type Marked = (number: number) => string;
const without = ({ text, kind }: FreeText, isErased: boolean, findCopies: FindCopies): Marked => {
  if (isErased) return kind === 'address' ? linkMark : mark;
  // Names are not searched: nobody quotes in a name, and other data refers to it.
  if (kind === 'name') return () => text;
  const left = cut(text, findCopies(text));
  if (left.length === 1) return () => text;
  return kind === 'address' ? linkMark : (number) => left.join(mark(number));
};

const cut = (text: string, copies: readonly Stretch[]): string[] => {
  const left: string[] = [];
  let at = 0;
  for (const { from, until } of copies) {
    left.push(text.slice(at, from));
    at = until;
  }
  return [...left, text.slice(at)];
};
