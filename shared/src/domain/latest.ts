import { actorName } from './actor-name.ts';
import type { Event } from './event.ts';
import { excerpt } from './excerpt.ts';
import { isAsCustomersGetIt } from './public-event.ts';
import { saidWithOf } from './said-with.ts';
import type { BoardState, Component, Latest, News, Subject } from './state.ts';
import { lookup } from './state.ts';

/** How many components a line about lost evidence names. */
const LOST_NAMED = 3;

/** The line an event adds to "Latest", or null. `before` and `after`: the board around the event. Texts are not parsed, so that a line always costs the same. */
export const latestLine = (before: BoardState, after: BoardState, event: Event): Latest | null => {
  const news = newsOf(before, after, event);
  if (news === null) return null;
  // An overdue promise is shown to responders only, even when the promise is public.
  const scope = event.type === 'commitment-overdue' ? 'internal' : event.scope;
  const isLevel = event.type === 'impact-stated' || event.type === 'impact-ended';
  const saidWith = isLevel ? saidWithOf(event) : {};
  return { ...news, id: lineId(event), at: event.at, recordedAt: event.recordedAt, incidentId: about(before, event), drill: event.drill, scope, ...saidWith };
};

/** Whether two lines report the same. */
export const tellsTheSame = (a: News, b: News): boolean => a.kind === b.kind && JSON.stringify(a.params) === JSON.stringify(b.params);

/** The incident a line is about, also through a promise made in it. */
const about = (before: BoardState, { data }: Event): string | null => {
  if ('incidentId' in data && data.incidentId !== null) return data.incidentId;
  return 'commitmentId' in data ? (lookup(before.commitments, data.commitmentId)?.incidentId ?? null) : null;
};

/** Lines of one update share an id, so that its amendment replaces the words, and its retraction takes their place. The id of an update is unique only within its incident. */
const lineId = (event: Event): string => ('updateId' in event.data ? `${event.data.incidentId}/${event.data.updateId}` : event.id);

