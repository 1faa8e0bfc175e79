import { spanOf } from '@sitrep/shared/domain/fact-span.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { timesOfImpact } from '@sitrep/shared/domain/incident-spells.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';

export type LaneIncident = Pick<Incident, 'id' | 'title' | 'phase' | 'dismissed' | 'startedAt' | 'endedAt' | 'occurrences' | 'impacts'>;
/** One stretch of one incident on one component. UTC ms. */
export interface LaneStretch {
  readonly incidentId: string;
  readonly title: string;
  readonly componentId: string;
  readonly from: number;
  readonly to: number;
  readonly level: Level;
  readonly vague: boolean;
}

const imprecise = (time: FactTime): boolean => {
  const span = spanOf(time);
  return time.precision === 'approximate' || (span !== null && span.until > span.from);
};

/** In: incidents, UTC ms now. Out: every dated stretch of impact. Undated impacts are left out, because a place on the axis would claim a date. */
export const lanesOf = (incidents: readonly LaneIncident[], now: number): LaneStretch[] =>
  incidents.flatMap((incident) =>
    incident.impacts.flatMap((impact) => {
      const { from, until: ended } = timesOfImpact(incident, impact);
      const begin = spanOf(from);
      if (begin === null || impact.notAffected || incident.dismissed !== null) return [];
      const end = ended === null ? { from: now, until: now } : spanOf(ended);
      const vague = imprecise(from) || end === null || (ended !== null && imprecise(ended));
      const to = end === null ? begin.until : Math.max(end.until, begin.from);
      return [{ incidentId: incident.id, title: incident.title, componentId: impact.componentId, from: begin.from, to, level: impact.level, vague }];
    }),
  );

const DAY = 86_400_000;
export interface Window {
  readonly from: number;
  readonly to: number;
}
/** From the first dated stretch, or 90 days ago if that is earlier, to now, with a margin on both sides. */
export const allOfHistory = (stretches: readonly LaneStretch[], now: number): Window => {
  const first = Math.min(now - 90 * DAY, ...stretches.map((stretch) => stretch.from));
  const margin = (now - first) * 0.02;
  return { from: first - margin, to: now + margin };
};

/** The default window: the last 90 days, or all of history if those are empty. */
export const defaultWindow = (stretches: readonly LaneStretch[], now: number): Window => {
  const recent = stretches.some((stretch) => stretch.to >= now - 90 * DAY);
  return recent ? lastDays(90, now) : allOfHistory(stretches, now);
};
/** The last days, with a margin of the future, which is drawn hatched. */
export const lastDays = (days: number, now: number): Window => ({ from: now - days * DAY, to: now + days * DAY * 0.05 });
