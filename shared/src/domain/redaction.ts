import type { Event, UnknownEvent } from './event.ts';
import type { Commitment, Incident } from './state.ts';

export const REMOVED = '[removed]';
// Shorter texts are too common to look for elsewhere: erasing every "Fixed." would take what others said.
const COPY_MIN = 20;
// Such a text may be the name of something, and names hold the log together.
const LIKE_AN_ID = /^[a-z0-9-]+$/;
// What is left of an address that was erased: still an address, so that the event can still be read.
const REMOVED_LINK = 'https://removed.invalid/';
const ADDRESS = /^https?:\/\/\S+$/;

export interface Redaction {
  seq: number;
  /** The event's data without the text. */
  replacement: unknown;
}

/** The update whose texts go. Its id is its own in its incident only. */
interface Redacted {
  incidentId: string;
  updateId: string;
}

/** The streams in which words of an incident are likely to have been copied: its own, those of its promises, and of incidents linked with it either way. */
export const streamsNear = (incidentId: string, incidents: Iterable<Incident>, commitments: Iterable<Commitment>): string[] => {
  const streams = new Set([`incident:${incidentId}`]);
  for (const { id, links } of incidents) {
    if (links.some((link) => link.incidentId === incidentId)) streams.add(`incident:${id}`);
    if (id === incidentId) for (const link of links) streams.add(`incident:${link.incidentId}`);
  }
  for (const commitment of commitments) if (commitment.incidentId === incidentId) streams.add(`commitment:${commitment.id}`);
  return [...streams];
};

/**
 * What to erase so that no text of an update is left: the update, its amendments, its publishing, and copies of its words in any other
 * event given (guidance, causes, cards, promises), broken into lines or quoted otherwise included. In: the events of `streamsNear`. Out: only those that change.
 */
export const redactions = (events: readonly { seq: number; event: Event | UnknownEvent }[], update: Redacted): Redaction[] => {
  const texts = new Set<string>();
  for (const { event } of events) {
    if (isOfUpdate(event, update)) texts.add(event.data.text.trim());
  }
  const copies = [...texts]
    .filter((text) => text.length >= COPY_MIN && !LIKE_AN_ID.test(text))
    .sort((a, b) => b.length - a.length)
    .map(anywhere);
  return events.flatMap(({ seq, event }) => {
    if (isOfUpdate(event, update)) return [{ seq, replacement: blank(event.data) }];
    const replacement = withoutCopies(event.data, copies);
    return replacement === event.data ? [] : [{ seq, replacement }];
  });
};

type OfUpdate = { data: { updateId: string; text: string; reason?: string | null } };
const isOfUpdate = (event: Event | UnknownEvent, { incidentId, updateId }: Redacted): event is (Event | UnknownEvent) & OfUpdate => {
  const { data } = event;
  if (event.stream !== `incident:${incidentId}`) return false;
  return typeof data === 'object' && data !== null && 'updateId' in data && data.updateId === updateId && 'text' in data && typeof data.text === 'string';
};

const blank = (data: OfUpdate['data']) => ({ ...data, text: REMOVED, ...(typeof data.reason === 'string' ? { reason: REMOVED } : {}) });

/** Finds a text however its words are wrapped, and behind the marks of a quotation. */
const anywhere = (text: string): RegExp =>
  new RegExp(
    text
      .split(/[\s>]+/)
      .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('[\\s>]+'),
    'g',
  );

/** The same value when it holds no copy. */
const withoutCopies = (value: unknown, copies: readonly RegExp[]): unknown => {
  if (typeof value === 'string') {
    const next = copies.reduce((text, copy) => text.replaceAll(copy, REMOVED), value);
    return next !== value && ADDRESS.test(value) && !ADDRESS.test(next) ? REMOVED_LINK : next;
  }
  if (Array.isArray(value)) {
    const next = value.map((item) => withoutCopies(item, copies));
    return next.every((item, index) => item === value[index]) ? value : next;
  }
  if (typeof value !== 'object' || value === null) return value;
  const next = Object.entries(value).map(([key, item]) => [key, withoutCopies(item, copies)] as const);
  return next.every(([key, item]) => item === value[key as never]) ? value : Object.fromEntries(next);
};
