import { blankIncident } from './blank-incident.ts';
import { withBoundsTold } from './bounds-told.ts';
import { moveLevelEntries } from './component-level.ts';
import type { Event, EventOf, EventType, Impact, IncidentCard, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { isSurelyLater } from './fact-span.ts';
import type { FactTime } from './fact-time.ts';
import { isLater, UNKNOWN_TIME, wordless } from './fact-time.ts';
import { type ImpactList, impactList } from './impact-list.ts';
import { sameTime, withSpells } from './incident-spells.ts';
import { moveTimes, type TimesCorrection } from './move-times.ts';
import { isAsCustomersGetIt } from './public-event.ts';
import { saidWithOf } from './said-with.ts';
import type { Entry, EntryChange, Incident, Occurrence } from './state.ts';
import type { Level } from './words.ts';

/**
 * Folds the events of one incident. Total: an event that does not fit changes nothing.
 *
 *     opened | published (public fold) | reopened (evicted) ──▶ incident ──▶ everything else ──▶ incident'
 *
 * A resolved incident becomes active only by `incident-reopened`.
 *
 * `next`: the event that is folded right after this one, where what lies between is shown to nobody. Of impacts stated one after the other the interval is then
 * derived once, after the last: a reopening states as many as there were.
 */
export const evolveIncident = (incident: Incident | undefined, event: Event | UnknownEvent, next?: Event | UnknownEvent): Incident | undefined => {
  if (incident === undefined) {
    const begun = begin(event);
    return begun === undefined || isUnknown(event) ? undefined : withSpells(withBoundsTold(undefined, begun, event));
  }
  if (incidentIdOf(event) !== incident.id) return incident;
  const turned = change(incident, event);
  if (turned === incident) return incident;
  const after = isUnknown(event) ? turned : withBoundsTold(incident, turned, event);
  const changed = { ...after, changedAt: event.recordedAt };
  const lastsAsBefore = after.stated === incident.stated && after.impacts === incident.impacts && after.phase === incident.phase;
  return lastsAsBefore || isLeftTo(next, changed, event) ? changed : withSpells(changed);
};

/** Whether the next event derives the interval anew, and reads nothing of it: it states another impact while the incident goes on. */
const isLeftTo = (next: Event | UnknownEvent | undefined, incident: Incident, event: Event | UnknownEvent): boolean =>
  next !== undefined && incident.phase !== 'resolved' && [event, next].every((one) => isImpactStated(one) && incidentIdOf(one) === incident.id);
const isImpactStated = (event: Event | UnknownEvent): boolean => !isUnknown(event) && event.type === 'impact-stated';

/** The incident an event is about, null for every other event. */
export const incidentIdOf = (event: Event | UnknownEvent): string | null =>
  event.stream.startsWith('incident:') ? event.stream.slice('incident:'.length) : null;

const begin = (event: Event | UnknownEvent): Incident | undefined => {
  if (isUnknown(event)) return undefined;
  switch (event.type) {
    case 'incident-opened':
      return open(event);
    case 'incident-published':
      // In the internal fold an unknown incident has left the board; the card, made for customers, is not enough to restore it.
      if (!isAsCustomersGetIt(event)) return undefined;
      return withChange({ ...fromCard(event.data.card, event), published: true }, event, { what: 'published' });
    case 'incident-reopened': {
      const { card } = event.data;
      return reopen({ ...fromCard(card, event), phase: 'resolved', entryCount: card.entryCount ?? 0 }, event);
    }
    default:
      return undefined;
  }
};

const change = (incident: Incident, event: Event | UnknownEvent): Incident => {
  if (isUnknown(event)) return withEntry(incident, event, { kind: 'unsupported' });
  switch (event.type) {
    case 'incident-published':
      return incident.published ? incident : withChange({ ...incident, published: true }, event, { what: 'published' });
    case 'incident-retitled': {
      const { title } = event.data;
      return title === incident.title ? incident : withChange({ ...incident, title }, event, { what: 'title', from: incident.title, to: title });
    }
    case 'incident-acknowledged':
      return acknowledge(incident, event);
    case 'acknowledgement-lapsed': {
      if (incident.acknowledged === null) return incident;
      const { at: _, ...holder } = incident.acknowledged;
      return withChange({ ...incident, acknowledged: null, lapsedAt: event.recordedAt }, event, { what: 'lapsed', ...holder });
    }
    case 'phase-changed':
      return changePhase(incident, event);
    case 'incident-resolved':
      return resolve(incident, event);
    case 'incident-dismissed':
      return dismiss(incident, event);
    case 'incident-reopened':
      return reopen(incident, event);
    case 'times-corrected':
      return correctTimes(incident, event);
    case 'impact-stated':
      return stateImpact(incident, event);
    case 'impact-ended':
      return endImpact(incident, event);
    case 'update-posted':
      return postUpdate(incident, event);
    case 'update-amended':
      return amendUpdate(incident, event);
    case 'update-retracted':
      return retractUpdate(incident, event);
    case 'update-shown-in-error':
      return showInError(incident, event);
    case 'update-published':
      return publishUpdate(incident, event);
    case 'guidance-given':
      return { ...incident, guidance: including(incident.guidance, event.data.guidance) };
    case 'cause-stated':
      return { ...incident, causes: including(incident.causes, event.data.cause) };
    case 'third-party-named':
      return { ...incident, thirdParties: replacing(incident.thirdParties, event.data.thirdParty, (party) => party.name) };
    case 'role-assigned':
      return assignRole(incident, event);
    case 'resource-linked':
      return { ...incident, resources: replacing(incident.resources, event.data.resource, ({ resourceId }) => resourceId) };
    case 'resource-unlinked': {
      const left = incident.resources.filter(({ resourceId }) => resourceId !== event.data.resourceId);
      return left.length === incident.resources.length ? incident : { ...incident, resources: left };
    }
    case 'detection-stated':
      return { ...incident, detection: event.data.detection };
    case 'incident-linked':
      return { ...incident, links: replacing(incident.links, event.data.link, (link) => `${link.kind} ${link.incidentId}`) };
    case 'incident-flagged':
      return { ...incident, flags: including(incident.flags, event.data.flag) };
    case 'postmortem-written':
      return { ...incident, postmortem: replacing(incident.postmortem, event.data.section, (section) => section.key) };
    case 'sighting-linked': {
      const { sightingId: id, heardBy, ...seen } = event.data.sighting;
      return incident.entries.some((entry) => entry.id === id)
        ? incident
        : withEntry(incident, event, { id, kind: 'change', actor: heardBy ?? event.actor, change: { what: 'sighting', ...seen } });
    }
    // What waits counts for nothing yet: the board lists it.
    case 'update-held':
    case 'hold-ended':
      return incident;
    default:
      // An event about an incident that has no case here would change nothing.
      event.type satisfies Exclude<EventType, AboutIncident> | 'incident-opened' | 'commitment-failed';
      return incident;
  }
};
type AboutIncident = { [T in EventType]: EventOf<T>['data'] extends { incidentId: string } ? T : never }[EventType];

const open = (event: EventOf<'incident-opened'>): Incident => {
  const { incidentId, title, phase, startedAt, impacts, drill, saidWith } = event.data;
  const endedAt = phase === 'resolved' ? event.at : null;
  const opened: Incident = {
    ...blankIncident(incidentId, drill, event.recordedAt),
    title,
    phase,
    published: event.scope === 'public',
    ...statedAs([{ from: startedAt, until: endedAt }]),
    phases: [{ phase, at: event.at }],
    ...(saidWith === undefined ? {} : { openedWith: saidWith }),
  };
  return impacts.reduce((incident, impact) => putImpact(incident, impact, event), withChange(opened, event, { what: 'phase', to: phase }));
};

const fromCard = (card: IncidentCard, event: EventOf<'incident-published'> | EventOf<'incident-reopened'>): Incident => {
  const { incidentId, roles, rolePeople, resources, published = false, startedAt, occurrences, entryCount: _, ...known } = card;
  return {
    ...blankIncident(incidentId, event.data.drill, event.recordedAt),
    ...known,
    published,
    ...statedAs(occurrences.length > 0 ? occurrences : [{ from: startedAt, until: card.phase === 'resolved' ? UNKNOWN_TIME : null }]),
    roles: roles ?? {},
    rolePeople: rolePeople ?? {},
    resources: resources ?? [],
  };
};

/** The stated times of an incident; its interval is derived from these and the impacts. */
const statedAs = (stated: readonly Occurrence[]): Pick<Incident, 'stated' | 'occurrences' | 'startedAt' | 'endedAt'> => ({
  stated,
  occurrences: stated,
  startedAt: stated[0]?.from ?? UNKNOWN_TIME,
  endedAt: null,
});

/** The acknowledging person may change; the time until the first acknowledgement does not. */
const acknowledge = (incident: Incident, event: EventOf<'incident-acknowledged'>): Incident => {
  const { by, personId } = event.data;
  const holder = { by, ...(personId === undefined ? {} : { person: personId }) };
  const next = withChange({ ...incident, acknowledged: { ...holder, at: event.at } }, event, { what: 'acknowledged', ...holder });
  const occurrence = incident.stated.at(-1);
  if (occurrence === undefined || occurrence.acknowledged !== undefined) return next;
  return { ...next, stated: incident.stated.with(-1, { ...occurrence, acknowledged: event.at }) };
};

const changePhase = (incident: Incident, event: EventOf<'phase-changed'>): Incident => {
  const { phase, passed } = event.data;
  if (incident.phase === 'resolved') return incident;
  if (passed) return withChange(incident, event, { what: 'phase', to: phase });
  const phases = phase === incident.phase ? incident.phases : [...incident.phases, { phase, at: event.at }];
  return withChange({ ...incident, phase, phases }, event, { what: 'phase', to: phase });
};

/**
 * Ends everything still running and cuts what was said to last longer: no impact outlasts its incident. Resolving a resolved incident corrects its end. The last
 * statement wins, whatever its scope; the end that is known already, told once more, moves nothing.
 */
const resolve = (incident: Incident, event: EventOf<'incident-resolved'>): Incident => {
  const { endedAt } = event.data;
  const isTold = incident.phase === 'resolved' && incident.endedAt !== null && same(wordless(incident.endedAt), wordless(endedAt));
  if (isTold) return withChange(incident, event, { what: 'phase', to: 'resolved' });
  const begun = incident.occurrences.at(-1)?.from ?? incident.startedAt;
  const known = isSurelyLater(begun, endedAt) ? incident : movedTimes(incident, { occurrence: incident.stated.length - 1, from: null, until: endedAt });
  const next = ended(known, endedAt, event.at);
  return withChange(next, event, { what: 'phase', to: 'resolved' });
};

const movedTimes = (incident: Incident, correction: TimesCorrection): Incident => {
  const next = moveTimes(incident, correction);
  return { ...next, entries: moveLevelEntries(next.entries, incident.impacts, next.impacts) };
};

/** Ends the incident at `endedAt`, as was said at `at`. */
const ended = (incident: Incident, endedAt: FactTime, at: FactTime): Incident => {
  const last = incident.stated.length - 1;
  return {
    ...incident,
    phase: 'resolved',
    phases: incident.phase === 'resolved' ? incident.phases : [...incident.phases, { phase: 'resolved', at }],
    stated: incident.stated.map((occurrence, index) => (index === last || occurrence.until === null ? { ...occurrence, until: endedAt } : occurrence)),
    impacts: incident.impacts.map((impact) => (impact.until === null ? { ...impact, until: endedAt } : impact)),
  };
};

/** Dismisses the incident: whatever still stands of it ends. Once reopened it counts again. */
const dismiss = (incident: Incident, event: EventOf<'incident-dismissed'>): Incident => {
  if (incident.dismissed !== null) return incident;
  const { reason } = event.data;
  const forCustomers = isAsCustomersGetIt(event);
  const over = incident.phase === 'resolved' ? incident : ended(incident, event.at, event.at);
  return withChange({ ...over, dismissed: { at: event.at, reason, forCustomers } }, event, { what: 'dismissed', reason, forCustomers });
};

/** The entry shows the old and new times. A correction repeated in the other scope gives no second entry. */
const correctTimes = (incident: Incident, event: EventOf<'times-corrected'>): Incident => {
  const { occurrence, from, until, reason } = event.data;
  const index = occurrence - 1;
  const before = incident.occurrences[index];
  if (before === undefined) return incident;
  const next = withSpells(movedTimes(incident, { occurrence: index, from, until: before.until === null ? null : until }));
  const after = next.occurrences[index] ?? before;
  const began = same(before.from, after.from) ? null : { from: before.from, to: after.from };
  const ended = before.until === null || after.until === null || same(before.until, after.until) ? null : { from: before.until, to: after.until };
  if (began === null && ended === null) return event.scope === 'public' ? tellCorrection(next, occurrence) : next;
  return withChange(next, event, { what: 'times', occurrence, began, ended, reason });
};

/** A correction made internally before is now published: its entry becomes public. */
const tellCorrection = (incident: Incident, occurrence: number): Incident =>
  tell(incident, (change) => change.what === 'times' && change.occurrence === occurrence);

/** "Reopened" means investigating again; another phase follows it. A reopened incident is unacknowledged. */
const reopen = (incident: Incident, event: EventOf<'incident-reopened'>): Incident => {
  const published = incident.published || event.scope === 'public';
  if (incident.phase !== 'resolved') return event.scope === 'public' ? tellReopening({ ...incident, published }) : incident;
  const { from, phase } = event.data;
  const reopened = { phase: 'reopened' as const, at: event.at };
  const next: Incident = {
    ...incident,
    phase,
    published,
    acknowledged: null,
    dismissed: null,
    stated: [...incident.stated, { from, until: null }],
    phases: [...incident.phases, reopened, ...(phase === 'investigating' ? [] : [{ phase, at: event.at }])],
  };
  return withEntry(next, event, { kind: 'change', phase: 'reopened', change: { what: 'phase', to: 'reopened' } });
};

/** The public half of a reopening: its entry, recorded as internal a moment ago, is public too. */
const tellReopening = (incident: Incident): Incident => tell(incident, (change) => change.what === 'phase' && change.to === 'reopened');

const tell = (incident: Incident, isIt: (change: EntryChange) => boolean): Incident => {
  const index = incident.entries.findLastIndex(({ change }) => change !== null && isIt(change));
  const entry = incident.entries[index];
  return entry === undefined || entry.scope === 'public' ? incident : { ...incident, entries: incident.entries.with(index, { ...entry, scope: 'public' }) };
};

const stateImpact = (incident: Incident, event: EventOf<'impact-stated'>): Incident => {
  const { impact } = event.data;
  const standing = incident.phase !== 'resolved' || impact.until !== null;
  return putImpact(incident, standing ? impact : { ...impact, until: incident.endedAt }, event);
};

/**
 * The last statement of an impact wins. When it begins later than the one it replaces, the earlier period stays as a separate ended impact; stated
 * again unchanged while it is running, its beginning is corrected.
 */
const putImpact = (incident: Incident, impact: Impact, event: Event): Incident => {
  const list = impactList(incident.impacts);
  const known = list.placeOf(impact.impactId);
  const before = list.at(known);
  const stretch = before === undefined ? null : earlierStretch(before, impact, list);
  const at = entryTime(impact.from, event);
  const from = list.levelFrom(impact.componentId, at);
  const running = { ...impact, until: null };
  const place = known ?? list.add(running);
  list.replace(place, running);
  if (stretch !== null) list.add(stretch);
  const isMoved = before !== undefined && stretch === null && before.level === impact.level && before.notAffected === impact.notAffected;
  const id = `${event.id}:${impact.impactId}`;
  const next = isMoved
    ? { ...incident, entries: moveLevelEntries(incident.entries, [before], [impact]) }
    : withLevelEntry(incident, event, { id, impact, at, from, to: list.levelFrom(impact.componentId, at) });
  if (impact.until !== null) return endAt(next, list, { impact: running, place, until: impact.until }, event, `${id}:end`);
  return { ...next, impacts: list.taken() };
};

const earlierStretch = (before: Impact, after: Impact, list: ImpactList): Impact | null => {
  if (!isLater(after.from, before.from) || (before.until === null && same(after, { ...before, from: after.from }))) return null;
  const until = before.until !== null && isLater(after.from, before.until) ? before.until : after.from;
  return { ...before, impactId: earlierId(before.impactId, list), earlierOf: before.impactId, until };
};

/** An id that no impact of the incident has, people's own included. */
const earlierId = (impactId: string, list: ImpactList): string => {
  for (let number = 1; ; number += 1) {
    const id = `${impactId.slice(0, 56)}-was-${number}`;
    if (list.placeOf(id) === undefined) return id;
  }
};

const endImpact = (incident: Incident, event: EventOf<'impact-ended'>): Incident => {
  const { impactId, until } = event.data;
  const list = impactList(incident.impacts);
  const place = list.placeOf(impactId);
  const impact = list.at(place);
  return place === undefined || impact === undefined ? incident : endAt(incident, list, { impact, place, until }, event, event.id);
};

/** Ends one impact. What ends with its incident has no entry of its own. */
const endAt = (
  incident: Incident,
  list: ImpactList,
  { impact, place, until }: { impact: Impact; place: number; until: FactTime },
  event: Event,
  id: string,
): Incident => {
  const at = entryTime(until, event);
  list.replace(place, { ...impact, until: null });
  const from = list.levelFrom(impact.componentId, at);
  list.replace(place, { ...impact, until });
  const impacts = list.taken();
  const isUntold = impact.notAffected || (impact.until !== null && until.ms === null) || (incident.endedAt !== null && sameTime(until, incident.endedAt));
  if (isUntold) return { ...incident, impacts };
  return withLevelEntry({ ...incident, impacts }, event, { id, impact, at, from, to: list.levelFrom(impact.componentId, at) });
};

/** When an entry stands that something has of this time. */
const entryTime = (given: FactTime, event: Event): FactTime => (given.ms === null ? event.at : given);

/**
 * The entry of a changed level: that of the component, by all its impacts, at the time at which it changed. None where another impact keeps it where it was.
 */
const withLevelEntry = (
  incident: Incident,
  event: Event,
  { id, impact: { componentId, notAffected }, at, from, to }: { id: string; impact: Impact; at: FactTime; from: Level; to: Level },
): Incident => {
  if (from === to && !notAffected) return incident;
  return withEntry(incident, event, { id, at, kind: 'change', change: { what: 'level', componentId, from, to, notAffected } });
};

const postUpdate = (incident: Incident, event: EventOf<'update-posted'>): Incident => {
  const { updateId, kind, text } = event.data;
  if (incident.entries.some(({ id }) => id === updateId)) return incident;
  return withEntry(incident, event, { id: updateId, kind: kind === 'update' ? event.scope : kind, text });
};

const amendUpdate = (incident: Incident, event: EventOf<'update-amended'>): Incident => {
  const { updateId, text, reason } = event.data;
  return editEntry(incident, updateId, (entry) => retext(entry, text, reason, event));
};

/** Responders keep the words; customers keep that there were some. */
const retractUpdate = (incident: Incident, event: EventOf<'update-retracted'>): Incident => {
  const { updateId, reason } = event.data;
  const left = isAsCustomersGetIt(event) ? { text: null, earlier: [] } : {};
  const retracted = { at: event.recordedAt, reason, by: event.actor };
  return editEntry(incident, updateId, (entry) => (entry.text === null ? entry : { ...entry, ...left, retracted }));
};

/** As it was before, as if it had never been said; that it was shown stays with its entry. */
const showInError = (incident: Incident, event: EventOf<'update-shown-in-error'>): Incident => {
  const { updateId, from, impacts: undone, theirs = false, reason } = event.data;
  const isTheirs = isAsCustomersGetIt(event);
  const shown = undone.flatMap(({ impactId }) => incident.impacts.find((impact) => impact.impactId === impactId) ?? []);
  const levels = shown.filter(({ notAffected }) => !notAffected).map(({ componentId, level }) => ({ componentId, level }));
  const impacts = theirs && !isTheirs ? incident.impacts : undone.reduce((all, one) => asBefore(all, one, incident), incident.impacts);
  const left = isTheirs ? { text: null, earlier: [] } : {};
  const retracted = { at: event.recordedAt, reason, by: event.actor, inError: { from, levels } };
  return editEntry({ ...incident, impacts }, updateId, (entry) => (entry.text === null ? entry : { ...entry, ...left, retracted }));
};

/** With one impact as it was before: begun earlier, it is the stretch that stating it again had left behind. */
const asBefore = (
  impacts: Incident['impacts'],
  { impactId, before }: EventOf<'update-shown-in-error'>['data']['impacts'][number],
  { phase, endedAt }: Incident,
): Incident['impacts'] => {
  if (before === null) return impacts.filter((one) => one.impactId !== impactId);
  const shown = impacts.find((one) => one.impactId === impactId);
  const again = phase === 'resolved' && before.until === null ? { ...before, until: endedAt } : before;
  if (shown === undefined) return [...impacts, again];
  const isStretch = (one: Impact): boolean =>
    one.earlierOf === impactId && one.until !== null && sameTime(one.until, shown.from) && !sameTime(before.from, shown.from);
  return impacts.flatMap((one) => (one === shown ? [again] : isStretch(one) ? [] : [one]));
};

const publishUpdate = (incident: Incident, event: EventOf<'update-published'>): Incident => {
  const { updateId, kind, text } = event.data;
  const shownAs = kind === 'update' ? 'public' : kind;
  if (!incident.entries.some(({ id }) => id === updateId)) {
    return withEntry(incident, event, { id: updateId, kind: shownAs, text, publishedAt: event.recordedAt });
  }
  return editEntry(incident, updateId, (entry) => ({
    ...retext(entry, text, null, event),
    kind: shownAs,
    scope: 'public',
    publishedAt: entry.publishedAt ?? event.recordedAt,
  }));
};

const assignRole = (incident: Incident, event: EventOf<'role-assigned'>): Incident => {
  const { role, person, personId } = event.data;
  const { [role]: _, ...others } = incident.roles;
  const { [role]: __, ...otherPeople } = incident.rolePeople;
  const next: Incident = {
    ...incident,
    roles: person === null ? others : { ...others, [role]: person },
    rolePeople: personId === undefined ? otherPeople : { ...otherPeople, [role]: personId },
  };
  const change = { what: 'commander' as const, to: person, ...(personId === undefined ? {} : { person: personId }) };
  return role === 'commander' ? withChange(next, event, change) : next;
};

const retext = (entry: Entry, text: string, reason: string | null, event: Event): Entry => {
  if (text === entry.text) return entry;
  const earlier = entry.text === null ? entry.earlier : [...entry.earlier, { text: entry.text, until: event.recordedAt, reason, by: event.actor }];
  return { ...entry, text, earlier };
};

/** What was retracted changes no more. */
const editEntry = (incident: Incident, id: string, edit: (entry: Entry) => Entry): Incident => {
  const index = incident.entries.findIndex((entry) => entry.id === id);
  const entry = incident.entries[index];
  return entry === undefined || entry.retracted !== undefined ? incident : { ...incident, entries: incident.entries.with(index, edit(entry)) };
};

const withEntry = (incident: Incident, event: Event | UnknownEvent, entry: Pick<Entry, 'kind'> & Partial<Entry>): Incident => ({
  ...incident,
  entryCount: incident.entryCount + 1,
  entries: [
    ...incident.entries,
    {
      id: event.id,
      scope: event.scope,
      at: event.at,
      saidAt: event.saidAt,
      recordedAt: event.recordedAt,
      actor: event.actor,
      text: null,
      phase: incident.phase,
      change: null,
      earlier: [],
      publishedAt: null,
      ...saidWithOf(event),
      ...entry,
    },
  ],
});

const withChange = (incident: Incident, event: Event, change: EntryChange): Incident => withEntry(incident, event, { kind: 'change', change });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** A repeated statement, for example in the other scope, is kept once. */
const including = <T>(list: readonly T[], item: T): readonly T[] => (list.some((other) => same(other, item)) ? list : [...list, item]);
const replacing = <T>(list: readonly T[], item: T, key: (item: T) => string): readonly T[] => {
  const index = list.findIndex((other) => key(other) === key(item));
  return index === -1 ? [...list, item] : list.with(index, item);
};
