import type { Incident } from '../domain/state.ts';
import type { Phase } from '../domain/words.ts';

export interface PhaseSpan {
  readonly phase: Phase | 'reopened';
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
}

/** The dated phases as stretches up to `until` (UTC ms). "Reopened" and what followed it at once are one stretch, named by the later one. */
export const phaseSpans = (incident: Incident, until: number): PhaseSpan[] => {
  const dated = incident.phases
    .flatMap(({ phase, at }) => (at.ms === null ? [] : [{ phase, from: at.ms }]))
    .sort((a, b) => a.from - b.from)
    .filter((span, index, all) => all[index + 1]?.from !== span.from);
  return dated.flatMap((span, index) => {
    const to = dated[index + 1]?.from ?? until;
    return to > span.from ? [{ ...span, to }] : [];
  });
};
