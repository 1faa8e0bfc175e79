import type { Event, EventOf, UnknownEvent } from './event.ts';
import { isUnknown } from './event.ts';
import { evolveCommitment } from './evolve-commitment.ts';
import { evolveComponent, keepRetired } from './evolve-component.ts';
import { evolveHandovers } from './evolve-handover.ts';
import { endHold, hold, withoutDrill } from './evolve-held.ts';
import { evolveIncident, incidentIdOf } from './evolve-incident.ts';
import { evolveMaintenance } from './evolve-maintenance.ts';
import { evolveSightings, withoutComponent } from './evolve-sighting.ts';
import { exactly } from './fact-time.ts';
import { isReal } from './is-real.ts';
import { noteTrouble } from './last-trouble.ts';
import { latestLine, tellsTheSame } from './latest.ts';
import { isOver } from './planned-work.ts';
import type { BoardState, Commitment, Entry, Incident, Latest, Maintenance, Mute, Table } from './state.ts';
import { BOARD_BOUNDS, drop, EMPTY_BOARD, keepOnly, lookup, put } from './state.ts';
import type { Scope } from './words.ts';

/** Raise it with every change that folds an old log to another state; pages and checkpoints of another version start over. */
export const FOLD_VERSION = 34;

/**
 * The board after one more event. Pure and total: it reads no clock, throws on no event, edits nothing.
 * Replaced entities are new objects; an untouched table is the same object. `next`: as in `evolveIncident`.
 */
export const evolve = (board: BoardState, event: Event | UnknownEvent, next?: Event | UnknownEvent): BoardState => {
  const after = isUnknown(event) ? countUnknown(board, event) : addLatest(board, noteTrouble(board, apply(board, event, next), event), event);
  return markDrill(after, event);
};

/** Applies many events. In: the board before them, empty by default. Out: the board after the last; those between are nobody's. */
export const fold = (events: readonly (Event | UnknownEvent)[], from: BoardState = EMPTY_BOARD): BoardState =>
  events.reduce((board, event, index) => evolve(board, event, events[index + 1]), from);

