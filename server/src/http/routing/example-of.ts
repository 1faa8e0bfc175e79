type Json = Record<string, unknown>;

const SOME_TIME = Date.UTC(2026, 5, 3, 10);
const SOME_STRING: Readonly<Record<string, string>> = { 'date-time': '2026-06-03T10:00:00Z', date: '2026-06-03' };

/** The least that a JSON Schema takes, made from the schema itself: what is required, and nothing else. In: a schema without references. `name`: the field it stands in. */
export const exampleOf = (schema: Json, name = 'text'): unknown => {
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const options = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  // An address nobody has is worse than none.
  if (options?.some(isNull) && options.some(isAddress)) return null;
  if (options !== undefined) return exampleOf(options[0] ?? {}, name);
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return Number(schema.minItems ?? 0) > 0 ? [exampleOf((schema.items ?? {}) as Json, singular(name))] : [];
    case 'integer':
      return Number(schema.maximum ?? 0) > SOME_TIME && Number(schema.minimum ?? 0) < 0 ? SOME_TIME : Number(schema.minimum ?? 1);
    case 'number':
      return Number(schema.maximum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      if (typeof schema.format === 'string' && schema.format in SOME_STRING) return SOME_STRING[schema.format];
      return fits(schema, `Some ${name}`) ? `Some ${name}` : `some-${name.replace(/Ids?$/, '').toLowerCase()}`;
  }
};

const objectOf = ({ properties, required, additionalProperties }: Json): Json => {
  const fields = (properties ?? {}) as Record<string, Json>;
  const wanted = (required ?? []) as string[];
  if (properties === undefined && typeof additionalProperties === 'object') return {};
  return Object.fromEntries(wanted.map((name) => [name, exampleOf(fields[name] ?? {}, name)]));
};
const fits = ({ pattern }: Json, text: string): boolean => typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text);
const isNull = ({ type }: Json): boolean => type === 'null';
const isAddress = ({ pattern }: Json): boolean => typeof pattern === 'string' && pattern.startsWith('^https?');
const singular = (name: string): string => name.replace(/s$/, '');
