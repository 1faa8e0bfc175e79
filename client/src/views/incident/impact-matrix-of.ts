import type { Impact } from '@sitrep/shared/domain/event.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type Level, worstLevel } from '@sitrep/shared/domain/words.ts';
import { lengthOf } from '@sitrep/shared/query/timeline.ts';

/** `null`: nothing was stated there. `not_affected`: it was stated that this place is well. */
export type Cell = { readonly peak: Level; readonly now: Level } | 'not_affected' | null;
export interface MatrixRow {
  readonly componentId: string;
  readonly cells: readonly Cell[];
  /** Minutes of partial or major outage, overlaps counted once; null when a time is missing. */
  readonly downMs: number | null;
}
export interface ImpactMatrix {
  /** `null` stands for everywhere, or for everywhere else when regions are named beside it. */
  readonly regions: readonly (string | null)[];
  readonly rows: readonly MatrixRow[];
}

const standing = (impact: Impact, incident: Incident): boolean => impact.until === null && incident.phase !== 'resolved';

const cellOf = (impacts: readonly Impact[], incident: Incident): Cell => {
  if (impacts.length === 0) return null;
  const hurt = impacts.filter((impact) => !impact.notAffected);
  if (hurt.length === 0) return 'not_affected';
  return {
    peak: worstLevel(hurt.map((impact) => impact.level)),
    now: worstLevel(hurt.filter((impact) => standing(impact, incident)).map((impact) => impact.level)),
  };
};

const downMs = (impacts: readonly Impact[], incident: Incident, now: number): number | null => {
  const down = impacts.filter((impact) => !impact.notAffected && (impact.level === 'partial_outage' || impact.level === 'major_outage'));
  // Clock times of a day nobody knows have a length, but several of them have no order.
  const [only] = down;
  if (down.length === 1 && only !== undefined && only.from.ms === null) return lengthOf(only.from, only.until)?.ms ?? null;
  const spans: (readonly [number, number])[] = [];
  for (const impact of down) {
    const until = standing(impact, incident) ? now : (impact.until?.ms ?? incident.endedAt?.ms ?? null);
    if (impact.from.ms === null || until === null) return null;
    spans.push([impact.from.ms, until]);
  }
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return total;
};

/** Component by region, peak and now. `now`: UTC ms, ends what still stands. Components in the order they were first named. */
export const impactMatrixOf = (incident: Incident, now: number): ImpactMatrix => {
  const named = [...new Set(incident.impacts.flatMap((impact) => impact.regions))];
  const anywhere = incident.impacts.some((impact) => impact.regions.length === 0);
  const regions: (string | null)[] = anywhere || named.length === 0 ? [...named, null] : named;
  const rows = [...new Set(incident.impacts.map((impact) => impact.componentId))].map((componentId) => {
    const own = incident.impacts.filter((impact) => impact.componentId === componentId);
    return {
      componentId,
      cells: regions.map((region) =>
        cellOf(
          own.filter((impact) => impact.regions.length === 0 || (region !== null && impact.regions.includes(region))),
          incident,
        ),
      ),
      downMs: downMs(own, incident, now),
    };
  });
  return { regions, rows };
};
