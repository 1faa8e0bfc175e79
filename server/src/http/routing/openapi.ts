import { Problem, problemCodes } from '../edge/problem.ts';
import { bodySchemaOf, type Json, pathFieldsOf, schemaOf } from './body-schema.ts';
import { bodyExampleOf } from './example-of.ts';
import type { Access, Body, Reading, Reply, Route } from './route.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
}

const SCOPE = {
  name: 'scope',
  in: 'query',
  required: false,
  description: 'Default: internal when signed in, else public.',
  schema: { type: 'string', enum: ['public', 'internal'] },
};
const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A request sent again with the same key is applied only once and gets the same answer.',
  schema: { type: 'string', maxLength: 200 },
};

const KNOWN = { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' } };

/**
 * The OpenAPI document, generated from the schemas that validate requests. In: every mounted route, and the version of the server. `rest` is awaited after each route, because
 * all of them together take long.
 */
export const openApiOf = async (routes: readonly Route[], version: string, rest: () => Promise<unknown>): Promise<Json> => {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
    await rest();
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sitrep',
      version,
      description:
        'A live incident dashboard: everything readers can see and responders can do. Answers give times in UTC milliseconds, and every fact its own time with a precision. A request gives a time as ISO 8601 with its offset, such as 2026-11-28T16:00:00+01:00. Refusals are problem documents (RFC 9457).',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'read', description: 'The board and its history, in the public or the internal scope' },
      {
        name: 'write',
        description:
          'Commands. Each is recorded completely or not at all, and answered once it is on disk. Without `scope` it is internal; one that would leave customers with what is no longer so is refused until it names its scope.',
      },
      { name: 'session', description: 'Sign-in of a browser' },
      { name: 'people', description: 'People of this board, for owners' },
      { name: 'tokens', description: 'API tokens and owner links' },
      { name: 'screens', description: 'Named wall screens: their links, and when each was last seen' },
      { name: 'log', description: 'Export, import and verification of the log' },
      { name: 'operations', description: 'For operators of the server' },
    ],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: '__Host-sitrep' } },
      responses: { Problem: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    },
    'x-problems': problemCodes(),
  };
};

const operationOf = (route: Route): Json => {
  const query = route.query ? propertiesOf(schemaOf(route.query, 'input')) : [];
  return {
    tags: [route.tag],
    summary: route.summary,
    'x-access': route.access === 'anyone' ? route.access : route.access.join(' or '),
    ...(route.crossOrigin && { 'x-cross-origin': '*' }),
    ...(route.rate && { 'x-rate': `${route.rate.most} in ${route.rate.perSeconds} s` }),
    ...(route.access !== 'anyone' && { security: [{ token: [] }, ...(route.crossOrigin ? [] : [{ session: [] }])] }),
    parameters: [
      ...pathFieldsOf(route).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
      ...(route.scoped ? [SCOPE] : []),
      ...(route.idempotent ? [KEY] : []),
      ...(route.reply.etag ? [KNOWN] : []),
    ],
    ...(route.body && { requestBody: bodyOf(route.body, route) }),
    responses: {
      [route.reply.status]: replyOf(route.reply),
      ...(route.reply.etag && { 304: { description: 'Unchanged', ...headersOf(route.reply) } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
};

const bodyOf = ({ media, limit }: Body, route: Route): Json => {
  const fields = bodySchemaOf(route);
  const example = bodyExampleOf(route);
  const kind: Readonly<Record<Reading, Json>> = {
    json: { ...(fields && { schema: fields, ...(example && { example }) }) },
    form: { ...(fields && { schema: fields }) },
    text: { schema: { type: 'string' } },
    bytes: {},
    stream: {},
  };
  return {
    required: true,
    ...(limit !== null && { description: `${limit} bytes at most` }),
    content: Object.fromEntries(Object.entries(media).map(([type, reading]) => [type, kind[reading]])),
  };
};

const replyOf = (reply: Reply): Json => {
  const type = reply.type?.split(';', 1)[0] ?? (reply.schema === null ? null : 'application/json');
  const content = reply.schema === null ? {} : { schema: schemaOf(reply.schema, 'output') };
  return { description: reply.words, ...headersOf(reply), ...(type !== null && { content: { [type]: content } }) };
};
const headersOf = ({ headers, etag }: Reply): Json => {
  const described = { ...headers, ...(etag && { ETag: 'Strong; send it back as If-None-Match' }) };
  if (Object.keys(described).length === 0) return {};
  return { headers: Object.fromEntries(Object.entries(described).map(([name, description]) => [name, { description, schema: { type: 'string' } }])) };
};

const propertiesOf = (schema: Json): [string, unknown][] => Object.entries((schema.properties ?? {}) as Json);
