import type { Event } from './event.ts';
import type { BoardState, Latest } from './state.ts';
import { lookup } from './state.ts';
import { inWords } from './words.ts';

/** The line an event adds to "Latest", in plain words, or null. `before` and `after`: the board around the event. */
export const latestLine = (before: BoardState, after: BoardState, event: Event): Latest | null => {
  const words = say(before, after, event);
  if (words === null) return null;
  // Lateness is for those who can do something about it, also where the promise itself is public.
  const scope = event.type === 'commitment-overdue' ? 'internal' : event.scope;
  return { id: lineId(event), at: event.at, recordedAt: event.recordedAt, incidentId: about(before, event), words: brief(words), drill: event.drill, scope };
};

/** The incident a line speaks of, also through a promise made in it. */
const about = (before: BoardState, { data }: Event): string | null => {
  if ('incidentId' in data && data.incidentId !== null) return data.incidentId;
  return 'commitmentId' in data ? (lookup(before.commitments, data.commitmentId)?.incidentId ?? null) : null;
};

/** Lines of one update share an id, so that its amendment replaces the words. An update's id is its incident's own. */
const lineId = (event: Event): string => ('updateId' in event.data ? `${event.data.incidentId}/${event.data.updateId}` : event.id);

/** Nothing in a text without any of these is a mark or a space too many. Most are, and a long log holds many. */
const MAYBE_MARKED = /[[*`~_>#]|[^\S ]|^ | $| {2}|^(?:[-+]|\d+\.) /;

/** Markdown without its marks, on one line, at most `most` characters. */
export const brief = (text: string, most = 140): string => {
  const plain = MAYBE_MARKED.test(text) ? unmarked(text) : text;
  // Never fewer than the characters it stands for.
  if (plain.length <= most) return plain;
  const characters = [...plain];
  return characters.length <= most
    ? plain
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
};

const unmarked = (text: string): string =>
  text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replaceAll(/[*`~]|(?<!\w)_+|_+(?!\w)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const say = (before: BoardState, after: BoardState, event: Event): string | null => {
  const component = (id: string) => lookup(before.components, id)?.name ?? id;
  const title = (id: string) => lookup(after.incidents, id)?.title ?? id;
  const work = (id: string) => lookup(after.maintenances, id)?.title ?? lookup(before.maintenances, id)?.title ?? id;
  // A next update needs no line when it is promised or given: the update before it and the update itself have theirs.
  const isWord = (id: string) => lookup(before.commitments, id)?.kind === 'next_update';
  const promise = (id: string) => (isWord(id) ? 'next update' : (lookup(before.commitments, id)?.text ?? id));
  const told = event.scope === 'public' ? 'Update' : 'Note';
  switch (event.type) {
    case 'incident-opened':
      return `New incident: ${event.data.title}`;
    case 'incident-published':
      return `Published: ${event.data.card.title}`;
    case 'incident-retitled':
      return `Now called: ${event.data.title}`;
    case 'incident-acknowledged':
      return `${event.data.by} has it: ${title(event.data.incidentId)}`;
    case 'phase-changed':
      return `${inWords(event.data.phase)}: ${title(event.data.incidentId)}`;
    case 'incident-resolved':
      return `Resolved: ${title(event.data.incidentId)}`;
    case 'incident-reopened':
      return `Reopened: ${title(event.data.incidentId)}`;
    case 'impact-stated': {
      const { componentId, level, notAffected } = event.data.impact;
      return `${component(componentId)}: ${notAffected ? 'Not affected' : inWords(level)}`;
    }
    case 'impact-ended': {
      const impact = lookup(after.incidents, event.data.incidentId)?.impacts.find(({ impactId }) => impactId === event.data.impactId);
      return impact === undefined ? null : `${component(impact.componentId)}: ${inWords(impact.level)} is over`;
    }
    case 'update-posted':
      return `${event.data.kind === 'alert' ? 'Alert' : told}: ${event.data.text}`;
    case 'update-published':
      return `${told}: ${event.data.text}`;
    case 'update-amended':
      return `${told} corrected: ${event.data.text}`;
    case 'guidance-given':
      return `${inWords(event.data.guidance.kind)}: ${event.data.guidance.text}`;
    case 'cause-stated':
      return event.data.cause.text === null ? `Cause ${event.data.cause.status}` : `Cause ${event.data.cause.status}: ${event.data.cause.text}`;
    case 'role-assigned':
      if (event.data.role !== 'commander') return null;
      return event.data.person === null
        ? `No commander: ${title(event.data.incidentId)}`
        : `${event.data.person} is commander: ${title(event.data.incidentId)}`;
    case 'commitment-made':
      return event.data.kind === 'next_update' ? null : `Promised: ${event.data.text}`;
    case 'commitment-overdue':
      return `Late: ${promise(event.data.commitmentId)}`;
    case 'commitment-kept':
      return isWord(event.data.commitmentId) ? null : `Kept: ${promise(event.data.commitmentId)}`;
    case 'commitment-dropped':
      return `Dropped: ${promise(event.data.commitmentId)}`;
    case 'maintenance-scheduled':
      return `Planned work: ${event.data.title}`;
    case 'maintenance-rescheduled':
      return `Planned work moved: ${work(event.data.maintenanceId)}`;
    case 'maintenance-phase-changed':
      return `Planned work ${inWords(event.data.phase).toLowerCase()}: ${work(event.data.maintenanceId)}`;
    case 'statement-made': {
      const known = lookup(before.statements, event.data.statementId);
      const news = known === undefined ? event.data.level !== 'operational' : known.level !== event.data.level || known.expired;
      return news ? `${component(event.data.componentId)}: ${inWords(event.data.level)} (${event.data.source.name})` : null;
    }
    case 'statement-expired': {
      const known = lookup(before.statements, event.data.statementId);
      return known === undefined ? null : `${component(known.componentId)}: nothing fresh from ${known.source.name}`;
    }
    case 'drill-started':
      return `Exercise started: ${event.data.name}`;
    default:
      return null;
  }
};
