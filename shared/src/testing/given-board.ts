import { blankIncident } from '../domain/blank-incident.ts';
import type { Audience, Impact } from '../domain/event.ts';
import { exactly, type FactTime } from '../domain/fact-time.ts';
import { withSpells } from '../domain/incident-spells.ts';
import { isRunning } from '../domain/planned-work.ts';
import type { BoardState, Commitment, Component, Incident, Maintenance, Mute, Statement } from '../domain/state.ts';
import { EMPTY_BOARD } from '../domain/state.ts';

/** Small boards for query tests: every field has a default, and a test sets only what matters to it. */
export const utc = (iso: string): number => Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : `${iso}Z`);
export const at = (iso: string): FactTime => ({ ms: utc(iso), precision: 'minute' });
export const onDay = (iso: string): FactTime => ({ ms: utc(iso), precision: 'day' });
export const atClock = (clock: string): FactTime => ({ ms: null, precision: 'minute', clock });
export const EVERYONE: Audience = { kind: 'everyone' };

export const givenComponent = (id: string, given: Partial<Component> = {}): Component => ({
  id,
  name: id,
  description: null,
  groupId: null,
  position: 0,
  evidence: 'reported',
  provider: null,
  target: null,
  startedOn: null,
  team: null,
  regions: [],
  goesPublic: 'at_once',
  published: true,
  definedAt: 0,
  lastTrouble: null,
  ...given,
});

export const givenImpact = (impactId: string, componentId: string, given: Partial<Impact> = {}): Impact => ({
  impactId,
  componentId,
  regions: [],
  audience: null,
  level: 'major_outage',
  notAffected: false,
  mode: null,
  what: null,
  from: exactly(0),
  until: null,
  ...given,
});

/** `occurrences`, or `startedAt` and `endedAt`, are the stated times; the interval is derived from them and the impacts, as on any board. */
export const givenIncident = (id: string, given: Partial<Omit<Incident, 'stated'>> = {}): Incident => {
  const startedAt = given.startedAt ?? exactly(0);
  return withSpells({
    ...blankIncident(id, null, startedAt.ms ?? 0),
    title: id,
    phase: 'investigating',
    published: true,
    startedAt,
    endedAt: null,
    changedAt: 0,
    occurrences: [],
    phases: [],
    ...given,
    stated: given.occurrences ?? [{ from: startedAt, until: given.endedAt ?? null }],
  });
};

export const givenStatement = (id: string, componentId: string, given: Partial<Statement> = {}): Statement => ({
  id,
  componentId,
  regions: [],
  audience: null,
  level: 'operational',
  source: { kind: 'check', name: id },
  words: null,
  since: exactly(0),
  statedAt: 0,
  freshUntil: null,
  expired: false,
  publicLevel: null,
  ...given,
});

export const givenMute = (id: string, levels: Mute['levels'], given: Partial<Mute> = {}): Mute => ({
  id,
  levels,
  until: 1,
  reason: 'host is being moved',
  by: { kind: 'person', name: 'K. Ilić' },
  since: exactly(0),
  scope: 'internal',
  ...given,
});

/** Running since 1970 and announced until 2100 by default; the time it excludes follows from its beginning and end. */
export const givenMaintenance = (id: string, componentIds: readonly string[], given: Partial<Maintenance> = {}): Maintenance => {
  const { phase = 'in_progress', startedAt = exactly(0), endedAt = null, overran = false } = given;
  const [began, ended] = [startedAt?.ms ?? null, endedAt?.ms ?? null];
  return {
    id,
    title: id,
    text: null,
    componentIds,
    from: exactly(0),
    until: exactly(Date.UTC(2100, 0)),
    phase,
    startedAt,
    endedAt,
    drill: null,
    scope: 'public',
    completesItself: false,
    overran,
    excusableFrom: began ?? 0,
    excused: began !== null && ended !== null ? [{ from: began, until: ended }] : [],
    excusedSince: isRunning({ phase }) && !overran ? began : null,
    ...given,
  };
};

export const givenCommitment = (id: string, given: Partial<Commitment> = {}): Commitment => ({
  id,
  kind: 'action',
  text: id,
  due: null,
  incidentId: null,
  owner: null,
  alreadyPlanned: false,
  drill: null,
  scope: 'internal',
  madeAt: exactly(0),
  by: null,
  outcome: 'open',
  overdue: false,
  settledAt: null,
  words: null,
  ...given,
});

interface Parts {
  components?: readonly Component[];
  incidents?: readonly Incident[];
  statements?: readonly Statement[];
  mutes?: readonly Mute[];
  maintenances?: readonly Maintenance[];
  commitments?: readonly Commitment[];
  regions?: BoardState['regions'];
  groups?: BoardState['groups'];
  overrides?: BoardState['overrides'];
}
const byId = <T extends { readonly id: string }>(items: readonly T[] = []): Readonly<Record<string, T>> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

export const givenBoard = ({ components, incidents, statements, mutes, maintenances, commitments, ...rest }: Parts): BoardState => ({
  ...EMPTY_BOARD,
  ...rest,
  components: byId(components),
  incidents: byId(incidents),
  statements: byId(statements),
  mutes: byId(mutes),
  maintenances: byId(maintenances),
  commitments: byId(commitments),
});
