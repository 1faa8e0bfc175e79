import { isLater } from '../domain/fact-time.ts';
import type { Incident } from '../domain/state.ts';
import type { Phase } from '../domain/words.ts';

export interface PhaseSpan {
  readonly phase: Phase | 'reopened';
  /** UTC ms. */
  readonly from: number;
  readonly to: number;
}

type Phases = Incident['phases'];

/**
 * The phases with when each began: "resolved" and "reopened" at the end and the beginning of their spell, whenever that was told; what was told together
 * with a reopening as well; the others when they were told, and not after the end of their spell.
 */
export const phasesAsTheyWere = ({ phases, occurrences }: Pick<Incident, 'phases' | 'occurrences'>): Phases => {
  let spell = 0;
  return phases.map(({ phase, at }, index) => {
    const told = phases[index - 1];
    const back = phase === 'reopened' || (told?.phase === 'reopened' && told.at.ms === at.ms);
    if (phase === 'reopened') spell += 1;
    const occurrence = occurrences[spell];
    if (occurrence === undefined) return { phase, at };
    if (back) return { phase, at: occurrence.from };
    if (phase === 'resolved') return { phase, at: occurrence.until ?? at };
    return { phase, at: occurrence.until !== null && isLater(at, occurrence.until) ? occurrence.until : at };
  });
};

/** The dated phases as stretches up to `until` (UTC ms). "Reopened" and what followed it at once are one stretch, named by the later one. */
export const phaseSpans = (incident: Pick<Incident, 'phases' | 'occurrences'>, until: number): PhaseSpan[] => {
  const dated = phasesAsTheyWere(incident)
    .flatMap(({ phase, at }) => (at.ms === null ? [] : [{ phase, from: at.ms }]))
    .sort((a, b) => a.from - b.from)
    .filter((span, index, all) => all[index + 1]?.from !== span.from);
  return dated.flatMap((span, index) => {
    const to = dated[index + 1]?.from ?? until;
    return to > span.from ? [{ ...span, to }] : [];
  });
};
