import type { Event, UnknownEvent } from './event.ts';

export const REMOVED = '[removed]';
// Shorter texts are too common to look for elsewhere: erasing every "Fixed." would take what others said.
const COPY_MIN = 20;

export interface Redaction {
  seq: number;
  /** The event's data without the text. */
  replacement: unknown;
}

/**
 * What to erase so that no text of an update is left: the update, its amendments, its publishing, and copies of its words in any other
 * event given (guidance, causes, cards). In: the events of the incident's stream. Out: only those that change.
 */
export const redactions = (events: readonly { seq: number; event: Event | UnknownEvent }[], updateId: string): Redaction[] => {
  const texts = new Set<string>();
  for (const { event } of events) {
    if (isOfUpdate(event, updateId)) texts.add(event.data.text.trim());
  }
  const copies = [...texts].filter((text) => text.length >= COPY_MIN && /\s/.test(text)).sort((a, b) => b.length - a.length);
  return events.flatMap(({ seq, event }) => {
    if (isOfUpdate(event, updateId)) return [{ seq, replacement: blank(event.data) }];
    const replacement = withoutCopies(event.data, copies);
    return replacement === event.data ? [] : [{ seq, replacement }];
  });
};

type OfUpdate = { data: { updateId: string; text: string; reason?: string | null } };
const isOfUpdate = (event: Event | UnknownEvent, updateId: string): event is (Event | UnknownEvent) & OfUpdate => {
  const { data } = event;
  return typeof data === 'object' && data !== null && 'updateId' in data && data.updateId === updateId && 'text' in data && typeof data.text === 'string';
};

const blank = (data: OfUpdate['data']) => ({ ...data, text: REMOVED, ...(typeof data.reason === 'string' ? { reason: REMOVED } : {}) });

/** The same value when it holds no copy. */
const withoutCopies = (value: unknown, copies: readonly string[]): unknown => {
  if (typeof value === 'string') return copies.reduce((text, copy) => text.replaceAll(copy, REMOVED), value);
  if (Array.isArray(value)) {
    const next = value.map((item) => withoutCopies(item, copies));
    return next.every((item, index) => item === value[index]) ? value : next;
  }
  if (typeof value !== 'object' || value === null) return value;
  const next = Object.entries(value).map(([key, item]) => [key, withoutCopies(item, copies)] as const);
  return next.every(([key, item]) => item === value[key as never]) ? value : Object.fromEntries(next);
};
