import type { CommandOf, CommandType } from './command.ts';
import type { EventData, EventType, Impact, NewEvent } from './event.ts';
import { EVENT_VERSION } from './event.ts';
import type { FactTime } from './fact-time.ts';
import { exactly, wordless } from './fact-time.ts';
import type { ParamsOf, Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import { lookup } from './state.ts';
import type { Scope } from './words.ts';
import type { Context, World } from './world.ts';

/** Fresh evidence for what a statement says already. Not an event: it extends the statement's lease beside the log. `freshUntil`: UTC ms. `says`: the event that it would be if it were news. */
export interface Renews {
  readonly statementId: string;
  readonly componentId: string;
  readonly statedAt: number;
  readonly freshUntil: number;
  readonly says: NewEvent;
}
/** The result of a command: events to append together, or a refusal. `renews` comes without events. */
export type Decision = Accepted | Rejection;
export interface Accepted {
  events: NewEvent[];
  renews?: Renews;
}
export type Decide<T extends CommandType> = (world: World, command: CommandOf<T>, context: Context) => Decision;

/** The envelope fields that a decision sets. */
export type Header = Pick<NewEvent, 'stream' | 'scope' | 'at' | 'saidAt' | 'actor' | 'drill'>;
interface Timed {
  at?: FactTime | undefined;
  saidAt?: FactTime | undefined;
}
/** In: the command's times (default: exactly now) and the context's actor. Scope is internal unless given. */
export const header = (
  command: Timed,
  context: Context,
  stream: string,
  rest: { scope?: Scope | undefined; drill?: string | null | undefined } = {},
): Header => ({
  stream,
  scope: rest.scope ?? 'internal',
  at: command.at ?? exactly(context.now),
  saidAt: command.saidAt ?? null,
  actor: context.actor,
  drill: rest.drill ?? null,
});

/** The envelope of words for people: they are said when they are recorded, whenever the rest of the command happened. Only importers know better (`saidAt`). */
export const sayingNow = (head: Header, context: Context): Header => (head.saidAt === null ? { ...head, at: exactly(context.now) } : head);

/** The same without the wording of its times. */
export const wordlessHead = <H extends Pick<Header, 'at' | 'saidAt'>>(head: H): H => ({
  ...head,
  at: wordless(head.at),
  saidAt: head.saidAt === null ? null : wordless(head.saidAt),
});

/** One event at its newest version. */
export const fact = <T extends EventType>(head: Header, type: T, data: EventData<T>): NewEvent =>
  // The compiler cannot see that `type` and `data` match; this signature ensures it.
  ({ ...head, v: EVENT_VERSION[type] ?? 1, type, data }) as NewEvent;

export const isRejection = <T extends object>(value: T | Rejection): value is Rejection => 'rejected' in value;

/** Refuses a command of an exercise that is not running or, for a public command, not public; null when the command belongs to none. */
export const refuseDrill = (
  world: World,
  drill: string | null | undefined,
  { scope, field = 'drill' }: { scope?: Scope | undefined; field?: string } = {},
): Rejection | null => {
  if (drill === null || drill === undefined) return null;
  const running = lookup(world.board.drills, drill);
  if (running === undefined) return reject('drill_not_running', { drillId: drill }, field);
  return scope === 'public' && !running.published ? reject('drill_internal', { drillId: drill }, 'scope') : null;
};

export const unknownIncident = (incidentId: string, field = 'incidentId'): Rejection => reject('incident_unknown', { incidentId }, field);

/** The whole incident, or a refusal: it is unknown, not published for a public command, or part of an ended exercise. */
export const findIncident = (world: World, command: { incidentId: string; scope?: Scope | undefined }): Incident | Rejection => {
  const incident = world.incident(command.incidentId);
  if (incident === undefined) return unknownIncident(command.incidentId);
  if (command.scope === 'public' && !incident.published) return refuseUnpublished(incident, 'scope');
  return refuseDrill(world, incident.drill, { field: 'incidentId' }) ?? incident;
};
export const refuseUnpublished = (incident: Incident, field: string): Rejection => reject('incident_internal', { incidentId: incident.id }, field);

/** The reason or text of a command about something already said: public only when requested and when the subject is public. */
export const telling = ({ scope }: { scope?: Scope | undefined }): { told?: true } => (scope === 'public' ? { told: true } : {});
export const refuseTelling = (
  about: { scope: Scope },
  command: { scope?: Scope | undefined },
  subject: ParamsOf<'subject_internal'>['subject'],
): Rejection | null => (command.scope === 'public' && about.scope !== 'public' ? reject('subject_internal', { subject }, 'scope') : null);

/** The incident as readers of this scope know it. */
export const asSeenIn = (world: World, incident: Incident, scope: Scope | undefined): Incident =>
  scope === 'public' ? (world.publicIncident(incident.id) ?? incident) : incident;

/** Stream, scope and times of the events of an incident's command. */
export const incidentHeader = (command: Timed & { scope?: Scope | undefined }, context: Context, incident: { id: string; drill: string | null }): Header =>
  header(command, context, `incident:${incident.id}`, { scope: command.scope, drill: incident.drill });

export const unknownComponent = (world: World, componentId: string, field: string): Rejection | null =>
  lookup(world.board.components, componentId) === undefined ? reject('component_unknown', { componentId }, field) : null;
/** A public event may refer only to public objects. */
export const hiddenComponent = (world: World, componentId: string, scope: Scope | undefined, field: string): Rejection | null =>
  scope === 'public' && lookup(world.board.components, componentId)?.published === false ? reject('component_internal', { componentId }, field) : null;
export const unknownRegion = (world: World, regions: readonly string[], field: string): Rejection | null => {
  const missing = regions.find((id) => lookup(world.board.regions, id) === undefined);
  return missing === undefined ? null : reject('region_unknown', { regionId: missing }, field);
};
/** Nothing is promised about what was no incident; null when it is one, or the promise is about none. */
export const refuseDismissed = (incident: Incident | undefined, field: string): Rejection | null =>
  incident === undefined || incident.dismissed === null ? null : reject('incident_dismissed', { incidentId: incident.id }, field);
/** Nothing would be left of an impact. `scope`: public where that is so only as customers know it. */
export const losesImpact = ({ impactId, componentId }: Impact, scope: Scope, field: string): Rejection =>
  reject('times_lose_impact', { impactId, componentId, scope }, field);
/** The first refusal of several checks. */
export const firstRefusal = (checks: Iterable<Rejection | null>): Rejection | null => {
  for (const check of checks) if (check !== null) return check;
  return null;
};
/** Structural equality of plain JSON, whatever the order of keys. */
export const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key as never], b[key as never]));
};
/** The object without undefined fields. */
export const given = <T extends object>(said: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