const newsOf = (before: BoardState, after: BoardState, event: Event): News | null => {
  const title = (id: string) => lookup(after.incidents, id)?.title ?? id;
  const work = (id: string) => lookup(after.maintenances, id)?.title ?? lookup(before.maintenances, id)?.title ?? id;
  // Promising or giving a next update adds no line: both updates already have one.
  const isWord = (id: string) => lookup(before.commitments, id)?.kind === 'next_update';
  const promise = (id: string) => lookup(before.commitments, id)?.text ?? id;
  const as = event.scope === 'public' ? 'update' : 'note';
  switch (event.type) {
    case 'incident-opened':
    case 'incident-retitled':
    case 'maintenance-scheduled':
      return { kind: event.type, params: { title: event.data.title } };
    case 'incident-published':
      return { kind: event.type, params: { title: event.data.card.title } };
    case 'incident-acknowledged':
      return { kind: event.type, params: { by: event.data.by, title: title(event.data.incidentId) } };
    case 'phase-changed':
      return { kind: event.type, params: { phase: event.data.phase, title: title(event.data.incidentId) } };
    case 'incident-dismissed':
      return { kind: event.type, params: { title: title(event.data.incidentId), forCustomers: isAsCustomersGetIt(event) } };
    case 'acknowledgement-lapsed':
    case 'incident-resolved':
    case 'incident-reopened':
    case 'times-corrected':
      return { kind: event.type, params: { title: title(event.data.incidentId) } };
    case 'impact-stated': {
      const { componentId, level, notAffected } = event.data.impact;
      return { kind: event.type, params: { ...subjectOf(before, componentId), level, notAffected } };
    }
    case 'impact-ended': {
      const impact = lookup(after.incidents, event.data.incidentId)?.impacts.find(({ impactId }) => impactId === event.data.impactId);
      return impact === undefined ? null : { kind: event.type, params: { ...subjectOf(before, impact.componentId), level: impact.level } };
    }
    case 'update-posted':
      return { kind: 'update-posted', params: { as: event.data.kind === 'alert' ? 'alert' : as, ...excerpt(event.data.text) } };
    case 'update-published':
      return { kind: 'update-posted', params: { as, ...excerpt(event.data.text) } };
    case 'update-amended':
      return { kind: event.type, params: { as, ...excerpt(event.data.text) } };
    case 'update-retracted':
      return { kind: event.type, params: { as, title: title(event.data.incidentId) } };
    case 'update-shown-in-error':
      return { kind: event.type, params: { title: title(event.data.incidentId) } };
    case 'guidance-given':
      return { kind: event.type, params: { guidance: event.data.guidance.kind, ...excerpt(event.data.guidance.text) } };
    case 'cause-stated': {
      const { status, text } = event.data.cause;
      return { kind: event.type, params: { status, because: text === null ? null : excerpt(text) } };
    }
    case 'role-assigned':
      if (event.data.role !== 'commander') return null;
      return { kind: 'commander-assigned', params: { person: event.data.person, title: title(event.data.incidentId) } };
    case 'commitment-made':
      return event.data.kind === 'next_update' ? null : { kind: event.type, params: { promise: event.data.text } };
    case 'commitment-kept':
      return isWord(event.data.commitmentId) ? null : { kind: event.type, params: { promise: promise(event.data.commitmentId) } };
    case 'commitment-overdue':
    case 'commitment-dropped':
      return { kind: event.type, params: { promise: isWord(event.data.commitmentId) ? null : promise(event.data.commitmentId) } };
    case 'maintenance-rescheduled':
      return { kind: event.type, params: { title: work(event.data.maintenanceId) } };
    case 'maintenance-overran': {
      const known = lookup(before.maintenances, event.data.maintenanceId);
      return known === undefined || known.overran ? null : { kind: event.type, params: { title: known.title, phase: known.phase } };
    }
    case 'maintenance-phase-changed':
      return { kind: event.type, params: { phase: event.data.phase, title: work(event.data.maintenanceId) } };
    case 'statement-made': {
      const { statementId, componentId, level, source } = event.data;
      const known = lookup(before.statements, statementId);
      const isNews = known === undefined ? level !== 'operational' : known.level !== level || known.expired;
      return isNews ? { kind: event.type, params: { ...subjectOf(before, componentId), level, source: source.name } } : null;
    }
    case 'statement-expired': {
      const known = lookup(before.statements, event.data.statementId);
      return known === undefined ? null : { kind: event.type, params: { ...subjectOf(before, known.componentId), source: known.source.name } };
    }
    case 'evidence-lost': {
      const known = event.data.lost.flatMap(({ statementId }) => lookup(before.statements, statementId) ?? []);
      const components = [...new Set(known.map(({ componentId }) => componentId))];
      const sources = new Set(known.map(({ source }) => source.name));
      const [source = null] = sources.size === 1 ? sources : [];
      return components.length === 0
        ? null
        : { kind: event.type, params: { subjects: components.slice(0, LOST_NAMED).map((id) => subjectOf(before, id)), count: components.length, source } };
    }
    case 'handover-offered':
      return { kind: event.type, params: { by: actorName(before, event.actor) } };
    case 'handover-ended': {
      const known = lookup(before.handovers, event.data.handoverId);
      const { outcome } = event.data;
      return known === undefined || outcome === 'withdrawn'
        ? null
        : { kind: event.type, params: { by: actorName(before, known.by), outcome, to: outcome === 'accepted' ? actorName(before, event.actor) : null } };
    }
    case 'sighting-recorded': {
      const { componentId, words, ticket } = event.data;
      return { kind: event.type, params: { ...subjectOf(before, componentId), words, ticket } };
    }
    case 'suspicion-raised':
      return { kind: event.type, params: { ...subjectOf(before, event.data.componentId), count: event.data.sightingIds.length } };
    case 'suspicion-taken': {
      const known = lookup(before.suspicions, event.data.suspicionId);
      return known === undefined ? null : { kind: event.type, params: { ...subjectOf(before, known.componentId), by: actorName(before, event.actor) } };
    }
    case 'suspicion-left': {
      const known = lookup(before.suspicions, event.data.suspicionId);
      return known === undefined ? null : { kind: event.type, params: subjectOf(before, known.componentId) };
    }
    case 'suspicion-ended': {
      const { suspicionId, outcome, reason } = event.data;
      const known = lookup(before.suspicions, suspicionId);
      // The incident that was declared has a line of its own.
      return known === undefined || outcome === 'declared' ? null : { kind: event.type, params: { ...subjectOf(before, known.componentId), outcome, reason } };
    }
    case 'drill-started':
      return { kind: event.type, params: { title: event.data.name } };
    default:
      return null;
  }
};

const subjectOf = ({ components, groups }: BoardState, id: string): Subject => {
  const component = lookup(components, id);
  if (component === undefined) return { component: id, group: null, id: null };
  const groupName = ({ groupId }: Component) => (groupId === null ? null : (lookup(groups, groupId)?.name ?? null));
  const others = Object.values(components).filter((other) => other.name === component.name && other.id !== id);
  const group = groupName(component);
  return { component: component.name, group: others.length === 0 ? null : group, id: others.some((other) => groupName(other) === group) ? id : null };
};
