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
 * The phases with the beginning of each: "resolved" and "reopened" at the end and beginning of their occurrence, whenever that was said; phases said together
 * with a reopening likewise; others when they were said, but not after the end of their occurrence.
 */
export const phasesAsTheyWere = ({ phases, occurrences }: Pick<Incident, 'phases' | 'occurrences'>): Phases => {
  let spell = 0;
  return phases.map(({ phase, at }, index) => {
    const previous = phases[index - 1];
    const back = phase === 'reopened' || (previous?.phase === 'reopened' && previous.at.ms === at.ms);
    if (phase === 'reopened') spell += 1;
    const occurrence = occurrences[spell];
    if (occurrence === undefined) return { phase, at };
    if (back) return { phase, at: occurrence.from };
    if (phase === 'resolved') return { phase, at: occurrence.until ?? at };
    return { phase, at: occurrence.until !== null && isLater(at, occurrence.until) ? occurrence.until : at };
  });
};

/** The dated phases as intervals up to `until` (UTC ms). "Reopened" and a phase that follows at once form one interval, named by the later one. */
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
