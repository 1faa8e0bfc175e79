import type { Impact } from '../domain/event.ts';
import type { Incident } from '../domain/state.ts';
import { type Level, worstLevel } from '../domain/words.ts';
import { impactsOn } from './history-of.ts';
import { sparesAll, standingImpacts } from './status.ts';
import { uptime } from './uptime.ts';

/** `null`: nothing was stated there. `not_affected`: it was stated that this place is not affected. */
export type Cell = { readonly peak: Level; readonly now: Level } | 'not_affected' | null;
export interface MatrixRow {
  readonly componentId: string;
  readonly cells: readonly Cell[];
  /** How long it was partly or fully down, ms, overlaps counted once; null when a time is missing. */
  readonly downMs: number | null;
}
export interface ImpactMatrix {
  /** `null` stands for everywhere, or for everywhere else when regions are named beside it. */
  readonly regions: readonly (string | null)[];
  readonly rows: readonly MatrixRow[];
}

/** Component by region, peak and current level, of one incident. `now`: UTC ms, the end of running impacts. Components in the order they were first named. */
export const impactMatrix = (incident: Incident, now: number): ImpactMatrix => {
  const named = [...new Set(incident.impacts.flatMap((impact) => impact.regions))];
  const anywhere = incident.impacts.some((impact) => impact.regions.length === 0);
  const regions: (string | null)[] = anywhere || named.length === 0 ? [...named, null] : named;
  const rows = [...new Set(incident.impacts.map((impact) => impact.componentId))].map((componentId) => {
    const own = incident.impacts.filter((impact) => impact.componentId === componentId);
    return { componentId, cells: regions.map((region) => cellOf(statedIn(region, own), incident)), downMs: downMs(componentId, incident, now) };
  });
  return { regions, rows };
};

/** An impact without regions applies to every region, except where everyone is stated as not affected. */
const statedIn = (region: string | null, impacts: readonly Impact[]): Impact[] => {
  const there = impacts.filter((impact) => region !== null && impact.regions.includes(region));
  const spared = there.some((impact) => impact.notAffected && sparesAll(impact.audience));
  return spared ? there : [...there, ...impacts.filter((impact) => impact.regions.length === 0)];
};

const cellOf = (impacts: readonly Impact[], incident: Incident): Cell => {
  if (impacts.length === 0) return null;
  const hurt = impacts.filter((impact) => !impact.notAffected);
  if (hurt.length === 0) return 'not_affected';
  const standing = new Set(standingImpacts(incident));
  return {
    peak: worstLevel(hurt.map((impact) => impact.level)),
    now: worstLevel(hurt.filter((impact) => standing.has(impact)).map((impact) => impact.level)),
  };
};

const MINUTE = 60_000;
const downMs = (componentId: string, incident: Incident, now: number): number | null => {
  const impacts = impactsOn(componentId, incident);
  const { full, undated } = uptime(
    { evidence: 'reported', startedOn: null, definedAt: Number.MIN_SAFE_INTEGER },
    { impacts, maintenances: [], levels: [] },
    Number.MIN_SAFE_INTEGER,
    now,
  );
  const [first] = undated;
  // Clock times of an unknown day have a length, but several of them have no order.
  const minutes = first === undefined ? full.minutes : impacts.length === 1 ? first.minutes : null;
  return minutes === null ? null : Math.round(minutes * MINUTE);
};
