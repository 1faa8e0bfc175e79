import { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { SaidDay, SaidInstant, SaidTime } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod';
import type { Route } from './route.ts';

export type Json = Record<string, unknown>;

/** A schema as JSON Schema. `io`: the form in requests or in answers. */
export const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const anyOf = formsOfTime(zodSchema);
      if (anyOf !== null) Object.assign(jsonSchema, { anyOf });
    },
  }) as Json;
  return rest;
};

/** The JSON Schema of a time field; null for any other schema. Time fields accept several forms in one transform, from which zod cannot derive a JSON Schema. */
const formsOfTime = (schema: z.core.$ZodType): Json[] | null => {
  const time = { type: 'string', format: 'date-time', description: 'ISO 8601 with an offset' };
  const day = { type: 'string', format: 'date', description: 'a whole day in UTC' };
  const ms = { type: 'integer', description: 'UTC milliseconds' };
  if (schema === SaidTime) return [time, day, schemaOf(FactTime, 'input')];
  if (schema === SaidInstant) return [time, ms];
  return schema === SaidDay ? [day, time, ms] : null;
};

/** Names of the path parameters of a route. */
export const pathFieldsOf = ({ path }: Pick<Route, 'path'>): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));

/** The body schema of a route, without fields already in the path. Null when the route takes no body. */
export const bodySchemaOf = (route: Route): Json | null => {
  if (route.body?.schema === undefined) return null;
  const inPath = pathFieldsOf(route);
  const schema = schemaOf(route.body.schema, 'input');
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries((schema.properties ?? {}) as Json).filter(([name]) => !inPath.includes(name))),
    required: ((schema.required ?? []) as string[]).filter((name) => !inPath.includes(name)),
  };
};
