import * as z from 'zod/mini';
import { fault } from './shape-fault.ts';

/** The closed vocabularies of the domain, in the field's standard words. Code, wire, API and screens use these and no others. */

export const LEVELS = ['operational', 'under_maintenance', 'unknown', 'degraded_performance', 'partial_outage', 'major_outage'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

/** Which of two levels is worse. Precedence, worst first: major, partial, degraded, unknown, maintenance, operational. */
export const levelRank = (level: Level): number => LEVELS.indexOf(level);
export const worstLevel = (levels: Iterable<Level>): Level => {
  let worst: Level = 'operational';
  for (const level of levels) if (levelRank(level) > levelRank(worst)) worst = level;
  return worst;
};

export const Scope = z.enum(['public', 'internal']);
export type Scope = z.infer<typeof Scope>;

export const Phase = z.enum(['investigating', 'identified', 'monitoring', 'resolved']);
export type Phase = z.infer<typeof Phase>;

export const MaintenancePhase = z.enum(['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled']);
export type MaintenancePhase = z.infer<typeof MaintenancePhase>;

export const CauseClass = z.enum([
  'database',
  'deploy',
  'configuration',
  'capacity',
  'network',
  'dns',
  'storage',
  'library',
  'third_party',
  'security',
  'data',
  'software',
  'unknown',
  'undisclosed',
]);
export type CauseClass = z.infer<typeof CauseClass>;

/** A functional mode that is neither up nor down. */
export const Mode = z.enum(['slow', 'read_only', 'data_delayed', 'data_wrong', 'no_access', 'cosmetic', 'intermittent']);
export type Mode = z.infer<typeof Mode>;

export const CommitmentKind = z.enum(['next_update', 'action', 'root_cause', 'fix', 'other']);
export type CommitmentKind = z.infer<typeof CommitmentKind>;

/** Who does what while an incident is worked. */
export const IncidentRole = z.enum(['commander', 'communicator', 'operations', 'scribe']);
export type IncidentRole = z.infer<typeof IncidentRole>;

/** Where an incident is worked besides here: a call, a chat room, a ticket, instructions. */
export const ResourceKind = z.enum(['bridge', 'chat', 'ticket', 'runbook']);
export type ResourceKind = z.infer<typeof ResourceKind>;

export const LinkKind = z.enum(['recurrence_of', 'caused_by', 'duplicate_of', 'follows', 'related_to']);
export type LinkKind = z.infer<typeof LinkKind>;

/** Names an entity: lower-case letters, digits and hyphens, 1 to 64 characters. */
export const Id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, fault('id_form')));

// JSON text may hold U+0000, but PostgreSQL cannot store it, and nobody types it.
const noNull = z.refine<string>((text) => !text.includes('\u0000'), fault('null_character'));
/** One line said by a person: a title, a name. 1 to 300 characters. */
export const Line = z.string().check(z.trim(), z.minLength(1), z.maxLength(300), noNull);
/** A text in Markdown, 1 to 20,000 characters. */
export const Text = z.string().check(z.minLength(1), z.maxLength(20_000), noNull);
/** An http or https address. */
export const Link = z.string().check(z.maxLength(2_000), noNull, z.regex(/^https?:\/\/[^\s"<>]+$/, fault('web_address')));
/** Identifies the state of a board that an own sentence is written for; made by `verdictKey` in `query/verdict.ts`. Only compared, never parsed. */
export const VerdictKey = z.string().check(z.regex(/^[!-~]{1,200}$/, fault('verdict_key')));
/** The name of a reason for a refusal, such as `phase_moved`: also one that only another build knows. */
export const ReasonName = z.string().check(z.regex(/^[a-z_]{1,60}$/));
// Outside these years calendars cannot show a date.
const Y1 = -62_135_596_800_000;
const Y9999 = 253_402_300_799_999;
/** Milliseconds since 1970-01-01 UTC, in the years 1 to 9999. */
export const Millis = z.int().check(z.minimum(Y1, fault('out_of_calendar')), z.maximum(Y9999, fault('out_of_calendar')));
/** A share, 0 to 1. */
export const Share = z.number().check(z.minimum(0), z.maximum(1));
