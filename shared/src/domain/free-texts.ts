import type { Event, EventType, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';

/**
 * The free texts of events: every string that is neither an id, a word of a closed vocabulary nor part of a time.
 * `words`: sentences, which may quote others. `name`: the name of a person or thing; `address`: a link.
 */
export type TextKind = 'words' | 'name' | 'address';

/** One text in an event. `path`: its place, as in `card.causes.0.text`. */
export interface FreeText {
  readonly path: string;
  readonly kind: TextKind;
  /** Which text of which thing it is, within its stream: the same in the event that said it first, in events that repeat it and in cards that contain it. */
  readonly place: string;
  readonly text: string;
}

/** By path, with `*` for any index: its kind, and the name that its place has in all events. */
type Fields = Readonly<Record<string, { readonly kind: TextKind; readonly slot: string }>>;
const fields = (prefix: string, path: string, kinds: Readonly<Record<string, TextKind>>): Fields =>
  Object.fromEntries(Object.entries(kinds).map(([key, kind]) => [`${path}${key}`, { kind, slot: `${prefix}${key}` }]));
const own = (slot: string, kinds: Readonly<Record<string, TextKind>>): Fields => fields(`${slot}.`, '', kinds);
const part = (slot: string, kinds: Readonly<Record<string, TextKind>>) => (path: string) => fields(`${slot}.`, `${path}.`, kinds);

const AUDIENCE = { 'audience.of': 'words', 'audience.words': 'words' } as const;
const impact = part('impact', { what: 'words', ...AUDIENCE });
const guidance = part('guidance', { text: 'words' });
const cause = part('cause', { text: 'words', 'chain.*': 'words' });
const thirdParty = part('third-party', { name: 'name', role: 'words', statusPage: 'address', link: 'address' });
const resource = part('resource', { link: 'address', words: 'words' });
const link = part('link', { words: 'words' });
const flag = part('flag', { words: 'words', 'readings.*.words': 'words' });
const detection = part('detection', { by: 'words' });
const section = part('section', { heading: 'words', text: 'words' });
const person = (path: string): Fields => ({ [path]: { kind: 'name', slot: 'person' } });
const title = own('incident', { title: 'words' });
const update = own('update', { text: 'words' });
const promise = own('promise', { text: 'words', owner: 'name' });
const CARD: Fields = {
  ...fields('incident.', 'card.', { title: 'words' }),
  ...impact('card.impacts.*'),
  ...guidance('card.guidance.*'),
  ...cause('card.causes.*'),
  ...thirdParty('card.thirdParties.*'),
  ...link('card.links.*'),
  ...flag('card.flags.*'),
  ...detection('card.detection'),
  ...person('card.roles.commander'),
  ...person('card.roles.communicator'),
  ...person('card.roles.operations'),
  ...person('card.roles.scribe'),
  ...resource('card.resources.*'),
};
const NONE: Fields = {};

/** The complete list. Its test compares it with the schemas of all events. */
export const FREE_TEXTS: Readonly<Record<EventType, Fields>> = {
  'board-named': own('board', { name: 'name', notice: 'words' }),
  'person-named': own('person', { name: 'name' }),
  'region-defined': own('region', { name: 'name' }),
  'group-defined': own('group', { name: 'name' }),
  'component-defined': own('component', { name: 'name', description: 'words', 'provider.name': 'name', 'provider.statusPage': 'address', team: 'name' }),
  'component-retired': NONE,
  'template-written': own('template', { name: 'name', title: 'words', what: 'words', text: 'words' }),
  'template-removed': NONE,

  'statement-made': own('statement', { words: 'words', ...AUDIENCE, 'source.name': 'name', 'source.link': 'address' }),
  'statement-expired': NONE,
  'evidence-lost': NONE,
  'statement-withdrawn': NONE,
  'statements-muted': own('mute', { reason: 'words' }),
  'mute-ended': NONE,
  'verdict-overridden': own('verdict', { sentence: 'words', detail: 'words' }),
  'override-ended': NONE,

  'incident-opened': { ...title, ...impact('impacts.*') },
  'incident-published': CARD,
  'incident-retitled': title,
  'incident-acknowledged': person('by'),
  'phase-changed': NONE,
  'incident-dismissed': own('dismissal', { reason: 'words' }),
  'incident-resolved': NONE,
  'incident-reopened': CARD,
  'times-corrected': own('times', { reason: 'words' }),
  'impact-stated': impact('impact'),
  'impact-ended': NONE,
  'update-posted': update,
  'update-amended': { ...update, ...own('update', { reason: 'words' }) },
  'update-retracted': own('update', { reason: 'words' }),
  'update-shown-in-error': { ...own('update', { reason: 'words' }), ...impact('impacts.*.before') },
  'update-published': update,
  'update-held': { ...fields('update.', 'post.', { text: 'words' }), ...impact('post.impacts.*') },
  'hold-ended': NONE,
  'guidance-given': guidance('guidance'),
  'cause-stated': cause('cause'),
  'third-party-named': thirdParty('thirdParty'),
  'role-assigned': person('person'),
  'resource-linked': resource('resource'),
  'resource-unlinked': NONE,
  'detection-stated': detection('detection'),
  'incident-linked': link('link'),
  'incident-flagged': flag('flag'),
  'postmortem-written': section('section'),

  'commitment-made': promise,
  'commitment-changed': promise,
  'commitment-overdue': NONE,
  'commitment-kept': own('promise', { words: 'words' }),
  'commitment-dropped': own('promise', { reason: 'words' }),
  'commitment-failed': NONE,

  'maintenance-scheduled': own('work', { title: 'words', text: 'words' }),
  'maintenance-rescheduled': own('work', { reason: 'words' }),
  'maintenance-phase-changed': NONE,
  'maintenance-overran': NONE,

  'sighting-recorded': own('sighting', { words: 'words', ticket: 'words' }),
  'sighting-linked': { ...fields('sighting.', 'sighting.', { words: 'words', ticket: 'words' }), ...person('sighting.heardBy.name') },
  'suspicion-raised': NONE,
  'suspicion-taken': NONE,
  'suspicion-left': NONE,
  'suspicion-ended': own('suspicion', { reason: 'words' }),

  'handover-offered': own('handover', { note: 'words' }),
  'handover-ended': NONE,
  'acknowledgement-lapsed': NONE,

  'drill-started': own('drill', { name: 'words', lead: 'name', 'goals.*': 'words' }),
  'drill-ended': NONE,
  'text-redacted': own('redaction', { reason: 'words' }),
  'canary-sent': NONE,
};

/** Every text in an event, in order. For a type this build does not know: every string except those that look like an id or a vocabulary word. */
export const freeTexts = (event: Event | UnknownEvent): FreeText[] => {
  const found: FreeText[] = [];
  replaceTexts(event, (text) => {
    found.push(text);
    return text.text;
  });
  return found;
};

/** The event's data with each text replaced by the result of `change`; the same data when nothing changes. */
export const replaceTexts = (event: Event | UnknownEvent, change: (text: FreeText) => string): unknown => {
  const known = isUnknown(event) ? null : FREE_TEXTS[event.type];
  const walk = (value: unknown, path: string, pattern: string, subject: string): unknown => {
    if (typeof value === 'string') {
      const field = known === null ? unheardOf(value, pattern) : known[pattern];
      return field === undefined ? value : change({ path, kind: field.kind, place: `${field.slot} ${subject}`, text: value });
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const next = value.map((item, index) => walk(item, below(path, String(index)), below(pattern, '*'), subject));
      return next.every((item, index) => item === value[index]) ? value : next;
    }
    const about = subjectOf(value) ?? subject;
    const next = Object.entries(value).map(([key, item]) => [key, walk(item, below(path, key), below(pattern, key), about)] as const);
    return next.every(([key, item]) => item === value[key as never]) ? value : Object.fromEntries(next);
  };
  return walk(event.data, '', '', '');
};

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const LIKE_AN_ID = /^[a-z0-9_-]*$/;
const unheardOf = (value: string, pattern: string): Fields[string] | undefined =>
  LIKE_AN_ID.test(value) && pattern !== 'text' && pattern !== 'reason' ? undefined : { kind: 'words', slot: `update.${pattern}` };

/** Which thing in its stream an object is about, where the stream holds several of that kind. Null: the same as the object around it. */
const subjectOf = (value: object): string | null => {
  const { updateId, sightingId, resourceId, impactId, earlierOf = impactId, key, heading, kind, incidentId, inferred } = value as Record<string, unknown>;
  if (typeof updateId === 'string') return updateId;
  if (typeof sightingId === 'string') return sightingId;
  if (typeof resourceId === 'string') return resourceId;
  if (typeof earlierOf === 'string') return earlierOf;
  if (typeof key === 'string' && heading !== undefined) return key;
  return typeof incidentId === 'string' && inferred !== undefined ? `${kind} ${incidentId}` : null;
};