const apply = (board: BoardState, event: Event, next: Event | UnknownEvent | undefined): BoardState => {
  switch (event.type) {
    case 'board-named':
      return { ...board, name: event.data.name, notice: event.data.notice };
    case 'person-named':
      return { ...board, people: put(board.people, event.data.personId, { id: event.data.personId, name: event.data.name }) };
    case 'region-defined':
      return { ...board, regions: put(board.regions, event.data.regionId, { id: event.data.regionId, name: event.data.name }) };
    case 'group-defined': {
      const { groupId: id, name, position } = event.data;
      return { ...board, groups: put(board.groups, id, { id, name, position }) };
    }
    case 'component-defined': {
      const { componentId: id } = event.data;
      const component = evolveComponent(lookup(board.components, id), event);
      return { ...board, components: put(board.components, id, component), retired: drop(board.retired, id) };
    }
    case 'component-retired': {
      const { componentId } = event.data;
      const statements = keepOnly(board.statements, (statement) => statement.componentId !== componentId);
      const gone = Object.keys(board.statements).filter((id) => !Object.hasOwn(statements, id));
      return {
        ...withoutComponent(board, componentId),
        components: drop(board.components, componentId),
        retired: keepRetired(board, componentId),
        statements,
        mutes: unmute(board.mutes, gone),
      };
    }

    case 'template-written': {
      const { templateId: id, ...said } = event.data;
      return { ...board, templates: put(board.templates, id, { id, ...said }) };
    }
    case 'template-removed':
      return { ...board, templates: drop(board.templates, event.data.templateId) };

    case 'statement-made':
      return makeStatement(board, event);
    case 'statement-expired': {
      const statement = lookup(board.statements, event.data.statementId);
      if (statement === undefined || statement.expired) return board;
      return { ...board, statements: put(board.statements, statement.id, { ...statement, expired: true, since: event.at }) };
    }
    case 'evidence-lost':
      return loseEvidence(board, event);
    case 'statement-withdrawn':
      return {
        ...board,
        statements: drop(board.statements, event.data.statementId),
        mutes: unmute(board.mutes, [event.data.statementId]),
      };
    case 'statements-muted': {
      const { muteId: id, levels, until, reason } = event.data;
      return { ...board, mutes: put(board.mutes, id, { id, levels, until, reason, by: event.actor, since: event.at, scope: event.scope }) };
    }
    case 'mute-ended':
      return { ...board, mutes: drop(board.mutes, event.data.muteId) };
    case 'verdict-overridden':
      return overrideVerdict(board, event);
    case 'override-ended':
      return withoutOverride(board, event.scope);

    case 'incident-opened':
    case 'incident-published':
    case 'incident-retitled':
    case 'incident-acknowledged':
    case 'acknowledgement-lapsed':
    case 'phase-changed':
    case 'incident-resolved':
    case 'incident-dismissed':
    case 'incident-reopened':
    case 'times-corrected':
    case 'impact-stated':
    case 'impact-ended':
    case 'update-posted':
    case 'update-amended':
    case 'update-retracted':
    case 'update-shown-in-error':
    case 'update-published':
    case 'guidance-given':
    case 'cause-stated':
    case 'third-party-named':
    case 'role-assigned':
    case 'resource-linked':
    case 'resource-unlinked':
    case 'detection-stated':
    case 'incident-linked':
    case 'incident-flagged':
    case 'postmortem-written':
      return placeIncident(board, event.data.incidentId, event, next);

    case 'sighting-recorded':
    case 'suspicion-raised':
    case 'suspicion-taken':
    case 'suspicion-left':
    case 'suspicion-ended':
      return evolveSightings(board, event);
    case 'handover-offered':
    case 'handover-ended':
      return { ...board, handovers: evolveHandovers(board.handovers, event) };
    case 'sighting-linked':
      return placeIncident(evolveSightings(board, event), event.data.incidentId, event, next);

    case 'update-held':
      return { ...board, held: hold(board.held, event) };
    case 'hold-ended':
      return { ...board, held: endHold(board.held, event) };

    case 'commitment-made':
    case 'commitment-changed':
    case 'commitment-overdue':
    case 'commitment-kept':
    case 'commitment-dropped':
    case 'commitment-failed':
      return placeCommitment(board, event.data.commitmentId, event);

    case 'maintenance-scheduled':
    case 'maintenance-rescheduled':
    case 'maintenance-phase-changed':
    case 'maintenance-overran':
      return placeMaintenance(board, event.data.maintenanceId, event);

    case 'drill-started': {
      const { drillId: id, ...said } = event.data;
      return { ...board, drills: put(board.drills, id, { id, ...said, startedAt: event.recordedAt, published: false }) };
    }
    case 'drill-ended':
      return endDrill(board, event.data.drillId);

    // No effect here: an erased text is already gone from earlier events, and a canary has no state.
    case 'text-redacted':
    case 'canary-sent':
      return board;
    default:
      event satisfies never;
      return board;
  }
};

/** An own sentence without a key is shown in no state, but still replaces the one before it. */
const overrideVerdict = (board: BoardState, { data: { key, ...said }, scope, actor, at }: EventOf<'verdict-overridden'>): BoardState =>
  key === null ? withoutOverride(board, scope) : { ...board, overrides: { ...board.overrides, [scope]: { ...said, key, by: actor, since: at } } };

const withoutOverride = (board: BoardState, scope: Scope): BoardState => {
  const { [scope]: ended, ...overrides } = board.overrides;
  return ended === undefined ? board : { ...board, overrides };
};

const makeStatement = (board: BoardState, event: EventOf<'statement-made'>): BoardState => {
  const { statementId: id, ...said } = event.data;
  const known = lookup(board.statements, id);
  const unchanged = known !== undefined && known.level === said.level && !known.expired;
  const statement = {
    id,
    ...said,
    since: unchanged ? known.since : event.at,
    // Told to customers as it stands, it keeps its renewals.
    statedAt: unchanged && known.freshUntil === said.freshUntil ? known.statedAt : event.recordedAt,
    expired: false,
    publicLevel: event.scope === 'public' ? said.level : (known?.publicLevel ?? null),
  };
  const mutes = said.level === 'operational' ? unmute(board.mutes, [id]) : board.mutes;
  return { ...board, statements: put(board.statements, id, statement), mutes };
};

