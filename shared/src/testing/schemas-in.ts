/** Every schema below one, with the path that leads to it. */
export const schemasIn = (schema: unknown, path = '', seen = new Set<unknown>()): [string, unknown][] => {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { def } = (schema as { _zod?: { def: Record<string, unknown> } })._zod ?? {};
  if (def === undefined) return [];
  const below = [
    ...Object.entries((def.shape ?? {}) as object),
    ...['innerType', 'element', 'valueType', 'left', 'right'].flatMap((key) => (key in def ? [[key, def[key]]] : [])),
    ...((def.options ?? []) as unknown[]).map((option, index) => [String(index), option]),
  ] as [string, unknown][];
  return [[path, schema], ...below.flatMap(([key, inner]) => schemasIn(inner, `${path}.${key}`, new Set(seen)))];
};
