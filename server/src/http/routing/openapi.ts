import * as z from 'zod';
import { Problem, problemCodes } from '../edge/problem.ts';
import { BOARD_PATH } from '../reads/prebuilt-board.ts';
import { BoardReply } from '../reads/replies.ts';
import { exampleOf } from './example-of.ts';
import type { Access, Route } from './route.ts';

type Json = Record<string, unknown>;
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
  description: 'The same key with the same request is applied once and answered the same way each time.',
  schema: { type: 'string', maxLength: 200 },
};

/** The contract of the HTTP API, made from the very schemas that check requests. In: every route that is mounted, and the version of the server. */
export const openApiOf = (routes: readonly Route[], version: string): Json => {
  const paths: Record<string, Json> = { [BOARD_PATH]: { get: BOARD } };
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sitrep',
      version,
      description:
        'A live incident dashboard. Everything a reader may see and a responder may do. Times are UTC milliseconds; every fact has its own time with a precision. Refusals are problem documents (RFC 9457).',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'read', description: 'The board and its history, in the public or the internal scope' },
      { name: 'write', description: 'Commands. Each is recorded whole or not at all, and answered once it is on disk' },
      { name: 'session', description: 'The session of a browser' },
      { name: 'tokens', description: 'API tokens and owner links' },
      { name: 'screens', description: 'Named wall screens: their links, and when each was last seen' },
      { name: 'log', description: 'The log as a whole' },
      { name: 'operations', description: 'For those who run the server' },
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

const AS_OF: Json = {
  'Sitrep-As-Of': { description: 'When the board was last known to be so, UTC ms, whatever kept this answer since', schema: { type: 'integer' } },
};
const BOARD: Json = {
  tags: ['read'],
  summary: 'The whole board as one snapshot; ask again with If-None-Match',
  'x-access': 'anyone',
  parameters: [SCOPE, { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' } }],
  responses: {
    200: { description: 'The board, with a strong ETag', headers: AS_OF, content: { 'application/json': { schema: schemaOf(BoardReply, 'output') } } },
    304: { description: 'As you know it', headers: AS_OF },
    default: { $ref: '#/components/responses/Problem' },
  },
};

const operationOf = (route: Route): Json => {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));
  const body = route.body ? withoutFields(schemaOf(route.body, 'input'), inPath) : null;
  const query = route.query ? propertiesOf(schemaOf(route.query, 'input')) : [];
  return {
    tags: [route.tag],
    summary: route.summary,
    'x-access': route.access,
    ...(route.access !== 'anyone' && { security: [{ token: [] }, { session: [] }] }),
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map(([name, schema]) => ({ name, in: 'query', required: false, schema })),
      ...(route.scoped ? [SCOPE] : []),
      ...(route.idempotent ? [KEY] : []),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body, ...(route.tag === 'write' && { example: exampleOf(body) }) } } },
    }),
    ...(route.streams && { requestBody: { required: true, content: { [route.streams]: {} } } }),
    responses: { [route.reply.status]: replyOf(route), default: { $ref: '#/components/responses/Problem' } },
  };
};

const replyOf = ({ reply }: Route): Json => {
  if (reply.schema !== null) return { description: reply.words, content: { 'application/json': { schema: schemaOf(reply.schema, 'output') } } };
  return { description: reply.words, ...(reply.type && { content: { [reply.type]: {} } }) };
};

const propertiesOf = (schema: Json): [string, unknown][] => Object.entries((schema.properties ?? {}) as Json);

/** Fields that the path carries are not asked for twice. */
const withoutFields = (schema: Json, names: readonly string[]): Json => ({
  ...schema,
  properties: Object.fromEntries(propertiesOf(schema).filter(([name]) => !names.includes(name))),
  required: ((schema.required ?? []) as string[]).filter((name) => !names.includes(name)),
});

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json;
  return rest;
}
