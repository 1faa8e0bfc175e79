import { SaidDay } from '@sitrep/shared/domain/said.ts';
import { type Incident, lookup, type Maintenance, type RetiredComponent } from '@sitrep/shared/domain/state.ts';
import { CauseClass, Id } from '@sitrep/shared/domain/words.ts';
import { outageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import * as z from 'zod/mini';
import type { Projection } from '../../projection/projection.ts';
import type { ScopeView } from '../../projection/scope-view.ts';
import { Refusal } from '../edge/problem.ts';
import type { Asked, Route } from '../routing/route.ts';
import type { ComponentLists } from './component-lists.ts';
import { componentReport } from './component-report.ts';
import { filterIncidents, type IncidentFilter, incidentsLinkedTo, incidentYears, listIncidents } from './incident-list.ts';
import * as reply from './replies.ts';

export interface ReadPorts {
  projection: Projection;
  lists: ComponentLists;
  now(): number;
  /** Resolves after `ms`. */
  wait(ms: number): Promise<void>;
}

const count = (most: number, otherwise: number) =>
  z._default(
    z.pipe(
      z.string().check(z.regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${most}`)),
      z.pipe(z.transform(Number), z.int().check(z.maximum(most, `must be at most ${most}`))),
    ),
    otherwise,
  );
const whole = z.pipe(z.string().check(z.regex(/^\d{1,15}$/, 'must be a whole number')), z.transform(Number));
const yes = z.pipe(
  z.enum(['true', 'false']),
  z.transform((text) => text === 'true'),
);
const year = z.pipe(
  z.string().check(z.regex(/^(\d{4}|undated)$/, 'must be a year such as 2020, or undated')),
  z.transform((text) => (text === 'undated' ? text : Number(text))),
);

const ListQuery = z.strictObject({
  cursor: z.optional(z.string().check(z.maxLength(100))),
  limit: count(200, 50),
  component: z.optional(Id),
  cause: z.optional(CauseClass),
  year: z.optional(year),
  text: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
  open: z.optional(yes),
  /** Exercises instead of incidents. */
  drill: z.optional(yes),
  dismissed: z.optional(yes),
});
// Normalised to the runtime's name, so that spellings of one zone share a formatter.
const zone = z.pipe(
  z.string().check(
    z.maxLength(64),
    z.refine((name) => zoneOf(name) !== null, 'must be a time zone such as Europe/Paris'),
  ),
  z.transform((name) => zoneOf(name) ?? 'UTC'),
);
const MinutesQuery = z.strictObject({
  from: z.optional(SaidDay),
  to: z.optional(SaidDay),
  zone: z._default(zone, 'UTC'),
  component: ListQuery.shape.component,
  cause: ListQuery.shape.cause,
  year: ListQuery.shape.year,
  text: ListQuery.shape.text,
});
const DAY_MS = 86_400_000;
const LONGEST_MS = 150 * 366 * DAY_MS;
const AtLeast = z.strictObject({ pos: z.optional(whole) });
const ListOfComponents = z.strictObject({ zone: z._default(zone, 'UTC'), pos: z.optional(whole) });
const EventsQuery = z.strictObject({ after: z._default(whole, 0), limit: count(500, 100) });

const HOW_LONG_BEHIND_MS = 2_000;
const LOOK_AGAIN_MS = 20;

/** What is written in it stands in the incident itself. */
const asCustomersSee = (incident: Incident | undefined): Incident | null => (incident === undefined ? null : { ...incident, entries: [], postmortem: [] });

/** All read routes except the board itself, which is answered before these. */
export const readRoutes = ({ projection, lists, now, wait }: ReadPorts): Route[] => {
  const viewOf = ({ scope }: Asked) => projection.view(scope);
  const where = (asked: Asked) => ({ epoch: viewOf(asked).epoch, pos: viewOf(asked).pos });
  const incidentOf = (asked: Asked) => {
    const incident = viewOf(asked).fold.archive.incidents.get(asked.params.incidentId ?? '');
    if (incident === undefined) throw notFound('incident');
    return incident;
  };
  const reached = async (asked: Asked): Promise<void> => {
    const pos = asked.query.pos as number | undefined;
    for (let waited = 0; pos !== undefined && viewOf(asked).pos < pos; waited += LOOK_AGAIN_MS) {
      if (waited >= HOW_LONG_BEHIND_MS) throw new Refusal('behind', 'This node has not reached that position yet.', { retryAfterSeconds: 1 });
      await wait(LOOK_AGAIN_MS);
    }
  };
  const read = (path: string, summary: string, query: z.ZodMiniObject | undefined, schema: z.core.$ZodType, run: (asked: Asked) => Promise<object>): Route => ({
    method: 'GET',
    path: `/api/v1${path}`,
    access: 'anyone',
    tag: 'read',
    summary,
    ...(query && { query }),
    // The verdict and single incidents are needed during an outage; lists can be shed.
    heavy: path !== '/verdict' && !path.startsWith('/incidents/'),
    scoped: true,
    reply: { status: 200, words: 'As visible in the requested scope', schema },
    run: async (asked) => ({ body: await run(asked) }),
  });

  return [
    read(
      '/verdict',
      'The board in one sentence. Its `key` identifies the state that an own sentence is written for. With `pos`: at that position or later',
      AtLeast,
      reply.VerdictReply,
      async (asked) => {
        await reached(asked);
        const { level, sentence, detail, generated, key, overridden, overriddenBy, subject, since } = verdictOf(viewOf(asked).fold.state.board);
        return { level, sentence, detail, generated, key, overridden, overriddenBy, subject, since, ...where(asked) };
      },
    ),
    read('/incidents', 'Incidents, newest first', ListQuery, reply.IncidentList, async (asked) => {
      const { cursor, limit, ...filter } = asked.query as unknown as IncidentFilter & { cursor?: string; limit: number };
      const page = listIncidents(viewOf(asked).fold.archive.incidents.values(), filter, cursor ?? null, limit);
      if (page === null) throw new Refusal('invalid', 'This cursor was not made by this server.', { errors: [{ field: 'cursor', detail: 'cannot be read' }] });
      return { ...page, retired: retiredOf(viewOf(asked), page.incidents), ...where(asked) };
    }),
    read(
      '/incidents/:incidentId',
      'One incident with everything recorded. With `pos`: at that position or later',
      AtLeast,
      reply.IncidentReply,
      async (asked) => {
        await reached(asked);
        const incident = incidentOf(asked);
        const { archive } = viewOf(asked).fold;
        const commitments = [...archive.commitments.values()].filter(({ incidentId }) => incidentId === incident.id);
        return {
          incident,
          customers: asked.scope === 'internal' ? asCustomersSee(projection.view('public').fold.archive.incidents.get(incident.id)) : null,
          commitments,
          linkedFrom: incidentsLinkedTo(archive.incidents.values(), incident),
          retired: retiredOf(viewOf(asked), [incident]),
          ...where(asked),
        };
      },
    ),
    read('/incidents/:incidentId/events', 'The events of one incident, oldest first', EventsQuery, reply.EventList, async (asked) => {
      const { id } = incidentOf(asked);
      const { after, limit } = asked.query as { after: number; limit: number };
      // One more than is answered, to know whether there is a next page.
      const found = await projection.streamEvents(`incident:${id}`, { scope: asked.scope, after, limit: limit + 1 });
      const events = found.slice(0, limit);
      return { events, next: found.length > limit ? (events.at(-1)?.pos ?? null) : null, ...where(asked) };
    }),
    {
      ...read(
        '/components',
        'Components with status, uptime and the last 90 days, divided at the midnights of `zone`. With `pos`: at that position or later',
        ListOfComponents,
        reply.ComponentList,
        async (asked) => lists.get(viewOf(asked), zoneIn(asked), asked.query.pos as number | undefined),
      ),
      reply: { status: 200, words: 'At most 2 s older than the board; `pos` is its position', schema: reply.ComponentList, etag: true },
    },
    read(
      '/components/:componentId',
      'One component, with the reasons for its status. With `pos`: at that position or later',
      ListOfComponents,
      reply.ComponentReply,
      async (asked) => {
        await reached(asked);
        const component = componentReport(viewOf(asked), asked.params.componentId ?? '', now(), zoneIn(asked));
        if (component === null) throw notFound('component');
        return { component, zone: zoneIn(asked), ...where(asked) };
      },
    ),
    read('/commitments', 'Promises with their due dates, settled ones included', undefined, reply.CommitmentList, async (asked) => ({
      commitments: [...viewOf(asked).fold.archive.commitments.values()],
      ...where(asked),
    })),
    read('/maintenances', 'Planned work, past work included', undefined, reply.MaintenanceList, async (asked) => ({
      maintenances: [...viewOf(asked).fold.archive.maintenances.values()],
      retired: retiredOf(viewOf(asked), [], viewOf(asked).fold.archive.maintenances.values()),
      ...where(asked),
    })),
    read('/history/years', 'Years with incidents, and how many', undefined, reply.YearList, async (asked) => ({
      ...incidentYears(viewOf(asked).fold.archive.incidents.values()),
      ...where(asked),
    })),
    read('/history/minutes', 'Outage minutes by day, month or year, over all matching incidents', MinutesQuery, reply.MinutesReply, async (asked) => {
      const { to = wholeMinutes(now()), from = to - 90 * DAY_MS, zone: inZone, ...filter } = asked.query as unknown as MinutesAsked;
      if (from >= to || to - from > LONGEST_MS)
        throw new Refusal('invalid', 'This window cannot be read.', { errors: [{ field: 'to', detail: 'must be later than from, by 150 years at most' }] });
      const { archive } = viewOf(asked).fold;
      const incidents = filterIncidents(archive.incidents.values(), filter);
      const maintenances = archive.maintenances.values();
      return {
        ...outageMinutes({ incidents, maintenances, components: Object.fromEntries(archive.components) }, from, Math.min(to, wholeMinutes(now())), inZone),
        ...where(asked),
      };
    }),
  ];
};

/** The retired components mentioned in an answer, with their last names. In: the incidents and planned work in the answer. */
const retiredOf = (
  { state, fold }: ScopeView,
  incidents: readonly (Pick<Incident, 'impacts'> & Partial<Pick<Incident, 'entries'>>)[],
  works: Iterable<Pick<Maintenance, 'componentIds'>> = [],
): RetiredComponent[] => {
  const ids = new Set<string>();
  for (const { impacts, entries } of incidents) {
    for (const { componentId } of impacts) ids.add(componentId);
    for (const { change } of entries ?? []) if (change?.what === 'level') ids.add(change.componentId);
  }
  for (const { componentIds } of works) for (const id of componentIds) ids.add(id);
  return [...ids].flatMap((id) => {
    const known = lookup(state.board.components, id) === undefined ? fold.archive.components.get(id) : undefined;
    return known === undefined ? [] : [{ id, name: known.name, groupId: known.groupId }];
  });
};

/** The zone whose midnights divide the days. */
const zoneIn = ({ query }: Asked): string => (query as { zone: string }).zone;

type MinutesAsked = IncidentFilter & { from?: number; to?: number; zone: string };

// Rounded, so that everyone who asks within a minute gets the same answer.
const wholeMinutes = (ms: number): number => Math.floor(ms / 60_000) * 60_000;

const zoneOf = (name: string): string | null => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
};

/** The same answer whether it does not exist or is not visible to the reader. */
const notFound = (what: string): Refusal => new Refusal('not_found', `There is no such ${what}.`);
