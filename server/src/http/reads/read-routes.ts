import { SaidDay } from '@sitrep/shared/domain/said.ts';
import { type Incident, lookup, type Maintenance, type RetiredComponent } from '@sitrep/shared/domain/state.ts';
import { CauseClass, Id, LEVELS } from '@sitrep/shared/domain/words.ts';
import { outageMinutes } from '@sitrep/shared/query/outage-minutes.ts';
import { similarIncidents } from '@sitrep/shared/query/similar-incidents.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import * as z from 'zod/mini';
import type { Projection } from '../../projection/projection.ts';
import type { ScopeView } from '../../projection/scope-view.ts';
import { Refusal } from '../edge/problem.ts';
import type { PrebuiltAnswers, Recipe } from '../prebuilt/prebuilt-answers.ts';
import type { Asked, Route } from '../routing/route.ts';
import { componentReport } from './component-report.ts';
import { componentRows } from './component-rows.ts';
import { filterIncidents, type IncidentFilter, incidentsLinkedTo, incidentYears, listIncidents } from './incident-list.ts';
import { type Page, pageOf } from './page.ts';
import * as reply from './replies.ts';

/** The kinds of answers; each has a budget of its own, so that no kind is in the way of another. */
export interface ReadAnswers {
  readonly incidents: PrebuiltAnswers;
  readonly components: PrebuiltAnswers;
  readonly lists: PrebuiltAnswers;
  /** Read from the log: they alone wait for a slow database. */
  readonly events: PrebuiltAnswers;
}
export interface ReadPorts {
  projection: Projection;
  answers: ReadAnswers;
  now(): number;
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

const AtLeast = z.strictObject({ pos: z.optional(whole) });
const PageQuery = z.strictObject({ ...AtLeast.shape, cursor: z.optional(z.string().check(z.maxLength(100))), limit: count(200, 50) });
const ListQuery = z.strictObject({
  ...PageQuery.shape,
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
  ...AtLeast.shape,
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
const InZone = z.strictObject({ ...AtLeast.shape, zone: z._default(zone, 'UTC') });
const EventsQuery = z.strictObject({ ...AtLeast.shape, after: z._default(whole, 0), limit: count(500, 100) });
/** A page of events ends before it holds more than this, but not before it holds one event. */
const EVENTS_BYTES = 1_000_000;

/** What is written in it stands in the incident itself. */
const asCustomersSee = (incident: Incident | undefined): Incident | null => (incident === undefined ? null : { ...incident, entries: [], postmortem: [] });

/** All read routes except the board itself, which is answered before these. Every answer is prebuilt: what many ask for costs what one does. */
export const readRoutes = ({ projection, answers, now }: ReadPorts): Route[] => {
  const viewOf = ({ scope }: Asked) => projection.view(scope);
  const archiveOf = (asked: Asked) => viewOf(asked).fold.archive;
  const theirs = (incidentId: string) => projection.view('public').fold.archive.incidents.get(incidentId);
  const incidentOf = (asked: Asked) => {
    const incident = archiveOf(asked).incidents.get(asked.params.incidentId ?? '');
    return incident ?? refuse('incident');
  };
  const read = (
    path: string,
    summary: string,
    query: z.ZodMiniObject,
    schema: z.core.$ZodType,
    kind: PrebuiltAnswers,
    recipe: (asked: Asked) => Omit<Recipe, 'key'>,
    words = 'As visible in the requested scope',
  ): Route => ({
    method: 'GET',
    path: `/api/v1${path}`,
    access: 'anyone',
    tag: 'read',
    summary: `${summary}. With \`pos\`: at that position or later`,
    query,
    // The verdict and single incidents are needed during an outage; lists can be shed.
    heavy: path !== '/verdict' && !path.startsWith('/incidents/'),
    scoped: true,
    reply: { status: 200, words, schema, etag: true },
    run: async (asked) => {
      const { pos, ...rest } = asked.query;
      const key = JSON.stringify([path, asked.params, rest]);
      return { body: await kind.get(viewOf(asked), { key, ...recipe(asked) }, { pos: pos as number | undefined, gone: asked.gone() }) };
    },
  });

  return [
    read(
      '/verdict',
      'The board in one sentence. Its `key` identifies the state that an own sentence is written for',
      AtLeast,
      reply.VerdictReply,
      answers.lists,
      (asked) => ({
        body: () => {
          const { level, sentence, detail, generated, key, overridden, overriddenBy, subject, since } = verdictOf(viewOf(asked).fold.state.board);
          return { level, sentence, detail, generated, key, overridden, overriddenBy, subject, since };
        },
      }),
    ),
    read('/incidents', 'Incidents, newest first', ListQuery, reply.IncidentList, answers.lists, (asked) => ({
      body: () => {
        const { cursor, limit, pos: _, ...filter } = asked.query as unknown as IncidentFilter & PageAsked & { pos?: number };
        const page = listIncidents(archiveOf(asked).incidents.values(), filter, cursor ?? null, limit) ?? refuseCursor();
        return { ...page, retired: retiredOf(viewOf(asked), page.incidents) };
      },
    })),
    read('/incidents/:incidentId', 'One incident with everything recorded', AtLeast, reply.IncidentReply, answers.incidents, (asked) => {
      const beside = () => {
        const incident = incidentOf(asked);
        const { commitments, incidents } = archiveOf(asked);
        return {
          incident,
          customers: asked.scope === 'internal' ? asCustomersSee(theirs(incident.id)) : null,
          commitments: [...commitments.values()].filter(({ incidentId }) => incidentId === incident.id),
          linkedFrom: incidentsLinkedTo(incidents.values(), incident),
          retired: retiredOf(viewOf(asked), [incident]),
        };
      };
      return {
        madeOf: () => {
          const { incident, commitments, linkedFrom, retired } = beside();
          return [incident, asked.scope === 'internal' ? theirs(incident.id) : null, ...commitments, JSON.stringify([linkedFrom, retired])];
        },
        body: beside,
      };
    }),
    read('/incidents/:incidentId/similar', 'Incidents that may be the same, and why', AtLeast, reply.SimilarList, answers.lists, (asked) => ({
      body: () => {
        const found = similarIncidents(incidentOf(asked), archiveOf(asked).incidents.values());
        return {
          similar: found.map(({ incident, ...why }) => {
            const { id, title, phase, startedAt, published } = incident;
            return { id, title, phase, startedAt, published, peak: incidentPeak(incident), ...why };
          }),
        };
      },
    })),
    read('/incidents/:incidentId/events', 'The events of one incident, oldest first', EventsQuery, reply.EventList, answers.events, (asked) => {
      const stream = () => `incident:${incidentOf(asked).id}`;
      return {
        costly: true,
        madeOf: () => [stream(), projection.streamVersion(stream())],
        body: async () => {
          const { after, limit } = asked.query as { after: number; limit: number };
          const { events, more } = await projection.streamEvents(stream(), { scope: asked.scope, after, limit, bytes: EVENTS_BYTES });
          return { events, next: more ? (events.at(-1)?.pos ?? null) : null };
        },
      };
    }),
    read(
      '/components',
      'Components with status, uptime and the last 90 days, divided at the midnights of `zone`',
      InZone,
      reply.ComponentList,
      answers.components,
      (asked) => ({
        byMinute: true,
        costly: true,
        body: () => {
          const { from, rows } = componentRows(viewOf(asked), now(), zoneIn(asked));
          return { components: rows, levels: LEVELS, dayStarts: from, zone: zoneIn(asked) };
        },
      }),
      'At most 2 s older than the board; `pos` is its position',
    ),
    read('/components/:componentId', 'One component, with the reasons for its status', InZone, reply.ComponentReply, answers.lists, (asked) => ({
      byMinute: true,
      body: () => ({
        component: componentReport(viewOf(asked), asked.params.componentId ?? '', now(), zoneIn(asked)) ?? refuse('component'),
        zone: zoneIn(asked),
      }),
    })),
    read(
      '/commitments',
      'Promises with their due dates, settled ones included, in pages, newest first',
      PageQuery,
      reply.CommitmentList,
      answers.lists,
      (asked) => ({
        body: () => {
          const { items, total, next } = listed(archiveOf(asked).commitments.values(), ({ madeAt }) => madeAt.ms, asked);
          return { commitments: items, total, next };
        },
      }),
    ),
    read('/maintenances', 'Planned work, past work included, in pages, newest first', PageQuery, reply.MaintenanceList, answers.lists, (asked) => ({
      body: () => {
        const { items, total, next } = listed(archiveOf(asked).maintenances.values(), ({ from }) => from.ms, asked);
        return { maintenances: items, retired: retiredOf(viewOf(asked), [], items), total, next };
      },
    })),
    read(
      '/templates',
      'What a report, or the words of an update, can begin from; for responders only',
      AtLeast,
      reply.TemplateList,
      answers.lists,
      (asked) => ({
        body: () => ({ templates: Object.values(viewOf(asked).fold.state.board.templates) }),
      }),
    ),
    read('/history/years', 'Years with incidents, and how many', AtLeast, reply.YearList, answers.lists, (asked) => ({
      body: () => incidentYears(archiveOf(asked).incidents.values()),
    })),
    read('/history/minutes', 'Outage minutes by day, month or year, over all matching incidents', MinutesQuery, reply.MinutesReply, answers.lists, (asked) => ({
      byMinute: true,
      body: () => {
        const { to = wholeMinutes(now()), from = to - 90 * DAY_MS, zone: inZone, pos: _, ...filter } = asked.query as unknown as MinutesAsked;
        if (from >= to || to - from > LONGEST_MS)
          throw new Refusal('invalid', 'This window cannot be read.', { errors: [{ field: 'to', detail: 'must be later than from, by 150 years at most' }] });
        const archive = archiveOf(asked);
        const incidents = filterIncidents(archive.incidents.values(), filter);
        const maintenances = archive.maintenances.values();
        return outageMinutes({ incidents, maintenances, components: Object.fromEntries(archive.components) }, from, Math.min(to, wholeMinutes(now())), inZone);
      },
    })),
  ];
};

interface PageAsked {
  readonly cursor?: string;
  readonly limit: number;
}
/** A page of what was recorded, newest first by `timeOf`. Refuses a cursor that is not ours. */
const listed = <T>(recorded: Iterable<T>, timeOf: (item: T) => number | null, { query }: Asked): Page<T> => {
  const { cursor = null, limit } = query as unknown as PageAsked;
  const all = [...recorded].map((item, order) => ({ item, ms: timeOf(item), order }));
  return pageOf(all, (item) => item, { cursor, limit }) ?? refuseCursor();
};
const refuseCursor = (): never => {
  throw new Refusal('invalid', 'This cursor was not made by this server.', { errors: [{ field: 'cursor', detail: 'cannot be read' }] });
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

type MinutesAsked = IncidentFilter & { from?: number; to?: number; zone: string; pos?: number };

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
const refuse = (what: string): never => {
  throw new Refusal('not_found', `There is no such ${what}.`);
};