const loseEvidence = (board: BoardState, { data }: EventOf<'evidence-lost'>): BoardState => {
  const lost = data.lost.flatMap(({ statementId, at }) => {
    const statement = lookup(board.statements, statementId);
    return statement === undefined || statement.expired ? [] : [[statementId, { ...statement, expired: true, since: exactly(at) }] as const];
  });
  return lost.length === 0 ? board : { ...board, statements: { ...board.statements, ...Object.fromEntries(lost) } };
};

/** A withdrawn or recovered statement is no longer muted, so that its return is shown. An empty mute stays until its end, in both scopes. */
const unmute = (mutes: Table<Mute>, ids: readonly string[]): Table<Mute> => {
  let left = mutes;
  for (const mute of Object.values(mutes)) {
    const levels = keepOnly(mute.levels, (_, id) => !ids.includes(id));
    if (levels !== mute.levels) left = put(left, mute.id, { ...mute, levels });
  }
  return left;
};

/** A resolved incident moves to `recent`, as does one that is dismissed; a reopened one leaves it, and the oldest of its kind beyond the bound leaves the board. */
const placeIncident = (board: BoardState, id: string, event: Event, next: Event | UnknownEvent | undefined): BoardState => {
  const before = lookup(board.incidents, id);
  const after = evolveIncident(before, event, next);
  if (after === undefined || after === before) return board;
  const incidents = put(board.incidents, id, bounded(after));
  const inRecent = board.recent.includes(id);
  if (after.phase !== 'resolved') return { ...board, incidents, recent: inRecent ? board.recent.filter((other) => other !== id) : board.recent };
  if (inRecent && before !== undefined && isReal(before) === isReal(after)) return { ...board, incidents };
  const recent = [...board.recent.filter((other) => other !== id), id];
  const kin = recent
    .map((other) => lookup(incidents, other) ?? after)
    .flatMap((other) => (isKin(other, after) && isReal(other) === isReal(after) ? [other.id] : []));
  const [oldest] = kin;
  if (kin.length <= BOARD_BOUNDS.recent || oldest === undefined) return { ...board, incidents, recent };
  return { ...board, incidents: drop(incidents, oldest), recent: recent.filter((other) => other !== oldest) };
};

const NOBODY: Incident['boundsTold'] = [];
const bounded = (incident: Incident): Incident => {
  const { entries, postmortem } = incident;
  const first = entries.length - BOARD_BOUNDS.entries;
  const lastStanding = (of: Entry['kind']) => entries.findLastIndex(({ kind, retracted }) => kind === of && retracted === undefined);
  const [lastPublic, lastInternal] = [lastStanding('public'), lastStanding('internal')];
  return {
    ...incident,
    boundsTold: NOBODY,
    entries: first <= 0 ? entries : entries.filter((_, index) => index >= first || index === lastPublic || index === lastInternal),
    postmortem: postmortem.map((section) => ({ ...section, text: '' })),
  };
};

const placeCommitment = (board: BoardState, id: string, event: Event): BoardState => {
  const after: Commitment | undefined = evolveCommitment(lookup(board.commitments, id), event);
  if (after === undefined) return board;
  return { ...board, commitments: after.outcome === 'open' ? put(board.commitments, id, after) : drop(board.commitments, id) };
};

const placeMaintenance = (board: BoardState, id: string, event: Event): BoardState => {
  const after = evolveMaintenance(lookup(board.maintenances, id), event);
  if (after === undefined) return board;
  const maintenances = put(board.maintenances, id, after);
  const ended = Object.values(maintenances)
    .filter((other) => isOver(other) && isKin(other, after))
    .sort(byEnd);
  const [oldest] = ended;
  return { ...board, maintenances: ended.length > BOARD_BOUNDS.endedMaintenances && oldest !== undefined ? drop(maintenances, oldest.id) : maintenances };
};

const endMs = ({ endedAt }: Maintenance): number => endedAt?.ms ?? Number.NEGATIVE_INFINITY;
const byEnd = (a: Maintenance, b: Maintenance): number => {
  if (endMs(a) !== endMs(b)) return endMs(a) < endMs(b) ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};

