import { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { SaidDay, SaidInstant, SaidTime } from '@sitrep/shared/domain/said.ts';
import * as z from 'zod';
import type { Route } from './route.ts';

export type Json = Record<string, unknown>;

/** A schema as JSON Schema. `io`: as it is sent, or as it is answered. */
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

/** What may be sent where a time is asked for; null for any other schema. Times read several forms in one step, which no JSON Schema can be made from. */
const formsOfTime = (schema: z.core.$ZodType): Json[] | null => {
  const time = { type: 'string', format: 'date-time', description: 'ISO 8601 with its offset' };
  const day = { type: 'string', format: 'date', description: 'that day, as UTC counts it' };
  const ms = { type: 'integer', description: 'UTC milliseconds' };
  if (schema === SaidTime) return [time, day, schemaOf(FactTime, 'input')];
  if (schema === SaidInstant) return [time, ms];
  return schema === SaidDay ? [day, time, ms] : null;
};

/** What stands in the path of a route, by name. */
export const pathFieldsOf = ({ path }: Pick<Route, 'path'>): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));

/** The fields of the body a route takes; fields that the path carries are not asked for twice. Null where it takes none. */
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
