import { bodySchemaOf, type Json } from './body-schema.ts';
import type { Route } from './route.ts';

/** An example time in every accepted form, and a later one (an hour later, a day for dates). */
interface Time {
  ms: number;
  text: Readonly<Record<string, string>>;
}
const SOME_TIME: Time = { ms: Date.UTC(2026, 5, 3, 10), text: { 'date-time': '2026-06-03T10:00:00Z', date: '2026-06-03' } };
const LATER: Time = { ms: Date.UTC(2026, 5, 3, 11), text: { 'date-time': '2026-06-03T11:00:00Z', date: '2026-06-04' } };

/**
 * A minimal valid body of a command, without path parameters, plus the fields in `about`: paths such as `impacts.0.level`. Null for a route
 * that is no command.
 */
export const bodyExampleOf = (route: Route, about: readonly string[] = []): Json | null => {
  const body = route.tag === 'write' ? bodySchemaOf(route) : null;
  return body === null ? null : (exampleOf(body, { name: 'text', time: SOME_TIME, paths: about.map((path) => path.split('.')) }) as Json);
};

/** `name`: the name of the field. `time`: the example time. `paths`: optional fields to show. */
interface Place {
  name: string;
  time: Time;
  paths: readonly (readonly string[])[];
}

/** A minimal value for a JSON Schema: the required fields and those requested by path. In: a schema without references. */
const exampleOf = (schema: Json, place: Place): unknown => {
  const { name, time } = place;
  if ('const' in schema) return schema.const;
  // An example at the best level would state that nothing is wrong.
  if (Array.isArray(schema.enum)) return name === 'level' ? schema.enum.at(-1) : schema.enum[0];
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  // An invented address would be worse than none.
  if (options?.some(isNull) && options.some(isAddress)) return null;
  if (options !== undefined) return exampleOf(options[0] ?? {}, place);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, place);
    case 'array':
      return Number(schema.minItems ?? 0) > 0 || place.paths.length > 0 ? [exampleOf((schema.items ?? {}) as Json, itemOf(place))] : [];
    case 'integer':
      return Number(schema.maximum ?? 0) > time.ms && Number(schema.minimum ?? 0) < 0 ? time.ms : Number(schema.minimum ?? 1);
    case 'number':
      return Number(schema.maximum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      if (typeof schema.format === 'string' && schema.format in time.text) return time.text[schema.format];
      if (isAddress(schema)) return 'https://example.com';
      return fits(schema, `Some ${name}`) ? `Some ${name}` : `some-${name.replace(/Ids?$/, '').toLowerCase()}`;
  }
};

const objectOf = ({ properties, required, additionalProperties }: Json, { time, paths }: Place): Json => {
  const fields = (properties ?? {}) as Record<string, Json>;
  const wanted = (required ?? []) as string[];
  if (properties === undefined && typeof additionalProperties === 'object') return {};
  const shown = Object.entries(fields).filter(([name]) => wanted.includes(name) || paths.some(([first]) => first === name));
  return Object.fromEntries(
    shown.map(([name, schema]) => [name, exampleOf(schema, { name, time: name.toLowerCase().startsWith('until') ? LATER : time, paths: within(paths, name) })]),
  );
};
const itemOf = ({ name, time, paths }: Place): Place => ({
  name: singular(name),
  time,
  paths: paths.flatMap(([, ...rest]) => (rest.length > 0 ? [rest] : [])),
});
/** The rest of the paths that lead into a field; a path that ends there requests the field alone. */
const within = (paths: Place['paths'], name: string): Place['paths'] => paths.flatMap(([first, ...rest]) => (first === name && rest.length > 0 ? [rest] : []));
const fits = ({ pattern }: Json, text: string): boolean => typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text);
const isNull = ({ type }: Json): boolean => type === 'null';
const isAddress = ({ pattern }: Json): boolean => typeof pattern === 'string' && pattern.startsWith('^https?');
const singular = (name: string): string => name.replace(/s$/, '');
