import { isPoint } from '../domain/fact-span.ts';
import { timesOfImpact } from '../domain/incident-spells.ts';
import type { Incident } from '../domain/state.ts';
import { type Level, levelRank, worstLevel } from '../domain/words.ts';

/** One interval at one level. UTC ms. `vague`: one of its ends is imprecise or unknown. */
export interface LevelStep {
  readonly from: number;
  readonly to: number;
  readonly level: Level;
  readonly vague: boolean;
}

/** Where the axis of an incident ends, UTC ms: at its end, or at the latest moment recorded when the end is unknown. Null when it is undated. */
export const endOfAxis = (incident: Incident): number | null => {
  const end = incident.endedAt?.ms ?? null;
  if (end !== null) return end;
  const times = [
    incident.startedAt,
    incident.detection?.at,
    ...incident.occurrences.flatMap(({ from, until }) => [from, until]),
    ...incident.phases.map(({ at }) => at),
    ...incident.impacts.flatMap(({ from, until }) => [from, until]),
    ...incident.entries.map(({ at }) => at),
  ].flatMap((time) => (time?.ms == null ? [] : [time.ms]));
  return times.length === 0 ? null : Math.max(...times);
};

/**
 * The worst level over time, as contiguous intervals; operational between occurrences. `now`: UTC ms, the provisional end of an open incident.
 * Impacts without a date are left out; one with an unknown end is drawn to the last recorded moment and marked vague.
 */
export const levelSteps = (incident: Incident, now: number): LevelStep[] => {
  const limit = incident.phase === 'resolved' ? endOfAxis(incident) : now;
  if (limit === null) return [];
  const spans = incident.impacts.flatMap((impact) => {
    const { from, until } = timesOfImpact(incident, impact);
    if (impact.notAffected || from.ms === null) return [];
    const to = until?.ms ?? limit;
    const vague = !isPoint(from) || (until !== null && (until.ms === null || !isPoint(until)));
    return to > from.ms ? [{ from: from.ms, to, level: impact.level, vague }] : [];
  });
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const steps: LevelStep[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const over = spans.filter((span) => span.from <= from && span.to >= to);
    const level = worstLevel(over.map((span) => span.level));
    const vague = over.some((span) => span.vague && levelRank(span.level) === levelRank(level));
    const last = steps.at(-1);
    if (last !== undefined && last.level === level && last.vague === vague) steps[steps.length - 1] = { ...last, to };
    else steps.push({ from, to, level, vague });
  }
  return steps;
};
