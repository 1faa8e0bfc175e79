import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { StatusGlyph } from './status-glyph.tsx';
import { StatusLine, StatusWord } from './status-word.tsx';

/** The simulated level of an incident of an exercise. */
export const SimulatedLevel = ({ incident, level, size = 13 }: Parameters<typeof IncidentLevel>[0]) => (
  <StatusLine level={level}>
    <StatusGlyph level={isImpactStated(incident) ? level : 'unknown'} size={size} />
    {isImpactStated(incident) ? LEVEL_WORD[level] : 'No impact stated'}, simulated
  </StatusLine>
);

/** The level of an open incident: unknown, never operational, until an impact is stated. */
export const IncidentLevel = ({
  incident,
  level,
  size = 13,
}: {
  incident: Pick<Incident, 'phase' | 'occurrences' | 'impacts'>;
  level: Level;
  size?: number;
}) =>
  isImpactStated(incident) ? (
    <StatusWord level={level} size={size} />
  ) : (
    <StatusLine level="unknown">
      <StatusGlyph level="unknown" size={size} />
      <span>No impact stated</span>
    </StatusLine>
  );
