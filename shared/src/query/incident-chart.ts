import type { Incident } from '../domain/state.ts';
import { endOfAxis, type LevelStep, levelSteps } from './level-steps.ts';
import { type PhaseSpan, phaseSpans, phasesAsTheyWere } from './phase-spans.ts';
import { unseenOf } from './timeline.ts';

/** The chart data of an incident, for its page and the wall. */
export interface IncidentChart {
  /** The window, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly steps: readonly LevelStep[];
  readonly phases: readonly PhaseSpan[];
  /** From the start until it was noticed. */
  readonly unseen: { readonly from: number; readonly to: number } | null;
  readonly marks: readonly ChartMark[];
}

/** A marked moment, UTC ms. `strong`: it divides the incident. */
export interface ChartMark {
  readonly at: number;
  readonly kind: 'began' | 'noticed' | 'identified' | 'monitoring' | 'resolved' | 'reopened';
  readonly strong: boolean;
}

const MINUTE = 60_000;

/** In: the incident, now as UTC ms. Out: its chart; null when its start has no date, or when only the day is known and there is nothing to draw. */
export const incidentChart = (incident: Incident, now: number): IncidentChart | null => {
  const start = incident.startedAt;
  if (start.ms === null) return null;
  const end = incident.phase === 'resolved' ? (endOfAxis(incident) ?? start.ms) : now;
  const steps = levelSteps(incident, now);
  const first = Math.min(start.ms, ...steps.map((step) => step.from));
  if (end - first < MINUTE) return null;
  const margin = Math.max((end - first) * 0.06, 2 * MINUTE);
  const unnoticed = unseenOf(incident);
  const seen = unnoticed === null || (unnoticed.length?.ms ?? 0) < MINUTE ? null : unnoticed.until.ms;
  const unseen = seen === null ? null : { from: start.ms, to: Math.min(seen, end) };
  const isNoticed = unseen !== null && incident.detection?.at.ms === unseen.to;
  return {
    from: first - margin,
    to: end + margin * (incident.phase === 'resolved' ? 1 : 0.4),
    steps,
    phases: phaseSpans(incident, end)
      .map((span) => (unseen !== null && span.from < unseen.to ? { ...span, from: unseen.to } : span))
      .filter((span) => span.to > span.from),
    unseen,
    marks: marksOf(incident, isNoticed ? unseen.to : null, end),
  };
};

const marksOf = (incident: Incident, noticed: number | null, end: number): IncidentChart['marks'] => {
  const marks: ChartMark[] = [];
  const put = (at: number | null, kind: ChartMark['kind'], strong: boolean) => {
    if (at !== null && at <= end && !marks.some((mark) => mark.at === at)) marks.push({ at, kind, strong });
  };
  put(incident.startedAt.ms, 'began', true);
  put(noticed, 'noticed', true);
  const phases = phasesAsTheyWere(incident);
  for (const { phase, at } of phases) {
    if (phase === 'resolved' || phase === 'reopened') put(at.ms, phase, true);
  }
  for (const { phase, at } of phases) {
    if (phase === 'identified' || phase === 'monitoring') put(at.ms, phase, false);
  }
  return marks;
};
