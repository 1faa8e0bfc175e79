import type { NewEvent } from '@sitrep/shared/domain/event.ts';

/** The ids a command's events carry, by field name: `{incidentId, updateId}`; impacts as `impactIds`. The first of each name wins: it names what was asked for. */
export const idsOf = (events: readonly NewEvent[]): Record<string, string | string[]> => {
  const ids: Record<string, string | string[]> = {};
  const impactIds: string[] = [];
  for (const { data } of events) {
    for (const [name, value] of Object.entries(data)) if (name.endsWith('Id') && typeof value === 'string') ids[name] ??= value;
    if ('impact' in data) impactIds.push(data.impact.impactId);
    if ('impacts' in data) impactIds.push(...data.impacts.map(({ impactId }) => impactId));
  }
  return impactIds.length > 0 ? { ...ids, impactIds: [...new Set(impactIds)] } : ids;
};