/** Removes everything of an exercise from the board. */
const endDrill = (board: BoardState, drillId: string): BoardState => {
  const isOther = ({ drill }: { readonly drill: string | null }) => drill !== drillId;
  const incidents = keepOnly(board.incidents, isOther);
  return {
    ...board,
    drills: drop(board.drills, drillId),
    incidents,
    recent: board.recent.filter((id) => Object.hasOwn(incidents, id)),
    held: withoutDrill(board.held, drillId),
    commitments: keepOnly(board.commitments, isOther),
    maintenances: keepOnly(board.maintenances, isOther),
    latest: board.latest.filter(isOther),
  };
};

const markDrill = (board: BoardState, event: Event | UnknownEvent): BoardState => {
  const drill = event.drill === null ? undefined : lookup(board.drills, event.drill);
  if (drill === undefined || drill.published || event.scope !== 'public') return board;
  return { ...board, drills: put(board.drills, drill.id, { ...drill, published: true }) };
};

const countUnknown = (board: BoardState, event: UnknownEvent): BoardState => {
  const counted = { ...board, unsupported: board.unsupported + 1 };
  const id = incidentIdOf(event);
  const incident = id === null ? undefined : lookup(board.incidents, id);
  const after = evolveIncident(incident, event);
  return id === null || after === undefined ? counted : { ...counted, incidents: put(counted.incidents, id, bounded(after)) };
};

const addLatest = (before: BoardState, after: BoardState, event: Event): BoardState => {
  if (after === before) return after;
  const line = latestLine(before, after, event);
  if (line === null) return after;
  if (event.type === 'update-amended') return replaceLine(after, line, ({ id }) => id === line.id) ?? after;
  if (event.type === 'update-shown-in-error') return addLine(withoutLevels(after, event), line);
  return addLine(after, line);
};

const addLine = (after: BoardState, line: Latest): BoardState =>
  replaceLine(after, line, (other, index) => other.id === line.id || saysTheSame(after.latest, index, line)) ?? appendLine(after, line);

/** What was shown in error is no news any more: the levels that were told together with it. */
const withoutLevels = (board: BoardState, { data: { incidentId, updateId, from } }: EventOf<'update-shown-in-error'>): BoardState => {
  const lines = board.latest.filter((line) => line.incidentId === incidentId && (line.kind === 'impact-stated' || line.kind === 'impact-ended'));
  const named = lines.filter(({ saidWith }) => saidWith === updateId);
  // Of a post from before events named their words the time is all that is known.
  const shown = named.length > 0 ? named : lines.filter(({ recordedAt, saidWith }) => saidWith === undefined && recordedAt === from);
  const isShown = (line: Latest) => shown.includes(line);
  return board.latest.some(isShown) ? { ...board, latest: board.latest.filter((line) => !isShown(line)) } : board;
};

/** The same news in the other scope a moment later gives no second line. */
const saysTheSame = (lines: readonly Latest[], index: number, line: Latest): boolean => {
  const last = lines.findLastIndex((other) => isKin(other, line));
  const known = lines[last];
  return index === last && line.incidentId !== null && known?.incidentId === line.incidentId && tellsTheSame(known, line);
};
/** Real entries and those of exercises have separate limits. */
const isKin = (a: { readonly drill: string | null }, b: { readonly drill: string | null }): boolean => (a.drill === null) === (b.drill === null);

const replaceLine = (board: BoardState, line: Latest, matches: (other: Latest, index: number) => boolean): BoardState | undefined => {
  const index = board.latest.findLastIndex(matches);
  const known = board.latest[index];
  if (known === undefined) return undefined;
  const { id, at, recordedAt, incidentId, drill } = known;
  const scope = known.scope === 'public' ? 'public' : line.scope;
  return { ...board, latest: board.latest.with(index, { ...line, id, at, recordedAt, incidentId, drill, scope }) };
};

const appendLine = (board: BoardState, line: Latest): BoardState => {
  const latest = [...board.latest, line];
  const kin = latest.filter((other) => isKin(other, line));
  return { ...board, latest: kin.length > BOARD_BOUNDS.latest ? latest.filter((other) => other !== kin[0]) : latest };
};
