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
      const time = formsOfTime(zodSchema);
      if (time === null) return;
      // What zod derives is the form behind the transform, which would forbid the others.
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key];
      Object.assign(jsonSchema, time);
    },
  }) as Json;
  return rest;
};

/** The JSON Schema of a time field; null for any other schema. Time fields accept several forms in one transform, from which zod cannot derive a JSON Schema. */
const formsOfTime = (schema: z.core.$ZodType): Json | null => {
  const time = { type: 'string', format: 'date-time', description: 'ISO 8601 with an offset' };
  const day = { type: 'string', format: 'date', description: 'a whole day in UTC' };
  const ms = { type: 'integer', description: 'UTC milliseconds' };
  if (schema === SaidTime)
    return { description: 'ISO 8601 with an offset, or a date, or a time with its precision', anyOf: [time, day, schemaOf(FactTime, 'input')] };
  if (schema === SaidInstant) return { description: 'ISO 8601 with an offset, or UTC milliseconds', anyOf: [time, ms] };
  return schema === SaidDay ? { description: 'a date, or ISO 8601 with an offset, or UTC milliseconds', anyOf: [day, time, ms] } : null;
};

/** Names of the path parameters of a route. */
export const pathFieldsOf = ({ path }: Pick<Route, 'path'>): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));

/** The body schema of a route, without fields already in the path. Null when the route takes no body. */
export const bodySchemaOf = (route: Route): Json | null => {
  if (route.body?.schema === undefined) return null;
  const known = schemas.get(route);
  if (known !== undefined) return known;
  const inPath = pathFieldsOf(route);
  const schema = schemaOf(route.body.schema, 'input');
  const without = {
    ...schema,
    properties: Object.fromEntries(Object.entries((schema.properties ?? {}) as Json).filter(([name]) => !inPath.includes(name))),
    required: ((schema.required ?? []) as string[]).filter((name) => !inPath.includes(name)),
  };
  schemas.set(route, without);
  return without;
};
// Each refusal of a body asks for it.
const schemas = new WeakMap<Route, Json>();
